package neo4j

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"weak"

	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

// Apply reads at most two batches ahead of what the database has, and keeps nothing of what it has read: neither on a
// first load nor on a later one.
func TestApplyIsBounded(t *testing.T) {
	s := empty(t)
	s.rowsAtOnce = 300
	const n, every = 6000, 500
	// An act has three rows or four: version, place in the index, place under a facet, and identity on a first load.
	ahead := 2*s.rowsAtOnce/3 + 1
	for number := 1; number <= 2; number++ {
		var alive []weak.Pointer[timeline.Action]
		changes := func(yield func(timeline.Delta, error) bool) {
			for i := range n {
				r := boundedAct(t, number, i)
				alive = append(alive, weak.Make(r.Node.(*timeline.Action)))
				if !yield(timeline.Delta{Record: r}, nil) {
					return
				}
				if i%every != every-1 {
					continue
				}
				r = nil
				written := int(ask(t, s, "MATCH (v:Version {since: $next}) RETURN count(v)", map[string]any{"next": number})[0][0].(int64))
				if i-written > ahead {
					t.Errorf("release %d: %d records are read, %d written: more than %d between", number, i, written, ahead)
				}
				runtime.GC()
				held := 0
				for _, p := range alive {
					if p.Value() != nil {
						held++
					}
				}
				if held > ahead {
					t.Errorf("release %d: after %d records %d are in memory, more than %d", number, i, held, ahead)
				}
			}
		}
		if err := s.Apply(context.Background(), timeline.Release{Number: number, Digest: fmt.Sprint(number)}, changes); err != nil {
			t.Fatal(err)
		}
		if len(alive) != n {
			t.Fatalf("%d records were read", len(alive))
		}
	}
}

func boundedAct(t *testing.T, number, i int) *timeline.Record {
	return storetest.Node{
		ID: timeline.ID(fmt.Sprintf("act-%05d", i)), Kind: timeline.KindAction, Label: fmt.Sprint(number),
		Places: []timeline.Place{{Index: timeline.IndexActions, Key: fmt.Sprintf("%05d", i)}},
		Facets: []timeline.Facet{{Name: timeline.FacetKind, Value: fmt.Sprint(number)}},
	}.Record(t)
}

// An error names the faults of all batches, up to a bound, and no batch behind the first fault is written.
func TestFaultsAreNamedTogether(t *testing.T) {
	s := empty(t)
	s.rowsAtOnce = 3
	storetest.Apply(t, s, acts(t, 1, 2, "one"))
	var ds []timeline.Delta
	for i := range 2 * maxFaults {
		ds = append(ds, timeline.Delta{End: &timeline.Mark{Key: fmt.Sprintf("n|no-%03d", i)}})
		if i == 3 {
			ds = append(ds, timeline.Delta{Record: storetest.Node{ID: "no-003x", Kind: timeline.KindVendor}.Record(t)})
		}
	}
	apply := func(ds []timeline.Delta) string {
		err := s.Apply(context.Background(), timeline.Release{Number: 2, Digest: "d"}, func(yield func(timeline.Delta, error) bool) {
			for _, d := range ds {
				if !yield(d, nil) {
					return
				}
			}
		})
		if !errors.Is(err, timeline.ErrBadDelta) {
			t.Fatalf("error %v, want ErrBadDelta", err)
		}
		return err.Error()
	}
	if text := apply(ds[:6]); strings.Count(text, "not held") != 5 {
		t.Errorf("five faults are told as: %s", text)
	}
	if text := apply(ds); strings.Count(text, "not held") != maxFaults {
		t.Errorf("%d of many faults are told, want %d", strings.Count(text, "not held"), maxFaults)
	}
	if n := ask(t, s, "MATCH (v:Version) WHERE v.since > 1 RETURN count(v)", nil)[0][0]; n != int64(0) {
		t.Errorf("%v records behind a fault were written", n)
	}
}
