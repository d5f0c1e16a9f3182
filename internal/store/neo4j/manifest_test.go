package neo4j

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

// Releases of many batches are written whole, and listed in several parts in one order.
func TestManyParts(t *testing.T) {
	s := empty(t)
	const n = 1 + recordsAtOnce/3
	for number, mark := range []string{"one", "two"} {
		c := acts(t, number+1, n, mark)
		if len(c.Records) <= recordsAtOnce || len(c.Records) <= 2*nodesAtOnce {
			t.Fatalf("%d records are read in one part", len(c.Records))
		}
		storetest.Apply(t, s, c)
		if diff := cmp.Diff(wantMarks(c), marks(t, headView(t, s))); diff != "" {
			t.Fatalf("release %d:\n%.2000s", number+1, diff)
		}
	}
	v := headView(t, s)
	got, err := v.Count(context.Background(), timeline.IndexActions, []timeline.Facet{{Name: "vendor", Value: "two"}}, timeline.Range{})
	if err != nil || got != (n+1)/2 {
		t.Errorf("%d acts are found by the new mark (%v), want %d", got, err, (n+1)/2)
	}
}

// IDs of which one begins the other stand in the order of their keys, which is not that of the IDs.
func TestManifestOrder(t *testing.T) {
	s := empty(t)
	ids := []timeline.ID{"a", "a#issued", "a-b", "a-b-c", "a1", "ab"}
	var records []*timeline.Record
	var edges []*timeline.Edge
	for i, id := range ids {
		records = append(records, storetest.Node{ID: id, Kind: timeline.KindVendor}.Record(t))
		for _, rel := range []timeline.Predicate{timeline.By, timeline.Targets, timeline.PartOf} {
			edges = append(edges, storetest.Edge(t, timeline.Edge{From: id, Rel: rel, To: ids[(i+1)%len(ids)]}),
				storetest.Edge(t, timeline.Edge{From: id, Rel: rel, To: id}))
		}
	}
	c := storetest.Content(1, records, edges)
	storetest.Apply(t, s, c)
	if diff := cmp.Diff(wantMarks(c), marks(t, headView(t, s))); diff != "" {
		t.Error(diff)
	}
}

// A reader that wants no more ends the reading, and the error of a part ends the list.
func TestManifestEnds(t *testing.T) {
	s := empty(t)
	storetest.Apply(t, s, acts(t, 1, 2, "one"))
	v := headView(t, s)
	all := len(marks(t, v))
	for stop := 1; stop <= all; stop++ {
		n := 0
		for range v.Manifest(context.Background()) {
			if n++; n == stop {
				break
			}
		}
		if n != stop {
			t.Errorf("stopped at %d, want %d", n, stop)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	n := 0
	for _, err := range v.Manifest(ctx) {
		if n++; !errors.Is(err, context.Canceled) {
			t.Errorf("mark %d: %v", n, err)
		}
	}
	if n != 1 {
		t.Error(fmt.Sprint(n, " marks after the context ended, want its error alone"))
	}
}
