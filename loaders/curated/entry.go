package curated

import (
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// entryRoles are the milestones of a row of an official list, each a field of its own.
var entryRoles = []string{"listed", "delisted"}

var entryRecord = &record{fields: arrange(append(attributes(timeline.KindListEntry), entryMilestones()...),
	[]string{"label", "list", "names", "wording"}, []string{"label", "list"})}

func entryMilestones() []field {
	var out []field
	for _, role := range entryRoles {
		def, _ := timeline.LookupTerm(timeline.Roles, role)
		out = append(out, field{name: role, shape: milestoneShape(), about: def.Definition})
	}
	return out
}

func entriesField() field {
	return field{
		name: "entries", about: "The rows that the act put on an official list, by their IDs.",
		shape: &shape{what: "a mapping of IDs to rows", names: &names{key: nodeForm, value: &shape{what: "a row of a list", record: entryRecord}}},
	}
}

// entries reads the rows that an act put on a list.
func (c *citer) entries(s spot, owner subject) {
	all, _ := s.at("entries")
	for _, e := range all.pairs() {
		if checkNode(e.key) == nil {
			c.entry(e, owner)
		}
	}
}

// supporting are the fields whose first cited item shows that the row stands on the list and that the act put it there.
// A row that names a category of products and no party has no names.
var supporting = []string{"names", "wording", "listed"}

// entry reads one row.
func (c *citer) entry(s spot, owner subject) {
	about := subject{id: timeline.ID(s.key), kind: timeline.KindListEntry}
	c.r.declare(s, about.id, timeline.KindListEntry)
	for _, field := range supporting {
		if about.around = c.rowSupport(s, field); len(about.around) > 0 {
			break
		}
	}
	if len(about.around) == 0 {
		c.r.fail(s.node, s.path, "a row needs a name, a wording or a day with a cite: nothing shows that it stands on the list")
	}
	c.attributes(s, entryRecord, about)
	c.r.assert(about.id, timeline.EnteredBy, string(owner.id), "", about.around, s)
	for _, role := range entryRoles {
		if m, ok := s.at(role); ok {
			if id, ok := c.r.partID(m, about.id, role); ok {
				c.milestone(m, id)
			}
		}
	}
}

// rowSupport is what the first item of a field cites.
func (c *citer) rowSupport(s spot, field string) support {
	f, ok := s.at(field)
	if !ok {
		return nil
	}
	items := f.each()
	if len(items) == 0 || items[0].node.kind != mapping {
		return nil
	}
	return slices.DeleteFunc(c.support(items[0]), func(claim timeline.Claim) bool { return claim.ClaimKind == timeline.ClaimEditorial })
}
