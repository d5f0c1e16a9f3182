package compile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// found is a discrepancy with what its facets need.
type found struct {
	timeline.Discrepancy
	sources []timeline.ID
}

// take adds a claim to a position.
func (d *found) take(position int, cl *claim) {
	p := &d.Positions[position]
	p.ClaimIDs = append(p.ClaimIDs, cl.ID)
	if p.Reading == "" {
		p.Reading = cl.Reading
	}
	d.cite(cl)
}

// cite notes the source of a claim, if it has one.
func (d *found) cite(cl *claim) {
	if cl.SourceID != "" && !slices.Contains(d.sources, cl.SourceID) {
		d.sources = append(d.sources, cl.SourceID)
	}
}

// findDiscrepancies finds where live claims of different sources cannot all be true.
func (c *compiler) findDiscrepancies() []*found {
	var out []*found
	for _, subject := range c.subjects() {
		for _, p := range sortedPredicates(c.facts[subject]) {
			f := c.facts[subject][p]
			switch {
			case p == timeline.Prohibits || p == timeline.AppliesTo:
				out = append(out, c.checkScope(subject, f)...)
			case len(f.rivals) > 0:
				out = append(out, c.rivalry(subject, f))
			}
		}
	}
	out = append(out, c.checkChronology()...)
	slices.SortFunc(out, func(a, b *found) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

func sortedPredicates(m map[timeline.Predicate]*fact) []timeline.Predicate {
	ps := make([]timeline.Predicate, 0, len(m))
	for p := range m {
		ps = append(ps, p)
	}
	slices.Sort(ps)
	return ps
}

// rivalry makes a discrepancy of a fact with rivals: one position for each value, the chosen first.
func (c *compiler) rivalry(subject timeline.ID, f *fact) *found {
	d := &found{Discrepancy: timeline.Discrepancy{DiscrepancyKind: "RIVAL_VALUES", SubjectID: subject, OwnerID: subject.Owner(), Predicate: f.Predicate}}
	position := make(map[string]int)
	for i, cl := range append(slices.Clone(f.chosen), f.rivals...) {
		chosen := i < len(f.chosen) && len(f.Values) > 0
		key := fmt.Sprint(chosen, cl.Value)
		if chosen && f.when.Date != (edtf.Date{}) {
			key = "chosen" // coarser and finer dates that agree are one side
		}
		at, ok := position[key]
		if !ok {
			at = len(d.Positions)
			position[key] = at
			d.Positions = append(d.Positions, timeline.Position{Value: cl.Value, Chosen: chosen})
			if !chosen && f.Predicate == timeline.On {
				d.Positions[at].FitIDs = c.fits(subject, cl.date)
			}
		}
		d.take(at, cl)
	}
	for _, p := range d.Positions {
		if len(p.FitIDs) > 0 {
			d.DiscrepancyKind = "ROLE_CONFUSION"
		}
	}
	c.nameDiscrepancy(d, "disagreement about "+predicateWords(f.Predicate))
	return d
}

// fits finds other milestones of the same act whose established day the losing value holds: what its author may have
// meant.
func (c *compiler) fits(subject timeline.ID, date edtf.Date) []timeline.ID {
	var out []timeline.ID
	for _, id := range c.milestones(subject.Owner()) {
		w := c.when(id, timeline.On)
		if id != subject && w != nil && w.Exact() && date.Contains(w.Date) {
			out = append(out, id)
		}
	}
	return out
}

// milestones lists the milestones of a node in order of their IDs.
func (c *compiler) milestones(owner timeline.ID) []timeline.ID {
	return slices.DeleteFunc(c.partsOf(owner), func(id timeline.ID) bool { return id.PartKind() != timeline.KindMilestone })
}

// mustPrecede are pairs of roles whose order the world fixes: the first never comes after the second.
var mustPrecede = [][2]string{
	{"introduced", "passed"}, {"introduced", "adopted"}, {"introduced", "signed"}, {"adopted", "signed"}, {"signed", "published"},
	{"signed", "effective"}, {"adopted", "released"}, {"adopted", "effective"}, {"released", "published"}, {"filed", "argued"},
	{"filed", "decided"}, {"argued", "decided"}, {"listed", "delisted"}, {"effective", "revoked"}, {"effective", "expires"},
}

// checkChronology finds orders of milestones that cannot be: within one source a fault of the file, between sources a
// discrepancy.
func (c *compiler) checkChronology() []*found {
	var out []*found
	for _, owner := range slices.Sorted(maps.Keys(c.declared)) {
		for _, pair := range mustPrecede {
			first, second := owner.With(pair[0]), owner.With(pair[1])
			a, b := c.fact(first, timeline.On), c.fact(second, timeline.On)
			if a == nil || b == nil || a.when.Uncertain() || b.when.Uncertain() || edtf.Compare(a.when.Date, b.when.Date) != edtf.After {
				continue
			}
			if x, y := a.chosen[0], b.chosen[0]; x.SourceID != "" && x.SourceID == y.SourceID {
				c.problem(x.at, x.field, fmt.Sprintf("%s gives %s %s, after %s %s at %s:%d: that order cannot be: correct the day or the role of one of them, or mark it unverified", x.SourceID, pair[0], a.when.Date, pair[1], b.when.Date, y.at.File, y.at.Line))
				continue
			}
			out = append(out, c.impossible(owner, first, second, a, b))
		}
	}
	return out
}

func (c *compiler) impossible(owner, first, second timeline.ID, a, b *fact) *found {
	d := &found{Discrepancy: timeline.Discrepancy{DiscrepancyKind: "IMPOSSIBLE_CHRONOLOGY", SubjectID: first, OwnerID: owner, Predicate: timeline.On}}
	for _, side := range []struct {
		id timeline.ID
		f  *fact
	}{{first, a}, {second, b}} {
		d.Positions = append(d.Positions, timeline.Position{Value: side.id.Part() + " " + side.f.when.Date.String(), Chosen: true, ClaimIDs: side.f.ClaimIDs})
		for _, cl := range side.f.chosen {
			d.cite(cl)
		}
	}
	c.nameDiscrepancy(d, "impossible order of "+first.Part()+" and "+second.Part())
	return d
}

// nameDiscrepancy gives the ID, the hash of what disagrees, and the label.
func (c *compiler) nameDiscrepancy(d *found, what string) {
	parts := []string{d.DiscrepancyKind, string(d.SubjectID), string(d.Predicate)}
	for _, p := range d.Positions {
		for _, id := range p.ClaimIDs {
			parts = append(parts, string(id))
		}
	}
	slices.Sort(parts[3:])
	d.ID, d.Kind = hashID("discrepancy:", parts), timeline.KindDiscrepancy
	about := c.label(d.OwnerID, "en")
	if part := d.SubjectID.Part(); part != "" {
		about += ", " + strings.ReplaceAll(part, "_", " ")
	}
	d.Labels = map[string]string{"en": about + ": " + what}
}

// predicateWords names a predicate in a label.
func predicateWords(p timeline.Predicate) string {
	if p == timeline.On {
		return "the day"
	}
	return strings.ReplaceAll(lower(string(p)), "_", " ")
}
