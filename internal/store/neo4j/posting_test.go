package neo4j

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/regline/regline/internal/timeline"
)

// Whatever names and values say, two lists share a lead only if they are one, and a lead has one length.
func TestLeads(t *testing.T) {
	names := rapid.SliceOfN(rapid.StringOfN(rapid.RuneFrom([]rune("a/|\x000é\"")), 0, 4, -1), 1, 3)
	rapid.Check(t, func(t *rapid.T) {
		a, b := names.Draw(t, "a"), names.Draw(t, "b")
		if (leadOf(a...) == leadOf(b...)) != slices.Equal(a, b) {
			t.Fatalf("%q and %q: leads %s and %s", a, b, leadOf(a...), leadOf(b...))
		}
		if len(leadOf(a...)) != leadLength {
			t.Fatalf("%q: lead %s", a, leadOf(a...))
		}
	})
	if leadOf("a", "b") == leadOf("a\x01b") || leadOf("ab") == leadOf("a", "b") {
		t.Error("names run into each other")
	}
}

// Positions behind a lead sort as keys do, and all lie between the ends of a list.
func TestKeysKeepTheirOrder(t *testing.T) {
	key := rapid.StringOfN(rapid.RuneFrom([]rune(" !-/0129:;AZ_az|~")), 1, 6, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := key.Draw(t, "a"), key.Draw(t, "b")
		if strings.Compare(keyAt(a), keyAt(b)) != strings.Compare(a, b) {
			t.Fatalf("%q and %q", a, b)
		}
		if (keyAt(b) >= keyAfter(a)) != (b > a) {
			t.Fatalf("%q after %q", b, a)
		}
		if keyAt(a) < keysBegin || keyAt(a) >= keysEnd {
			t.Fatalf("%q lies outside", a)
		}
	})
}

// What repost drops and adds makes the places after out of those before, and touches nothing that stays.
func TestRepost(t *testing.T) {
	places := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) timeline.Place {
		return timeline.Place{
			Index: rapid.SampledFrom([]timeline.Index{timeline.IndexVendors, timeline.IndexSearch}).Draw(t, "index"),
			Key:   rapid.SampledFrom([]string{"k", "l"}).Draw(t, "key"),
			Last:  rapid.SampledFrom([]string{"", "2024-01-01"}).Draw(t, "last"),
		}
	}), 0, 2, func(p timeline.Place) timeline.Index { return p.Index })
	facets := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) timeline.Facet {
		return timeline.Facet{Name: timeline.FacetKind, Value: rapid.SampledFrom([]string{"1", "2", "3"}).Draw(t, "value")}
	}), 0, 4)
	rapid.Check(t, func(t *rapid.T) {
		before := postings("a", places.Draw(t, "places"), facets.Draw(t, "facets"))
		after := postings("a", places.Draw(t, "next places"), facets.Draw(t, "next facets"))
		drop, add := repost(before, after)
		held := make(map[posting]bool)
		for _, p := range before {
			held[p] = true
		}
		for _, p := range drop {
			if !held[p] || slices.Contains(after, p) {
				t.Fatalf("drops %v", p)
			}
			delete(held, p)
		}
		for _, p := range add {
			if held[p] {
				t.Fatalf("adds %v, which is there", p)
			}
			held[p] = true
		}
		order := func(a, b posting) int { return cmp.Compare(a.at+a.last, b.at+b.last) }
		got, want := slices.SortedFunc(maps.Keys(held), order), slices.SortedFunc(slices.Values(after), order)
		if !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}
