package timeline

import (
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

// Deadline is one coming date: a day on which a restriction begins, ends, pauses or is narrowed, or a milestone of its act
// that sets one.
type Deadline struct {
	When When
	// Cause is the milestone or effect that sets the date.
	Cause Node
	// Restrictions are those that begin or end with it; empty for other deadlines of the act.
	Restrictions []*Restriction
	// LastFullDay is the last whole day left, in the act's zone: the day before the date, the day itself for a deadline
	// without an earlier time of day; nil unless the date is one day.
	LastFullDay *edtf.Day
	// Moment is the exact time, where the source gives a clock and zone, in RFC 3339; Elsewhere the same moment in the
	// zone asked.
	Moment, Elsewhere *string
}

// deadlineRoles are the roles of milestones that set a date to act by, beside the ends of restrictions.
var deadlineRoles = []string{"COMPLIANCE_DEADLINE", "COMMENTS_CLOSE", "EXPIRES"}

// IsDeadline says that a milestone of the role sets a date to act by.
func IsDeadline(role string) bool { return slices.Contains(deadlineRoles, role) }

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
	restrictions := make([]*Restriction, len(f.Rows))
	for i, row := range f.Rows {
		restrictions[i] = row.Restriction
	}
	return r.coming(ctx, restrictions, q.After, q.Until, loc)
}

// turns lists every day on which the state of the restriction changes, with its cause.
func (r *Restriction) turns() []Change {
	var out []Change
	add := func(w *When, cause ID) {
		if w != nil && cause != "" {
			out = append(out, Change{When: *w, CauseID: cause})
		}
	}
	for _, s := range r.Segments {
		add(s.From, s.FromID)
		add(s.To, s.ToID)
	}
	for _, n := range r.Narrowings {
		add(&n.From, n.EffectID)
		add(n.To, n.ToID)
	}
	return out
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

// deadlineNodes reads the causes, and adds the other deadlines of the same acts.
func (r *Reader) deadlineNodes(ctx context.Context, causes map[ID]*Deadline, owners map[ID][]*Restriction) error {
	set := make(map[ID]bool, len(causes))
	for id := range causes {
		set[id] = true
	}
	if len(owners) > 0 {
		edges, err := r.view.Edges(ctx, sortedIDs(owners), []Predicate{HasMilestone}, Outgoing)
		if err != nil {
			return err
		}
		for _, e := range edges {
			set[e.To] = true
		}
	}
	nodes, err := r.nodesByID(ctx, sortedIDs(set))
	if err != nil {
		return err
	}
	for id, n := range nodes {
		d := causes[id]
		if m, ok := n.(*Milestone); d == nil && ok && IsDeadline(m.Role) && !overBy(m, owners[m.OwnerID]) {
			d = &Deadline{When: m.When, Restrictions: []*Restriction{}}
			causes[id] = d
		}
		if d != nil {
			d.Cause = n
		}
	}
	return nil
}

// overBy says that an act's scheduled end comes after all its restrictions were ended.
func overBy(m *Milestone, restrictions []*Restriction) bool {
	if m.Role != "EXPIRES" {
		return false
	}
	for _, r := range restrictions {
		n := len(r.Segments)
		if n == 0 || r.Segments[n-1].To == nil || firstDay(*r.Segments[n-1].To) >= firstDay(m.When) {
			return false
		}
	}
	return true
}

// tell says when the last full day and the moment of the date are.
func (d *Deadline) tell(loc *time.Location) {
	if !d.When.Exact() {
		return
	}
	day, _ := d.When.Date.Earliest()
	last := day - 1
	c, timed := d.When.Date.Clock()
	wholeDay := !timed || c.Hour == 23 && c.Minute == 59
	if m, ok := d.Cause.(*Milestone); ok && IsDeadline(m.Role) && m.Role != "EXPIRES" && wholeDay {
		last = day // a deadline is the last day to act, not the first of a bar
	}
	d.LastFullDay = &last
	if !c.Zoned {
		return
	}
	y, mo, dd := day.Date()
	t := time.Date(y, time.Month(mo), dd, c.Hour, c.Minute, c.Second, 0, time.FixedZone("", c.Offset*60))
	moment := t.Format(time.RFC3339)
	d.Moment = &moment
	if loc != nil {
		elsewhere := t.In(loc).Format(time.RFC3339)
		d.Elsewhere = &elsewhere
	}
}
