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

// text adds the hash of the text that a source keeps in texts/.
func (r *reader) text(s spot, about subject) {
	kept, ok := r.batch.in.Texts[s.node.text]
	if !ok {
		r.fail(s.node, s.path, "no file texts/%s%s", s.node.text, didYouMean(s.node.text, r.batch.textNames))
		return
	}
	r.batch.textUsed[s.node.text] = true
	sum := sha256.Sum256([]byte(kept))
	r.assert(about.id, "TEXT", hex.EncodeToString(sum[:]), "", bare(), s)
}

// sources reads a file of sources.
func (r *reader) sources(root spot) { r.entities(root, timeline.KindSource, sourceRecord) }
