package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/regline/regline/internal/timeline"
)

// asked keeps what a store is asked: its calls by name, and of edges each ID, direction and relation.
type asked struct {
	timeline.Store
	mu    sync.Mutex
	calls []string
	edges map[string]bool
	asks  []timeline.Ask
}

func (s *asked) note(call string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, call)
}

func (s *asked) noteEdges(ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asks = append(s.asks, timeline.Ask{Direction: d, Relations: slices.Clone(rels)})
	for _, id := range ids {
		for _, rel := range rels {
			s.edges[fmt.Sprint(d, " ", id, " ", rel)] = true
		}
	}
}

func (s *asked) Open(ctx context.Context, at timeline.KnownAt) (timeline.View, error) {
	v, err := s.Store.Open(ctx, at)
	return askedView{watchedView{v, func(call string) error { s.note(call); return nil }}, s}, err
}

type askedView struct {
	timeline.View
	store *asked
}

func (v askedView) Expand(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) ([]timeline.Edge, []*timeline.Record, error) {
	v.store.noteEdges(ids, rels, d)
	return v.View.Expand(ctx, ids, rels, d)
}

func (v askedView) Surroundings(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) (timeline.Surroundings, error) {
	v.store.noteEdges(ids, rels, d)
	return v.View.Surroundings(ctx, ids, rels, d)
}

// run answers a query over the facts, with foresight or without, and tells what the store was asked.
func run(t *testing.T, s timeline.Store, f timeline.Foresight, query string, variables map[string]any) (string, *asked) {
	t.Helper()
	a := &asked{Store: s, edges: make(map[string]bool)}
	h := handlerOver(a)
	h.foresight = f
	r := h.Execute(context.Background(), query, variables, "")
	if r.Errors != nil {
		t.Fatalf("%s: %v", query, r.Errors)
	}
	return string(r.Data), a
}

// The table of foresight is what the domain asks: each field of each kind of node is run alone.
func TestForesightTable(t *testing.T) {
	f := newFacts(t, 3)
	s := f.store(1)
	for _, def := range loadSchema().GetPossibleTypes(loadSchema().Types["Node"]) {
		kind, id := exampleOf(t, f, def.Name)
		if typ := linksOf[kind].typ; typ != "" && typ != def.Name {
			t.Errorf("%s is %s in the table", def.Name, typ)
		}
		for _, field := range def.Fields {
			if field.Name == "relations" || kind == timeline.KindClaim {
				continue
			}
			_, a := run(t, s, nil, fmt.Sprintf("{ node(id: %q) { ... on %s { %s } } }", id, def.Name, alone(field)), nil)
			if diff := cmp.Diff(asText(linksOf[kind].fields[field.Name]), asText(a.asks)); diff != "" {
				t.Errorf("%s.%s (- in the table, + asked):\n%s", def.Name, field.Name, diff)
			}
		}
		for name := range linksOf[kind].fields {
			if def.Fields.ForName(name) == nil {
				t.Errorf("%s has no field %s", def.Name, name)
			}
		}
	}
}

func exampleOf(t *testing.T, f *facts, typ string) (timeline.Kind, timeline.ID) {
	t.Helper()
	for _, r := range f.records {
		if strings.TrimPrefix(fmt.Sprintf("%T", r.Node), "*timeline.") == typ {
			return r.Kind, r.ID
		}
	}
	t.Fatalf("no %s among the facts", typ)
	return "", ""
}

// alone selects a field and as little as possible of what it gives.
func alone(f *ast.FieldDefinition) string {
	s := f.Name
	if f.Arguments.ForName("on") != nil {
		s += `(on: "2024-06-01")`
	}
	if def := loadSchema().Types[f.Type.Name()]; def.IsCompositeType() {
		s += " { __typename }"
	}
	return s
}

