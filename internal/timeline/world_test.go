package timeline_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/timeline"
)

type (
	id  = timeline.ID
	rel = timeline.Predicate
)

// world collects facts. All are editorial, so each single value is established unless an option doubts it.
type world struct{ compile.Input }

func (w *world) node(kind timeline.Kind, ids ...id) {
	for _, id := range ids {
		w.Declarations = append(w.Declarations, compile.Declaration{ID: id, Kind: kind})
	}
}

func (w *world) say(subject id, p timeline.Predicate, value string, options ...func(*timeline.Claim)) {
	cl := timeline.Claim{Subject: subject, Predicate: p, Value: value, ClaimKind: timeline.ClaimEditorial, Manner: timeline.MannerStates, Rank: timeline.RankNormal}
	for _, o := range options {
		o(&cl)
	}
	w.Assertions = append(w.Assertions, compile.Assertion{Claim: cl})
}

func unverified(cl *timeline.Claim) { cl.Unverified = true }

func inferred(cl *timeline.Claim) { cl.ClaimKind, cl.Reason = timeline.ClaimInferred, "for the test" }

func german(cl *timeline.Claim) { cl.Language = "de" }

func english(cl *timeline.Claim) { cl.Language = "en" }

// milestone dates a step: "act#issued 2024-06-20". "!" behind the date makes it unverified.
func (w *world) milestone(text string) {
	at, on, _ := strings.Cut(text, " ")
	if on, doubted := strings.CutSuffix(on, "!"); doubted {
		w.say(id(at), timeline.On, on, unverified)
		return
	}
	w.say(id(at), timeline.On, on)
}

// act declares an action of a kind with its milestones: "issued 2024-06-20".
func (w *world) act(name id, kind string, milestones ...string) {
	w.node(timeline.KindAction, name)
	w.say(name, timeline.KindOf, kind)
	for _, m := range milestones {
		w.milestone(string(name) + "#" + m)
	}
}

// relate reads relations such as "b ISSUED_UNDER a"; "?" behind makes one inferred.
func (w *world) relate(texts ...string) {
	for _, text := range texts {
		text, doubted := strings.CutSuffix(text, "?")
		f := strings.Fields(text)
		for _, end := range []string{f[0], f[2]} {
			if !slices.ContainsFunc(w.Declarations, func(d compile.Declaration) bool { return d.ID == id(end) }) {
				w.node(timeline.KindAction, id(end))
				w.say(id(end), timeline.KindOf, "NOTICE")
			}
		}
		if doubted {
			w.say(id(f[0]), rel(f[1]), f[2], inferred)
		} else {
			w.say(id(f[0]), rel(f[1]), f[2])
		}
	}
}

// restrict makes a restriction with its conduct and window, "" for no end.
func (w *world) restrict(x id, conduct, from, to string) {
	w.say(x, "CONDUCT", conduct)
	w.say(x, timeline.WindowFrom, string(x.Owner())+"#"+from)
	if to != "" {
		w.say(x, timeline.WindowTo, string(x.Owner())+"#"+to)
	}
}

// view compiles the facts into a store and opens it.
func (w *world) view(t testing.TB) timeline.View {
	t.Helper()
	content, problems := compile.Compile(w.Input, 1, false, nil)
	for _, p := range problems {
		t.Error(p)
	}
	if content == nil {
		t.FailNow()
	}
	s := memory.New()
	if err := s.Apply(context.Background(), content.Release, timeline.Changes(nil, content.Stream().Deltas)); err != nil {
		t.Fatal(err)
	}
	v, err := s.Open(context.Background(), timeline.KnownAt{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (w *world) reader(t testing.TB) *timeline.Reader { return timeline.NewReader(w.view(t)) }

func day(t testing.TB, s string) edtf.Day {
	t.Helper()
	d, err := edtf.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func ptr[T any](v T) *T { return &v }

func idsOf[T timeline.Node](nodes []T) []id {
	var out []id
	for _, n := range nodes {
		out = append(out, n.Base().ID)
	}
	return out
}

// route writes a way as "a -AMENDS-> b -CITES-> c".
func route(links []*timeline.Link) string {
	var b strings.Builder
	for i, l := range links {
		if i == 0 {
			b.WriteString(string(l.From))
		} else if links[i-1].To != l.From {
			b.WriteString(" | " + string(l.From))
		}
		b.WriteString(" -" + string(l.Rel) + "-> " + string(l.To))
	}
	return b.String()
}

// counting counts the calls of a view.
type counting struct {
	timeline.View
	calls map[string]int
}

func newCounting(v timeline.View) *counting { return &counting{v, make(map[string]int)} }

func (c *counting) total() int {
	n := 0
	for _, calls := range c.calls {
		n += calls
	}
	return n
}

func (c *counting) Records(ctx context.Context, ids []id) ([]*timeline.Record, error) {
	c.calls["records"]++
	return c.View.Records(ctx, ids)
}

func (c *counting) Edges(ctx context.Context, ids []id, rels []rel, d timeline.Direction) ([]timeline.Edge, error) {
	c.calls["edges"]++
	return c.View.Edges(ctx, ids, rels, d)
}

func (c *counting) Expand(ctx context.Context, ids []id, rels []rel, d timeline.Direction) ([]timeline.Edge, []*timeline.Record, error) {
	c.calls["expand"]++
	return c.View.Expand(ctx, ids, rels, d)
}

func (c *counting) Surroundings(ctx context.Context, ids []id, rels []rel, d timeline.Direction) (timeline.Surroundings, error) {
	c.calls["surroundings"]++
	return c.View.Surroundings(ctx, ids, rels, d)
}

func (c *counting) Subgraph(ctx context.Context, roots []id, rels []rel, d timeline.Direction, depth, limit int) (timeline.Subgraph, error) {
	c.calls["subgraph"]++
	return c.View.Subgraph(ctx, roots, rels, d, depth, limit)
}

func (c *counting) Reach(ctx context.Context, roots []id, rels []rel, d timeline.Direction, depth, limit int) ([]timeline.Hop, error) {
	c.calls["reach"]++
	return c.View.Reach(ctx, roots, rels, d, depth, limit)
}

func (c *counting) Page(ctx context.Context, ix timeline.Index, facets []timeline.Facet, w timeline.Window) (timeline.Page, error) {
	c.calls["page"]++
	return c.View.Page(ctx, ix, facets, w)
}

func (c *counting) Claims(ctx context.Context, subjects []id) ([]*timeline.Claim, error) {
	c.calls["claims"]++
	return c.View.Claims(ctx, subjects)
}
