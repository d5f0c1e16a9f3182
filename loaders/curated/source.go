package curated

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/regline/regline/internal/timeline"
)

// sourceRecord is the mapping of one source. What we say of a source is the editor's and cites nothing.
var sourceRecord = &record{fields: arrange(attributes(timeline.KindSource),
	[]string{"kind", "standing", "fidelity", "copy_of", "label", "publisher", "url", "published", "read", "language", "licence", "citations", "text"},
	[]string{"kind", "standing", "fidelity", "label", "language", "licence"})}

// quotedOnly is the licence under which no whole text is kept.
const quotedOnly = "quoted_only"

// text adds the hash of the text that a source keeps in texts/.
func (r *reader) text(s spot, about subject) {
	kept, ok := r.batch.in.Texts[s.node.text]
	if r.batch.textUnread[s.node.text] {
		return
	}
	if !ok {
		r.batch.textUsed[nearest(s.node.text, r.batch.textNames)] = true
		r.fail(s.node, s.path, "no file texts/%s%s", s.node.text, didYouMean(s.node.text, r.batch.textNames))
		return
	}
	r.batch.textUsed[s.node.text] = true
	sum := sha256.Sum256([]byte(kept))
	r.assert(about.id, "TEXT", hex.EncodeToString(sum[:]), "", bare(), s)
}

// sources reads a file of sources.
func (r *reader) sources(root spot) {
	for _, s := range root.pairs() {
		name, kept := s.text("text")
		if !kept {
			continue
		}
		r.batch.textUsed[name] = true // also by a source that is faulty itself
		if licence, _ := s.text("licence"); licence == quotedOnly {
			v, _ := s.at("text")
			r.fail(v.node, v.path, "a text is kept of a source of which only the cited clause may be: delete `text` and texts/%s, or correct `licence: %s`", clip(name), quotedOnly)
		}
	}
	r.entities(root, timeline.KindSource, sourceRecord)
}
