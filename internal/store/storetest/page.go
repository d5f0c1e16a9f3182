package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/regline/regline/internal/timeline"
)

// milestones makes n records in IndexTimeline with keys k00, k01, ... Every second has the facet agency=yes, every third
// kind=yes; the last day of the i-th is day 30-i, of every fifth empty. One more stands in another index alone.
func milestones(t T, n int) []*timeline.Record {
	t.Helper()
	var rs []*timeline.Record
	for i := range n {
		last := fmt.Sprintf("2020-01-%02d", 30-i)
		facets := []timeline.Facet{{Name: "vendor", Value: "yes"}}
		if i%2 == 0 {
			facets = append(facets, timeline.Facet{Name: "agency", Value: "yes"})
		}
		if i%3 == 0 {
			facets = append(facets, timeline.Facet{Name: "kind", Value: "yes"})
		}
		if i%5 == 4 {
			last = ""
		}
		rs = append(rs, Node{
			ID: timeline.ID(fmt.Sprintf("a-%d#issued", n-i)), Kind: timeline.KindMilestone, Body: `{"when":{"date":"2020","standing":"ESTABLISHED"}}`,
			Places: []timeline.Place{{Index: timeline.IndexSearch, Key: fmt.Sprintf("s%02d", n-i)}, {Index: timeline.IndexTimeline, Key: key(i), Last: last}},
			Facets: facets,
		}.Record(t))
	}
	return append(rs, Node{
		ID: "b-1", Kind: timeline.KindVendor, Places: []timeline.Place{{Index: timeline.IndexVendors, Key: "k00"}},
		Facets: []timeline.Facet{{Name: "vendor", Value: "yes"}},
	}.Record(t))
}

func key(i int) string { return fmt.Sprintf("k%02d", i) }

// wantedPage says what a page of records must be, which are in the order of the index, by looking at all of them.
func wantedPage(rs []*timeline.Record, ix timeline.Index, facets []timeline.Facet, w timeline.Window) timeline.Page {
	var inRange, inWindow []*timeline.Record
	for _, r := range rs {
		p, ok := placeIn(r, ix)
		if !ok || p.Key < w.From || w.To != "" && p.Key >= w.To || p.Last < w.LastFrom || !hasAll(r, facets) {
			continue
		}
		inRange = append(inRange, r)
		if p.Key > w.After && (w.Before == "" || p.Key < w.Before) {
			inWindow = append(inWindow, r)
		}
	}
	if n := len(inWindow); w.First > 0 {
		inWindow = inWindow[:min(n, w.First)]
	} else {
		inWindow = inWindow[max(0, n-w.Last):]
	}
	page := timeline.Page{Records: inWindow}
	first, last := w.After, w.After // what an empty page stands behind
	for i, r := range inWindow {
		p, _ := placeIn(r, ix)
		page.Keys = append(page.Keys, p.Key)
		if i == 0 {
			first = p.Key
		}
		last = p.Key
	}
	for _, r := range inRange {
		p, _ := placeIn(r, ix)
		page.HasPrevious = page.HasPrevious || p.Key < first || len(inWindow) == 0 && p.Key == first
		page.HasNext = page.HasNext || p.Key > last
	}
	return page
}

func placeIn(r *timeline.Record, ix timeline.Index) (timeline.Place, bool) {
	for _, p := range r.Places {
		if p.Index == ix {
			return p, true
		}
	}
	return timeline.Place{}, false
}

func hasAll(r *timeline.Record, facets []timeline.Facet) bool {
	for _, f := range facets {
		if !slices.Contains(r.Facets, f) {
			return false
		}
	}
	return true
}

func yes(names ...string) []timeline.Facet {
	var fs []timeline.Facet
	for _, n := range names {
		fs = append(fs, timeline.Facet{Name: n, Value: "yes"})
	}
	return fs
}

