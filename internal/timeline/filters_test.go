package timeline_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/timeline"
)

// filtering notes by which facets each index is asked.
type filtering struct {
	timeline.View
	asked map[string]bool
}

func (f *filtering) note(ix timeline.Index, facets []timeline.Facet) {
	for _, x := range facets {
		f.asked[fmt.Sprint(ix, " ", x.Name)] = true
	}
}

func (f *filtering) Page(ctx context.Context, ix timeline.Index, facets []timeline.Facet, w timeline.Window) (timeline.Page, error) {
	f.note(ix, facets)
	return f.View.Page(ctx, ix, facets, w)
}

func (f *filtering) Count(ctx context.Context, ix timeline.Index, facets []timeline.Facet, r timeline.Range) (int, error) {
	f.note(ix, facets)
	return f.View.Count(ctx, ix, facets, r)
}

// Every filter that an answer can use is one of its index, and an index has no other: a facet that nobody asks for
// would take a place in the database for each record.
func TestFiltersAreThoseAsked(t *testing.T) {
	ctx := context.Background()
	w := &world{}
	w.node(timeline.KindVendor, "vendor")
	w.node(timeline.KindAgency, "agency")
	w.node(timeline.KindAudience, "audience")
	w.act("act", "NOTICE", "issued 2024")
	v := &filtering{w.view(t), make(map[string]bool)}
	r := timeline.NewReader(v)
	text, us, vendor, agency, act := ptr("label"), ptr("US"), ptr(id("vendor")), ptr(id("agency")), ptr(id("act"))
	actions := timeline.ActionFilter{Vendor: vendor, Agency: agency, Kind: text, Jurisdiction: us}
	var all timeline.Paging
	calls := []func() error{
		func() error { _, err := r.Vendors(ctx, text, us, all); return err },
		func() error { _, err := r.Agencies(ctx, us, all); return err },
		func() error { _, err := r.Actions(ctx, actions, all); return err },
		func() error { _, err := r.Sources(ctx, text, all); return err },
		func() error { _, err := r.Audiences(ctx, all); return err },
		func() error { _, err := r.OfficialLists(ctx, all); return err },
		func() error { _, err := r.ListEntries(ctx, act, vendor, all); return err },
		func() error { _, err := r.StatementsOf(ctx, act, vendor, act, all); return err },
		func() error { _, err := r.DiscrepanciesOf(ctx, act, act, text, all); return err },
		func() error {
			_, err := r.Timeline(ctx, timeline.TimelineFilter{ActionFilter: actions, From: ptr(day(t, "2024-01-01")), Role: text, Owner: act, Precision: text}, all)
			return err
		},
		func() error { _, err := r.Search(ctx, "act", ptr(timeline.KindVendor), all); return err },
		func() error {
			_, err := r.Claims(ctx, timeline.ClaimFilter{Source: act, Predicate: text, Unverified: ptr(true)}, all)
			return err
		},
		func() error { _, err := r.Citation(ctx, "89 FR 52434"); return err },
		func() error {
			_, err := r.InForce(ctx, timeline.ForceQuestion{On: day(t, "2024-01-01"), Capacities: []id{"audience"}, Vendor: vendor, Action: act, Conduct: text})
			return err
		},
		func() error { _, err := r.StoryOf(ctx, "vendor", "EN", us); return err },
		func() error { _, err := r.Jurisdictions(ctx, "vendor"); return err },
		func() error { _, err := r.ImpactOf(ctx, []id{"act"}, vendor); return err },
	}
	for i, call := range calls {
		if err := call(); err != nil {
			t.Errorf("call %d: %v", i, err)
		}
	}
	if diff := cmp.Diff(timeline.AllFilters(), slices.Sorted(maps.Keys(v.asked))); diff != "" {
		t.Errorf("filters of the table (-) and those asked (+):\n%s", diff)
	}
}

