package neo4j

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// Sizes of the parts in which a manifest is read.
const (
	nodesAtOnce   = 1000
	recordsAtOnce = 5000
)

// Manifest reads in parts, each by a statement of its own: a stream that its reader is slow to take holds neither a
// connection nor a transaction.
func (v *view) Manifest(ctx context.Context) iter.Seq2[timeline.Mark, error] {
	return func(yield func(timeline.Mark, error) bool) {
		if v.recordMarks(ctx, yield) {
			v.edgeMarks(ctx, yield)
		}
	}
}

// recordMarks is false when the reader wants no more.
func (v *view) recordMarks(ctx context.Context, yield func(timeline.Mark, error) bool) bool {
	after := ""
	for {
		rows, err := v.rows(ctx, "listing records", readRecordMarks, map[string]any{"after": after, "n": recordsAtOnce}, 2)
		if err != nil {
			yield(timeline.Mark{}, err)
			return false
		}
		for _, row := range rows {
			c := column{row: row}
			r := timeline.Record{ID: timeline.ID(c.text(0)), Digest: c.text(1)}
			if !yield(r.Mark(), c.err) || c.err != nil {
				return false
			}
			after = string(r.ID)
		}
		if len(rows) < recordsAtOnce {
			return true
		}
	}
}

func (v *view) edgeMarks(ctx context.Context, yield func(timeline.Mark, error) bool) {
	statement := readEdgeMarks(v.store.drawing.all())
	after := ""
	for {
		rows, err := v.rows(ctx, "listing edges", statement, map[string]any{"after": after, "n": nodesAtOnce}, 3)
		if err != nil {
			yield(timeline.Mark{}, err)
			return
		}
		for _, row := range rows {
			marks, err := v.marksOf(row)
			if err != nil {
				yield(timeline.Mark{}, err)
				return
			}
			for _, m := range marks {
				if !yield(m, nil) {
					return
				}
			}
			after, _ = row[0].(string)
		}
		if len(rows) < nodesAtOnce {
			return
		}
	}
}

// marksOf gives the marks of the edges that leave one node, ordered.
func (v *view) marksOf(row []any) ([]timeline.Mark, error) {
	from := column{row: row}
	id := timeline.ID(from.text(1))
	edges, err := rowsOf(row[2], 3)
	if from.err != nil || err != nil {
		return nil, cmp.Or(from.err, err)
	}
	marks := make([]timeline.Mark, len(edges))
	for i, values := range edges {
		c := column{row: values}
		e := timeline.Edge{From: id, Rel: v.store.drawing.byType[c.text(0)].Relation, To: timeline.ID(c.text(1)), Digest: c.text(2)}
		if c.err != nil {
			return nil, c.err
		}
		marks[i] = e.Mark()
	}
	slices.SortFunc(marks, func(a, b timeline.Mark) int { return strings.Compare(a.Key, b.Key) })
	return marks, nil
}
