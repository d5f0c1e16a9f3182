package compile

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// missing reports that a reference leads nowhere, and names the nodes that took the place of the ID, or the nearest ID,
// or what to do where none is near.
func (c *compiler) missing(at Place, field, prefix string, id timeline.ID) {
	p := Problem{Place: at, Field: field, Cause: CauseAbsent}
	_, declared := c.declared[id.Owner()]
	switch r, moved := c.redirects[id.Owner()]; {
	case moved:
		p.Cause, p.Text = CauseOwn, fmt.Sprintf("no node %q any more: write %s", id, idNames(r.To, " or "))
	case c.written[id]:
		p.Cause, p.Text = CauseFollows, fmt.Sprintf("%s is faulty where it is written: correct it there", id)
	case id.Part() != "" && declared:
		p.Text = fmt.Sprintf("no node %q%s", id, cmp.Or(suggestPart(id, c.partNames(id.Owner())), fmt.Sprintf(": write it at %s, or correct the reference", id.Owner())))
	default:
		p.Text = fmt.Sprintf("no node %q%s", id, cmp.Or(suggest(string(id), c.nodeNames()), ": correct the ID, or write the node that it is to name"))
	}
	p.Text = prefix + p.Text
	c.problems = append(c.problems, p)
}

// nodeNames lists all IDs but those of milestones whose role is none.
func (c *compiler) nodeNames() []string {
	names := make([]string, 0, len(c.kinds))
	for id := range c.kinds {
		if id.PartKind() == timeline.KindMilestone {
			role, _ := id.Role()
			if _, ok := timeline.LookupTerm(timeline.Roles, role); !ok {
				continue
			}
		}
		names = append(names, string(id))
	}
	slices.Sort(names)
	return names
}

// partNames lists the IDs of the parts of a node.
func (c *compiler) partNames(owner timeline.ID) []string {
	return slices.DeleteFunc(c.nodeNames(), func(name string) bool {
		id := timeline.ID(name)
		return id.Owner() != owner || id.Part() == ""
	})
}