// Whatever claims are chosen by, and however they are paged, they come in the order of their keys, each once.
func TestClaimsAreOneList(t *testing.T) {
	ctx := context.Background()
	subjects, sources := []id{"a#issued", "a", "a-1", "b"}, []id{"", "s", "s-1", "s1"}
	predicates := []timeline.Predicate{timeline.Label, timeline.On}
	rapid.Check(t, func(t *rapid.T) {
		c := &timeline.Content{Release: timeline.Release{Number: 1, Digest: "d"}}
		for _, x := range []id{"a", "a-1", "b", "s", "s-1", "s1"} {
			n := &timeline.Vendor{}
			n.ID, n.Kind = x, timeline.KindVendor
			c.Records = append(c.Records, &timeline.Record{ID: x, Kind: n.Kind, Node: n})
		}
		var claims []*timeline.Claim
		keys := make(map[id]string)
		for i := range rapid.IntRange(0, 14).Draw(t, "claims") {
			cl := &timeline.Claim{
				Subject: rapid.SampledFrom(subjects).Draw(t, "subject"), SourceID: rapid.SampledFrom(sources).Draw(t, "source"),
				Predicate:  rapid.SampledFrom(predicates).Draw(t, "predicate"),
				ClaimKind:  timeline.ClaimKind(rapid.SampledFrom(timeline.ClaimKinds).Draw(t, "kind").Name),
				Unverified: rapid.Bool().Draw(t, "unverified"),
			}
			cl.ID, cl.Kind = id(fmt.Sprintf("claim:%032x", i)), timeline.KindClaim
			facets := []timeline.Facet{{Name: timeline.FacetPredicate, Value: string(cl.Predicate)}}
			if cl.Unverified {
				facets = append(facets, timeline.Facet{Name: timeline.FacetMark, Value: "unverified"})
			}
			keys[cl.ID] = string(cl.SourceID) + "|" + rapid.SampledFrom([]string{"1", "2"}).Draw(t, "place") + "|" + string(cl.ID)
			claims = append(claims, cl)
			c.Records = append(c.Records, &timeline.Record{ID: cl.ID, Kind: cl.Kind, Node: cl, Facets: facets,
				Places: []timeline.Place{{Index: timeline.IndexClaims(cl.ClaimKind), Key: keys[cl.ID]}}})
		}
		slices.SortFunc(c.Records, func(a, b *timeline.Record) int { return strings.Compare(string(a.ID), string(b.ID)) })
		s := memory.New()
		if err := s.Apply(ctx, c.Release, c.Stream().Deltas); err != nil {
			t.Fatal(err)
		}
		v, err := s.Open(ctx, timeline.KnownAt{})
		if err != nil {
			t.Fatal(err)
		}
		r := timeline.NewReader(v)
		f := drawClaimFilter(t, subjects, sources[1:], predicates)
		var want []id
		slices.SortFunc(claims, func(a, b *timeline.Claim) int { return strings.Compare(keys[a.ID], keys[b.ID]) })
		for _, cl := range claims {
			if (f.Subject == nil || *f.Subject == cl.Subject) && (f.Owner == nil || *f.Owner == cl.Subject.Owner()) &&
				(f.Source == nil || *f.Source == cl.SourceID) && (f.Kind == nil || *f.Kind == string(cl.ClaimKind)) &&
				(f.Predicate == nil || *f.Predicate == string(cl.Predicate)) && (f.Unverified == nil || !*f.Unverified || cl.Unverified) {
				want = append(want, cl.ID)
			}
		}
		ask := func(p timeline.Paging) (list, error) { return listOf(r.Claims(ctx, f, p)) }
		size := rapid.IntRange(1, 5).Draw(t, "size")
		walkClaims(ctx, t, ask, size, want)
	})
}

func drawClaimFilter(t *rapid.T, subjects, sources []id, predicates []timeline.Predicate) timeline.ClaimFilter {
	var f timeline.ClaimFilter
	some := func(name string) bool { return rapid.IntRange(0, 3).Draw(t, "by "+name) == 0 }
	if some("subject") {
		f.Subject = ptr(rapid.SampledFrom(subjects[1:]).Draw(t, "of subject"))
	}
	if some("owner") {
		f.Owner = ptr(rapid.SampledFrom([]id{"a", "a-1", "b"}).Draw(t, "of owner"))
	}
	if some("source") {
		f.Source = ptr(rapid.SampledFrom(sources).Draw(t, "of source"))
	}
	if some("kind") {
		f.Kind = ptr(rapid.SampledFrom(timeline.ClaimKinds).Draw(t, "of kind").Name)
	}
	if some("predicate") {
		f.Predicate = ptr(string(rapid.SampledFrom(predicates).Draw(t, "of predicate")))
	}
	if some("unverified") {
		f.Unverified = ptr(rapid.Bool().Draw(t, "the unverified"))
	}
	return f
}

// walkClaims reads a list in pages from both ends and compares it with what it must be.
func walkClaims(ctx context.Context, t *rapid.T, ask func(timeline.Paging) (list, error), size int, want []id) {
	for _, forward := range []bool{true, false} {
		var got []id
		var at *string
		for {
			p := timeline.Paging{First: &size, After: at}
			if !forward {
				p = timeline.Paging{Last: &size, Before: at}
			}
			l, err := ask(p)
			if err != nil {
				t.Fatal(err)
			}
			if n, err := l.count(ctx); err != nil || n != len(want) {
				t.Fatalf("count %d (%v), want %d", n, err, len(want))
			}
			ahead, more := l.before, l.next
			if !forward {
				ahead, more = more, ahead
			}
			if ahead != (len(got) > 0) {
				t.Fatalf("after %d of %v: something ahead: %t", len(got), want, ahead)
			}
			if forward {
				got = append(got, l.ids...)
			} else {
				got = append(slices.Clone(l.ids), got...)
			}
			if more != (len(got) < len(want)) || len(l.ids) == 0 && more {
				t.Fatalf("after %d of %v: goes on: %t", len(got), want, more)
			}
			if !more {
				break
			}
			at = &l.cursors[len(l.cursors)-1]
			if !forward {
				at = &l.cursors[0]
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("forward %t: %v, want %v", forward, got, want)
		}
	}
}
