package timeline_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/timeline"
)

// Both ends of a relation tell it alike: the same edge, with the same claims.
func TestInverseClaims(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		w := drawWorld(rt)
		r := w.reader(t)
		nodes := make([]id, 0, len(w.Declarations))
		for _, d := range w.Declarations {
			nodes = append(nodes, d.ID)
		}
		told := func(d timeline.Direction) []string {
			var out []string
			for _, n := range nodes {
				node, err := r.Node(ctx, n)
				if err != nil {
					rt.Fatal(err)
				}
				links, err := node.Base().Relations(ctx, d, drawnRelations(), ptr(timeline.MaxPage), nil, nil, nil)
				if err != nil {
					rt.Fatal(err)
				}
				for _, e := range links.Edges {
					claims, err := e.Claims(ctx)
					if err != nil {
						rt.Fatal(err)
					}
					if want, ok := timeline.LookupPredicate(string(e.Link.Rel)); !ok || e.Link.Inverse() != want.Inverse {
						rt.Fatalf("%s has the inverse %s", e.Link.Rel, e.Link.Inverse())
					}
					out = append(out, fmt.Sprint(e.Link.From, " ", e.Link.Rel, " ", e.Link.To, " ", idsOf(claims), " ", e.Link.Inferred))
				}
			}
			slices.Sort(out)
			return out
		}
		out, in := told(timeline.Outgoing), told(timeline.Incoming)
		if diff := cmp.Diff(out, in); diff != "" || len(out) == 0 {
			rt.Fatal(diff)
		}
	})
}

// drawnRelations join nodes of their own, so that both ends are looked at.
func drawnRelations() []rel {
	return append(timeline.LineageRelations(), timeline.Targets, timeline.MemberOf, timeline.NarrowerThan)
}

