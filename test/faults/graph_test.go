package faults

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"testing"
)

// graph is what a database holds at its head, each part as the number of its rows and a sum of their hashes. Numbers of
// revisions are no part of it: they count the loads before.
type graph map[string]part

type part struct {
	rows int
	sum  [sha256.Size]byte
}

func (p *part) add(t testing.TB, row []any) {
	t.Helper()
	b, err := json.Marshal(row)
	if err != nil {
		t.Fatal(err)
	}
	p.rows++
	for i, x := range sha256.Sum256(b) {
		p.sum[i] ^= x
	}
}

// parts are statements over what is current. Identities that the head holds no more stay, bare.
var parts = map[string]string{
	"versions and postings": "MATCH (n) WHERE n.since <= $r AND $r < n.until RETURN labels(n), properties(n)",
	"relationships":         "MATCH (a)-[e]->(b) WHERE e.since <= $r AND $r < e.until RETURN a.id, type(e), b.id, properties(e)",
	"identities":            "MATCH (n:Node) WHERE size(labels(n)) > 1 RETURN labels(n), properties(n)",
	"release":               "MATCH (n:Release {revision: $r}) RETURN labels(n), properties(n)",
}

// remains are statements that count what an interrupted load left behind, or what no version holds any more.
var remains = map[string]string{
	"nodes beyond the head":         "MATCH (n) WHERE NOT n:Lock AND (n.since > $r OR n.revision > $r) RETURN count(n), collect(labels(n)), collect(properties(n))[0..3]",
	"nodes ended beyond":            "MATCH (n) WHERE $r < n.until AND n.until < $open RETURN count(n)",
	"relationships beyond the head": "MATCH ()-[e]->() WHERE e.since > $r OR ($r < e.until AND e.until < $open) RETURN count(e)",
	"unfinished loads":              "MATCH (l:Lock) WHERE l.unfinished RETURN count(l)",
	"what is still to be shown":     "MATCH (n:Pending) RETURN count(n)",
	"heads not shown":               "MATCH (h:Head) WHERE h.shown <> h.revision RETURN count(h)",
	"identities of nothing":         "MATCH (n:Node) WHERE NOT (n)--() AND NOT EXISTS { MATCH (v:Version {id: n.id}) } RETURN count(n)",
}

// passing are properties that count revisions, or tell when one became current.
var passing = []string{"since", "until", "revision", "kept", "moved"}

// since is the release that brought a record or edge. What a draft lacks that was replaced counts as brought by the
// next draft, though the release before them holds it.
var since = regexp.MustCompile(`,"since":\d+`)

// graph reads what the database holds at its head. What does not belong there fails the test.
func (d *database) graph(ctx context.Context, t testing.TB) graph {
	t.Helper()
	revision, _ := d.head(ctx, t)
	params := map[string]any{"r": revision, "open": int64(math.MaxInt64)}
	for what, statement := range remains {
		d.ask(ctx, t, statement, params, func(values []any) {
			if values[0] != int64(0) {
				t.Errorf("%s: %v", what, values)
			}
		})
	}
	g := make(graph)
	for name, statement := range parts {
		var p part
		d.ask(ctx, t, statement, params, func(values []any) {
			for _, v := range values {
				switch v := v.(type) {
				case []any:
					slices.SortFunc(v, func(a, b any) int { return slices.Compare([]byte(a.(string)), []byte(b.(string))) })
				case map[string]any:
					for _, name := range passing {
						delete(v, name)
					}
					if body, held := v["body"].(string); held {
						v["body"] = since.ReplaceAllString(body, "")
					}
				}
			}
			p.add(t, values)
		})
		g[name] = p
	}
	return g
}

// compare says what differs.
func (g graph) compare(t testing.TB, what string, want graph) {
	t.Helper()
	for name, p := range g {
		if p != want[name] {
			t.Errorf("%s: %s: %d rows, sum %.4x, after a clean load %d, sum %.4x", what, name, p.rows, p.sum, want[name].rows, want[name].sum)
		}
	}
}

func (g graph) String() string {
	rows := 0
	for _, p := range g {
		rows += p.rows
	}
	return fmt.Sprintf("%d nodes and relationships", rows)
}
