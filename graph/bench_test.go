package graph

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/regline/regline/internal/generate"
	"github.com/regline/regline/internal/releasefile"
	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/timeline"
)

// generated fills a memory store with a generated release.
func generated(b *testing.B, actions int) timeline.Store {
	b.Helper()
	var file bytes.Buffer
	if _, err := generate.Write(b.Context(), &file, generate.Options{Actions: actions, Seed: 1}); err != nil {
		b.Fatal(err)
	}
	stream, err := releasefile.Read(&file)
	if err != nil {
		b.Fatal(err)
	}
	s := memory.New()
	if err := s.Apply(b.Context(), stream.Release, stream.Deltas); err != nil {
		b.Fatal(err)
	}
	return s
}

const benchedAct = `id label kind jurisdiction by { node { id label } } targets { node { id label } }
	milestones { id role when { text } } relations(direction: OUTGOING, types: [ISSUED_UNDER]) { nodes { id label } }`

// benched are operations over acts in the middle of the list of acts: the first ones belong to the world that all
// generated acts share. Their variables are of one act, its cursor and the day of its first step.
var benched = []struct{ name, query string }{
	{"action", `query($id: ID!) { action(id: $id) { ` + benchedAct + ` } }`},
	{"timeline", `query($from: Day!) { timeline(from: $from, precision: DAY, first: 50) { nodes { id role when { text }
		owner { id label ... on Action { targets { node { id label } } } } } } }`},
	{"actions", `query($after: String!) { actions(first: 50, after: $after) { nodes { ` + benchedAct + ` } } }`},
	{"lineage", `query($id: ID!) { lineage(of: [$id], direction: OUTGOING, depth: 5) { steps { depth node { id label } links { from relation to } } } }`},
	{"search", `{ search(text: "vendor", first: 20) { nodes { id label } } }`},
	{"evidence", `query($after: String!) { actions(first: 20, after: $after) { edges { cursor node { label
		facts { predicate values claims { value passage { quotation locator } source { label url } } } } } } }`},
}

// sink is an http.ResponseWriter that counts.
type sink struct {
	header http.Header
	status int
	bytes  int
}

func (s *sink) Header() http.Header { return s.header }
func (s *sink) WriteHeader(n int)   { s.status = n }
func (s *sink) Write(p []byte) (int, error) {
	s.bytes += len(p)
	return len(p), nil
}

// BenchmarkServe answers operations over HTTP from a generated release in memory: what a page costs above the store.
// Allocations and bytes are the same on every machine.
func BenchmarkServe(b *testing.B) {
	h := handlerOver(generated(b, 1000))
	var found struct {
		Actions struct {
			Edges []struct {
				Cursor string
				Node   struct {
					ID    string
					First struct{ Earliest string }
				}
			}
		}
	}
	after := ""
	for range 3 {
		r := h.Execute(b.Context(), `query($after: String) { actions(first: 200, after: $after) { edges { cursor node { id first { earliest } } } } }`,
			map[string]any{"after": after}, "")
		if err := json.Unmarshal(r.Data, &found); err != nil || r.Errors != nil {
			b.Fatal(err, r.Errors)
		}
		after = found.Actions.Edges[len(found.Actions.Edges)-1].Cursor
	}
	last := found.Actions.Edges[len(found.Actions.Edges)-1]
	all := map[string]any{"id": last.Node.ID, "after": after, "from": last.Node.First.Earliest}
	for _, op := range benched {
		variables := maps.Clone(all)
		maps.DeleteFunc(variables, func(name string, _ any) bool { return !strings.Contains(op.query, "$"+name) })
		if r := h.Execute(b.Context(), op.query, variables, ""); r.Errors != nil {
			b.Fatal(op.name, r.Errors)
		}
		body, err := json.Marshal(map[string]any{"query": op.query, "variables": variables})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(op.name, func(b *testing.B) {
			b.ReportAllocs()
			sent := bytes.NewReader(body)
			r, err := http.NewRequestWithContext(b.Context(), http.MethodPost, "/graphql", io.NopCloser(sent))
			if err != nil {
				b.Fatal(err)
			}
			r.Header.Set("Content-Type", mediaJSON)
			var w sink
			for b.Loop() {
				sent.Reset(body)
				w = sink{header: make(http.Header)}
				h.ServeHTTP(&w, r)
			}
			if w.status != http.StatusOK {
				b.Fatal(w.status)
			}
			b.ReportMetric(float64(w.bytes), "answer-B")
		})
	}
}
