package neo4j

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// write puts the next revision beside the current one. Nothing of it is visible yet. The first transaction notes that
// there is something to undo, the last holds the release: it is there before the head leads to it.
func (a *application) write(ctx context.Context) error {
	return a.lease.writeAll(ctx, a.items(), a.params())
}

func (a *application) items() iter.Seq2[item, error] {
	parts := []iter.Seq2[item, error]{
		rowsFor("beginning to write", beginWriting, []any{true}),
		rowsFor("writing identities", writeIdentities, texts(a.identities())),
		rowsFor("ending former records", closeVersions, texts(a.formerRecords())),
		a.records(),
		a.places(),
		a.edges(),
		a.release(),
	}
	return func(yield func(item, error) bool) {
		for _, part := range parts {
			for it, err := range part {
				if !yield(it, err) {
					return
				}
			}
		}
	}
}

func rowsFor(doing, statement string, rows []any) iter.Seq2[item, error] {
	return func(yield func(item, error) bool) {
		for _, row := range rows {
			if !yield(item{doing, statement, row}, nil) {
				return
			}
		}
	}
}

func (a *application) identities() []timeline.ID {
	ids := make(map[timeline.ID]bool)
	for _, id := range a.change.ends() {
		ids[id] = true
	}
	for _, id := range a.change.ids(true) {
		if a.change.records[id].Kind != timeline.KindClaim {
			ids[id] = true
		}
	}
	return slices.Sorted(maps.Keys(ids))
}

// formerRecords gives the IDs of changed records of which the head holds a version.
func (a *application) formerRecords() []timeline.ID {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(a.change.records)), func(id timeline.ID) bool { return !a.former.held[id] })
}

func (a *application) records() iter.Seq2[item, error] {
	return func(yield func(item, error) bool) {
		for _, id := range a.change.ids(true) {
			row, err := versionRow(a.change.records[id])
			if !yield(item{"writing records", writeVersions, row}, err) {
				return
			}
		}
	}
}

func versionRow(r *timeline.Record) (map[string]any, error) {
	body, err := timeline.EncodeNode(r.Node)
	if err != nil {
		return nil, fmt.Errorf("record %s: %w", r.ID, err)
	}
	places, err := json.Marshal(r.Places)
	if err != nil {
		return nil, fmt.Errorf("record %s: %w", r.ID, err)
	}
	facets, err := json.Marshal(r.Facets)
	if err != nil {
		return nil, fmt.Errorf("record %s: %w", r.ID, err)
	}
	row := map[string]any{
		"id": string(r.ID), "kind": string(r.Kind), "digest": r.Digest,
		"body": string(body), "places": string(places), "facets": string(facets),
	}
	if c, ok := r.Node.(*timeline.Claim); ok {
		row["subject"] = string(c.Subject)
	}
	return row, nil
}

// places gives the postings that are closed, then those that are written.
func (a *application) places() iter.Seq2[item, error] {
	return func(yield func(item, error) bool) {
		for _, closing := range []bool{true, false} {
			for _, id := range slices.Sorted(maps.Keys(a.change.records)) {
				for _, it := range a.repost(id, closing) {
					if !yield(it, nil) {
						return
					}
				}
			}
		}
	}
}

func (a *application) repost(id timeline.ID, closing bool) []item {
	var after []posting
	if r := a.change.records[id]; r != nil {
		after = postings(id, r.Places, r.Facets)
	}
	gone, added := repost(a.former.postings[id], after)
	var items []item
	if closing {
		for _, p := range gone {
			items = append(items, item{"ending former places", closePostings, p.at})
		}
		return items
	}
	for _, p := range added {
		row := map[string]any{"at": p.at, "id": string(p.id), "last": p.last}
		items = append(items, item{"writing places", writePostings, row})
	}
	return items
}

// edges gives for each type the edges that are closed, then those that are written.
func (a *application) edges() iter.Seq2[item, error] {
	gone := a.change.edgeKeys(func(k edgeKey, _ *timeline.Edge) bool { return a.former.edges[k] })
	put := a.change.edgeKeys(func(_ edgeKey, e *timeline.Edge) bool { return e != nil })
	return func(yield func(item, error) bool) {
		for _, s := range a.store.drawing.strokes {
			for _, k := range gone[s.Relation] {
				if !yield(item{"ending former edges", closeEdges(s.Type), s.row(k)}, nil) {
					return
				}
			}
			for _, k := range put[s.Relation] {
				row, err := edgeRow(s, k, a.change.edges[k])
				if !yield(item{"writing edges", writeEdges(s.Type), row}, err) {
					return
				}
			}
		}
	}
}

func edgeRow(s stroke, k edgeKey, e *timeline.Edge) (map[string]any, error) {
	body, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("edge %s: %w", k, err)
	}
	row := s.row(k)
	row["digest"], row["body"] = e.Digest, string(body)
	plainOfEdge(row, e)
	return row, nil
}

func (a *application) release() iter.Seq2[item, error] {
	return func(yield func(item, error) bool) {
		body, err := json.Marshal(a.next)
		row := map[string]any{"number": a.next.Number, "digest": a.next.Digest, "draft": a.next.Draft, "body": string(body)}
		yield(item{"writing the release", writeRelease, row}, err)
	}
}
