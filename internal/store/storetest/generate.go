package storetest

import (
	"fmt"
	"math/bits"

	"github.com/regline/regline/internal/timeline"
	"pgregory.net/rapid"
)

// The world of random releases: few IDs, keys and facets, so that questions meet what is there and what is gone.
const (
	worldNodes  = 9
	worldClaims = 6
)

// worldIDs are all IDs that a random release may hold.
func worldIDs() []timeline.ID {
	var ids []timeline.ID
	for i := range worldNodes {
		ids = append(ids, worldNode(i))
	}
	for i := range worldClaims {
		ids = append(ids, ClaimID(i))
	}
	return ids
}

func worldNode(i int) timeline.ID {
	if i%3 == 2 {
		return timeline.ID(fmt.Sprintf("a-%d#issued", i-1))
	}
	return timeline.ID(fmt.Sprintf("a-%d", i))
}

func worldKind(i int) timeline.Kind {
	return []timeline.Kind{timeline.KindVendor, timeline.KindAction, timeline.KindMilestone}[i%3]
}

func worldFacets() []timeline.Facet {
	return []timeline.Facet{
		{Name: "kind", Value: "1"}, {Name: "kind", Value: "2"}, {Name: "jurisdiction", Value: "1"},
		{Name: "jurisdiction", Value: "it's \"b\" \\"}, {Name: "term", Value: "1"}, {Name: "node", Value: "1"},
	}
}

// worldPrefixes begin keys; the ID that follows makes them unique.
func worldPrefixes() []string { return []string{"", "2020|", "Z|", "z|"} }

// upTo draws each of 0 to n about as often as any other. Rapid's own ranges and samples prefer the first few by far: a
// world made by them is almost empty, and most questions about it have no answer.
func upTo(t *rapid.T, n int, label string) int {
	return rapid.Custom(func(t *rapid.T) int {
		drawn := 0
		for range bits.Len(uint(n)) + 2 {
			drawn *= 2
			if rapid.Bool().Draw(t, "bit") {
				drawn++
			}
		}
		return drawn % (n + 1)
	}).Draw(t, label)
}

// one draws one of the values, each as often as any other.
func one[V any](t *rapid.T, values []V, label string) V {
	return values[upTo(t, len(values)-1, label)]
}

// some draws up to n of the values, with repetition.
func some[V any](t *rapid.T, values []V, n int, label string) []V {
	out := make([]V, upTo(t, n, label))
	for i := range out {
		out[i] = one(t, values, label)
	}
	return out
}

// drawContent draws a release of the world. A node may be absent, or present in one of a few versions, so releases
// that follow each other change some, end some, bring some back and leave some.
func drawContent(t *rapid.T, number int) *timeline.Content {
	var records []*timeline.Record
	var held []timeline.ID
	for i := range worldNodes {
		if upTo(t, 6, "present") > 0 {
			r := drawNode(t, i)
			records, held = append(records, r), append(held, r.ID)
		}
	}
	for i := range worldClaims {
		if rapid.Bool().Draw(t, "claimed") {
			subject := one(t, worldIDs()[:3], "subject")
			rank := one(t, []timeline.Rank{timeline.RankPreferred, timeline.RankDeprecated}, "rank")
			records, held = append(records, Claim(t, i, subject, "v", rank)), append(held, ClaimID(i))
		}
	}
	c := Content(number, records, drawEdges(t, held))
	c.Release.Draft = upTo(t, 3, "draft") == 0
	return c
}

func drawNode(t *rapid.T, i int) *timeline.Record {
	n := Node{ID: worldNode(i), Kind: worldKind(i), Label: one(t, []string{"x", "y"}, "label")}
	if n.Kind == timeline.KindMilestone {
		n.Body = `{"when":{"date":"2020-01","standing":"ESTABLISHED"}}`
	}
	n.Facets = some(t, worldFacets(), 5, "facets")
	prefix, last := worldPrefixes()[i%4], "2020-01-31"
	moved := upTo(t, 2, "moved") == 0
	for _, ix := range testIndexes() {
		if moved {
			prefix = one(t, append(worldPrefixes(), "none"), "key")
			last = one(t, []string{"", "2020-01-31", "9999-12-31"}, "last")
		}
		if prefix != "none" {
			n.Places = append(n.Places, timeline.Place{Index: ix, Key: prefix + string(n.ID), Last: last})
		}
	}
	return n.Record(t)
}

func drawEdges(t *rapid.T, held []timeline.ID) []*timeline.Edge {
	if len(held) == 0 {
		return nil
	}
	var edges []*timeline.Edge
	seen := make(map[string]bool)
	for range upTo(t, 40, "edges") {
		e := Edge(t, timeline.Edge{
			From:     one(t, held, "from"),
			Rel:      one(t, testRelations(), "relation"),
			To:       one(t, held, "to"),
			FromKey:  one(t, worldPrefixes(), "from key"),
			ToKey:    one(t, worldPrefixes(), "to key"),
			Inferred: rapid.Bool().Draw(t, "inferred"),
		})
		if k := e.Mark().Key; !seen[k] {
			seen[k] = true
			edges = append(edges, e)
		}
	}
	return edges
}

// drawDelta draws a change that may or may not fit the release held.
func drawDelta(t *rapid.T) timeline.Delta {
	ids := worldIDs()[:worldNodes]
	id, to := one(t, ids, "id"), one(t, ids, "to")
	e := Edge(t, timeline.Edge{From: id, Rel: timeline.PartOf, To: to})
	switch upTo(t, 3, "change") {
	case 0:
		return timeline.Delta{Edge: e}
	case 1:
		return ended(e.Mark())
	case 2:
		return ended(timeline.Mark{Key: "n|" + string(id)})
	}
	return timeline.Delta{Record: Node{ID: id, Kind: timeline.KindAction, Label: "z"}.Record(t)}
}
