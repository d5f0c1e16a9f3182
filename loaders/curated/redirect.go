package curated

import (
	"strings"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/timeline"
)

// redirectRecord is the mapping of one ID that names no node any more. It is the editor's and cites nothing.
var redirectRecord = &record{fields: []field{
	{name: "to", required: true, about: "The ID that took its place, or several where the node was split.", shape: oneOrMany(*formShape(nodeForm))},
	{name: "reason", required: true, about: "Why it was renamed, merged or split.", shape: textShape("a text")},
}}

// redirects reads the file of IDs that were published and name no node any more.
func (r *reader) redirects(root spot, _ string) {
	for _, e := range root.pairs() {
		reason, ok := e.text("reason")
		from := timeline.ID(e.key)
		if checkNode(e.key) != nil || !ok || !r.batch.take(from, r.place(e.line, e.column), e.path) {
			continue
		}
		all, _ := e.at("to")
		for _, to := range all.each() {
			if nodeForm.valid(to.node) {
				r.batch.in.Redirects = append(r.batch.in.Redirects, compile.Redirect{
					From: from, To: timeline.ID(strings.TrimSpace(to.node.text)), Reason: reason,
					At: r.place(to.node.line, to.node.column), Field: to.path,
				})
			}
		}
	}
}
