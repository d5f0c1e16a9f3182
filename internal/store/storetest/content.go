package storetest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// T is what the builders need of a test: a [testing.TB] or a rapid.T.
type T interface {
	Helper()
	Fatalf(format string, args ...any)
}

// Node is what a test says of a record.
type Node struct {
	ID     timeline.ID
	Kind   timeline.Kind
	Label  string // in English; empty for none
	Body   string // JSON of the kind's own fields; empty for none
	Places []timeline.Place
	Facets []timeline.Facet
	Since  int
}

// Record makes the sealed record.
func (n Node) Record(t T) *timeline.Record {
	t.Helper()
	node, err := timeline.DecodeNode(n.Kind, []byte(cmp.Or(n.Body, "{}")))
	if err != nil {
		t.Fatalf("record %s: %v", n.ID, err)
	}
	b := node.Base()
	b.ID, b.Kind, b.Since = n.ID, n.Kind, n.Since
	if n.Label != "" {
		b.Labels = map[string]string{"en": n.Label}
	}
	r := &timeline.Record{ID: n.ID, Kind: n.Kind, Places: n.Places, Facets: n.Facets, Node: node}
	if err := r.Seal(); err != nil {
		t.Fatalf("record %s: %v", n.ID, err)
	}
	return r
}

// Claim makes the sealed record of a claim about a subject, with the ID of the number.
func Claim(t T, number int, subject timeline.ID, value string, rank timeline.Rank) *timeline.Record {
	t.Helper()
	c := &timeline.Claim{Subject: subject, Predicate: timeline.Label, Value: value, ClaimKind: timeline.ClaimQuoted, Rank: rank}
	c.ID, c.Kind = ClaimID(number), timeline.KindClaim
	r := &timeline.Record{ID: c.ID, Kind: c.Kind, Node: c}
	if err := r.Seal(); err != nil {
		t.Fatalf("claim %s: %v", c.ID, err)
	}
	return r
}

// ClaimID is the ID of a claim made by [Claim]. Greater numbers have greater IDs.
func ClaimID(number int) timeline.ID { return timeline.ID(fmt.Sprintf("claim:%032x", number)) }

// Edge seals an edge. Sort keys that are not given are the IDs.
func Edge(t T, e timeline.Edge) *timeline.Edge {
	t.Helper()
	e.FromKey, e.ToKey = cmp.Or(e.FromKey, string(e.From)), cmp.Or(e.ToKey, string(e.To))
	if err := e.Seal(); err != nil {
		t.Fatalf("edge %s: %v", e.Mark().Key, err)
	}
	return &e
}

// Content makes a release of the records and edges. Its digest covers them and the number.
func Content(number int, records []*timeline.Record, edges []*timeline.Edge) *timeline.Content {
	c := &timeline.Content{Records: slices.Clone(records), Edges: slices.Clone(edges)}
	slices.SortFunc(c.Records, func(a, b *timeline.Record) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(c.Edges, func(a, b *timeline.Edge) int { return cmp.Compare(a.Mark().Key, b.Mark().Key) })
	h := sha256.New()
	fmt.Fprintln(h, number)
	for _, r := range c.Records {
		fmt.Fprintln(h, r.Mark())
	}
	for _, e := range c.Edges {
		fmt.Fprintln(h, e.Mark())
	}
	c.Release = timeline.Release{
		Number: number, Digest: hex.EncodeToString(h.Sum(nil)), VocabularyVersion: 1, RulesVersion: 1,
		Coverage: timeline.Coverage{Nodes: len(records), Edges: len(edges)},
	}
	return c
}

// Apply applies the content by its difference from the store's own head, as the program does.
func Apply(t T, s timeline.Store, c *timeline.Content) {
	t.Helper()
	if err := s.Apply(context.Background(), c.Release, timeline.Changes(headManifest(t, s), c.Stream().Deltas)); err != nil {
		t.Fatalf("applying release %d: %v", c.Release.Number, err)
	}
}
