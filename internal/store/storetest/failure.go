package storetest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"

	"github.com/regline/regline/internal/timeline"
)

// many is more changes than a store is likely to write in one batch.
const many = 2500

// flood makes the changes of a release that ends all of pair and puts many other records.
func flood(t T, former *timeline.Content) []timeline.Delta {
	t.Helper()
	var ds []timeline.Delta
	for _, d := range puts(former) {
		m := timeline.Mark{Key: d.Key()}
		ds = append(ds, ended(m))
	}
	for i := range many {
		ds = append(ds, timeline.Delta{Record: Node{
			ID: timeline.ID(fmt.Sprintf("b-%d", i)), Kind: timeline.KindVendor, Label: "flood",
			Places: []timeline.Place{{Index: timeline.IndexVendors, Key: fmt.Sprintf("b|%05d", i)}},
		}.Record(t)})
	}
	return inOrder(ds)
}

func failureRules() []rule {
	ctx := context.Background()
	return []rule{
		// Changes that break off leave no release where there was none.
		{"BrokenFirst", func(t *testing.T, s timeline.Store) {
			c := pair(t, 1, "x")
			wantError(t, "Apply", s.Apply(ctx, c.Release, deltas(errBroken, puts(c)...)), errBroken)
			_, err := s.Open(ctx, timeline.KnownAt{})
			wantError(t, "Open", err, timeline.ErrNoRelease)
			Apply(t, s, c)
			sameAnswer(t, "digests", marksText(t, s), marksOf(t, c))
		}},
		// Changes that break off after many leave the former release, and the next Apply leaves no trace of them.
		{"BrokenAfterMany", func(t *testing.T, s timeline.Store) {
			former := pair(t, 1, "x")
			Apply(t, s, former)
			was := everything(t, view(t, s, 0))
			wantError(t, "Apply", s.Apply(ctx, timeline.Release{Number: 2, Digest: "d"}, deltas(errBroken, flood(t, former)...)), errBroken)
			sameAnswer(t, "after the failure", everything(t, view(t, s, 0)), was)
			_, err := s.Open(ctx, timeline.KnownAt{Release: 2})
			wantError(t, "the release that failed", err, timeline.ErrNoRelease)
			next := pair(t, 2, "x")
			next.Edges = nil
			Apply(t, s, next)
			sameAnswer(t, "digests after the next", marksText(t, s), marksOf(t, next))
			wantCount(t, view(t, s, 0), 2, "x")
			sameAnswer(t, "release 1", everything(t, view(t, s, 1)), was)
		}},
		// A failed Apply over a draft leaves the draft, and its number is still free for its successor.
		{"BrokenOverDraft", func(t *testing.T, s timeline.Store) {
			draft := pair(t, 1, "x")
			draft.Release.Draft = true
			Apply(t, s, draft)
			was := everything(t, view(t, s, 0))
			wantError(t, "Apply", s.Apply(ctx, timeline.Release{Number: 1, Digest: "d"}, deltas(errBroken, flood(t, draft)...)), errBroken)
			sameAnswer(t, "after the failure", everything(t, view(t, s, 0)), was)
			next := pair(t, 1, "y")
			Apply(t, s, next)
			sameAnswer(t, "digests after the next", marksText(t, s), marksOf(t, next))
		}},
		// A context that ends while changes are read ends the Apply, and nothing has changed.
		{"ContextEndsInTheMiddle", func(t *testing.T, s timeline.Store) {
			former := pair(t, 1, "x")
			Apply(t, s, former)
			was := everything(t, view(t, s, 0))
			ctx, cancel := context.WithCancel(ctx)
			defer cancel()
			err := s.Apply(ctx, timeline.Release{Number: 2, Digest: "d"}, func(yield func(timeline.Delta, error) bool) {
				for i, d := range flood(t, former) {
					if i == many/2 {
						cancel()
					}
					if !yield(d, nil) {
						return
					}
				}
			})
			wantError(t, "Apply", err, context.Canceled)
			sameAnswer(t, "after the end", everything(t, view(t, s, 0)), was)
			next := pair(t, 2, "y")
			Apply(t, s, next)
			sameAnswer(t, "digests after the next", marksText(t, s), marksOf(t, next))
		}},
	}
}

// badChange is a change that no store may take, on top of pair.
type badChange struct {
	name   string
	deltas func(t *testing.T) []timeline.Delta
}

