package curated

import (
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// dated is the predicate of milestones.
var dated, _ = timeline.LookupPredicate(string(timeline.On))

// milestoneAttributes are what a milestone has beside its day.
var milestoneAttributes = &record{fields: slices.DeleteFunc(attributes(timeline.KindMilestone), func(f field) bool { return f.says.Name == timeline.On })}

// milestoneShape is a day with its citation, or a list of rivals.
func milestoneShape() *shape {
	s := claimShape(dated, timeline.KindMilestone, fact)
	s.record.fields = append(slices.Clone(milestoneAttributes.fields), s.record.fields...)
	return s
}

func milestonesField() field {
	return field{
		name: "milestones", about: "The dated steps: role or role/scope.",
		shape: &shape{what: "a mapping of roles to days", names: &names{key: milestoneForm, value: milestoneShape()}},
	}
}

// milestones reads the milestones of an act.
func (c *citer) milestones(s spot, owner subject) {
	all, _ := s.at("milestones")
	for _, m := range all.pairs() {
		c.r.misspelt(owner.id, m.key)
		if id, ok := c.r.partID(m, owner.id, m.key); ok && milestoneForm.check(m.key) == nil {
			c.milestone(m, id)
		}
	}
}

// misspelt notes the milestone that a role which is none seems to mean.
func (r *reader) misspelt(owner timeline.ID, key string) {
	role, scope, scoped := strings.Cut(key, "/")
	near := nearest(role, termNames(timeline.Roles))
	if near == "" || near == role {
		return
	}
	if scoped {
		near += "/" + scope
	}
	if id, err := timeline.ParseID(string(owner.With(near))); err == nil {
		r.batch.faulty(id, timeline.On)
	}
}

func (c *citer) milestone(s spot, id timeline.ID) {
	about := subject{id: id, kind: timeline.KindMilestone}
	if s.node.kind == mapping {
		c.attributes(s, milestoneAttributes, about)
	}
	c.claims(s, dated, about)
}
