package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/regline/regline/internal/timeline"
	"pgregory.net/rapid"
)

// Compare applies random releases to two stores and puts random questions to both. Every answer must be the same: the
// JSON of results, in order, and the sentinels of errors. The stores must be empty and are used for one round after
// another with ever greater release numbers; each round begins with an empty release.
func Compare(t *testing.T, a, b timeline.Store) {
	t.Helper()
	next := 1
	rapid.Check(t, func(t *rapid.T) {
		p := &twins{a: a, b: b, first: next, head: next}
		defer func() { next = p.head + 1 }()
		p.apply(t, Content(next, nil, nil))
		p.apply(t, drawContent(t, next+1))
		for range upTo(t, 3, "releases") {
			p.askSome(t)
			p.step(t)
		}
		p.askSome(t)
		for number := p.first; number <= p.head; number++ {
			p.sameRelease(t, number)
		}
	})
}

// twins are two stores that hold the same releases.
type twins struct {
	a, b        timeline.Store
	first, head int // the numbers of this round
	draft       bool
}

// step applies something to both stores: a release that fits, or one that fails.
func (p *twins) step(t *rapid.T) {
	number := p.head + 1 + upTo(t, 1, "ahead")
	if p.draft && rapid.Bool().Draw(t, "replace the draft") {
		number = p.head
	}
	c := drawContent(t, number)
	switch upTo(t, 8, "step") {
	case 0:
		ds := p.changes(t, c)
		n := upTo(t, len(ds), "break at")
		p.both(t, "broken off", c.Release, errBroken, ds[:n])
	case 1:
		stale := c.Release
		stale.Number = p.first - 1 + upTo(t, p.head-p.first+1, "stale number")
		if stale.Number < p.head || !p.draft {
			p.both(t, "stale", stale, nil, p.changes(t, c))
		}
	case 2, 3:
		var ds []timeline.Delta
		for range 1 + upTo(t, 2, "changes") {
			ds = append(ds, drawDelta(t))
		}
		if upTo(t, 3, "in order") > 0 {
			ds = inOrder(ds)
		}
		if p.both(t, "random changes", c.Release, nil, ds) == nil {
			p.head, p.draft = number, c.Release.Draft
		}
	case 4:
		p.record(t)
	default:
		p.apply(t, c)
	}
	p.sameRelease(t, 0)
}

// record makes the head, if it is a draft, a release that is none, with nothing changed.
func (p *twins) record(t *rapid.T) {
	va, _ := p.views(t, 0)
	next := va.Release()
	next.Draft = false
	p.both(t, "recorded", next, nil, nil)
	p.draft = false
}

func (p *twins) apply(t *rapid.T, c *timeline.Content) {
	wantNil(t, "Apply", p.both(t, "fitting", c.Release, nil, p.changes(t, c)))
	p.head, p.draft = c.Release.Number, c.Release.Draft
}

// changes gives what leads to the content.
func (p *twins) changes(t *rapid.T, c *timeline.Content) []timeline.Delta {
	var ds []timeline.Delta
	for d, err := range timeline.Changes(headManifest(t, p.a), c.Stream().Deltas) {
		wantNil(t, "Changes", err)
		ds = append(ds, d)
	}
	return ds
}

// both applies the changes to both stores, which must take or refuse them alike.
func (p *twins) both(t *rapid.T, what string, next timeline.Release, broken error, ds []timeline.Delta) error {
	ctx := context.Background()
	errA := p.a.Apply(ctx, next, deltas(broken, ds...))
	errB := p.b.Apply(ctx, next, deltas(broken, ds...))
	sameAnswer(t, fmt.Sprintf("Apply %s, release %d", what, next.Number), answerText(t, nil, errA), answerText(t, nil, errB))
	return errA
}

// views opens a release in both stores; nil where neither holds it.
func (p *twins) views(t *rapid.T, number int) (va, vb timeline.View) {
	ctx := context.Background()
	va, errA := p.a.Open(ctx, timeline.KnownAt{Release: number})
	vb, errB := p.b.Open(ctx, timeline.KnownAt{Release: number})
	sameAnswer(t, fmt.Sprint("Open ", number), answerText(t, nil, errA), answerText(t, nil, errB))
	if errA != nil {
		return nil, nil
	}
	return va, vb
}

func (p *twins) sameRelease(t *rapid.T, number int) {
	if va, vb := p.views(t, number); va != nil {
		sameAnswer(t, fmt.Sprint("release ", number), everything(t, va), everything(t, vb))
	}
}

func (p *twins) askSome(t *rapid.T) {
	for range upTo(t, 24, "questions") {
		p.ask(t)
	}
}

// ask puts one random question to both stores.
func (p *twins) ask(t *rapid.T) {
	va, vb := p.views(t, one(t, []int{0, 0, 0, 0, p.first, p.head - 2, p.head - 1, p.head, p.head + 1}, "known at"))
	if va == nil {
		return
	}
	q := drawQuestion(t)
	sameAnswer(t, q.text, q.answer(t, va), q.answer(t, vb))
}

// question is one call of a view.
type question struct {
	text   string
	answer func(t T, v timeline.View) string
}

func drawQuestion(t *rapid.T) question {
	draw := one(t, []func(*rapid.T) question{
		drawRecordsQuestion, drawEdgesQuestion, drawReachQuestion, drawReachQuestion, drawPageQuestion, drawPageQuestion, drawCountQuestion,
	}, "question")
	return draw(t)
}

func drawIDs(t *rapid.T) []timeline.ID {
	return some(t, append(worldIDs(), "a-99"), 5, "ids")
}

