package neo4j

import (
	"context"
	"maps"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// former is what the head holds of that which is changed.
type former struct {
	held     map[timeline.ID]bool      // of the changed records and the ends of changed edges
	postings map[timeline.ID][]posting // of the changed records
	edges    map[edgeKey]bool          // of the changed edges
}

// readFormer reads what the changes replace or end and checks that they fit. Faults are noted in the change.
func (s *Store) readFormer(ctx context.Context, c *change, revision int64) (*former, error) {
	f := &former{
		held:     make(map[timeline.ID]bool),
		postings: make(map[timeline.ID][]posting),
		edges:    make(map[edgeKey]bool),
	}
	// Before the first release there is nothing to be found.
	if revision > 0 {
		q := &inquiry{store: s, ctx: ctx, revision: revision}
		f.readRecords(q, c)
		f.readEnds(q, c)
		f.readEdges(q, c)
		checkNeighbours(q, c)
		checkKeys(q, c)
		if q.err != nil {
			return nil, q.err
		}
	}
	f.check(c)
	return f, nil
}

// inquiry asks statements about many rows, in parts, and keeps the first error.
type inquiry struct {
	store    *Store
	ctx      context.Context
	revision int64
	err      error
}

func (q *inquiry) ask(statement string, in []any, width int, take func(row []any) error) {
	for part := range slices.Chunk(in, rowsAtOnce) {
		if q.err != nil {
			return
		}
		values, err := q.store.read(q.ctx, "reading the former release", statement, map[string]any{"r": q.revision, "rows": part})
		if err != nil {
			q.err = err
			return
		}
		rows, err := rowsOf(values[0], width)
		if err != nil {
			q.err = err
			return
		}
		for _, row := range rows {
			if q.err = take(row); q.err != nil {
				return
			}
		}
	}
}

func (f *former) readRecords(q *inquiry, c *change) {
	q.ask(formerRecords, texts(slices.Sorted(maps.Keys(c.records))), 3, func(row []any) error {
		col := column{row: row}
		id, placesText, facetsText := timeline.ID(col.text(0)), col.text(1), col.text(2)
		if col.err != nil {
			return col.err
		}
		places, facets, err := placesOf(placesText, facetsText)
		if err != nil {
			return err
		}
		f.held[id] = true
		f.postings[id] = postings(id, places, facets)
		return nil
	})
}

// readEnds looks for the ends of edges that are no changed records.
func (f *former) readEnds(q *inquiry, c *change) {
	ends := slices.DeleteFunc(c.ends(), func(id timeline.ID) bool {
		_, changed := c.records[id]
		return changed
	})
	q.ask(formerIDs, texts(ends), 1, func(row []any) error {
		col := column{row: row}
		f.held[timeline.ID(col.text(0))] = true
		return col.err
	})
}

func (f *former) readEdges(q *inquiry, c *change) {
	for rel, keys := range c.edgeKeys(func(edgeKey, *timeline.Edge) bool { return true }) {
		s := c.drawing.byRelation[rel]
		rows := make([]any, len(keys))
		for i, k := range keys {
			rows[i] = s.row(k)
		}
		q.ask(formerEdges(s.Type), rows, 2, func(row []any) error {
			k, err := s.key(row)
			f.edges[k] = true
			return err
		})
	}
}

// row gives the ends of an edge as they are drawn.
func (s stroke) row(k edgeKey) map[string]any {
	if s.Backwards {
		return map[string]any{"start": string(k.to), "end": string(k.from)}
	}
	return map[string]any{"start": string(k.from), "end": string(k.to)}
}

// key reads an edge from the ends of its relationship.
func (s stroke) key(row []any) (edgeKey, error) {
	c := column{row: row}
	k := edgeKey{timeline.ID(c.text(0)), s.Relation, timeline.ID(c.text(1))}
	if s.Backwards {
		k.from, k.to = k.to, k.from
	}
	return k, c.err
}

// checkNeighbours looks for edges that stay at records that are ended.
func checkNeighbours(q *inquiry, c *change) {
	noted := make(map[edgeKey]bool)
	q.ask(formerNeighbours, texts(c.ids(false)), 3, func(row []any) error {
		col := column{row: row}
		s, ours := c.drawing.byType[col.text(0)]
		if col.err != nil || !ours {
			return col.err
		}
		k, err := s.key(row[1:])
		if e, changed := c.edges[k]; (!changed || e != nil) && !noted[k] {
			noted[k] = true
			c.fault("a record is ended, the edge %s is not", k)
		}
		return err
	})
}

// checkKeys looks for two records at one key of an index.
func checkKeys(q *inquiry, c *change) {
	type taken struct {
		id    timeline.ID
		place timeline.Place
	}
	takers := make(map[string]taken)
	for _, id := range c.ids(true) {
		for _, place := range c.records[id].Places {
			takers[leadOf(string(place.Index))+keyAt(place.Key)] = taken{id, place}
		}
	}
	q.ask(formerPostings, texts(slices.Sorted(maps.Keys(takers))), 2, func(row []any) error {
		col := column{row: row}
		t, holder := takers[col.text(0)], timeline.ID(col.text(1))
		if _, changed := c.records[holder]; !changed && holder != t.id {
			c.fault("records %s and %s have the same key %.200q in index %s", holder, t.id, t.place.Key, t.place.Index)
		}
		return col.err
	})
}

// check looks for faults that need no further question.
func (f *former) check(c *change) {
	for _, id := range c.ids(false) {
		if !f.held[id] {
			c.fault("record %s is ended and not held", id)
		}
	}
	for _, keys := range c.edgeKeys(func(edgeKey, *timeline.Edge) bool { return true }) {
		for _, k := range keys {
			if c.edges[k] == nil {
				if !f.edges[k] {
					c.fault("edge %s is ended and not held", k)
				}
				continue
			}
			for _, id := range []timeline.ID{k.from, k.to} {
				if r, changed := c.records[id]; changed && r == nil || !changed && !f.held[id] {
					c.fault("edge %s: there is no record %s", k, id)
				}
			}
		}
	}
	c.checkNewKeys()
}

// checkNewKeys looks for two changed records at one key of an index.
func (c *change) checkNewKeys() {
	type key struct {
		index timeline.Index
		key   string
	}
	takers := make(map[key]timeline.ID)
	for _, id := range c.ids(true) {
		for _, place := range c.records[id].Places {
			k := key{place.Index, place.Key}
			if other, taken := takers[k]; taken && other != id {
				c.fault("records %s and %s have the same key %.200q in index %s", other, id, place.Key, place.Index)
			}
			takers[k] = id
		}
	}
}
