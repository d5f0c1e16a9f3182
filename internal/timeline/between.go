package timeline

import (
	"context"
	"fmt"
	"strings"

	"github.com/regline/regline/internal/edtf"
)

// Interval is the time between two milestones in days, the difference of two calendar dates: from one day to the next
// is 1. It is negative where From is the later.
type Interval struct {
	From, To *Milestone
	// Days is set only where both ends are one established day.
	Days *int
	// Least and Greatest bound the difference; nil where a bound is open.
	Least, Greatest *int
	Order           Order
	// Certain is false where an end is qualified or unverified: then the bounds are what the sources suggest.
	Certain bool
	Reasons []string
	// Related are relations that a source states between the acts of the two milestones. They never narrow a date.
	Related []*Link
}

// Between answers how long it was from one milestone to another.
func (r *Reader) Between(ctx context.Context, from, to ID) (*Interval, error) {
	nodes, err := r.milestones(ctx, from, to)
	if err != nil {
		return nil, err
	}
	a, b := nodes[0], nodes[1]
	iv := &Interval{From: a, To: b, Order: orderOf(a.When, b.When), Certain: !a.When.Uncertain() && !b.When.Uncertain()}
	span := edtf.Between(a.When.Date, b.When.Date)
	if !span.LeastOpen {
		iv.Least = &span.Least
	}
	if !span.GreatestOpen {
		iv.Greatest = &span.Greatest
	}
	if a.When.Exact() && b.When.Exact() {
		iv.Days = iv.Least
	}
	iv.Reasons = append(inexact(a), inexact(b)...)
	iv.Related, err = r.related(ctx, a.OwnerID, b.OwnerID)
	return iv, err
}

// Duration gives the interval as an ISO 8601 duration, nil where it is no single number.
func (iv *Interval) Duration() *string {
	if iv.Days == nil {
		return nil
	}
	s := fmt.Sprintf("P%dD", *iv.Days)
	if *iv.Days < 0 {
		s = fmt.Sprintf("-P%dD", -*iv.Days)
	}
	return &s
}

func inexact(m *Milestone) []string {
	var why []string
	switch d := m.When.Date; {
	case m.When.Standing == StandingRivals:
		why = append(why, fmt.Sprintf("%s: sources of equal standing differ; the day lies within %s", m.ID, d))
	case m.When.Standing == StandingUnverified:
		why = append(why, fmt.Sprintf("%s: %s is unverified", m.ID, d))
	case d.Qualified():
		why = append(why, fmt.Sprintf("%s: %s is uncertain as written", m.ID, d))
	case !d.IsDay():
		why = append(why, fmt.Sprintf("%s: known only as %s", m.ID, d))
	}
	return why
}

// milestones reads milestones by ID. Where the release holds none of an ID, the *NotFoundError names those of its owner.
func (r *Reader) milestones(ctx context.Context, ids ...ID) ([]*Milestone, error) {
	nodes, err := r.Nodes(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]*Milestone, len(ids))
	for i, n := range nodes {
		if n == nil {
			return nil, &NotFoundError{IDs: []ID{ids[i]}, Covered: r.stepsOf(ctx, ids[i].Owner())}
		}
		m, ok := n.(*Milestone)
		if !ok {
			return nil, fmt.Errorf("%w: %s is of kind %s, not a milestone: write ACTION#ROLE, as in us-dhs-bod-17-01#issued", ErrBadInput, ids[i], n.Base().Kind)
		}
		out[i] = m
	}
	return out, nil
}

// related gives the relations between two acts, in either direction.
func (r *Reader) related(ctx context.Context, a, b ID) ([]*Link, error) {
	out := []*Link{}
	if a == b {
		return out, nil
	}
	links, err := r.expand(ctx, []ID{a, b}, LineageRelations(), Outgoing)
	if err != nil {
		return nil, err
	}
	for _, near := range []ID{a, b} {
		for _, l := range links[near] {
			if l.To == a || l.To == b {
				out = append(out, l)
			}
		}
	}
	return out, nil
}

// Eve is the last full day before To: the last on which what begins with it is still allowed. Nil unless To is one
// established day.
func (iv *Interval) Eve() *edtf.Day {
	if !iv.To.When.Exact() {
		return nil
	}
	day, _ := iv.To.When.Date.Earliest()
	eve := day - 1
	return &eve
}

// DaysToEve counts the days from From to the eve of To, nil like Days.
func (iv *Interval) DaysToEve() *int {
	if iv.Days == nil {
		return nil
	}
	n := *iv.Days - 1
	return &n
}

// BusinessDays counts the federal business days after From up to and including To, nil where the days are not exact or
// outside the calendar's years. See BusinessDayRule.
func (iv *Interval) BusinessDays() *int {
	if iv.Days == nil {
		return nil
	}
	from, _ := iv.From.When.Date.Earliest()
	to, _ := iv.To.When.Date.Earliest()
	n, err := BusinessDaysBetween(from, to)
	if err != nil {
		return nil
	}
	return &n
}

// stepsOf names the milestones of a node, for a reader who asked for one that it does not have; empty where there are
// none, or where the store fails: the reader has an error already.
func (r *Reader) stepsOf(ctx context.Context, owner ID) string {
	edges, err := r.view.Edges(ctx, []ID{owner}, []Predicate{HasMilestone}, Outgoing)
	if err != nil || len(edges) == 0 {
		return ""
	}
	steps := make([]string, len(edges))
	for i, e := range edges {
		steps[i] = "#" + e.To.Part()
	}
	return fmt.Sprintf("%s has %s", owner, strings.Join(steps, ", "))
}
