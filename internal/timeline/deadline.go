package timeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/regline/regline/internal/edtf"
)

// DeadlineQuestion asks for the coming dates that matter to somebody. Capacities are audiences or vendors.
type DeadlineQuestion struct {
	After      edtf.Day
	Until      *edtf.Day
	Capacities []ID
	Vendor     *ID
	Action     *ID
	// Zone is an IANA name in which moments are also told.
	Zone *string
}

// Deadline is one coming date: a day on which a restriction begins or ends, or a milestone of its act that sets one.
type Deadline struct {
	Milestone *Milestone
	// Restrictions are those that begin or end with it; empty for other deadlines of the act.
	Restrictions []*Restriction
	// LastFullDay is the last whole day left, in the act's zone: the day before the date, the day itself for a deadline
	// without an earlier time of day; nil unless the date is one day.
	LastFullDay *edtf.Day
	// Moment is the exact time, where the source gives a clock and zone, in RFC 3339; Elsewhere the same moment in the
	// zone asked.
	Moment, Elsewhere *string
}

// deadlineRoles are the roles of milestones that set a date to act by.
var deadlineRoles = []string{"COMPLIANCE_DEADLINE", "COMMENTS_CLOSE", "EXPIRES"}

// Deadlines lists the dates after a day (that day excluded) that matter to the capacities, the earliest first. A date of
// which only a span is known counts if some day of the span does.
func (r *Reader) Deadlines(ctx context.Context, q DeadlineQuestion) ([]*Deadline, error) {
	loc, err := zone(q.Zone)
	if err != nil {
		return nil, err
	}
	f, err := r.InForce(ctx, ForceQuestion{On: q.After, Capacities: q.Capacities, Vendor: q.Vendor, Action: q.Action})
	if err != nil {
		return nil, err
	}
	causes := make(map[ID][]*Restriction)
	owners := make(map[ID]bool)
	for _, row := range f.Rows {
		owners[row.Restriction.OwnerID] = true
		for _, s := range row.Restriction.Segments {
			for _, id := range []ID{s.FromID, s.ToID} {
				if id.PartKind() == KindMilestone && !slices.Contains(causes[id], row.Restriction) {
					causes[id] = append(causes[id], row.Restriction)
				}
			}
		}
	}
	steps, err := r.deadlineSteps(ctx, causes, owners)
	if err != nil {
		return nil, err
	}
	var out []*Deadline
	for _, m := range steps {
		if mayComeWithin(m.When.Date, q.After, q.Until) {
			out = append(out, newDeadline(m, causes[m.ID], loc))
		}
	}
	slices.SortFunc(out, func(a, b *Deadline) int {
		return cmp.Or(cmp.Compare(firstDay(a.Milestone.When), firstDay(b.Milestone.When)), cmp.Compare(a.Milestone.ID, b.Milestone.ID))
	})
	return out, nil
}

// mayComeWithin says that a date may lie after the one day and not after the other.
func mayComeWithin(d edtf.Date, after edtf.Day, until *edtf.Day) bool {
	first, hasFirst := d.Earliest()
	last, hasLast := d.Latest()
	return !d.IsZero() && (!hasLast || last > after) && (until == nil || !hasFirst || first <= *until)
}

func zone(name *string) (*time.Location, error) {
	if name == nil {
		return nil, nil
	}
	loc, err := time.LoadLocation(*name)
	if err != nil || *name == "" || *name == "Local" {
		return nil, fmt.Errorf("%w: %q is no time zone: write an IANA name such as Europe/Berlin", ErrBadInput, *name)
	}
	return loc, nil
}

// deadlineSteps reads the milestones that begin or end restrictions, and the other deadlines of the same acts.
func (r *Reader) deadlineSteps(ctx context.Context, causes map[ID][]*Restriction, owners map[ID]bool) ([]*Milestone, error) {
	set := make(map[ID]bool, len(causes))
	for id := range causes {
		set[id] = true
	}
	if len(owners) > 0 {
		edges, err := r.view.Edges(ctx, sortedIDs(owners), []Relation{HasMilestone}, Outgoing)
		if err != nil {
			return nil, err
		}
		for _, e := range edges {
			set[e.To] = true
		}
	}
	nodes, err := r.nodesByID(ctx, sortedIDs(set))
	if err != nil {
		return nil, err
	}
	var out []*Milestone
	for id, n := range nodes {
		if m, ok := n.(*Milestone); ok && (causes[id] != nil || slices.Contains(deadlineRoles, m.Role)) {
			out = append(out, m)
		}
	}
	return out, nil
}

func newDeadline(m *Milestone, restrictions []*Restriction, loc *time.Location) *Deadline {
	d := &Deadline{Milestone: m, Restrictions: restrictions}
	if restrictions == nil {
		d.Restrictions = []*Restriction{}
	}
	if !m.When.Exact() {
		return d
	}
	day, _ := m.When.Date.Earliest()
	last := day - 1
	c, timed := m.When.Date.Clock()
	wholeDay := !timed || c.Hour == 23 && c.Minute == 59
	if slices.Contains(deadlineRoles, m.Role) && m.Role != "EXPIRES" && wholeDay {
		last = day // a deadline is the last day to act, not the first of a bar
	}
	d.LastFullDay = &last
	if c.Zoned {
		y, mo, dd := day.Date()
		t := time.Date(y, time.Month(mo), dd, c.Hour, c.Minute, c.Second, 0, time.FixedZone("", c.Offset*60))
		s := t.Format(time.RFC3339)
		d.Moment = &s
		if loc != nil {
			e := t.In(loc).Format(time.RFC3339)
			d.Elsewhere = &e
		}
	}
	return d
}
