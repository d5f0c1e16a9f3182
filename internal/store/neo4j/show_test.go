package neo4j

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

// People find current facts by their kinds, names and dates, and relationships drawn the way that they read.
func TestShownGraph(t *testing.T) {
	s := empty(t)
	storetest.Apply(t, s, acts(t, 1, 2, "one"))
	rows := ask(t, s, `MATCH (a:Agency)-[:TOOK]->(act:Action {id: 'act-00001'})-[:HAS_MILESTONE]->(m:Milestone)
MATCH (act)-[:TARGETS]->(v:Vendor)
MATCH (act)-[:ISSUED_UNDER]->(former:Action)
RETURN a.name, act.kind, m.date, m.when, m.role, v.name, former.id`, nil)
	day := neo4j.DateOf(time.Date(2017, 9, 13, 0, 0, 0, 0, time.UTC))
	want := [][]any{{"Department of Homeland Security", "DIRECTIVE", day, "2017-09-13", "issued", "AO Kaspersky Lab", "act-00000"}}
	if diff := cmp.Diff(fmt.Sprint(want), fmt.Sprint(rows)); diff != "" {
		t.Error(diff)
	}
	if n := ask(t, s, "MATCH (n:Claim) RETURN count(n)", nil)[0][0]; n != int64(0) {
		t.Errorf("%v claims are shown", n)
	}
	if n := ask(t, s, "MATCH (v:Version)--() RETURN count(v)", nil)[0][0]; n != int64(0) {
		t.Errorf("%v versions have relationships", n)
	}
}

