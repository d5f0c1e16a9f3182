package curated

import "github.com/regline/regline/internal/timeline"

// actionRecord is a file of actions/.
var actionRecord = &record{fields: arrange(append(
	attributes(timeline.KindAction),
	field{name: "id", shape: formShape(nodeForm), about: "The ID of the act: also the name of the file."},
	milestonesField(),
	restrictionsField(),
	effectsField(),
	statementsField(),
	entriesField(),
	quotesField(),
), []string{"id", "kind", "label", "summary", "jurisdiction", "zone", "citations", "by", "targets"}, []string{"id", "kind", "label"})}

// action reads a file about one act.
func (r *reader) action(root spot, name string) {
	id, ok := r.namedAfter(root, "id", name)
	if !ok {
		return
	}
	v, _ := root.at("id")
	r.declare(v, id, timeline.KindAction)
	about := subject{id: id, kind: timeline.KindAction}
	c := r.citer(root)
	c.attributes(root, actionRecord, about)
	c.milestones(root, about)
	c.parts(root, about)
	c.entries(root, about)
	c.finish(root)
}

// namedAfter is the ID in a field, which the file must be named after. Where the field has no ID the name is used, so
// that the rest of the file is read.
func (r *reader) namedAfter(root spot, key, name string) (timeline.ID, bool) {
	v, ok := root.at(key)
	if ok && nodeForm.valid(v.node) {
		if v.node.text != name {
			r.fail(v.node, v.path, "the file is named %s.yaml: name it %s.yaml, or correct the %s", name, v.node.text, key)
		}
		return timeline.ID(v.node.text), true
	}
	return timeline.ID(name), checkNode(name) == nil
}

// declare says that a node exists, once in all files.
func (r *reader) declare(s spot, id timeline.ID, kind timeline.Kind) {
	at := r.place(1, 1)
	if s.node != nil {
		at = r.place(s.node.line, s.node.column)
	}
	if s.line > 0 && s.key == string(id) {
		at = r.place(s.line, s.column)
	}
	r.batch.declare(id, kind, at, s.path)
}