// badDeltaRules show that the changes of one release must fit what is held and each other; otherwise ErrBadDelta, and
// the former release stays.
func badDeltaRules() []rule {
	var rules []rule
	for _, b := range badChanges() {
		rules = append(rules, rule{b.name, func(t *testing.T, s timeline.Store) {
			Apply(t, s, pair(t, 1, "x"))
			was := everything(t, view(t, s, 0))
			good := timeline.Delta{Record: vendors(t, "a-0")[0]} // ahead of all others
			next := timeline.Release{Number: 2, Digest: "d"}
			err := s.Apply(context.Background(), next, deltas(nil, append([]timeline.Delta{good}, b.deltas(t)...)...))
			wantError(t, "Apply", err, timeline.ErrBadDelta)
			sameAnswer(t, "afterwards", everything(t, view(t, s, 0)), was)
			wantNil(t, "the next", s.Apply(context.Background(), next, deltas(nil, good)))
		}})
	}
	return rules
}

func badChanges() []badChange {
	node := func(t *testing.T) *timeline.Record { return vendors(t, "a-9")[0] }
	edge := func(t *testing.T, from, to string) timeline.Delta {
		return timeline.Delta{Edge: arrows(t, from, string(timeline.PartOf), to)[0]}
	}
	return append([]badChange{
		// An edge leaves a node that is no record of the release.
		{"EdgeFromNowhere", func(t *testing.T) []timeline.Delta { return []timeline.Delta{edge(t, "a-8", "a-1")} }},
		// An edge leads to a node that is no record of the release.
		{"EdgeToNowhere", func(t *testing.T) []timeline.Delta { return []timeline.Delta{edge(t, "a-1", "a-8")} }},
		// An edge is put to a record that ends in the same release.
		{"EdgeToEnded", func(t *testing.T) []timeline.Delta {
			gone := Claim(t, 1, "a-1", "x", "NORMAL")
			return []timeline.Delta{{Record: node(t)}, ended(gone.Mark()), edge(t, "a-9", string(gone.ID))}
		}},
		// A record ends and the edge that leaves it does not.
		{"EndedUnderOutgoing", func(t *testing.T) []timeline.Delta { return []timeline.Delta{ended(timeline.Mark{Key: "n|a-1"})} }},
		// A record ends and the edge that reaches it does not.
		{"EndedUnderIncoming", func(t *testing.T) []timeline.Delta { return []timeline.Delta{ended(timeline.Mark{Key: "n|a-2"})} }},
		// The end of a record that is not held.
		{"EndOfNoRecord", func(t *testing.T) []timeline.Delta { return []timeline.Delta{ended(timeline.Mark{Key: "n|a-8"})} }},
		// The end of an edge that is not held.
		{"EndOfNoEdge", func(t *testing.T) []timeline.Delta {
			return []timeline.Delta{ended(timeline.Mark{Key: "r|a-2|PART_OF|a-1"})}
		}},
		// The end of something that is neither record nor edge.
		{"EndOfNothing", func(t *testing.T) []timeline.Delta { return []timeline.Delta{ended(timeline.Mark{Key: "x|a-1"})} }},
		// A record comes after one with a greater ID.
		{"OutOfOrder", func(t *testing.T) []timeline.Delta {
			return []timeline.Delta{{Record: node(t)}, {Record: vendors(t, "a-8")[0]}}
		}},
		// An edge comes ahead of a record.
		{"EdgeBeforeRecord", func(t *testing.T) []timeline.Delta { return []timeline.Delta{edge(t, "a-2", "a-1"), {Record: node(t)}} }},
		// Two changes of one record.
		{"RecordTwice", func(t *testing.T) []timeline.Delta { return []timeline.Delta{{Record: node(t)}, {Record: node(t)}} }},
		// Two changes of one edge.
		{"EdgeTwice", func(t *testing.T) []timeline.Delta {
			return []timeline.Delta{edge(t, "a-1", "a-2"), ended(timeline.Mark{Key: "r|a-1|PART_OF|a-2"})}
		}},
		// A change of nothing.
		{"Empty", func(*testing.T) []timeline.Delta { return []timeline.Delta{{}} }},
		// A change of two things.
		{"RecordAndEnd", func(t *testing.T) []timeline.Delta {
			return []timeline.Delta{{Record: node(t), End: &timeline.Mark{Key: "n|a-8"}}}
		}},
	}, badRecords()...)
}

