// Package storetest is the specification of [timeline.Store]. Every store runs [Run], in which each rule of the
// contract is one named test, and [Compare], which puts random questions about random releases to two stores.
// [Bench] measures every method over the same content.
//
// Opening functions give an empty store and end it when the test ends.
package storetest

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/regline/regline/internal/timeline"
)

// rule is one sentence of the contract.
type rule struct {
	name  string
	check func(t *testing.T, s timeline.Store)
}

// Run checks every rule of the contract, each on a store of its own.
func Run(t *testing.T, open func(t *testing.T) timeline.Store) {
	RunApply(t, open)
	run(t, open, []group{
		{"Open", openRules()},
		{"Isolation", isolationRules()},
		{"Records", recordRules()},
		{"Edges", edgeRules()},
		{"Reach", reachRules()},
		{"Page", pageRules()},
		{"Claims", claimRules()},
		{"Manifest", manifestRules()},
		{"Hostile", hostileRules()},
		{"Context", contextRules()},
	})
}

// RunApply checks the rules about changes alone, for a store that can be set to write them in another way.
func RunApply(t *testing.T, open func(t *testing.T) timeline.Store) {
	run(t, open, []group{
		{"Apply", applyRules()},
		{"Change", changeRules()},
		{"Draft", draftRules()},
		{"Failure", failureRules()},
		{"BadDelta", badDeltaRules()},
	})
}

// group are rules about one thing.
type group struct {
	name  string
	rules []rule
}

func run(t *testing.T, open func(t *testing.T) timeline.Store, groups []group) {
	for _, g := range groups {
		t.Run(g.name, func(t *testing.T) {
			for _, r := range g.rules {
				t.Run(r.name, func(t *testing.T) { r.check(t, open(t)) })
			}
		})
	}
}

// errBroken is the error of a sequence of changes that breaks off.
var errBroken = errors.New("sequence broken off")

// view opens a release that must be held.
func view(t T, s timeline.Store, number int) timeline.View {
	t.Helper()
	v, err := s.Open(context.Background(), timeline.KnownAt{Release: number})
	if err != nil {
		t.Fatalf("opening release %d: %v", number, err)
	}
	return v
}

// headManifest is nil before the first release.
func headManifest(t T, s timeline.Store) iter.Seq2[timeline.Mark, error] {
	t.Helper()
	v, err := s.Open(context.Background(), timeline.KnownAt{})
	if errors.Is(err, timeline.ErrNoRelease) {
		return nil
	}
	if err != nil {
		t.Fatalf("opening the head: %v", err)
	}
	return v.Manifest(context.Background())
}

// deltas gives the changes one by one, then the error if there is one.
func deltas(err error, ds ...timeline.Delta) iter.Seq2[timeline.Delta, error] {
	return func(yield func(timeline.Delta, error) bool) {
		for _, d := range ds {
			if !yield(d, nil) {
				return
			}
		}
		if err != nil {
			yield(timeline.Delta{}, err)
		}
	}
}

// unread fails the test if the changes are read.
func unread(t *testing.T) iter.Seq2[timeline.Delta, error] {
	return func(func(timeline.Delta, error) bool) { t.Error("changes were read") }
}

// puts makes the changes that hold all of a content.
func puts(c *timeline.Content) []timeline.Delta {
	var ds []timeline.Delta
	for d := range c.Stream().Deltas {
		ds = append(ds, d)
	}
	return ds
}

// inOrder sorts changes by key.
func inOrder(ds []timeline.Delta) []timeline.Delta {
	slices.SortStableFunc(ds, func(a, b timeline.Delta) int { return strings.Compare(a.Key(), b.Key()) })
	return ds
}

func ended(m timeline.Mark) timeline.Delta { return timeline.Delta{End: &m} }

// wantError fails the test unless the error matches the sentinel.
func wantError(t T, what string, err, sentinel error) {
	t.Helper()
	if !errors.Is(err, sentinel) {
		t.Fatalf("%s: got error %v, want %v", what, err, sentinel)
	}
}

func wantNil(t T, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// pair is a small release: two vendors in an index with a facet, an edge between them, a claim about the first. The
// mark is written into all of them.
func pair(t T, number int, mark string) *timeline.Content {
	t.Helper()
	vendor := func(id timeline.ID) *timeline.Record {
		return Node{
			ID: id, Kind: timeline.KindVendor, Label: mark, Since: number,
			Places: []timeline.Place{{Index: timeline.IndexVendors, Key: mark + "|" + string(id)}},
			Facets: []timeline.Facet{{Name: "kind", Value: mark}},
		}.Record(t)
	}
	return Content(number,
		[]*timeline.Record{vendor("a-1"), vendor("a-2"), Claim(t, 1, "a-1", mark, "NORMAL")},
		[]*timeline.Edge{Edge(t, timeline.Edge{From: "a-1", Rel: timeline.PartOf, To: "a-2", Reason: mark, Since: number})})
}

// vendors makes plain records of the IDs.
func vendors(t T, ids ...timeline.ID) []*timeline.Record {
	t.Helper()
	records := make([]*timeline.Record, len(ids))
	for i, id := range ids {
		records[i] = Node{ID: id, Kind: timeline.KindVendor, Label: string(id)}.Record(t)
	}
	return records
}

// arrows makes edges of triples of from, relation and to.
func arrows(t T, triples ...string) []*timeline.Edge {
	t.Helper()
	var edges []*timeline.Edge
	for tr := range slices.Chunk(triples, 3) {
		edges = append(edges, Edge(t, timeline.Edge{From: timeline.ID(tr[0]), Rel: timeline.Predicate(tr[1]), To: timeline.ID(tr[2])}))
	}
	return edges
}
