package memory_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

func open(t *testing.T) timeline.Store {
	s := memory.New()
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// The memory store keeps every rule of the contract.
func TestStore(t *testing.T) { storetest.Run(t, open) }

// The oracle keeps them too: what the random comparison measures by is itself right.
func TestOracle(t *testing.T) {
	storetest.Run(t, func(*testing.T) timeline.Store { return new(oracle) })
}

// Random releases and questions have the same answers from the store and from the oracle.
func TestAgainstOracle(t *testing.T) { storetest.Compare(t, open(t), new(oracle)) }

// Changes without end are given up once the context ends.
func TestEndlessChanges(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s := open(t)
	err := s.Apply(ctx, timeline.Release{Number: 1, Digest: "d"}, func(yield func(timeline.Delta, error) bool) {
		for i := 0; ; i++ {
			if i == 10 {
				cancel()
			}
			r := storetest.Node{ID: timeline.ID(fmt.Sprintf("a-%d", i)), Kind: timeline.KindVendor}.Record(t)
			if !yield(timeline.Delta{Record: r}, nil) {
				return
			}
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the error of the context", err)
	}
}

// Two records at one key are refused: a page could not name the second of them. So is a claim that is none.
func TestUnsoundRecords(t *testing.T) {
	at := func(id timeline.ID, key string) timeline.Delta {
		return timeline.Delta{Record: storetest.Node{
			ID: id, Kind: timeline.KindVendor, Places: []timeline.Place{{Index: timeline.IndexVendors, Key: key}},
		}.Record(t)}
	}
	noClaim := at("a-3", "k3")
	noClaim.Record.Kind = timeline.KindClaim
	noClaim.Record.Node.Base().Kind = timeline.KindClaim
	for _, test := range []struct {
		name, text string
		deltas     []timeline.Delta
	}{
		{"same key as a record held", "same key", []timeline.Delta{at("a-2", "k1")}},
		{"same key within the changes", "same key", []timeline.Delta{at("a-2", "k2"), at("a-3", "k2")}},
		{"a vendor as claim", "holds a *timeline.Vendor", []timeline.Delta{noClaim}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := open(t)
			if err := apply(s, 1, at("a-1", "k1")); err != nil {
				t.Fatal(err)
			}
			err := apply(s, 2, test.deltas...)
			if !errors.Is(err, timeline.ErrBadDelta) || !strings.Contains(err.Error(), test.text) {
				t.Errorf("got %v, want a bad change with %q", err, test.text)
			}
		})
	}
}

// An error names all faults of the changes, up to a bound, and how many more there are.
func TestFaultsAreListed(t *testing.T) {
	var ds []timeline.Delta
	for i := range 25 {
		ds = append(ds, timeline.Delta{End: &timeline.Mark{Key: fmt.Sprintf("x|%02d", i)}})
	}
	err := apply(open(t), 1, ds...)
	if !errors.Is(err, timeline.ErrBadDelta) {
		t.Fatalf("got %v, want a bad change", err)
	}
	for _, part := range []string{"release 1", `"x|00"`, `"x|19"`, "and 5 more"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q does not name %s", err, part)
		}
	}
}

// A release shares with the one before it the records that did not change.
func TestRecordsAreShared(t *testing.T) {
	ctx := context.Background()
	s := open(t)
	a1 := storetest.Node{ID: "a-1", Kind: timeline.KindVendor}.Record(t)
	a2 := storetest.Node{ID: "a-2", Kind: timeline.KindVendor}.Record(t)
	for number, r := range []*timeline.Record{a1, a2} {
		if err := apply(s, number+1, timeline.Delta{Record: r}); err != nil {
			t.Fatal(err)
		}
	}
	v, err := s.Open(ctx, timeline.KnownAt{})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := v.Records(ctx, []timeline.ID{"a-1"}); err != nil || got[0] != a1 {
		t.Errorf("record %p (%v), want the one applied, %p", got[0], err, a1)
	}
}

func apply(s timeline.Store, number int, ds ...timeline.Delta) error {
	return s.Apply(context.Background(), timeline.Release{Number: number, Digest: fmt.Sprint(number)}, func(yield func(timeline.Delta, error) bool) {
		for _, d := range ds {
			if !yield(d, nil) {
				return
			}
		}
	})
}

func BenchmarkStore(b *testing.B) {
	storetest.Bench(b, func(*testing.B) timeline.Store { return memory.New() })
}
