package generate_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/timeline"
)

// answers asks every question of a store that holds the release: all have answers, and no small part of them.
func (s *shape) answers(t *testing.T) {
	store := memory.New()
	if err := store.Apply(t.Context(), s.Release, timeline.Changes(nil, s.Stream().Deltas)); err != nil {
		t.Fatal(err)
	}
	view, err := store.Open(t.Context(), timeline.KnownAt{})
	if err != nil {
		t.Fatal(err)
	}
	r := timeline.NewReaderOf(store, view)
	t.Run("in force", func(t *testing.T) { s.askForce(t, r) })
	t.Run("walks", func(t *testing.T) { s.askWalks(t, r) })
	t.Run("vendors", func(t *testing.T) { s.askVendors(t, r) })
	t.Run("lists", func(t *testing.T) { askLists(t, r) })
}

// askForce asks for every vendor what is in force on a few days: all verdicts come up, and what effects do.
func (s *shape) askForce(t *testing.T, r *timeline.Reader) {
	verdicts, states := make(map[timeline.Verdict]int), make(map[timeline.SegmentState]int)
	for _, vendor := range s.of(timeline.KindVendor, "") {
		for _, year := range []int{1995, 2010, 2025} {
			on, _ := edtf.DayOf(year, 6, 1)
			f, err := r.InForce(t.Context(), timeline.ForceQuestion{On: on, Vendor: &vendor, Capacities: []timeline.ID{"public-agencies-xa", "resellers-xa", "users-xb", timeline.PublicBodies}})
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range f.Rows {
				verdicts[row.Verdict]++
				for _, seg := range row.Restriction.Segments {
					states[seg.State]++
				}
			}
		}
	}
	for _, v := range []timeline.Verdict{timeline.VerdictInForce, timeline.VerdictNotInForce, timeline.VerdictPartly, timeline.VerdictUnknown} {
		if verdicts[v] == 0 {
			t.Errorf("verdicts: %v", verdicts)
		}
	}
	for _, v := range []timeline.SegmentState{timeline.StateInForce, timeline.StateStayed} {
		if states[v] == 0 {
			t.Errorf("states: %v", states)
		}
	}
	t.Logf("verdicts %v, states %v", verdicts, states)
}

func (s *shape) askWalks(t *testing.T, r *timeline.Reader) {
	ctx := t.Context()
	const act, former = "act-0001020", "act-0001001" // the last and the first of a course
	up, err := r.Lineage(ctx, []timeline.ID{act}, timeline.Outgoing, nil, nil)
	if err != nil || len(up.Steps) < 5 {
		t.Errorf("what led to %s: %v", act, err)
	}
	down, err := r.Lineage(ctx, []timeline.ID{former}, timeline.Incoming, nil, nil)
	if err != nil || len(down.Steps) < 5 {
		t.Errorf("what rests on %s: %v", former, err)
	}
	depth := timeline.MaxDepth
	if p, err := r.Path(ctx, act, former, nil, &depth); err != nil || p == nil {
		t.Errorf("the path: %v", err)
	}
	if _, err := r.ImpactOf(ctx, []timeline.ID{former}, nil); err != nil {
		t.Errorf("the impact: %v", err)
	}
	if _, err := r.Lineage(ctx, []timeline.ID{"power-act-xa"}, timeline.Incoming, nil, nil); err != nil && !errors.Is(err, timeline.ErrTooLarge) {
		t.Errorf("what rests on an authority: %v", err)
	}
	steps := append(s.of(timeline.KindMilestone, former+"#"), s.of(timeline.KindMilestone, act+"#")...)
	if b, err := r.Between(ctx, steps[0], steps[len(steps)-1]); err != nil || b == nil {
		t.Errorf("between %v: %v", steps, err)
	}
}

func (s *shape) askVendors(t *testing.T, r *timeline.Reader) {
	ctx := t.Context()
	sentences, stages := 0, make(map[timeline.Stage]int)
	for _, vendor := range s.of(timeline.KindVendor, "") {
		story, err := r.StoryOf(ctx, vendor, timeline.English, nil)
		if err != nil {
			t.Fatal(err)
		}
		sentences += len(story.Sentences)
		c, err := r.Compare(ctx, []timeline.ID{vendor}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, reached := range c.Columns[0].Stages {
			if reached.Action != nil {
				stages[reached.Stage]++
			}
		}
		if _, err := r.Jurisdictions(ctx, vendor); err != nil {
			t.Fatal(err)
		}
	}
	if sentences < 2000 {
		t.Errorf("the stories have %d sentences", sentences)
	}
	for _, def := range timeline.Stages {
		if stages[def.Name] == 0 {
			t.Errorf("no vendor reaches the stage %s: %v", def.Name, stages)
		}
	}
}

func askLists(t *testing.T, r *timeline.Reader) {
	ctx := context.WithoutCancel(t.Context())
	first := timeline.MaxPage
	all := timeline.Paging{First: &first}
	from, _ := edtf.DayOf(2010, 1, 1)
	to, _ := edtf.DayOf(2012, 12, 31)
	list := timeline.ID("list-xa")
	for what, ask := range map[string]func() (int, error){
		"a range of the timeline": func() (int, error) {
			c, err := r.Timeline(ctx, timeline.TimelineFilter{From: &from, To: &to}, all)
			return edges(c, err), err
		},
		"a frequent word": func() (int, error) {
			c, err := r.Search(ctx, "network", nil, all)
			return edges(c, err), err
		},
		"two words": func() (int, error) {
			c, err := r.Search(ctx, "ruling software", nil, all)
			return edges(c, err), err
		},
		"an act by its number": func() (int, error) {
			c, err := r.Search(ctx, "0001234", nil, all)
			return edges(c, err), err
		},
		"the rows of a list": func() (int, error) {
			c, err := r.ListEntries(ctx, &list, nil, all)
			return edges(c, err), err
		},
		"the discrepancies": func() (int, error) {
			c, err := r.DiscrepanciesOf(ctx, nil, nil, nil, all)
			return edges(c, err), err
		},
		"the statements": func() (int, error) {
			c, err := r.StatementsOf(ctx, nil, nil, nil, all)
			return edges(c, err), err
		},
	} {
		if n, err := ask(); err != nil || n == 0 {
			t.Errorf("%s: %d, %v", what, n, err)
		}
	}
	deadlines, err := r.Deadlines(ctx, timeline.DeadlineQuestion{After: from, Capacities: []timeline.ID{"public-agencies-xa"}})
	if err != nil && !errors.Is(err, timeline.ErrTooLarge) && !strings.Contains(err.Error(), "narrow") {
		t.Errorf("the deadlines: %v", err)
	}
	t.Logf("%d deadlines", len(deadlines))
}

func edges[T timeline.Node](c *timeline.Connection[T], err error) int {
	if err != nil {
		return 0
	}
	return len(c.Edges)
}
