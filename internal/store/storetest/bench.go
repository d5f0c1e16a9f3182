package storetest

import (
	"context"
	"fmt"
	"testing"

	"github.com/regline/regline/internal/timeline"
)

// benchActions is the number of acts of the measured content. Each has a milestone, an edge to it, an edge to an
// earlier act, one to a target, and a claim.
const benchActions = 1000

// Bench measures every method over one content of a few thousand records, and Apply of all of it and of one change.
// It opens two stores, and one more for each round of the first Apply.
func Bench(b *testing.B, open func(b *testing.B) timeline.Store) {
	c := BenchContent(b, 1, benchActions)
	s := open(b)
	Apply(b, s, c)
	v := view(b, s, 0)
	for _, m := range benchMethods(v) {
		b.Run(m.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if n, err := m.call(); err != nil || n != m.want {
					b.Fatalf("%d results (%v), want %d", n, err, m.want)
				}
			}
		})
	}
	b.Run("Parallel", func(b *testing.B) { benchParallel(b, s) })
	b.Run("ApplyAll", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			s := open(b)
			b.StartTimer()
			wantNil(b, "Apply", s.Apply(context.Background(), c.Release, deltas(nil, puts(c)...)))
		}
	})
	b.Run("ApplyOne", func(b *testing.B) { benchApplyOne(b, open(b), c) })
}

type benchMethod struct {
	name string
	want int // results of one call
	call func() (int, error)
}

func benchMethods(v timeline.View) []benchMethod {
	ctx := context.Background()
	rels := []timeline.Predicate{timeline.IssuedUnder}
	var fifty []timeline.ID
	for i := range 50 {
		fifty = append(fifty, timeline.ID(fmt.Sprintf("a-%d", i*7)))
	}
	vendor := []timeline.Facet{{Name: "vendor", Value: "b-1"}}
	two := append(vendor, timeline.Facet{Name: "kind", Value: "k-1"})
	page := func(fs []timeline.Facet, w timeline.Window) func() (int, error) {
		return func() (int, error) {
			p, err := v.Page(ctx, timeline.IndexTimeline, fs, w)
			return len(p.Records), err
		}
	}
	return []benchMethod{
		{"Records1", 1, func() (int, error) { rs, err := v.Records(ctx, fifty[:1]); return len(rs), err }},
		{"Records50", 50, func() (int, error) { rs, err := v.Records(ctx, fifty); return len(rs), err }},
		{"Edges50", 49, func() (int, error) { es, err := v.Edges(ctx, fifty, rels, timeline.Outgoing); return len(es), err }},
		{"Expand50", 49, func() (int, error) {
			_, rs, err := v.Expand(ctx, fifty, rels, timeline.Outgoing)
			return len(rs), err
		}},
		{"Surroundings50", 50, func() (int, error) {
			sur, err := v.Surroundings(ctx, fifty, rels, timeline.Outgoing)
			return len(sur.Records), err
		}},
		{"Subgraph", 10, func() (int, error) {
			sub, err := v.Subgraph(ctx, []timeline.ID{"a-900"}, rels, timeline.Outgoing, 10, 1000)
			return len(sub.Records), err
		}},
		{"Reach", 9, func() (int, error) {
			hops, err := v.Reach(ctx, []timeline.ID{"a-900"}, rels, timeline.Outgoing, 10, 1000)
			return len(hops), err
		}},
		{"ReachMany", benchActions - 1, func() (int, error) {
			hops, err := v.Reach(ctx, []timeline.ID{"a-0"}, rels, timeline.Incoming, 10, benchActions)
			return len(hops), err
		}},
		{"Page50", 50, page(nil, timeline.Window{First: 50, After: benchKey(500)})},
		{"Page50Back", 50, page(nil, timeline.Window{Last: 50, Before: benchKey(500)})},
		{"Page50Facet", 50, page(vendor, timeline.Window{First: 50})},
		{"Page10TwoFacets", 10, page(two, timeline.Window{First: 10})},
		{"Page50LastFrom", 50, page(nil, timeline.Window{First: 50, Range: timeline.Range{LastFrom: "2020-06-01"}})},
		{"CountFacet", benchActions / 10, func() (int, error) { return v.Count(ctx, timeline.IndexTimeline, vendor, timeline.Range{}) }},
		{"Claims50", 50, func() (int, error) { cs, err := v.Claims(ctx, fifty); return len(cs), err }},
		{"Manifest", benchActions*6 + 9, func() (int, error) { ms, err := allMarks(v.Manifest(ctx)); return len(ms), err }},
	}
}

