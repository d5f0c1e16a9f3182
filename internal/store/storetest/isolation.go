package storetest

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/regline/regline/internal/timeline"
)

func isolationRules() []rule {
	ctx := context.Background()
	return []rule{
		// A view answers after a later Apply as it did before it.
		{"ViewKeepsItsAnswers", func(t *testing.T, s timeline.Store) {
			Apply(t, s, pair(t, 1, "x"))
			v := view(t, s, 0)
			was := everything(t, v)
			Apply(t, s, pair(t, 2, "y"))
			Apply(t, s, Content(3, nil, nil))
			sameAnswer(t, "the old view", everything(t, v), was)
		}},
		// While changes are read, views of before and views opened now see the former release whole.
		{"FormerWhileApplied", func(t *testing.T, s timeline.Store) {
			Apply(t, s, pair(t, 1, "x"))
			v := view(t, s, 0)
			was := everything(t, v)
			next := pair(t, 2, "y")
			err := s.Apply(ctx, next.Release, func(yield func(timeline.Delta, error) bool) {
				for i, d := range puts(next) {
					sameAnswer(t, fmt.Sprintf("view of before, change %d", i), everything(t, v), was)
					sameAnswer(t, fmt.Sprintf("view opened at change %d", i), everything(t, view(t, s, 0)), was)
					if !yield(d, nil) {
						return
					}
				}
			})
			wantNil(t, "Apply", err)
			sameAnswer(t, "digests", marksText(t, s), marksOf(t, next))
		}},
		// Several callers that apply the same release at once all succeed and leave it once.
		{"AppliedAtOnce", func(t *testing.T, s timeline.Store) {
			Apply(t, s, pair(t, 1, "x"))
			next := pair(t, 2, "y")
			errs := make([]error, 4)
			var wg sync.WaitGroup
			for i := range errs {
				wg.Go(func() { errs[i] = s.Apply(ctx, next.Release, deltas(nil, puts(next)...)) })
			}
			wg.Wait()
			for _, err := range errs {
				wantNil(t, "Apply", err)
			}
			sameAnswer(t, "digests", marksText(t, s), marksOf(t, next))
		}},
		// Of several releases applied at once none is lost: what Apply took stays, the others are stale.
		{"NoneIsLost", noneIsLost},
		// Readers at work while one release follows the other see in each view one release and never parts of two.
		{"NeverTorn", neverTorn},
	}
}

func noneIsLost(t *testing.T, s timeline.Store) {
	ctx := context.Background()
	const callers, rounds = 6, 5
	taken := make(map[timeline.ID]bool)
	for round := range rounds {
		errs := make([]error, callers)
		var wg sync.WaitGroup
		for i := range errs {
			number := round*callers + i + 1
			r := vendors(t, timeline.ID(fmt.Sprintf("a-%d", number)))[0]
			wg.Go(func() {
				errs[i] = s.Apply(ctx, timeline.Release{Number: number, Digest: fmt.Sprint(number)}, func(yield func(timeline.Delta, error) bool) {
					runtime.Gosched()
					yield(timeline.Delta{Record: r}, nil)
				})
			})
		}
		wg.Wait()
		for i, err := range errs {
			if err != nil {
				wantError(t, "Apply", err, timeline.ErrStaleRelease)
				continue
			}
			number := round*callers + i + 1
			taken[timeline.ID(fmt.Sprintf("a-%d", number))] = true
			view(t, s, number)
		}
	}
	marks, err := allMarks(view(t, s, 0).Manifest(ctx))
	if err != nil || len(marks) != len(taken) || len(taken) < rounds {
		t.Errorf("%d records are held (%v) of %d that were taken", len(marks), err, len(taken))
	}
}

// neverTorn applies releases, each of which writes its number into every part of it, until every reader has looked
// often enough.
func neverTorn(t *testing.T, s timeline.Store) {
	const readers, looks, least = 4, 60, 20
	Apply(t, s, pair(t, 1, mark(1)))
	var busy atomic.Int32
	var wg sync.WaitGroup
	busy.Store(readers)
	for range readers {
		wg.Go(func() {
			defer busy.Add(-1)
			for range looks {
				if err := lookForTear(s); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for number := 2; number <= least || busy.Load() > 0; number++ {
		c := pair(t, number, mark(number))
		if err := s.Apply(context.Background(), c.Release, deltas(nil, puts(c)...)); err != nil {
			t.Errorf("release %d: %v", number, err)
			break
		}
	}
	wg.Wait()
}

func mark(number int) string { return fmt.Sprintf("m%06d", number) }

// lookForTear asks one view by every method and compares what each saw of the release's number.
func lookForTear(s timeline.Store) error {
	ctx := context.Background()
	v, err := s.Open(ctx, timeline.KnownAt{})
	if err != nil {
		return err
	}
	want := mark(v.Release().Number)
	saw := func(what, got string, err error) error {
		if err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		if got != want {
			return fmt.Errorf("torn: release %s, but %s of %s", want, what, got)
		}
		return nil
	}
	for _, look := range []func() error{
		func() error {
			records, err := v.Records(ctx, []timeline.ID{"a-1", "a-2"})
			if err != nil || records[0].Node.Base().Labels["en"] != records[1].Node.Base().Labels["en"] {
				return fmt.Errorf("two records of one view differ (%v)", err)
			}
			return saw("records", records[0].Node.Base().Labels["en"], nil)
		},
		func() error {
			edges, err := v.Edges(ctx, []timeline.ID{"a-1"}, testRelations(), timeline.Outgoing)
			if len(edges) != 1 {
				return fmt.Errorf("%d edges (%v), want one", len(edges), err)
			}
			return saw("edge", edges[0].Reason, err)
		},
		func() error {
			page, err := v.Page(ctx, timeline.IndexVendors, nil, timeline.Window{First: 9})
			if len(page.Keys) != 2 {
				return fmt.Errorf("%d records in the index (%v), want two", len(page.Keys), err)
			}
			return saw("page", page.Records[1].Node.Base().Labels["en"], err)
		},
		func() error {
			n, err := v.Count(ctx, timeline.IndexVendors, []timeline.Facet{{Name: "kind", Value: want}}, timeline.Range{})
			if n != 2 {
				return fmt.Errorf("%d records with the mark of the release (%v), want two", n, err)
			}
			return nil
		},
		func() error {
			claims, err := v.Claims(ctx, []timeline.ID{"a-1"})
			if len(claims) != 1 {
				return fmt.Errorf("%d claims (%v), want one", len(claims), err)
			}
			return saw("claim", claims[0].Value, err)
		},
	} {
		if err := look(); err != nil {
			return err
		}
	}
	return nil
}
