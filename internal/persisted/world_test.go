package persisted

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/regline/regline/graph"
	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/timeline"
)

// world is a store with releases, each of one act issued on another day.
type world struct {
	store   *memory.Store
	former  *timeline.Release
	history []timeline.ReleaseMark
}

func newWorld() *world { return &world{store: memory.New()} }

// release applies the next release; without a day on which it became known it is a draft, which the next one replaces.
// The act takes effect on a day that all releases give.
func (w *world) release(t *testing.T, issued, known string) {
	t.Helper()
	say := func(in *compile.Input, subject timeline.ID, p timeline.Predicate, value string) {
		in.Assertions = append(in.Assertions, compile.Assertion{Claim: timeline.Claim{Subject: subject, Predicate: p, Value: value,
			ClaimKind: timeline.ClaimEditorial, Manner: timeline.MannerStates, Rank: timeline.RankNormal}})
	}
	in := compile.Input{Settled: true, Declarations: []compile.Declaration{{ID: "act-1", Kind: timeline.KindAction}}}
	say(&in, "act-1", timeline.KindOf, "NOTICE")
	say(&in, "act-1#effective", timeline.On, "2025-01-01")
	if issued != "" {
		say(&in, "act-1#issued", timeline.On, issued)
	}
	number := len(w.history) + 1
	content, problems := compile.Compile(in, number, known == "", w.former)
	if problems != nil {
		t.Fatal(problems)
	}
	rel := &content.Release
	if known != "" {
		day, err := edtf.ParseDay(known)
		if err != nil {
			t.Fatal(err)
		}
		rel.Known = &day
		w.history = append(w.history, timeline.ReleaseMark{Number: number, Digest: rel.Digest, Known: rel.Known})
		w.former = rel
	}
	rel.History = append(rel.History, w.history...)
	changes := timeline.Changes(nil, content.Stream().Deltas)
	if v, err := w.store.Open(context.Background(), timeline.KnownAt{}); err == nil {
		changes = timeline.Changes(v.Manifest(context.Background()), content.Stream().Deltas)
	}
	if err := w.store.Apply(context.Background(), *rel, changes); err != nil {
		t.Fatal(err)
	}
}

// days, typed and pinned are documents.
var documents = []Document{
	{Name: "days", Query: "# How long?\nquery Days($from: ID!, $to: ID!) { between(from: $from, to: $to) { days } }", Variables: `{"from": "act-1#issued", "to": "act-1#effective"}`},
	{Name: "typed", Query: "query Typed($kind: NodeKind, $text: String!, $first: Int, $labels: Boolean! = true, $roles: [Role!]) { search(text: $text, kind: $kind, first: $first) { nodes { id label @include(if: $labels) } } action(id: \"act-1\") { milestones(roles: $roles) { id } } }",
		Variables: `{"text": "act", "roles": ["EFFECTIVE"]}`},
	{Name: "pinned", Query: `query Pinned @asKnown(release: 1) { release { number } action(id: "act-1") { milestones { when { text } } } }`},
}

var versions = Versions{Rules: 4, Vocabulary: 5}

func (w *world) operations(t *testing.T, documents []Document, v Versions) *Operations {
	t.Helper()
	o, err := New(w.store, graph.NewHandler(graph.Options{Store: w.store, Logger: slog.New(slog.DiscardHandler)}), v, documents)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// get asks an address, with header fields pairwise.
func get(h http.Handler, address string, fields ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "/q/"+address, nil)
	for i := 0; i+1 < len(fields); i += 2 {
		r.Header.Set(fields[i], fields[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}