// asText gives the asks in the order of their text, each with its relations in order.
func asText(asks []timeline.Ask) []string {
	out := make([]string, 0, len(asks))
	for _, a := range asks {
		out = append(out, fmt.Sprint(a.Direction, slices.Sorted(slices.Values(a.Relations))))
	}
	slices.Sort(out)
	return out
}

const siblings = `by { node { id label } } targets { node { id label } } milestones { id role when { text } }
	relations(direction: OUTGOING, types: [ISSUED_UNDER]) { nodes { id label } }`

// foreseeable are questions with the number of store calls that each takes, opening the release included.
var foreseeable = map[string]struct {
	query string
	calls int
}{
	"an act":           {`query ($id: ID = "us-act-002") { action(id: $id) { id ` + siblings + ` } }`, 2},
	"acts":             {`{ actions(first: 3) { nodes { id ` + siblings + ` } } }`, 3},
	"fragments":        {`{ actions { edges { node { ...A ... on Action { targets { node { id } } } } } } } fragment A on Action { by { node { id } } ...B } fragment B on Node { ... on Action { milestones { id } } }`, 3},
	"aliases":          {`{ actions { nodes { a: milestones(roles: [ISSUED]) { id } b: milestones(roles: [SIGNED]) { id } by { claims { id } } } } }`, 4},
	"one name twice":   {`{ action(id: "us-act-001") { by { node { id } } } action(id: "us-act-001") { targets { node { id } } by { relation } } }`, 2},
	"both ways":        {`{ action(id: "us-act-001") { by { relation } statements { id } relations(direction: INCOMING) { nodes { id } } targets { relation } } }`, 3},
	"variables":        {`query ($d: Direction! = INCOMING, $r: [Relation!] = ISSUED_UNDER) { actions { nodes { relations(direction: $d, types: $r) { nodes { id } } statements { id } } } }`, 3},
	"all and one":      {`{ actions { nodes { relations { edges { cursor node { id } } } by { relation to } targets { relation to } } } }`, 3},
	"left out":         {`query ($no: Boolean = false) { actions { nodes { by { relation } targets @include(if: $no) { relation } ... @skip(if: true) { effects { id } } } } }`, 3},
	"several kinds":    {`{ search(text: "acme") { nodes { id ... on Vendor { affiliates { to } } ... on ListEntry { names { relation } list { id } } } } }`, 5},
	"deeper":           {`{ actions { nodes { by { node { ... on Agency { partOf { to } parts { from } } } } targets { node { ... on Vendor { affiliates { to } listEntries { id } } } } } } }`, 7},
	"kinds not there":  {`{ vendors { nodes { ... on Vendor { affiliates { to } } } } }`, 4},
	"several ways":     {`{ actions { nodes { by { to } } edges { node { targets { to } } } } }`, 4},
	"paged":            {`{ vendor(id: "acme-inc") { actions(first: 1) { totalCount nodes { id } pageInfo { endCursor } } actsTaken { nodes { id } } } }`, 2},
	"a part's parents": {`{ timeline(first: 2) { nodes { owner { ... on Action { targets { node { id } } by { to } } } } } }`, 3},
}

// Foresight changes how often a store is asked, not what it is asked and not an answer.
func TestForesight(t *testing.T) {
	s := newFacts(t, 12).store(1)
	for name, c := range foreseeable {
		t.Run(name, func(t *testing.T) {
			want, plain := run(t, s, nil, c.query, nil)
			got, a := run(t, s, foresight{}, c.query, nil)
			if got != want {
				t.Errorf("%s\nwithout foresight:\n%s", got, want)
			}
			if diff := cmp.Diff(plain.edges, a.edges); diff != "" {
				t.Errorf("edges asked (- without foresight):\n%s", diff)
			}
			if n := 1 + len(a.calls); n != c.calls {
				t.Errorf("%d store calls, not %d: Open %v; without foresight: Open %v", n, c.calls, a.calls, plain.calls)
			}
		})
	}
}