// benchParallel opens a view and reads a page by many callers at once.
func benchParallel(b *testing.B, s timeline.Store) {
	ctx := context.Background()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			v, err := s.Open(ctx, timeline.KnownAt{})
			if err != nil {
				b.Error(err)
				return
			}
			if p, err := v.Page(ctx, timeline.IndexTimeline, nil, timeline.Window{First: 50}); err != nil || len(p.Records) != 50 {
				b.Errorf("%d records: %v", len(p.Records), err)
				return
			}
		}
	})
}

// benchApplyOne measures a release that changes one record of many.
func benchApplyOne(b *testing.B, s timeline.Store, c *timeline.Content) {
	Apply(b, s, c)
	number := 1
	for b.Loop() {
		number++
		r := Node{ID: "a-5", Kind: timeline.KindAction, Label: fmt.Sprint(number)}.Record(b)
		next := timeline.Release{Number: number, Digest: fmt.Sprint(number)}
		wantNil(b, "Apply", s.Apply(context.Background(), next, deltas(nil, timeline.Delta{Record: r})))
	}
}

// benchKey is the key of the i-th milestone.
func benchKey(i int) string { return fmt.Sprintf("2020-%02d-%02d|%05d", i/84%12+1, i/3%28+1, i) }

// BenchContent makes a release of n acts a-0, a-1, ... that form a binary tree of authority, each with a dated
// milestone, a claim and one of ten targets b-0 to b-9.
func BenchContent(t T, number, n int) *timeline.Content {
	t.Helper()
	var records []*timeline.Record
	var edges []*timeline.Edge
	for i := range 10 {
		records = append(records, Node{ID: timeline.ID(fmt.Sprintf("b-%d", i)), Kind: timeline.KindVendor, Label: "target"}.Record(t))
	}
	for i := range n {
		act := timeline.ID(fmt.Sprintf("a-%d", i))
		target := timeline.ID(fmt.Sprintf("b-%d", i%10))
		facets := []timeline.Facet{{Name: "vendor", Value: string(target)}, {Name: "kind", Value: fmt.Sprintf("k-%d", i%7)}}
		day := benchKey(i)[:10]
		records = append(records,
			Node{ID: act, Kind: timeline.KindAction, Label: "an act", Facets: facets, Places: []timeline.Place{{Index: timeline.IndexActions, Key: benchKey(i)}}}.Record(t),
			Node{
				ID: act.With("issued"), Kind: timeline.KindMilestone, Facets: facets, Body: fmt.Sprintf(`{"owner":%q,"role":"ISSUED","when":{"date":%q,"standing":"ESTABLISHED"}}`, act, day),
				Places: []timeline.Place{{Index: timeline.IndexTimeline, Key: benchKey(i), Last: day}},
			}.Record(t),
			Claim(t, i, act, "v", timeline.RankNormal))
		edges = append(edges, arrows(t, string(act), string(timeline.HasMilestone), string(act.With("issued")), string(act), string(timeline.Targets), string(target))...)
		if i > 0 {
			edges = append(edges, arrows(t, string(act), string(timeline.IssuedUnder), fmt.Sprintf("a-%d", (i-1)/2))...)
		}
	}
	return Content(number, records, edges)
}
