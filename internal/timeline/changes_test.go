package timeline_test

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/regline/regline/internal/timeline"
)

// thing is a record or an edge that a test names in short: an ID, or FROM>TO; behind "=" its digest.
func thing(text string) timeline.Delta {
	name, digest, _ := strings.Cut(text, "=")
	if from, to, edge := strings.Cut(name, ">"); edge {
		return timeline.Delta{Edge: &timeline.Edge{From: timeline.ID(from), Rel: timeline.PartOf, To: timeline.ID(to), Digest: digest}}
	}
	return timeline.Delta{Record: &timeline.Record{ID: timeline.ID(name), Digest: digest}}
}

func markOf(d timeline.Delta) timeline.Mark {
	if d.Record != nil {
		return d.Record.Mark()
	}
	return d.Edge.Mark()
}

// seq gives values one by one, then the error if there is one.
func seq[V any](err error, values ...V) iter.Seq2[V, error] {
	return func(yield func(V, error) bool) {
		for _, v := range values {
			if !yield(v, nil) {
				return
			}
		}
		if err != nil {
			var none V
			yield(none, err)
		}
	}
}

func things(texts ...string) []timeline.Delta {
	out := make([]timeline.Delta, len(texts))
	for i, text := range texts {
		out[i] = thing(text)
	}
	return out
}

func markList(ds []timeline.Delta) []timeline.Mark {
	out := make([]timeline.Mark, len(ds))
	for i, d := range ds {
		out[i] = markOf(d)
	}
	return out
}

// Whatever two releases hold, the changes lead from the one to the other, in the order of keys, and touch nothing that
// both hold.
func TestChanges(t *testing.T) {
	names := []string{"a", "a#x", "a-b", "a1", "b", "a>a", "a>b", "a#x>a", "a-b>b", "b>a"}
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) map[string]timeline.Delta {
			held := make(map[string]timeline.Delta)
			for _, n := range names {
				if digest := rapid.SampledFrom([]string{"", "1", "2"}).Draw(t, label+" "+n); digest != "" {
					d := thing(n + "=" + digest)
					held[d.Key()] = d
				}
			}
			return held
		}
		ordered := func(held map[string]timeline.Delta) []timeline.Delta {
			var out []timeline.Delta
			for _, d := range held {
				out = append(out, d)
			}
			slices.SortFunc(out, func(a, b timeline.Delta) int { return strings.Compare(a.Key(), b.Key()) })
			return out
		}
		before, next := draw("before"), draw("next")
		last := ""
		for d, err := range timeline.Changes(seq(nil, markList(ordered(before))...), seq(nil, ordered(next)...)) {
			if err != nil {
				t.Fatal(err)
			}
			key := d.Key()
			if key <= last {
				t.Fatalf("%s after %s", key, last)
			}
			last = key
			was, held := before[key]
			switch {
			case d.End != nil && (!held || *d.End != markOf(was)):
				t.Fatalf("ends %v, held is %v", *d.End, was)
			case d.End == nil && held && markOf(was) == markOf(d):
				t.Fatalf("%s is written and did not change", key)
			case d.End != nil:
				delete(before, key)
			default:
				before[key] = d
			}
		}
		if diff := cmp.Diff(markList(ordered(next)), markList(ordered(before))); diff != "" {
			t.Fatalf("after the changes:\n%s", diff)
		}
	})
}

// An error of either stream, and an order that cannot be merged, end the changes.
func TestChangesEnd(t *testing.T) {
	broken := errors.New("broken")
	mark := func(text string) timeline.Mark { return markOf(thing(text)) }
	for _, c := range []struct {
		name   string
		before iter.Seq2[timeline.Mark, error]
		next   iter.Seq2[timeline.Delta, error]
		n      int // changes ahead of the error
		want   error
	}{
		{"broken before", seq(broken, mark("a")), seq(nil, things("b")...), 1, broken},
		{"broken next", nil, seq(broken, things("a", "b")...), 2, broken},
		{"before out of order", seq(nil, mark("b"), mark("a")), seq[timeline.Delta](nil), 1, timeline.ErrBadDelta},
		{"edge before record", seq(nil, mark("a>b"), mark("a")), seq[timeline.Delta](nil), 1, timeline.ErrBadDelta},
		{"next out of order", nil, seq(nil, things("b", "a")...), 1, timeline.ErrBadDelta},
		{"next twice", nil, seq(nil, things("a", "a")...), 1, timeline.ErrBadDelta},
		{"next ends", nil, seq(nil, timeline.Delta{End: &timeline.Mark{Key: "n|a"}}), 0, timeline.ErrBadDelta},
		{"next empty", nil, seq(nil, timeline.Delta{}), 0, timeline.ErrBadDelta},
	} {
		t.Run(c.name, func(t *testing.T) {
			n, ended := 0, false
			for _, err := range timeline.Changes(c.before, c.next) {
				switch {
				case ended:
					t.Error("something follows the error")
				case err == nil:
					n++
				case !errors.Is(err, c.want):
					t.Errorf("error %v, want %v", err, c.want)
				}
				ended = err != nil
			}
			if !ended || n != c.n {
				t.Errorf("%d changes, error %t; want %d and an error", n, ended, c.n)
			}
		})
	}
}

// A reader may leave the changes at any point, and neither stream is read further than one item ahead of it.
func TestChangesAreRead(t *testing.T) {
	const n = 50
	for stop := 1; stop <= n; stop++ {
		read := 0
		next := func(yield func(timeline.Delta, error) bool) {
			for i := range n {
				read++
				if !yield(thing(fmt.Sprintf("a-%02d=new", i)), nil) {
					return
				}
			}
		}
		var before []timeline.Mark
		for i := range n {
			before = append(before, markOf(thing(fmt.Sprintf("a-%02d=old", i))))
		}
		got := 0
		for range timeline.Changes(seq(nil, before...), next) {
			if got++; got == stop {
				break
			}
		}
		if got != stop || read != stop {
			t.Errorf("left after %d changes: %d were given and %d read", stop, got, read)
		}
	}
}