func drawRelations(t *rapid.T) []timeline.Predicate {
	if upTo(t, 1, "all relations") == 0 {
		return testRelations()
	}
	return some(t, append(testRelations(), "NO_SUCH"), 3, "relations")
}

func drawDirection(t *rapid.T) timeline.Direction {
	if upTo(t, 15, "bad direction") == 0 {
		return "BOTH"
	}
	return one(t, []timeline.Direction{timeline.Outgoing, timeline.Incoming}, "direction")
}

func drawRecordsQuestion(t *rapid.T) question {
	ids := drawIDs(t)
	if upTo(t, 3, "claims about") == 0 {
		id := one(t, worldIDs(), "owner")
		return question{fmt.Sprint("ClaimsAbout ", id), func(t T, v timeline.View) string {
			got, err := v.ClaimsAbout(context.Background(), id)
			return answerText(t, got, err)
		}}
	}
	if rapid.Bool().Draw(t, "claims") {
		return question{fmt.Sprint("Claims ", ids), func(t T, v timeline.View) string {
			got, err := v.Claims(context.Background(), ids)
			return answerText(t, got, err)
		}}
	}
	return question{fmt.Sprint("Records ", ids), func(t T, v timeline.View) string {
		got, err := v.Records(context.Background(), ids)
		return answerText(t, got, err)
	}}
}

func drawEdgesQuestion(t *rapid.T) question {
	ids, rels, d := drawIDs(t), drawRelations(t), drawDirection(t)
	switch upTo(t, 2, "with records") {
	case 0:
		return question{fmt.Sprint("Surroundings ", ids, rels, d), func(t T, v timeline.View) string {
			got, err := v.Surroundings(context.Background(), ids, rels, d)
			return answerText(t, got, err)
		}}
	case 1:
		return question{fmt.Sprint("Expand ", ids, rels, d), func(t T, v timeline.View) string {
			edges, records, err := v.Expand(context.Background(), ids, rels, d)
			return answerText(t, edges, err) + answerText(t, nodes(records), err)
		}}
	}
	return question{fmt.Sprint("Edges ", ids, rels, d), func(t T, v timeline.View) string {
		got, err := v.Edges(context.Background(), ids, rels, d)
		return answerText(t, got, err)
	}}
}

func drawReachQuestion(t *rapid.T) question {
	ids, rels, d := drawIDs(t), drawRelations(t), drawDirection(t)
	depth, limit := upTo(t, 6, "depth"), upTo(t, len(worldIDs()), "limit")
	if upTo(t, 15, "bad numbers") == 0 {
		depth, limit = depth-1, limit-1
	}
	if rapid.Bool().Draw(t, "with records") {
		return question{fmt.Sprint("Subgraph ", ids, rels, d, " depth ", depth, " limit ", limit), func(t T, v timeline.View) string {
			got, err := v.Subgraph(context.Background(), ids, rels, d, depth, limit)
			return answerText(t, got, err)
		}}
	}
	return question{fmt.Sprint("Reach ", ids, rels, d, " depth ", depth, " limit ", limit), func(t T, v timeline.View) string {
		got, err := v.Reach(context.Background(), ids, rels, d, depth, limit)
		return answerText(t, got, err)
	}}
}

func drawIndex(t *rapid.T) timeline.Index {
	if upTo(t, 15, "no such index") == 0 {
		return "no such"
	}
	return one(t, testIndexes(), "index")
}

// drawFacets draws some by which the index is filtered, now and then any.
func drawFacets(t *rapid.T, ix timeline.Index) []timeline.Facet {
	if upTo(t, 1, "no facets") == 0 {
		return nil
	}
	fs := append(worldFacets(), timeline.Facet{Name: "kind", Value: "no such"}, timeline.Facet{Name: "term", Value: "no such"})
	if upTo(t, 15, "any facets") > 0 {
		fs = slices.DeleteFunc(fs, func(f timeline.Facet) bool { return !timeline.Filtered(ix, f.Name) })
	}
	if len(fs) == 0 {
		return nil
	}
	return some(t, fs, 2, "facets")
}

// drawBound draws a key of the world, one beside it, or none.
func drawBound(t *rapid.T, name string) string {
	if upTo(t, 2, name+" given") > 0 {
		return ""
	}
	return one(t, worldPrefixes(), name) + string(one(t, append(worldIDs()[:worldNodes], "", "b"), name))
}

func drawRange(t *rapid.T) timeline.Range {
	return timeline.Range{
		From: drawBound(t, "from"), To: drawBound(t, "to"),
		LastFrom: one(t, []string{"", "", "2020-01-31", "2020-02-01"}, "last from"),
	}
}

func drawPageQuestion(t *rapid.T) question {
	ix := drawIndex(t)
	fs := drawFacets(t, ix)
	w := timeline.Window{Range: drawRange(t), After: drawBound(t, "after"), Before: drawBound(t, "before")}
	size, other := 1+upTo(t, 4, "size"), 0
	if upTo(t, 15, "bad window") == 0 {
		size, other = size-1, upTo(t, 2, "other")-1
	}
	w.First, w.Last = size, other
	if upTo(t, 1, "backward") == 0 {
		w.First, w.Last = other, size
	}
	return question{fmt.Sprintf("Page %s %v %+v", ix, fs, w), func(t T, v timeline.View) string {
		got, err := v.Page(context.Background(), ix, fs, w)
		return answerText(t, got, err)
	}}
}

func drawCountQuestion(t *rapid.T) question {
	ix, r := drawIndex(t), drawRange(t)
	fs := drawFacets(t, ix)
	return question{fmt.Sprintf("Count %s %v %+v", ix, fs, r), func(t T, v timeline.View) string {
		got, err := v.Count(context.Background(), ix, fs, r)
		return answerText(t, got, err)
	}}
}
