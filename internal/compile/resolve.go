package compile

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// ruleBestClaim is the name of the rule by which one of several values is chosen: the best live claim, by rank, then
// whether a text supports it, then the standing of its original document, then precision; between copies of one
// original, the fidelity of the copy. Where only the hash of the claim would decide between different values, none is
// chosen. A coarser date that holds the finer one agrees with it.
const ruleBestClaim = "best-live-claim"

// Steps of the rule, in order, as the API names them.
var stepNames = []string{"rank", "verified", "standing", "precision", "fidelity"}

// standing is the weight of a source: of its original, and of the copy of it.
type standing struct {
	document, fidelity int
	original           timeline.ID
}

// resolve chooses the values of every predicate of every subject. Derived dates follow those they are derived from.
func (c *compiler) resolve() {
	c.weighSources()
	var waiting []*claim
	for _, cl := range c.claims {
		if cl.ClaimKind == timeline.ClaimDerived && cl.Value == "" {
			waiting = append(waiting, cl)
		}
	}
	pending := make(map[timeline.ID]bool)
	for _, cl := range waiting {
		pending[cl.Subject] = true
	}
	for subject, byPredicate := range c.bySubject {
		for p, claims := range byPredicate {
			if p != timeline.On || !pending[subject] {
				c.settle(subject, p, claims)
			}
		}
	}
	c.derive(waiting, pending)
}

// weighSources reads the standing of every source, of a copy that of its original.
func (c *compiler) weighSources() {
	c.sources = make(map[timeline.ID]standing)
	for id, kind := range c.kinds {
		if kind != timeline.KindSource {
			continue
		}
		original := id
		for range len(c.kinds) { // a cycle of copies is a fault that checkCycles reports
			next := c.rawRef(original, timeline.CopyOf)
			if next == "" {
				break
			}
			original = next
		}
		c.sources[id] = standing{
			document: termRank(timeline.Documents, c.rawValue(original, "STANDING")),
			fidelity: termRank(timeline.Fidelities, c.rawValue(id, "FIDELITY")),
			original: original,
		}
	}
}

// rawValue gives the value of the claims of the best rank, before resolution, or "" where they differ; for editorial
// data of sources.
func (c *compiler) rawValue(id timeline.ID, p timeline.Predicate) string {
	value, best := "", rankOrder(timeline.RankDeprecated)
	for _, cl := range c.bySubject[id][p] {
		switch rank := rankOrder(cl.Rank); {
		case rank < best:
			value, best = cl.Value, rank
		case rank == best && cl.Value != value:
			value = ""
		}
	}
	return value
}

func (c *compiler) rawRef(id timeline.ID, p timeline.Predicate) timeline.ID {
	return timeline.ID(c.rawValue(id, p))
}

// termRank is the place of a term in its list; behind all for a missing one.
func termRank(list []timeline.TermDef, name string) int {
	if i := slices.IndexFunc(list, func(t timeline.TermDef) bool { return t.Name == name }); i >= 0 {
		return i
	}
	return len(list)
}

// settle resolves the claims of one predicate of one subject.
func (c *compiler) settle(subject timeline.ID, p timeline.Predicate, claims []*claim) {
	ordered := slices.Clone(claims)
	slices.SortFunc(ordered, func(a, b *claim) int {
		d, _ := c.compare(a, b)
		return cmp.Or(d, finer(a.date, b.date), cmp.Compare(a.ID, b.ID))
	})
	f := &fact{Fact: timeline.Fact{Predicate: p, Standing: timeline.StandingEstablished}}
	if def := ordered[0].def; def.Single {
		c.settleSingle(f, ordered)
		c.sameSource(ordered)
	} else {
		settleMany(f, ordered)
	}
	for _, cl := range f.chosen {
		f.ClaimIDs = append(f.ClaimIDs, cl.ID)
	}
	for _, cl := range f.rivals {
		f.RivalIDs = append(f.RivalIDs, cl.ID)
	}
	if c.facts[subject] == nil {
		c.facts[subject] = make(map[timeline.Predicate]*fact)
	}
	c.facts[subject][p] = f
}

// compare orders two claims by the rule, the better first, and tells which step decided; -1 where none did. Between
// copies of different originals fidelity gives an order, so that sorting is total, but decides nothing.
func (c *compiler) compare(a, b *claim) (order, step int) {
	sa, sb := c.weight(a), c.weight(b)
	for i, d := range []int{
		cmp.Compare(rankOrder(a.Rank), rankOrder(b.Rank)),
		cmp.Compare(boolOrder(a.Unverified), boolOrder(b.Unverified)),
		cmp.Compare(sa.document, sb.document),
		cmp.Compare(a.date.Precision(), b.date.Precision()),
	} {
		if d != 0 {
			return d, i
		}
	}
	if d := cmp.Compare(sa.fidelity, sb.fidelity); d != 0 {
		if sa.original != sb.original {
			return d, -1
		}
		return d, len(stepNames) - 1
	}
	return 0, -1
}

// weight of a claim: that of its source; a claim without a source stands behind all documents.
func (c *compiler) weight(cl *claim) standing {
	if s, ok := c.sources[cl.SourceID]; ok {
		return s
	}
	return standing{document: len(timeline.Documents)}
}

func rankOrder(r timeline.Rank) int {
	return slices.Index([]timeline.Rank{timeline.RankPreferred, timeline.RankNormal, timeline.RankDeprecated}, r)
}

func boolOrder(b bool) int {
	if b {
		return 1
	}
	return 0
}

