package compile

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// ruleForm is a rule of derivation: a milestone of the same act, or of another by its full ID, plus or minus a number
// of calendar units or of federal business days; or another milestone's date unchanged ("same day as").
var ruleForm = regexp.MustCompile(`^([a-z0-9_/#-]+?)(?: ([+-]) (\d{1,4}) (days?|business days?|weeks?|months?|years?))?$`)

// derive computes the waiting dates, each once those it needs are settled.
func (c *compiler) derive(waiting []*claim, pending map[timeline.ID]bool) {
	slices.SortFunc(waiting, func(a, b *claim) int { return strings.Compare(string(a.ID), string(b.ID)) })
	for progress := true; progress && len(waiting) > 0; {
		progress = false
		var later []*claim
		for _, cl := range waiting {
			base, ready := c.ruleBase(cl, pending)
			if !ready {
				later = append(later, cl)
				continue
			}
			progress = true
			if base != nil {
				c.deriveOne(cl, base)
			}
		}
		waiting = later
		for subject := range pending {
			if !slices.ContainsFunc(waiting, func(cl *claim) bool { return cl.Subject == subject }) {
				delete(pending, subject)
				c.settleDerived(subject)
			}
		}
	}
	for _, cl := range waiting {
		c.underivable(cl, CauseOwn, "the rule %q leads back to itself: give one of these milestones a day of its own", cl.Derivation.Rule)
	}
}

// underivable reports that a date cannot be derived. What is counted from it follows from that.
func (c *compiler) underivable(cl *claim, cause Cause, format string, args ...any) {
	c.faulty[cl.slot()] = true
	c.fault(cl, cause, fmt.Sprintf(format, args...))
}

// settleDerived resolves a subject whose derived claims are all computed. Those that could not be are faults already.
func (c *compiler) settleDerived(subject timeline.ID) {
	claims := slices.DeleteFunc(slices.Clone(c.bySubject[subject][timeline.On]), func(cl *claim) bool { return cl.Value == "" })
	if len(claims) > 0 {
		c.settle(subject, timeline.On, claims)
	}
}

// ruleBase finds the milestone that a rule counts from. Ready is false while that is still to be derived itself.
func (c *compiler) ruleBase(cl *claim, pending map[timeline.ID]bool) (base *fact, ready bool) {
	m := ruleForm.FindStringSubmatch(cl.Derivation.Rule)
	if m == nil {
		c.underivable(cl, CauseOwn, "the rule %q is not understood: write MILESTONE + 30 days", cl.Derivation.Rule)
		return nil, true
	}
	id := timeline.ID(m[1])
	if id.Part() == "" {
		id = cl.Subject.Owner().With(m[1])
	}
	if pending[id] {
		return nil, false
	}
	switch f := c.fact(id, timeline.On); {
	case f != nil && !f.when.Date.IsZero():
		return f, true
	case f == nil && c.faulty[Slot{id, timeline.On}]:
		c.underivable(cl, CauseFollows, "the rule %q counts from %s, which is faulty where it is written: correct it there", cl.Derivation.Rule, id)
	default:
		c.underivable(cl, CauseAbsent, "the rule %q counts from %s, which has no date%s", cl.Derivation.Rule, id,
			cmp.Or(suggestPart(id, c.milestoneNames(id.Owner())), ": give it one, or count from another"))
	}
	return nil, true
}

func (c *compiler) milestoneNames(owner timeline.ID) []string {
	var names []string
	for id := range c.facts {
		if id.Owner() == owner && id.PartKind() == timeline.KindMilestone {
			names = append(names, string(id))
		}
	}
	slices.Sort(names)
	return names
}

// deriveOne computes one date. An imprecise base gives an imprecise result; doubt about the base is doubt about the
// result.
func (c *compiler) deriveOne(cl *claim, base *fact) {
	m := ruleForm.FindStringSubmatch(cl.Derivation.Rule)
	n, _ := strconv.Atoi(m[3]) // at most four digits
	if m[2] == "-" {
		n = -n
	}
	first, okFirst := base.when.Date.Earliest()
	last, okLast := base.when.Date.Latest()
	if !okFirst || !okLast {
		c.underivable(cl, CauseOwn, "the rule %q counts from %s, which is open: count from a day", cl.Derivation.Rule, base.when.Date)
		return
	}
	first, okFirst = addUnits(first, n, m[4])
	last, okLast = addUnits(last, n, m[4])
	if !okFirst || !okLast {
		c.underivable(cl, CauseOwn, "the rule %q leads out of the years 0001 to 9999, or of the calendar of business days: correct the number", cl.Derivation.Rule)
		return
	}
	cl.date = edtf.FromDays(first, last)
	cl.Value = cl.date.String()
	if (base.when.Uncertain() || base.when.Standing == timeline.StandingRivals) && !cl.Unverified {
		cl.Unverified = true
		cl.Reason = strings.TrimSpace(cl.Reason + " the date it counts from is uncertain")
	}
	d := *cl.Derivation
	d.Inputs = base.ClaimIDs
	if strings.HasPrefix(m[4], "business") {
		d.Citation = timeline.BusinessDayRule
	}
	d.Steps = []string{fmt.Sprintf("%s = %s", m[1], base.when.Date), fmt.Sprintf("%s = %s", cl.Derivation.Rule, cl.Value)}
	cl.Derivation = &d
	cl.ID = claimID(&cl.Claim)
}

// addUnits adds calendar units: a month or year later is the same day of the month, or its last day where it has none.
// It is false outside the years 0001 to 9999, for business days outside the years of their calendar.
func addUnits(d edtf.Day, n int, unit string) (edtf.Day, bool) {
	switch strings.TrimSuffix(unit, "s") {
	case "week":
		n *= 7
	case "month":
		return addMonths(d, n)
	case "year":
		return addMonths(d, 12*n)
	case "":
		return d, true
	case "business day":
		later, err := timeline.AddBusinessDays(d, n)
		return later, err == nil
	}
	d += edtf.Day(n)
	_, err := d.MarshalText()
	return d, err == nil
}

func addMonths(d edtf.Day, n int) (edtf.Day, bool) {
	year, month, day := d.Date()
	months := year*12 + month - 1 + n
	if months < 12 {
		return 0, false
	}
	for ; ; day-- {
		if r, err := edtf.DayOf(months/12, months%12+1, day); err == nil || day < 28 {
			return r, err == nil
		}
	}
}