func pageRules() []rule {
	ctx := context.Background()
	const n = 23
	return append([]rule{
		// Small pages put together, forward or backward, are the whole index in its order, whatever their size.
		{"SmallPagesMakeTheWhole", func(t *testing.T, s timeline.Store) {
			rs := milestones(t, n)
			Apply(t, s, Content(1, rs, nil))
			v := view(t, s, 0)
			for _, size := range []int{1, 2, 7, n - 1, n, n + 1} {
				for _, fs := range [][]timeline.Facet{nil, yes("agency"), yes("agency", "kind")} {
					want := answerText(t, wantedPage(rs, timeline.IndexTimeline, fs, timeline.Window{First: n}).Keys, nil)
					sameAnswer(t, fmt.Sprint("forward by ", size, fs), answerText(t, pagesForward(t, v, fs, size), nil), want)
					sameAnswer(t, fmt.Sprint("backward by ", size, fs), answerText(t, pagesBackward(t, v, fs, size), nil), want)
				}
			}
		}},
		// A page holds the right records and knows what lies around it, for every window over a small index.
		{"EveryWindow", everyWindow},
		// Not exactly one of First and Last positive is an error of the caller.
		{"BadWindow", func(t *testing.T, s timeline.Store) {
			Apply(t, s, Content(1, milestones(t, 3), nil))
			v := view(t, s, 0)
			for _, w := range []timeline.Window{{}, {First: 1, Last: 1}, {First: -1}, {Last: -1}, {First: 2, Last: -1}, {First: -1, Last: 2}} {
				_, err := v.Page(ctx, timeline.IndexTimeline, nil, w)
				wantError(t, fmt.Sprint(w), err, timeline.ErrBadInput)
			}
		}},
		// Keys are ordered by their bytes: capitals before small letters, 10 before 9.
		{"OrderByBytes", func(t *testing.T, s timeline.Store) {
			keys := []string{" ", "!", "\"q\"", "$x", "'", "(a)", "*", "10", "9", "A", "B|1", "\\", "_", "`", "a", "a b", "a-1", "aB", "ab", "a|", "{x}", "|", "~"}
			if !slices.IsSorted(keys) {
				t.Fatal("the keys of this test are out of order")
			}
			var rs []*timeline.Record
			for i, k := range keys {
				rs = append(rs, Node{ID: timeline.ID(fmt.Sprintf("a-%d", i)), Kind: timeline.KindVendor, Places: []timeline.Place{{Index: timeline.IndexTimeline, Key: k}}}.Record(t))
			}
			Apply(t, s, Content(1, rs, nil))
			v := view(t, s, 0)
			sameAnswer(t, "forward", answerText(t, pagesForward(t, v, nil, 4), nil), answerText(t, keys, nil))
			sameAnswer(t, "backward", answerText(t, pagesBackward(t, v, nil, 4), nil), answerText(t, keys, nil))
		}},
		// A former release has its own pages.
		{"PagesOfFormerRelease", func(t *testing.T, s timeline.Store) {
			first, second := milestones(t, 9), milestones(t, 12)
			Apply(t, s, Content(1, first, nil))
			Apply(t, s, Content(2, second, nil))
			for number, rs := range map[int][]*timeline.Record{1: first, 2: second} {
				got, err := view(t, s, number).Page(ctx, timeline.IndexTimeline, yes("agency"), timeline.Window{First: 30})
				sameAnswer(t, fmt.Sprint("release ", number), answerText(t, got, err), answerText(t, wantedPage(rs, timeline.IndexTimeline, yes("agency"), timeline.Window{First: 30}), nil))
			}
		}},
	}, selectionRules()...)
}

// selectionRules check Page and Count alike: what one counts the other gives.
func selectionRules() []rule {
	const n = 23
	cases := []struct {
		name   string
		facets []timeline.Facet
		rng    timeline.Range
		want   int
	}{
		// Without facets and bounds the whole index counts, and no other index.
		{"WholeIndex", nil, timeline.Range{}, n},
		// A facet narrows.
		{"OneFacet", yes("kind"), timeline.Range{}, 8},
		// Of several facets a record has all.
		{"AllFacets", yes("vendor", "agency", "kind"), timeline.Range{}, 4},
		// A facet named twice is one facet.
		{"FacetTwice", yes("kind", "kind"), timeline.Range{}, 8},
		// A name that no record has gives none, also beside one that many have.
		{"UnknownName", yes("vendor", "role"), timeline.Range{}, 0},
		// Neither does a value.
		{"UnknownValue", []timeline.Facet{{Name: "vendor", Value: "no such"}}, timeline.Range{}, 0},
		// From is included.
		{"From", nil, timeline.Range{From: key(20)}, 3},
		// To is excluded.
		{"To", nil, timeline.Range{To: key(3)}, 3},
		// Both bounds together, and they need not be keys of the index.
		{"FromTo", nil, timeline.Range{From: key(4) + "x", To: key(9) + "x"}, 5},
		// Bounds that cross hold nothing.
		{"Crossed", nil, timeline.Range{From: key(9), To: key(4)}, 0},
		// LastFrom keeps what lasts till that day or beyond it; a record without a last day it never keeps.
		{"LastFrom", nil, timeline.Range{LastFrom: "2020-01-21"}, 8},
		// All bounds and facets together.
		{"Together", yes("agency"), timeline.Range{From: key(1), To: key(9), LastFrom: "2020-01-23"}, 2},
	}
	rules := []rule{
		// An index in which no record stands is empty, whether its name is known or not.
		{"EmptyIndex", func(t *testing.T, s timeline.Store) {
			Apply(t, s, Content(1, milestones(t, n), nil))
			v := view(t, s, 0)
			for _, ix := range []timeline.Index{timeline.IndexPersons, "no such"} {
				wantSelection(t, v, ix, nil, timeline.Range{}, timeline.Page{})
			}
			wantSelection(t, v, timeline.IndexVendors, yes("kind"), timeline.Range{}, timeline.Page{})
		}},
		// An index is filtered by its own facets alone: any other is an error of the caller, also where records have it.
		{"FacetOfAnotherIndex", func(t *testing.T, s timeline.Store) {
			Apply(t, s, Content(1, milestones(t, 3), nil))
			v := view(t, s, 0)
			for ix, fs := range map[timeline.Index][]timeline.Facet{
				timeline.IndexVendors: yes("vendor"), timeline.IndexTimeline: yes("vendor", "target"),
				timeline.IndexAudiences: yes("kind"), timeline.IndexTimeline + "x": yes("vendor"),
			} {
				_, err := v.Page(context.Background(), ix, fs, timeline.Window{First: 1})
				wantError(t, fmt.Sprint("page of ", ix), err, timeline.ErrBadInput)
				_, err = v.Count(context.Background(), ix, fs, timeline.Range{})
				wantError(t, fmt.Sprint("count of ", ix), err, timeline.ErrBadInput)
			}
		}},
	}
	for _, c := range cases {
		rules = append(rules, rule{c.name, func(t *testing.T, s timeline.Store) {
			rs := milestones(t, n)
			Apply(t, s, Content(1, rs, nil))
			want := wantedPage(rs, timeline.IndexTimeline, c.facets, timeline.Window{Range: c.rng, First: 100})
			if len(want.Keys) != c.want {
				t.Fatalf("this test expects %d records of itself and finds %d", c.want, len(want.Keys))
			}
			wantSelection(t, view(t, s, 0), timeline.IndexTimeline, c.facets, c.rng, want)
		}})
	}
	return rules
}