// settleSingle chooses one value. The claims come the best first.
func (c *compiler) settleSingle(f *fact, ordered []*claim) {
	best := ordered[0]
	if best.Rank == timeline.RankDeprecated {
		f.rivals, f.Standing = ordered, timeline.StandingUnverified
		f.Rule, f.Decided = ruleBestClaim, stepNames[0]
		return
	}
	for _, cl := range ordered {
		if agree(best, cl) {
			f.chosen = append(f.chosen, cl)
		} else {
			f.rivals = append(f.rivals, cl)
		}
	}
	f.Values, f.Language = []string{best.Value}, best.Language
	if best.Unverified {
		f.Standing = timeline.StandingUnverified
	}
	f.when = timeline.When{Date: best.date, Standing: f.Standing}
	if len(f.rivals) == 0 {
		return
	}
	f.Rule = ruleBestClaim
	for _, cl := range slices.Backward(f.rivals) {
		_, step := c.compare(best, cl)
		if step < 0 {
			f.Decided = ""
			c.tie(f, ordered)
			return
		}
		f.Decided = stepNames[step] // in the end that of the best rival
	}
}

// tie leaves the value open: of a date, the interval that holds every value that the rule cannot tell apart.
func (c *compiler) tie(f *fact, ordered []*claim) {
	f.Values, f.Standing = nil, timeline.StandingRivals
	var even []*claim
	for _, cl := range ordered {
		if _, step := c.compare(ordered[0], cl); step < 0 {
			even = append(even, cl)
		}
	}
	f.when = timeline.When{Date: hull(even), Standing: timeline.StandingRivals}
}

// hull is the interval from the first to the last day that the claims allow; zero where one of them is open.
func hull(claims []*claim) edtf.Date {
	first, last, started := edtf.Day(0), edtf.Day(0), false
	for _, cl := range claims {
		a, okA := cl.date.Earliest()
		b, okB := cl.date.Latest()
		if !okA || !okB {
			return edtf.Date{}
		}
		if !started || a < first {
			first = a
		}
		if !started || b > last {
			last = b
		}
		started = true
	}
	if !started {
		return edtf.Date{}
	}
	return edtf.FromDays(first, last)
}

// agree says that two claims can both be true: the same value, or a date that holds the other. Two times of one day
// cannot both be true.
func agree(a, b *claim) bool {
	if a.def.Value == timeline.ValueDate && !a.date.IsZero() && !b.date.IsZero() {
		return (a.date.Contains(b.date) || b.date.Contains(a.date)) && !differentClocks(a.date, b.date)
	}
	return a.Value == b.Value
}

func differentClocks(a, b edtf.Date) bool {
	x, okX := a.Clock()
	y, okY := b.Clock()
	if !okX || !okY {
		return false
	}
	if x.Zoned && y.Zoned {
		return edtf.Compare(a, b) != edtf.Same
	}
	return x.Hour != y.Hour || x.Minute != y.Minute || x.Second != y.Second
}

// finer orders two dates that the rule cannot tell apart: the narrower first, then the one without doubt, then the one
// with a time, then the one with a zone. It keeps the hash from choosing among dates that agree; between rivals it
// decides nothing.
func finer(a, b edtf.Date) int {
	x, timedX := a.Clock()
	y, timedY := b.Clock()
	return cmp.Or(
		cmp.Compare(width(a), width(b)),
		cmp.Compare(boolOrder(a.Qualified()), boolOrder(b.Qualified())),
		-cmp.Compare(boolOrder(timedX), boolOrder(timedY)),
		-cmp.Compare(boolOrder(x.Zoned), boolOrder(y.Zoned)),
	)
}

// width is the number of days from the first to the last that a date allows.
func width(d edtf.Date) int {
	first, okFirst := d.Earliest()
	last, okLast := d.Latest()
	if !okFirst || !okLast {
		return math.MaxInt
	}
	return int(last - first)
}

// settleMany keeps every value that a claim gives without being deprecated.
func settleMany(f *fact, ordered []*claim) {
	held := make(map[string]bool)
	verified := false
	for _, cl := range ordered {
		if cl.Rank == timeline.RankDeprecated {
			continue
		}
		f.chosen = append(f.chosen, cl)
		verified = verified || !cl.Unverified
		if !held[cl.Value] {
			held[cl.Value] = true
			f.Values = append(f.Values, cl.Value)
		}
	}
	slices.Sort(f.Values)
	for _, cl := range ordered {
		if cl.Rank != timeline.RankDeprecated {
			continue
		}
		if held[cl.Value] {
			f.chosen = append(f.chosen, cl)
		} else {
			f.rivals = append(f.rivals, cl)
		}
	}
	if !verified {
		f.Standing = timeline.StandingUnverified
	}
	if len(f.rivals) > 0 {
		f.Rule, f.Decided = ruleBestClaim, stepNames[0]
	}
}

// sameSource reports two different values of one predicate from one source: a fault of the file, not a rivalry.
func (c *compiler) sameSource(ordered []*claim) {
	first := make(map[timeline.ID]*claim)
	for _, cl := range ordered {
		if cl.SourceID == "" || cl.Rank == timeline.RankDeprecated {
			continue
		}
		if other := first[cl.SourceID]; other == nil {
			first[cl.SourceID] = cl
		} else if !agree(other, cl) {
			c.problem(cl.at, cl.field, fmt.Sprintf("%s gives %s here and %s at %s:%d: one source cannot say both; deprecate one with a reason", cl.SourceID, cl.Value, other.Value, other.at.File, other.at.Line))
		}
	}
}