// badRecords are records that no store may take.
func badRecords() []badChange {
	node := func(t *testing.T) *timeline.Record { return vendors(t, "a-9")[0] }
	return []badChange{
		// Two records stand at one key of an index, one of them held.
		{"KeyOfAnother", func(t *testing.T) []timeline.Delta {
			return []timeline.Delta{{Record: Node{ID: "a-9", Kind: timeline.KindVendor, Places: []timeline.Place{
				{Index: timeline.IndexVendors, Key: "x|a-1"},
			}}.Record(t)}}
		}},
		// Two new records stand at one key of an index.
		{"KeyTwice", func(t *testing.T) []timeline.Delta {
			at := func(id timeline.ID) timeline.Delta {
				return timeline.Delta{Record: Node{ID: id, Kind: timeline.KindVendor, Places: []timeline.Place{{Index: timeline.IndexVendors, Key: "k"}}}.Record(t)}
			}
			return []timeline.Delta{at("a-8"), at("a-9")}
		}},
		// A record without a node.
		{"NoNode", func(*testing.T) []timeline.Delta {
			return []timeline.Delta{{Record: &timeline.Record{ID: "a-9", Kind: timeline.KindVendor}}}
		}},
		// A record whose node has another ID.
		{"OtherID", func(t *testing.T) []timeline.Delta {
			r := node(t)
			r.ID = "a-7"
			return []timeline.Delta{{Record: r}}
		}},
		// A record whose node is of another kind.
		{"OtherKind", func(t *testing.T) []timeline.Delta {
			r := node(t)
			r.Kind = timeline.KindPerson
			return []timeline.Delta{{Record: r}}
		}},
		// A record that stands twice in an index.
		{"TwoPlaces", func(t *testing.T) []timeline.Delta {
			return []timeline.Delta{{Record: Node{ID: "a-9", Kind: timeline.KindVendor, Places: []timeline.Place{
				{Index: timeline.IndexVendors, Key: "k1"}, {Index: timeline.IndexVendors, Key: "k2"},
			}}.Record(t)}}
		}},
	}
}

func contextRules() []rule {
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	calls := map[string]func(v timeline.View) error{
		"Records": func(v timeline.View) error { _, err := v.Records(gone, []timeline.ID{"a-1"}); return err },
		"Edges": func(v timeline.View) error {
			_, err := v.Edges(gone, []timeline.ID{"a-1"}, testRelations(), timeline.Outgoing)
			return err
		},
		"Expand": func(v timeline.View) error {
			_, _, err := v.Expand(gone, []timeline.ID{"a-1"}, testRelations(), timeline.Outgoing)
			return err
		},
		"Surroundings": func(v timeline.View) error {
			_, err := v.Surroundings(gone, []timeline.ID{"a-1"}, testRelations(), timeline.Outgoing)
			return err
		},
		"Subgraph": func(v timeline.View) error {
			_, err := v.Subgraph(gone, []timeline.ID{"a-1"}, testRelations(), timeline.Outgoing, 3, 9)
			return err
		},
		"Reach": func(v timeline.View) error {
			_, err := v.Reach(gone, []timeline.ID{"a-1"}, testRelations(), timeline.Outgoing, 3, 9)
			return err
		},
		"Page": func(v timeline.View) error {
			_, err := v.Page(gone, timeline.IndexVendors, nil, timeline.Window{First: 1})
			return err
		},
		"Count": func(v timeline.View) error {
			_, err := v.Count(gone, timeline.IndexVendors, nil, timeline.Range{})
			return err
		},
		"Claims":   func(v timeline.View) error { _, err := v.Claims(gone, []timeline.ID{"a-1"}); return err },
		"Manifest": func(v timeline.View) error { _, err := allMarks(v.Manifest(gone)); return err },
	}
	// A question whose context has ended is answered by the context's error.
	rules := []rule{
		{"Apply", func(t *testing.T, s timeline.Store) {
			c := pair(t, 1, "x")
			wantError(t, "Apply", s.Apply(gone, c.Release, deltas(nil, puts(c)...)), context.Canceled)
			_, err := s.Open(context.Background(), timeline.KnownAt{})
			wantError(t, "Open", err, timeline.ErrNoRelease)
		}},
		{"Open", func(t *testing.T, s timeline.Store) {
			Apply(t, s, pair(t, 1, "x"))
			_, err := s.Open(gone, timeline.KnownAt{})
			wantError(t, "Open", err, context.Canceled)
		}},
		// A manifest ends with the context's error when the context ends while it is read.
		{"ManifestInTheMiddle", manifestCancelled},
	}
	for name, call := range calls {
		rules = append(rules, rule{name, func(t *testing.T, s timeline.Store) {
			Apply(t, s, pair(t, 1, "x"))
			wantError(t, name, call(view(t, s, 0)), context.Canceled)
		}})
	}
	return rules
}

func manifestCancelled(t *testing.T, s timeline.Store) {
	Apply(t, s, pair(t, 1, "x"))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	next, stop := iter.Pull2(view(t, s, 0).Manifest(ctx))
	defer stop()
	if _, err, ok := next(); err != nil || !ok {
		t.Fatalf("first mark: %v, %v", err, ok)
	}
	cancel()
	var err error
	for ok := true; ok && err == nil; {
		_, err, ok = next()
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the error of the context", err)
	}
}
