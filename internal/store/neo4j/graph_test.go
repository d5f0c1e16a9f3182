package neo4j

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

// ask runs any statement, for what a test wants to see of the graph.
func ask(t testing.TB, s *Store, statement string, params map[string]any) [][]any {
	t.Helper()
	ctx := context.Background()
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.config.Database, BookmarkManager: s.bookmarks})
	defer func() { _ = session.Close(ctx) }()
	result, err := session.Run(ctx, statement, params)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	records, err := result.Collect(ctx)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	rows := make([][]any, len(records))
	for i, r := range records {
		rows[i] = r.Values
	}
	return rows
}

// dump writes the whole graph, one line for each node and relationship. Who holds the lease until when is left out, and
// when the head moved.
func dump(t testing.TB, s *Store) []string {
	t.Helper()
	var lines []string
	for _, statement := range []string{
		"MATCH (n) WHERE NOT n:Lock RETURN labels(n), properties(n)",
		"MATCH (n:Lock) RETURN labels(n), n.unfinished",
		"MATCH (a)-[e]->(b) RETURN a.id, type(e), b.id, properties(e)",
	} {
		for _, row := range ask(t, s, statement, nil) {
			if labels, ok := row[0].([]any); ok {
				slices.SortFunc(labels, func(a, b any) int { return slices.Compare([]byte(a.(string)), []byte(b.(string))) })
			}
			if properties, ok := row[len(row)-1].(map[string]any); ok {
				delete(properties, "moved")
			}
			b, err := json.Marshal(row)
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, string(b))
		}
	}
	slices.Sort(lines)
	return lines
}

// marks lists what a view holds.
func marks(t testing.TB, v timeline.View) []timeline.Mark {
	t.Helper()
	var out []timeline.Mark
	for m, err := range v.Manifest(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, m)
	}
	return out
}

// wantMarks lists what a content holds, ordered by key.
func wantMarks(c *timeline.Content) []timeline.Mark {
	var out []timeline.Mark
	for _, r := range c.Records {
		out = append(out, r.Mark())
	}
	for _, e := range c.Edges {
		out = append(out, e.Mark())
	}
	return out
}

// acts makes a release of an agency, n acts of it and a vendor they target, each act with a milestone and a claim.
// Half of them differ by the mark.
func acts(t storetest.T, number, n int, mark string) *timeline.Content {
	t.Helper()
	records := []*timeline.Record{
		storetest.Node{ID: "us-dhs", Kind: timeline.KindAgency, Label: "Department of Homeland Security"}.Record(t),
		storetest.Node{ID: "kaspersky-lab-ao", Kind: timeline.KindVendor, Label: "AO Kaspersky Lab", Body: `{"kind":"ENTITY"}`}.Record(t),
	}
	var edges []*timeline.Edge
	for i := range n {
		label := "same"
		if i%2 == 0 {
			label = mark
		}
		id := timeline.ID(fmt.Sprintf("act-%05d", i))
		records = append(records,
			storetest.Node{
				ID: id, Kind: timeline.KindAction, Label: label, Body: `{"kind":"DIRECTIVE"}`,
				Places: []timeline.Place{{Index: timeline.IndexActions, Key: "2017-09-13|" + string(id)}},
				Facets: []timeline.Facet{{Name: "kind", Value: "DIRECTIVE"}, {Name: "vendor", Value: label}, {Name: "agency", Value: fmt.Sprint(i % 2)}},
			}.Record(t),
			storetest.Node{
				ID: id.With("issued"), Kind: timeline.KindMilestone, Label: label,
				Body: fmt.Sprintf(`{"owner":%q,"role":"issued","when":{"date":"2017-09-13","standing":"ESTABLISHED"}}`, id),
			}.Record(t),
			storetest.Claim(t, i, id, label, timeline.RankNormal))
		edges = append(edges,
			storetest.Edge(t, timeline.Edge{From: id, Rel: timeline.By, To: "us-dhs", Reason: label}),
			storetest.Edge(t, timeline.Edge{From: id, Rel: timeline.Targets, To: "kaspersky-lab-ao"}),
			storetest.Edge(t, timeline.Edge{From: id, Rel: timeline.HasMilestone, To: id.With("issued")}))
		if i > 0 {
			edges = append(edges, storetest.Edge(t, timeline.Edge{From: id, Rel: timeline.IssuedUnder, To: timeline.ID(fmt.Sprintf("act-%05d", i/2))}))
		}
	}
	return storetest.Content(number, records, edges)
}