// A record that changes shows what it is now and nothing that it was; one that is gone shows neither kind nor name.
func TestShownFollowsTheHead(t *testing.T) {
	s := empty(t)
	statement := func(number int, body string) *timeline.Content {
		return storetest.Content(number, []*timeline.Record{
			storetest.Node{ID: "a#statement/x", Kind: timeline.KindStatement, Body: body}.Record(t),
			storetest.Node{ID: timeline.ID(fmt.Sprintf("only-%d", number)), Kind: timeline.KindVendor, Label: "x"}.Record(t),
		}, nil)
	}
	storetest.Apply(t, s, statement(1, `{"summary":"was","said":{"date":"2024-05-01","standing":"ESTABLISHED"}}`))
	storetest.Apply(t, s, statement(2, `{"quotation":"is","said":{"date":"2024-05~","standing":"ESTABLISHED"}}`))
	const all = "MATCH (n:Node {id: $id}) RETURN labels(n), properties(n)"
	got := fmt.Sprint(ask(t, s, all, map[string]any{"id": "a#statement/x"}), ask(t, s, all, map[string]any{"id": "only-1"}))
	want := "[[[Node Statement] map[earliest:2024-05-01 id:a#statement/x latest:2024-05-31 name:a#statement/x order:a#statement/x| quotation:is standing:ESTABLISHED when:2024-05~]]]" +
		" [[[Node] map[id:only-1 order:only-1|]]]"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Whatever the moment at which an Apply could not go on showing the release, the next one of any kind makes it good.
func TestShownIsRepaired(t *testing.T) {
	s := empty(t)
	one, two, three := acts(t, 1, 8, "one"), acts(t, 2, 7, "two"), acts(t, 3, 9, "three")
	start := func() {
		if err := s.Wipe(context.Background()); err != nil {
			t.Fatal(err)
		}
		storetest.Apply(t, s, one)
	}
	wanted := make(map[*timeline.Content][]string)
	start()
	for _, c := range []*timeline.Content{two, three} {
		storetest.Apply(t, s, c)
		wanted[c] = dump(t, s)
	}
	p := newProxy(t)
	far := opened(t, Config{URL: p.url(), Lease: 300 * time.Millisecond, Logger: quiet})
	far.rowsAtOnce = 40
	for _, next := range []*timeline.Content{two, three} {
		spoilt := 0
		for cut, whole := 0, false; !whole; cut++ {
			start()
			changes := timeline.Changes(headView(t, s).Manifest(context.Background()), two.Stream().Deltas)
			p.set(cut, false)
			ctx, cancel := context.WithTimeout(context.Background(), 400*time.Millisecond)
			err := far.Apply(ctx, two.Release, changes)
			cancel()
			whole = err == nil && p.unspent()
			p.set(-1, false)
			h, headErr := s.head(context.Background())
			if headErr != nil {
				t.Fatal(headErr)
			}
			if h.revision != 2 || h.shown == 2 {
				continue
			}
			spoilt++
			storetest.Apply(t, s, next)
			if diff := cmp.Diff(wanted[next], dump(t, s)); diff != "" {
				t.Fatalf("cut at %d (%v): after release %d:\n%s", cut, err, next.Release.Number, diff)
			}
		}
		if spoilt < 5 {
			t.Errorf("%d times was there something to repair: the test tries too little", spoilt)
		}
	}
}

// No kind has other plain properties than are taken away again.
func TestPlainNames(t *testing.T) {
	gone := noPlain()
	for _, r := range storetest.EveryKind(t) {
		n := r.Node
		p := plainOf(n)
		if len(p) < 2 && n.Base().Kind != timeline.KindClaim {
			t.Errorf("%s: %v says too little for the test", n.Base().Kind, p)
		}
		for name := range p {
			if v, taken := gone[name]; !taken || v != nil {
				t.Errorf("%s: property %s is not taken away", n.Base().Kind, name)
			}
		}
	}
}

// Wipe takes what the store wrote and leaves what others wrote.
func TestWipe(t *testing.T) {
	s := empty(t)
	t.Cleanup(func() { ask(t, s, "MATCH (x:Foreign) DETACH DELETE x", nil) })
	ask(t, s, "CREATE (:Foreign {id: 1})-[:KNOWS]->(:Foreign {id: 2})", nil)
	storetest.Apply(t, s, acts(t, 1, 3, "one"))
	if err := s.Wipe(context.Background()); err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(ask(t, s, "MATCH (n) RETURN labels(n), count(n)", nil), ask(t, s, "MATCH ()-[e]->() RETURN type(e), count(e)", nil))
	if want := "[[[Foreign] 2]] [[KNOWS 1]]"; got != want {
		t.Errorf("left is %s, want %s", got, want)
	}
	if _, err := s.Open(context.Background(), timeline.KnownAt{}); err == nil {
		t.Error("a release can be opened")
	}
}

// A restriction says in words when it binds, and gives the first and last day on which it can.
func TestShownWindows(t *testing.T) {
	day := func(s string) string { return fmt.Sprintf(`{"date":%q,"standing":"ESTABLISHED"}`, s) }
	segment := func(state, from, to string) string {
		s := fmt.Sprintf(`{"state":%q`, state)
		if from != "" {
			s += `,"from":` + day(from)
		}
		if to != "" {
			s += `,"to":` + day(to)
		}
		return s + "}"
	}
	for name, c := range map[string]struct{ body, want string }{
		"without an end": {`{"segments":[` + segment("IN_FORCE", "2024-07-20", "") + `]}`,
			"[IN_FORCE from 2024-07-20] 2024-07-20 <nil>"},
		"until a moment": {`{"segments":[` + segment("IN_FORCE", "2018-04-15", "2018-07-13T12:00Z") + `]}`,
			"[IN_FORCE from 2018-04-15 until 2018-07-13T12:00Z] 2018-04-15 2018-07-12"},
		"stayed between": {`{"segments":[` + segment("IN_FORCE", "2025-01-19", "2025-01-20") + "," + segment("STAYED", "2025-01-20", "2025-04") + `]}`,
			"[IN_FORCE from 2025-01-19 until 2025-01-20 STAYED from 2025-01-20 until 2025-04] 2025-01-19 2025-04-29"},
		"ends in doubt": {`{"segments":[` + segment("IN_FORCE", "2025-01~", "2025-03-01?") + `]}`,
			"[IN_FORCE from 2025-01~ until 2025-03-01?] <nil> <nil>"},
		"narrowed": {`{"segments":[` + segment("IN_FORCE", "2019-05-16", "") + `],"narrowings":[{"effect":"a#effect/x","from":` + day("2019-05-20") + `,"to":` + day("2019-08-20") + `}]}`,
			"[IN_FORCE from 2019-05-16 NARROWED from 2019-05-20 until 2019-08-20] 2019-05-16 <nil>"},
		"beginning unknown": {`{"segments":[],"begin_unknown":true}`, "<nil> <nil> <nil>"},
	} {
		n, err := timeline.DecodeNode(timeline.KindRestriction, []byte(c.body))
		if err != nil {
			t.Fatal(err)
		}
		p := plainOf(n)
		if got := fmt.Sprint(p["windows"], " ", p["earliest"], " ", p["latest"]); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// Dates keep what the sources leave open: bounds for all, a day only where one is certain.
func TestShownDates(t *testing.T) {
	for _, c := range [][3]string{
		{"2017-09-13", "ESTABLISHED", "2017-09-13 2017-09-13 2017-09-13"},
		{"2024-09-29T00:00-04:00", "ESTABLISHED", "2024-09-29 2024-09-29 2024-09-29"},
		{"2017-09-13", "UNVERIFIED", "2017-09-13 2017-09-13 <nil>"},
		{"2018-07-13?", "ESTABLISHED", "2018-07-13 2018-07-13 <nil>"},
		{"2017-12", "ESTABLISHED", "2017-12-01 2017-12-31 <nil>"},
		{"2024-09-17/2024-09-19", "RIVALS", "2024-09-17 2024-09-19 <nil>"},
		{"2019-05-16/..", "ESTABLISHED", "2019-05-16 <nil> <nil>"},
	} {
		n, err := timeline.DecodeNode(timeline.KindMilestone, fmt.Appendf(nil, `{"when":{"date":%q,"standing":%q}}`, c[0], c[1]))
		if err != nil {
			t.Fatal(err)
		}
		p := plainOf(n)
		if got := fmt.Sprint(p["earliest"], " ", p["latest"], " ", p["date"]); got != c[2] || p["when"] != c[0] || p["standing"] != c[1] {
			t.Errorf("%s %s: %s %s %s, want %s", c[0], c[1], got, p["when"], p["standing"], c[2])
		}
	}
}

// Relationships say what is supposed and not stated, and why.
func TestShownRelations(t *testing.T) {
	s := empty(t)
	a := storetest.Node{ID: "a", Kind: timeline.KindAction, Label: "A"}.Record(t)
	b := storetest.Node{ID: "b", Kind: timeline.KindAction, Label: "B"}.Record(t)
	storetest.Apply(t, s, storetest.Content(1, []*timeline.Record{a, b}, []*timeline.Edge{
		storetest.Edge(t, timeline.Edge{From: "a", Rel: timeline.IssuedUnder, To: "b", Inferred: true, Reason: "its preamble says so"}),
		storetest.Edge(t, timeline.Edge{From: "b", Rel: timeline.IssuedUnder, To: "a", Unverified: true}),
	}))
	got := fmt.Sprint(ask(t, s, "MATCH (:Action {name: 'A'})-[r]->() RETURN r.inferred, r.unverified, r.reason UNION MATCH (:Action {name: 'B'})-[r]->() RETURN r.inferred, r.unverified, r.reason", nil))
	if want := "[[true <nil> its preamble says so] [<nil> true <nil>]]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
