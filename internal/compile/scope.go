package compile

import (
	"maps"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// checkScope compares what texts loosely say an act prohibits, or whom it binds, with the act's own restrictions: each
// value that they do not hold is a discrepancy, whose chosen side are the claims of the restrictions or, where there is
// one, the official statement that the conduct is not prohibited.
func (c *compiler) checkScope(act timeline.ID, f *fact) []*found {
	own := c.ownScope(act, f.Predicate)
	byValue := make(map[string][]*claim)
	for _, cl := range append(slices.Clone(f.chosen), f.rivals...) {
		byValue[cl.Value] = append(byValue[cl.Value], cl)
	}
	var out []*found
	for _, value := range slices.Sorted(maps.Keys(byValue)) {
		if c.inScope(own, value) {
			continue
		}
		d := &found{Discrepancy: timeline.Discrepancy{DiscrepancyKind: "SCOPE_CONFUSION", SubjectID: act, OwnerID: act, Predicate: f.Predicate}}
		if denied := c.notProhibited(act, value); len(denied) > 0 {
			d.side("not "+value, true, denied)
		} else {
			for _, v := range slices.Sorted(maps.Keys(own)) {
				d.side(v, true, own[v])
			}
		}
		d.side(value, false, byValue[value])
		c.nameDiscrepancy(d, "what it "+predicateWords(f.Predicate))
		out = append(out, d)
	}
	return out
}

// side adds a position.
func (d *found) side(value string, chosen bool, claims []*claim) {
	d.Positions = append(d.Positions, timeline.Position{Value: value, Chosen: chosen})
	for _, cl := range claims {
		d.take(len(d.Positions)-1, cl)
	}
}

// inScope says that the act's restrictions hold the conduct, or bind the audience or a broader one.
func (c *compiler) inScope(own map[string][]*claim, value string) bool {
	broader := make(map[timeline.ID][]timeline.ID)
	for _, id := range c.subjects() {
		if to := c.refs(id, timeline.NarrowerThan); to != nil {
			broader[id] = to
		}
	}
	return slices.ContainsFunc(walk(broader, []timeline.ID{timeline.ID(value)}), func(id timeline.ID) bool {
		return own[string(id)] != nil
	})
}

// ownScope gives the conducts that the act's restrictions restrict, or the audiences they bind, each with the claims.
func (c *compiler) ownScope(act timeline.ID, p timeline.Predicate) map[string][]*claim {
	predicate := timeline.Predicate("CONDUCT")
	if p == timeline.AppliesTo {
		predicate = timeline.Binds
	}
	out := make(map[string][]*claim)
	for _, id := range c.partsOf(act) {
		if f := c.fact(id, predicate); f != nil && id.PartKind() == timeline.KindRestriction {
			for _, cl := range f.chosen {
				out[cl.Value] = append(out[cl.Value], cl)
			}
		}
	}
	return out
}

// notProhibited gives the claims of statements about the act that the conduct is not prohibited.
func (c *compiler) notProhibited(act timeline.ID, conduct string) []*claim {
	var out []*claim
	for _, id := range c.subjects() {
		if f := c.fact(id, timeline.NotProhibited); f != nil && slices.Contains(f.Values, conduct) && slices.Contains(c.refs(id, timeline.About), act) {
			out = append(out, f.chosen...)
		}
	}
	return out
}