// What leads back to an act is led to from it: one is in the lineage of the other from both ends or from none, at the
// same depth, whatever the limit.
func TestInverseLineage(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		w := drawWorld(rt)
		r := w.reader(t)
		depth := rapid.IntRange(1, 4).Draw(rt, "depth")
		rels := rapid.SliceOfDistinct(rapid.SampledFrom(drawnLinks), rapid.ID).Draw(rt, "relations")
		steps := func(d timeline.Direction) map[string]bool {
			out := make(map[string]bool)
			for _, act := range w.acts() {
				lin, err := r.Lineage(ctx, []id{act}, d, rels, &depth)
				if err != nil {
					rt.Fatal(err)
				}
				for _, s := range lin.Steps {
					later, earlier := act, s.Node.Base().ID
					if d == timeline.Incoming {
						later, earlier = earlier, later
					}
					if len(s.Path) != s.Depth || s.Depth > depth {
						rt.Fatalf("%s is %d deep by a path of %d", s.Node.Base().ID, s.Depth, len(s.Path))
					}
					out[fmt.Sprint(later, " to ", earlier, " at ", s.Depth)] = true
				}
			}
			return out
		}
		if diff := cmp.Diff(steps(timeline.Outgoing), steps(timeline.Incoming)); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// What is said of strangers changes no answer about others.
func TestUnrelatedFacts(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		w := drawWorld(rt)
		acts := w.acts()
		before := answers(ctx, rt, w.reader(t), acts)
		w.node(timeline.KindVendor, "stranger")
		w.node(timeline.KindAudience, "strangers")
		w.act("aa-foreign", "DIRECTIVE", "issued "+drawDate(rt, "issued", 0), "effective "+drawDate(rt, "effective", 0))
		w.say("aa-foreign", "JURISDICTION", "US")
		w.say("aa-foreign", timeline.Targets, "stranger")
		w.restrict("aa-foreign#restriction/use", "USE", "effective", "")
		w.say("aa-foreign#restriction/use", timeline.Binds, "strangers")
		w.act("zz-foreign", "RULING")
		w.relate("zz-foreign " + string(rapid.SampledFrom(drawnLinks).Draw(rt, "relation")) + " aa-foreign")
		w.say("zz-foreign#effect/e", "EFFECT_KIND", rapid.SampledFrom([]string{"STAYS", "REVOKES"}).Draw(rt, "effect"))
		w.milestone("zz-foreign#effect/e " + drawDate(rt, "effect day", 0))
		w.say("zz-foreign#effect/e", timeline.Upon, "aa-foreign")
		if diff := cmp.Diff(before, answers(ctx, rt, w.reader(t), acts)); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// The order of declarations, claims and files changes nothing in a release, byte for byte.
func TestOrderOfInput(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		in := drawWorld(rt).Input
		for i := range rapid.IntRange(0, 4).Draw(rt, "files") {
			in.Files = append(in.Files, compile.File{Name: fmt.Sprintf("f%d", i), SHA256: fmt.Sprint(i / 2), Loader: "list", Version: i % 2})
		}
		other := in
		other.Declarations = rapid.Permutation(in.Declarations).Draw(rt, "declarations")
		other.Assertions = rapid.Permutation(in.Assertions).Draw(rt, "claims")
		other.Files = rapid.Permutation(in.Files).Draw(rt, "order of files")
		var forms [2]string
		for i, in := range []compile.Input{in, other} {
			b, err := json.Marshal(compiled(rt, in, 1))
			if err != nil {
				rt.Fatal(err)
			}
			forms[i] = string(b)
		}
		if diff := cmp.Diff(forms[0], forms[1]); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// A range of the timeline, walked in pages, is the list of the milestones that some possible day puts into it, in the
// order of the whole; and its count is the length of it.
func TestTimelineAgainstFilter(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		r := drawWorld(rt).reader(t)
		whole := pages(ctx, rt, r, timeline.TimelineFilter{})
		var f timeline.TimelineFilter
		if rapid.Bool().Draw(rt, "has a beginning") {
			f.From = ptr(drawDay(rt, "from"))
		}
		if rapid.Bool().Draw(rt, "has an end") {
			f.To = ptr(max(drawDay(rt, "to"), deref(f.From)))
		}
		if rapid.Bool().Draw(rt, "has a role") {
			f.Role = ptr("EFFECTIVE")
		}
		if rapid.Bool().Draw(rt, "has a vendor") {
			f.Vendor = ptr(id("v1"))
		}
		of := make(map[id]bool)
		for _, m := range pages(ctx, rt, r, timeline.TimelineFilter{ActionFilter: f.ActionFilter}) {
			of[m.ID] = true
		}
		var want []id
		for _, m := range whole {
			last, first := m.When.Latest(), m.When.Earliest()
			within := (f.From == nil || last == nil || *last >= *f.From) && (f.To == nil || first == nil || *first <= *f.To)
			if within && of[m.ID] && (f.Role == nil || m.Role == *f.Role) {
				want = append(want, m.ID)
			}
		}
		if got := idsOf(pages(ctx, rt, r, f)); !slices.Equal(got, want) {
			rt.Fatalf("%v, want %v", got, want)
		}
		c, err := r.Timeline(ctx, f, timeline.Paging{})
		if err != nil {
			rt.Fatal(err)
		}
		if n, err := c.TotalCount(ctx); err != nil || n != len(want) {
			rt.Fatalf("%d of %d counted, %v", n, len(want), err)
		}
	})
}

func deref(d *edtf.Day) edtf.Day {
	if d == nil {
		return firstDrawn
	}
	return *d
}

// pages walks the timeline in pages of one random size.
func pages(ctx context.Context, t *rapid.T, r *timeline.Reader, f timeline.TimelineFilter) []*timeline.Milestone {
	var out []*timeline.Milestone
	ask := timeline.Paging{First: ptr(rapid.IntRange(1, 30).Draw(t, "size of a page"))}
	for {
		c, err := r.Timeline(ctx, f, ask)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c.Nodes()...)
		if !c.PageInfo.HasNextPage {
			return out
		}
		ask.After = c.PageInfo.EndCursor()
	}
}

// A release applied twice changes nothing: not what is held, not what is answered; and the release after it, of the same
// facts, writes nothing new.
func TestAppliedTwice(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		w := drawWorld(rt)
		s := memory.New()
		open := func() timeline.View {
			v, err := s.Open(ctx, timeline.KnownAt{})
			if err != nil {
				rt.Fatal(err)
			}
			return v
		}
		first := compiled(rt, w.Input, 1)
		if err := s.Apply(ctx, first.Release, timeline.Changes(nil, first.Stream().Deltas)); err != nil {
			rt.Fatal(err)
		}
		marks, before := manifest(ctx, rt, open()), answers(ctx, rt, timeline.NewReader(open()), w.acts())
		for number := 1; number <= 2; number++ {
			again := compiled(rt, w.Input, number)
			for d := range timeline.Changes(open().Manifest(ctx), again.Stream().Deltas) {
				rt.Fatalf("release %d changes %+v", number, d)
			}
			if err := s.Apply(ctx, again.Release, timeline.Changes(open().Manifest(ctx), again.Stream().Deltas)); err != nil {
				rt.Fatal(err)
			}
			if v := open(); v.Release().Number != number || manifest(ctx, rt, v) != marks {
				rt.Fatalf("release %d holds something else", v.Release().Number)
			}
		}
		if diff := cmp.Diff(before, answers(ctx, rt, timeline.NewReader(open()), w.acts())); diff != "" {
			rt.Fatal(diff)
		}
	})
}

func manifest(ctx context.Context, t *rapid.T, v timeline.View) string {
	var b strings.Builder
	for m, err := range v.Manifest(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(m.Key + " " + m.Digest + "\n")
	}
	return b.String()
}
