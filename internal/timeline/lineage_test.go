package timeline_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/regline/regline/internal/timeline"
)

// lineageOf writes the steps of a lineage as "id depth: path".
func lineageOf(t testing.TB, r *timeline.Reader, of []id, d timeline.Direction, depth int, rels ...rel) []string {
	t.Helper()
	l, err := r.Lineage(context.Background(), of, d, rels, &depth)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range l.Steps {
		out = append(out, fmt.Sprintf("%s %d: %s", s.Node.Base().ID, s.Depth, route(s.Path)))
	}
	return out
}

// diamond: d goes back to a by b and by c, and c also by e.
func diamond() *world {
	w := &world{}
	w.relate("b IMPLEMENTS a", "c IMPLEMENTS a", "d AMENDS b", "d AMENDS c", "d CITES c", "c CITES e", "e ISSUED_UNDER a", "x ISSUED_UNDER d")
	return w
}

func TestLineage(t *testing.T) {
	r := diamond().reader(t)
	rows := []struct {
		proves string
		of     []id
		d      timeline.Direction
		depth  int
		rels   []rel
		want   []string
	}{
		{"each node once, at its least distance, by the first of the shortest ways", []id{"d"}, timeline.Outgoing, 5, nil,
			[]string{"b 1: d -AMENDS-> b", "c 1: d -AMENDS-> c", "a 2: d -AMENDS-> b -IMPLEMENTS-> a", "e 2: d -AMENDS-> c -CITES-> e"}},
		{"no further than the depth", []id{"x"}, timeline.Outgoing, 2, nil,
			[]string{"d 1: x -ISSUED_UNDER-> d", "b 2: x -ISSUED_UNDER-> d -AMENDS-> b", "c 2: x -ISSUED_UNDER-> d -AMENDS-> c"}},
		{"what lies at the depth is there", []id{"x"}, timeline.Outgoing, 1, nil, []string{"d 1: x -ISSUED_UNDER-> d"}},
		{"forward in time", []id{"a"}, timeline.Incoming, 2, nil,
			[]string{"b 1: b -IMPLEMENTS-> a", "c 1: c -IMPLEMENTS-> a", "e 1: e -ISSUED_UNDER-> a", "d 2: b -IMPLEMENTS-> a | d -AMENDS-> b"}},
		{"only along the relations asked", []id{"d"}, timeline.Outgoing, 5, []rel{"CITES"}, []string{"c 1: d -CITES-> c", "e 2: d -CITES-> c -CITES-> e"}},
		{"from two acts, neither of which is a step", []id{"d", "b"}, timeline.Outgoing, 5, nil,
			[]string{"a 1: b -IMPLEMENTS-> a", "c 1: d -AMENDS-> c", "e 2: d -AMENDS-> c -CITES-> e"}},
		{"of the first act nothing", []id{"a"}, timeline.Outgoing, 5, nil, nil},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			got := lineageOf(t, r, row.of, row.d, row.depth, row.rels...)
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A step holds every link to a node as near or nearer, and none to one farther off.
func TestLineageLinks(t *testing.T) {
	w := diamond()
	w.relate("b CITES c") // between two as near
	l, err := w.reader(t).Lineage(context.Background(), []id{"d"}, timeline.Outgoing, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := map[id][]string{
		"b": {"d AMENDS b"}, "c": {"d AMENDS c", "d CITES c", "b CITES c"}, "a": {"b IMPLEMENTS a", "c IMPLEMENTS a", "e ISSUED_UNDER a"}, "e": {"c CITES e"},
	}
	got := make(map[id][]string)
	for _, s := range l.Steps {
		for _, link := range s.Links {
			got[s.Node.Base().ID] = append(got[s.Node.Base().ID], fmt.Sprint(link.From, " ", link.Rel, " ", link.To))
		}
	}
	for _, links := range got {
		slices.Sort(links)
	}
	for _, links := range want {
		slices.Sort(links)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Acts that cite each other do not trap the walk, nor make a root a step.
func TestLineageCircle(t *testing.T) {
	w := &world{}
	w.relate("a CITES b", "b CITES a", "b CITES c", "c CITES b")
	if got := lineageOf(t, w.reader(t), []id{"a"}, timeline.Outgoing, 5); !slices.Equal(got, []string{"b 1: a -CITES-> b", "c 2: a -CITES-> b -CITES-> c"}) {
		t.Errorf("%q", got)
	}
}

func TestLineageFaults(t *testing.T) {
	r := diamond().reader(t)
	ctx := context.Background()
	for name, row := range map[string]struct {
		of    []id
		depth int
		is    error
	}{
		"no depth":         {[]id{"d"}, 0, timeline.ErrBadInput},
		"too deep":         {[]id{"d"}, timeline.MaxDepth + 1, timeline.ErrBadInput},
		"of nothing":       {nil, 1, timeline.ErrBadInput},
		"of too much":      {slices.Repeat([]id{"d"}, timeline.MaxRoots+1), 1, timeline.ErrBadInput},
		"of one not there": {[]id{"d", "y"}, 1, timeline.ErrNotFound},
	} {
		if _, err := r.Lineage(ctx, row.of, timeline.Outgoing, nil, &row.depth); !errors.Is(err, row.is) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// In any graph a path has as many links as its step is deep, each link joins on to the next, and it does not depend on
// the order of the facts.
func TestLineagePaths(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(2, 8).Draw(rt, "acts")
		texts := []string{"a1 CITES a0"}
		for range rapid.IntRange(1, 20).Draw(rt, "links") {
			from, to := rapid.IntRange(0, n-1).Draw(rt, "from"), rapid.IntRange(0, n-1).Draw(rt, "to")
			if text := fmt.Sprintf("a%d CITES a%d", from, to); !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
		w, shuffled := &world{}, &world{}
		w.relate(texts...)
		shuffled.relate(rapid.Permutation(texts).Draw(rt, "order")...)
		l, err := w.reader(t).Lineage(context.Background(), []id{"a1"}, timeline.Outgoing, nil, nil)
		if err != nil {
			rt.Fatal(err)
		}
		seen := make(map[id]bool)
		for _, s := range l.Steps {
			at := id("a1")
			for _, link := range s.Path {
				if link.From != at {
					rt.Fatalf("path %s", route(s.Path))
				}
				at = link.To
			}
			if self := s.Node.Base().ID; at != self || len(s.Path) != s.Depth || seen[self] {
				rt.Fatalf("step %s at %d: %s", self, s.Depth, route(s.Path))
			}
			seen[s.Node.Base().ID] = true
		}
		if diff := cmp.Diff(lineageOf(t, w.reader(t), []id{"a1"}, timeline.Outgoing, 5), lineageOf(t, shuffled.reader(t), []id{"a1"}, timeline.Outgoing, 5)); diff != "" {
			rt.Fatal(diff)
		}
	})
}

func TestPath(t *testing.T) {
	w := &world{}
	// rule and listing both go back to order, and so to law; suit is apart but for law.
	w.relate("order ISSUED_UNDER law", "rule IMPLEMENTS order", "listing IMPLEMENTS order", "notice PUBLISHES rule", "suit CITES law", "lone CITES nothing",
		"twin CITES rule", "twin CITES law")
	r := w.reader(t)
	rows := []struct {
		proves, from, to string
		links, direction string
		common           []string
	}{
		{"back in time", "notice", "law", "notice -PUBLISHES-> rule -IMPLEMENTS-> order -ISSUED_UNDER-> law", "OUTGOING", nil},
		{"forward in time the way is that of the later", "law", "notice", "notice -PUBLISHES-> rule -IMPLEMENTS-> order -ISSUED_UNDER-> law", "INCOMING", nil},
		{"siblings meet in the nearest act, not in those above it", "rule", "listing", "", "", []string{"order: rule -IMPLEMENTS-> order / listing -IMPLEMENTS-> order"}},
		{"cousins meet in the nearest act", "notice", "suit", "", "", []string{"law: notice -PUBLISHES-> rule -IMPLEMENTS-> order -ISSUED_UNDER-> law / suit -CITES-> law"}},
		{"what one of them reaches only through the nearest is not near", "twin", "notice", "", "", []string{"rule: twin -CITES-> rule / notice -PUBLISHES-> rule"}},
		{"nor is what the other reaches only through the nearest", "notice", "twin", "", "", []string{"rule: notice -PUBLISHES-> rule / twin -CITES-> rule"}},
		{"an act and its forerunner go back to that of the forerunner", "rule", "order", "rule -IMPLEMENTS-> order", "OUTGOING", []string{"law: rule -IMPLEMENTS-> order -ISSUED_UNDER-> law / order -ISSUED_UNDER-> law"}},
		{"strangers have nothing in common", "lone", "law", "", "", nil},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			got, err := r.Path(context.Background(), id(row.from), id(row.to), nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			direction := ""
			if got.Direction != nil {
				direction = string(*got.Direction)
			}
			if route(got.Links) != row.links || direction != row.direction {
				t.Errorf("%s %s", route(got.Links), direction)
			}
			var common []string
			for _, m := range got.Common {
				common = append(common, fmt.Sprintf("%s: %s / %s", m.Node.Base().ID, route(m.FromLinks), route(m.ToLinks)))
			}
			slices.Sort(common)
			if diff := cmp.Diff(row.common, common); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Incoming and outgoing edges are the same edges, seen from their two ends.
func TestEdgesAgree(t *testing.T) {
	ctx := context.Background()
	for name, w := range map[string]*world{"diamond": diamond(), "offices": officeWorld(), "shelf": bookshelf()} {
		v := w.view(t)
		var ids []id
		for _, d := range w.Declarations {
			ids = append(ids, d.ID)
		}
		parts := make(map[id]bool)
		for _, a := range w.Assertions {
			if a.Subject.Part() != "" && !parts[a.Subject] {
				parts[a.Subject] = true
				ids = append(ids, a.Subject)
			}
		}
		var rels []rel
		for _, d := range timeline.Predicates() {
			if d.Relation() {
				rels = append(rels, d.Name)
			}
		}
		ends := func(d timeline.Direction) []string {
			edges, err := v.Edges(ctx, ids, rels, d)
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, e := range edges {
				out = append(out, fmt.Sprint(e.From, " ", e.Rel, " ", e.To, " ", e.FromKey, " ", e.ToKey, " ", e.ClaimIDs))
			}
			slices.Sort(out)
			return out
		}
		out, in := ends(timeline.Outgoing), ends(timeline.Incoming)
		if diff := cmp.Diff(out, in); diff != "" || len(out) == 0 {
			t.Errorf("%s: %d edges: %s", name, len(out), diff)
		}
	}
}
