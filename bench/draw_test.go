package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

// TestSketch: what is drawn depends on the seed and not on the order, and every item has about the same chance.
func TestSketch(t *testing.T) {
	draw := func(seed uint64, names []string) []string {
		s := sketch[string]{k: 10, seed: seed}
		for _, n := range names {
			s.add(n, n)
		}
		return s.drawn()
	}
	names := make([]string, 1000)
	for i := range names {
		names[i] = fmt.Sprintf("act-%04d", i)
	}
	want := draw(1, names)
	if len(want) != 10 {
		t.Fatalf("%d were drawn", len(want))
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		if d := cmp.Diff(want, draw(1, names)); d != "" {
			t.Fatalf("another order drew others:\n%s", d)
		}
	}
	if slices.Equal(want, draw(2, names)) {
		t.Error("another seed drew the same")
	}
	first := 0
	for seed := range uint64(400) {
		for _, n := range draw(seed, names) {
			if n < "act-0500" {
				first++
			}
		}
	}
	if first < 1800 || first > 2200 { // 2000 expected, the standard deviation is 32
		t.Errorf("of 4000 drawn %d are of the first half", first)
	}
}

func TestDrawerAsksOnlyWhatCanBeAnswered(t *testing.T) {
	d := newDrawer(1)
	facet := func(name, value string) timeline.Facet { return timeline.Facet{Name: name, Value: value} }
	for i := range 100 {
		id := fmt.Sprintf("act-%02d", i)
		day := fmt.Sprintf("20%02d-12-31", i)
		d.take(record{id, timeline.KindAction, []timeline.Place{{Index: timeline.IndexActions, Key: day + "|" + id}}, []timeline.Facet{facet("term", "order"), facet("term", id), facet("term", "on")}})
		d.take(record{id + "#issued", timeline.KindMilestone, []timeline.Place{{Index: timeline.IndexTimeline, Key: day + "|x"}}, []timeline.Facet{facet("precision", "DAY")}})
		d.take(record{id + "#effective", timeline.KindMilestone, []timeline.Place{{Index: timeline.IndexTimeline, Key: day + "|y"}}, []timeline.Facet{facet("precision", "MONTH")}})
		bar := []timeline.Facet{facet("audience", "persons"), facet("audience", "somebody"), facet("target", "vendor")}
		d.take(record{id + "#restriction/x", timeline.KindRestriction, []timeline.Place{{Index: timeline.IndexRestrictions, Key: day + "|z"}}, bar})
	}
	d.take(record{id: "persons", kind: timeline.KindAudience})
	got, err := d.drawn()
	if err != nil {
		t.Fatal(err)
	}
	if got.count != 100 || len(got.actions) != 100 || len(got.ranges) != 100 || len(got.forces) != 100 {
		t.Errorf("of 100 acts were drawn %d, %d ranges, %d questions", len(got.actions), len(got.ranges), len(got.forces))
	}
	for _, r := range got.ranges {
		if r.To <= r.From {
			t.Errorf("the range %v ends before it begins", r)
		}
	}
	for _, w := range got.words {
		if w[0] == w[1] || len(w[0]) < 4 || len(w[1]) < 4 {
			t.Errorf("the words are %q", w)
		}
	}
	for _, f := range got.forces {
		if f.Audience != "persons" {
			t.Errorf("%s is asked for, which is no audience", f.Audience)
		}
	}
}

func TestBehindDay(t *testing.T) {
	end := behindDay("2020-02-28")
	for key, inside := range map[string]bool{"2020-02-28|04-issued|a#issued": true, "2020-02-28": true, "2020-02-29|04-issued|a#issued": false, "2020-02-27|99": true} {
		if (key < end) != inside {
			t.Errorf("%q < %q is %t", key, end, !inside)
		}
	}
}
