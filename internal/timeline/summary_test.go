package timeline_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/timeline"
)

// secondRelease is release 2, with the facts of a world.
func secondRelease(t testing.TB, w *world) *timeline.Content {
	t.Helper()
	content, problems := compile.Compile(w.Input, 2, false, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return content
}

// readAll gives the keys of changes, with "-" before that of what is ended.
func readAll(t testing.TB, changes iter.Seq2[timeline.Delta, error]) []string {
	t.Helper()
	var out []string
	for d, err := range changes {
		if err != nil {
			t.Fatal(err)
		}
		if d.End != nil {
			out = append(out, "-"+d.Key())
		} else {
			out = append(out, d.Key())
		}
	}
	return out
}

// TestSummaryAccounts takes one random world for another and compares the summary with one that looks at both whole: the
// tallies, every node that is new or removed, and something for every node that is changed. The changes pass unchanged.
func TestSummaryAccounts(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		former, next := drawWorld(rt), drawWorld(rt)
		if rapid.IntRange(0, 3).Draw(rt, "few changes") > 0 {
			next = &world{former.Input}
			next.Assertions = slices.Clone(former.Assertions)
			i := rapid.IntRange(0, len(next.Assertions)-1).Draw(rt, "labelled")
			next.say(next.Assertions[i].Claim.Subject, timeline.Label, "Another", english)
		}
		view, content := former.view(t), secondRelease(t, next)
		s := timeline.NewSummariser(view, content.Release)
		got := readAll(t, s.Changes(ctx, content.Stream().Deltas))
		if diff := cmp.Diff(readAll(t, timeline.Changes(view.Manifest(ctx), content.Stream().Deltas)), got); diff != "" {
			rt.Fatal(diff)
		}
		if diff := cmp.Diff(lookAtBoth(t, view, content), account(s.Summary())); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// accounts is what can be told of a summary without knowing how it words things.
type accounts struct {
	Records, Edges timeline.Tally
	New, Removed   map[timeline.Kind]int
	// Silent is true where something changed and nothing is said of it, or the other way round.
	Silent bool
}

func account(s *timeline.Summary) accounts {
	a := accounts{Records: s.Records, Edges: s.Edges, New: make(map[timeline.Kind]int), Removed: make(map[timeline.Kind]int)}
	told := 0
	for _, x := range s.Alterations {
		switch x.Sort {
		case timeline.AlteredNew:
			a.New[x.Kind] += x.Count
		case timeline.AlteredRemoved:
			a.Removed[x.Kind] += x.Count
		default:
			told += x.Count
		}
	}
	a.Silent = told < s.Records.Changed || (told == 0) != (s.Records.Changed == 0)
	return a
}

func lookAtBoth(t testing.TB, former timeline.View, next *timeline.Content) accounts {
	t.Helper()
	a := accounts{New: make(map[timeline.Kind]int), Removed: make(map[timeline.Kind]int)}
	before := make(map[string]string)
	for m, err := range former.Manifest(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		before[m.Key] = m.Digest
	}
	held := maps.Clone(before)
	after := make(map[id]bool)
	for _, r := range next.Records {
		after[r.ID] = true
	}
	count := func(tally *timeline.Tally, m timeline.Mark) (isNew bool) {
		was, found := before[m.Key]
		delete(before, m.Key)
		switch {
		case !found:
			tally.New++
		case was != m.Digest:
			tally.Changed++
		default:
			tally.Unchanged++
		}
		return !found
	}
	for _, r := range next.Records {
		_, ownerHeld := held["n|"+string(r.ID.Owner())]
		if isNew := count(&a.Records, r.Mark()); isNew && (r.ID.Part() == "" || ownerHeld) {
			a.New[r.Kind]++
		}
	}
	for _, e := range next.Edges {
		count(&a.Edges, e.Mark())
	}
	for key := range before {
		name, isRecord := cutRecord(key)
		if !isRecord {
			a.Edges.Ended++
			continue
		}
		a.Records.Ended++
		records, err := former.Records(context.Background(), []id{name})
		if err != nil {
			t.Fatal(err)
		}
		if name.Part() == "" || after[name.Owner()] {
			a.Removed[records[0].Kind]++
		}
	}
	return a
}

func cutRecord(key string) (id, bool) {
	if len(key) > 2 && key[:2] == "n|" {
		return id(key[2:]), true
	}
	return "", false
}

// TestSummaryIsBounded removes, changes and adds many acts: few are named, all are counted, and the former state is read
// in batches.
func TestSummaryIsBounded(t *testing.T) {
	former, next := &world{}, &world{}
	const acts = 1200
	for i := range acts {
		former.act(id(fmt.Sprintf("gone-%04d", i)), "NOTICE", "issued 2020-01-01")
		former.act(id(fmt.Sprintf("kept-%04d", i)), "NOTICE", "issued 2020-01-01")
		next.act(id(fmt.Sprintf("kept-%04d", i)), "NOTICE", "issued 2021-01-01")
		next.act(id(fmt.Sprintf("new-%04d", i)), "NOTICE", "issued 2020-01-01")
	}
	view := newCounting(former.view(t))
	content := secondRelease(t, next)
	s := timeline.NewSummariser(view, content.Release)
	readAll(t, s.Changes(context.Background(), content.Stream().Deltas))
	for _, a := range s.Summary().Alterations {
		if len(a.First) > timeline.MaxAltered {
			t.Errorf("%s %s names %d", a.Sort, a.Kind, len(a.First))
		}
		if a.Kind == timeline.KindAction && a.Count != acts {
			t.Errorf("%s %s counts %d, want %d", a.Sort, a.Kind, a.Count, acts)
		}
		if a.Sort == timeline.AlteredDate && (a.Shift == nil || inShort(*a.Shift) != "AFTER, least 1 YEAR, most 1 YEAR") {
			t.Errorf("the shift of all: %+v", a.Shift)
		}
	}
	// Acts gone, acts and milestones changed, and claims gone, of which the first batch is enough.
	if calls := view.calls["records"]; calls < 6 || calls > 9 {
		t.Errorf("%d calls of the store", calls)
	}
}

// An error of either stream ends the changes, and so does one of the view that is asked for the former state.
func TestSummaryFaults(t *testing.T) {
	former, next := &world{}, &world{}
	former.act("a", "NOTICE", "issued 2020-01-01")
	next.act("a", "NOTICE", "issued 2021-01-01")
	view, content := former.view(t), secondRelease(t, next)
	broken := errors.New("broken")
	s := timeline.NewSummariser(failing{view, broken}, content.Release)
	var last error
	for _, err := range s.Changes(context.Background(), content.Stream().Deltas) {
		if last != nil {
			t.Error("something follows an error")
		}
		last = err
	}
	if !errors.Is(last, broken) {
		t.Errorf("error %v, want %v", last, broken)
	}
	s = timeline.NewSummariser(view, content.Release)
	last = nil
	for _, err := range s.Changes(context.Background(), func(yield func(timeline.Delta, error) bool) { yield(timeline.Delta{}, broken) }) {
		last = err
	}
	if !errors.Is(last, broken) {
		t.Errorf("error %v, want %v", last, broken)
	}
	for range timeline.NewSummariser(view, content.Release).Changes(context.Background(), content.Stream().Deltas) {
		break // and nothing panics
	}
}

// failing gives no records.
type failing struct {
	timeline.View
	err error
}

func (f failing) Records(context.Context, []id) ([]*timeline.Record, error) { return nil, f.err }