func wantSelection(t *testing.T, v timeline.View, ix timeline.Index, fs []timeline.Facet, r timeline.Range, want timeline.Page) {
	t.Helper()
	ctx := context.Background()
	for _, w := range []timeline.Window{{Range: r, First: 100}, {Range: r, Last: 100}} {
		got, err := v.Page(ctx, ix, fs, w)
		sameAnswer(t, fmt.Sprintf("page %+v", w), answerText(t, got, err), answerText(t, want, nil))
	}
	got, err := v.Count(ctx, ix, fs, r)
	sameAnswer(t, "count", answerText(t, got, err), answerText(t, len(want.Keys), nil))
}

// pagesForward walks from the beginning of IndexTimeline until no page follows.
func pagesForward(t *testing.T, v timeline.View, fs []timeline.Facet, size int) []string {
	t.Helper()
	var all []string
	w := timeline.Window{First: size}
	for range 100 {
		p, err := v.Page(context.Background(), timeline.IndexTimeline, fs, w)
		wantNil(t, "Page", err)
		if p.HasPrevious != (len(all) > 0) || len(p.Keys) == 0 || len(p.Keys) != len(p.Records) {
			t.Fatalf("behind %q: %d keys, %d records, previous %v", w.After, len(p.Keys), len(p.Records), p.HasPrevious)
		}
		all = append(all, p.Keys...)
		if !p.HasNext {
			return all
		}
		w.After = p.Keys[len(p.Keys)-1]
	}
	t.Fatal("the walk does not end")
	return nil
}

// pagesBackward walks from the end of IndexTimeline until no page precedes.
func pagesBackward(t *testing.T, v timeline.View, fs []timeline.Facet, size int) []string {
	t.Helper()
	var all []string
	w := timeline.Window{Last: size}
	for range 100 {
		p, err := v.Page(context.Background(), timeline.IndexTimeline, fs, w)
		wantNil(t, "Page", err)
		if p.HasNext != (len(all) > 0) || len(p.Keys) == 0 || len(p.Keys) != len(p.Records) {
			t.Fatalf("ahead of %q: %d keys, %d records, next %v", w.Before, len(p.Keys), len(p.Records), p.HasNext)
		}
		all = append(slices.Clone(p.Keys), all...)
		if !p.HasPrevious {
			return all
		}
		w.Before = p.Keys[0]
	}
	t.Fatal("the walk does not end")
	return nil
}

// everyWindow compares all windows over five records whose ends lie on, between and beyond their keys.
func everyWindow(t *testing.T, s timeline.Store) {
	rs := milestones(t, 5)
	Apply(t, s, Content(1, rs, nil))
	v := view(t, s, 0)
	ends := []string{"", "a", key(0), key(1) + "x", key(2), key(4), "z"}
	ranges := []timeline.Range{
		{}, {From: key(1)}, {To: key(4)}, {From: key(0) + "x", To: key(3)}, {From: key(3), To: key(1)}, {LastFrom: "2020-01-28"}, {From: key(1), LastFrom: "2020-01-27"},
	}
	for _, fs := range [][]timeline.Facet{nil, yes("agency")} {
		for _, r := range ranges {
			for _, after := range ends {
				for _, before := range ends {
					for _, size := range []int{-2, -1, 1, 2} {
						w := timeline.Window{Range: r, After: after, Before: before, First: max(size, 0), Last: max(-size, 0)}
						got, err := v.Page(context.Background(), timeline.IndexTimeline, fs, w)
						sameAnswer(t, fmt.Sprintf("%v %+v", fs, w), answerText(t, got, err), answerText(t, wantedPage(rs, timeline.IndexTimeline, fs, w), nil))
					}
				}
			}
		}
	}
}
