package compile

import (
	"fmt"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// checkStanding reports single values whose claims are all deprecated: a deprecated claim never gives the value, so that
// nothing would be known where something is written.
func (c *compiler) checkStanding() {
	for _, id := range c.subjects() {
		for _, p := range sortedPredicates(c.facts[id]) {
			f := c.facts[id][p]
			if def, _ := timeline.LookupPredicate(string(p)); !def.Single || len(f.chosen) > 0 || c.faulty[Slot{id, p}] {
				continue
			}
			best := f.rivals[0]
			c.fault(best, CauseAbsent, fmt.Sprintf("every claim of %s (%s) is deprecated: at least one must stand, or mark it unverified", id, lower(string(p))))
		}
	}
}

// checkWindows reports restrictions that certainly end before or as they begin. A window is half-open: an end on the
// day of the beginning leaves no day.
func (c *compiler) checkWindows() {
	for _, id := range c.subjects() {
		f := c.fact(id, timeline.WindowTo)
		if id.PartKind() != timeline.KindRestriction || f == nil || len(f.Values) == 0 {
			continue
		}
		from, to := timeline.ID(c.value(id, timeline.WindowFrom)), timeline.ID(f.Values[0])
		if order := c.order(to, from); from != "" && (from == to || order == edtf.Before || order == edtf.Same) {
			cl := f.chosen[0]
			c.problem(cl.at, cl.field, fmt.Sprintf("%s ends with %s%s, not after its beginning %s%s: correct `from` or `to`", id, to, c.day(to), from, c.day(from)))
		}
	}
}

// order compares the dates of two milestones, as far as they are established.
func (c *compiler) order(a, b timeline.ID) edtf.Order {
	x, y := c.when(a, timeline.On), c.when(b, timeline.On)
	if x == nil || y == nil || x.Uncertain() || y.Uncertain() || x.Standing == timeline.StandingRivals || y.Standing == timeline.StandingRivals {
		return edtf.Unknown
	}
	return edtf.Compare(x.Date, y.Date)
}

// day is the date of a milestone in brackets, or nothing.
func (c *compiler) day(id timeline.ID) string {
	if w := c.when(id, timeline.On); w != nil {
		return fmt.Sprintf(" (%s)", w.Date)
	}
	return ""
}
