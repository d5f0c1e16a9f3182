package curated

import "github.com/regline/regline/internal/timeline"

// entityKinds are the files of entities and the kinds of node that they hold.
var entityKinds = []struct {
	file string
	kind timeline.Kind
}{
	{"vendors.yaml", timeline.KindVendor},
	{"persons.yaml", timeline.KindPerson},
	{"organizations.yaml", timeline.KindOrganization},
	{"agencies.yaml", timeline.KindAgency},
	{"audiences.yaml", timeline.KindAudience},
	{"lists.yaml", timeline.KindOfficialList},
}

// entityRecord is the mapping of one entity of a kind.
func entityRecord(kind timeline.Kind) *record {
	required := []string{"label"}
	if timeline.TermsFor(timeline.KindOf, kind) != nil {
		required = append(required, "kind")
	}
	if kind == timeline.KindAudience {
		required = append(required, "definition")
	}
	return &record{fields: arrange(append(attributes(kind), quotesField()),
		[]string{"kind", "label", "aliases", "jurisdiction", "description", "definition", "kept_by", "citations", "url", "covered", "checked"}, required)}
}

// entities reads a file of entities.
func (r *reader) entities(root spot, kind timeline.Kind, rec *record) {
	for _, e := range root.pairs() {
		if checkNode(e.key) != nil {
			continue
		}
		id := timeline.ID(e.key)
		r.declare(e, id, kind)
		c := r.citer(e)
		c.attributes(e, rec, subject{id: id, kind: kind})
		c.finish(e)
	}
}
