package neo4j

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

func (v *view) Edges(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) ([]timeline.Edge, error) {
	q, err := v.edgesQuestion(ids, rels, d)
	if err != nil || q.empty() {
		return nil, cmp.Or(err, ctx.Err())
	}
	return answer(ctx, v, "reading edges", readEdges(q.forwards, q.backwards, d), map[string]any{"ids": texts(ids)},
		func(values []any) ([]timeline.Edge, error) {
			edges, err := v.edgesOfNodes(values[0])
			slices.SortFunc(edges, edgeOrder(q.position, d))
			return edges, err
		}, slices.Clone)
}

func (v *view) Expand(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) ([]timeline.Edge, []*timeline.Record, error) {
	q, err := v.edgesQuestion(ids, rels, d)
	if err != nil || q.empty() {
		return nil, nil, cmp.Or(err, ctx.Err())
	}
	x, err := v.expand(ctx, q, ids, false)
	if err != nil {
		return nil, nil, err
	}
	far, err := x.records.all(timeline.FarEnds(x.edges, d))
	return x.edges, far, err
}

func (v *view) Surroundings(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) (sur timeline.Surroundings, err error) {
	q, err := v.edgesQuestion(ids, rels, d)
	if err != nil {
		return sur, err
	}
	if q.empty() {
		sur.Records, err = v.Records(ctx, ids)
		return sur, err
	}
	x, err := v.expand(ctx, q, ids, true)
	if err != nil {
		return sur, err
	}
	if sur.Far, err = x.records.all(timeline.FarEnds(x.edges, d)); err != nil {
		return sur, err
	}
	sur.Edges = x.edges
	sur.Records, err = x.records.some(ids)
	return sur, err
}

// expansion is the edges of some nodes with the records of their ends.
type expansion struct {
	edges   []timeline.Edge
	records foundRecords
}

// expand reads the edges with the records at their other ends and, with near, those of the IDs.
func (v *view) expand(ctx context.Context, q edgesQuestion, ids []timeline.ID, near bool) (expansion, error) {
	statement := readExpand(q.forwards, q.backwards, q.direction, near)
	decode := func(values []any) (x expansion, err error) {
		rows, err := rowsOf(values[0], 2)
		if err != nil {
			return x, err
		}
		if x.edges, err = v.appendEdges(nil, rows); err != nil {
			return x, err
		}
		slices.SortFunc(x.edges, edgeOrder(q.position, q.direction))
		x.records, err = v.recordsByID(values[1])
		return x, err
	}
	copied := func(x expansion) expansion { return expansion{slices.Clone(x.edges), x.records} }
	return answer(ctx, v, "reading neighbours", statement, map[string]any{"ids": texts(ids)}, decode, copied)
}

// edgesQuestion is a checked question for edges.
type edgesQuestion struct {
	position            map[timeline.ID]int
	direction           timeline.Direction
	forwards, backwards []string
}

func (v *view) edgesQuestion(ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) (q edgesQuestion, err error) {
	q.direction = d
	if q.position, err = positions(ids); err == nil {
		err = checkDirection(d)
	}
	q.forwards, q.backwards = v.store.drawing.types(rels)
	return q, err
}

// empty says that the answer is, whatever the database holds.
func (q edgesQuestion) empty() bool {
	return len(q.position) == 0 || len(q.forwards)+len(q.backwards) == 0
}

// edgeOrder compares edges by the position of the ID asked for, the sort key of the other end, the relation, and the
// other end's ID.
func edgeOrder(position map[timeline.ID]int, d timeline.Direction) func(a, b timeline.Edge) int {
	if d == timeline.Outgoing {
		return func(a, b timeline.Edge) int {
			return cmp.Or(cmp.Compare(position[a.From], position[b.From]), cmp.Compare(a.ToKey, b.ToKey),
				cmp.Compare(a.Rel, b.Rel), cmp.Compare(a.To, b.To))
		}
	}
	return func(a, b timeline.Edge) int {
		return cmp.Or(cmp.Compare(position[a.To], position[b.To]), cmp.Compare(a.FromKey, b.FromKey),
			cmp.Compare(a.Rel, b.Rel), cmp.Compare(a.From, b.From))
	}
}

func checkDirection(d timeline.Direction) error {
	if d != timeline.Outgoing && d != timeline.Incoming {
		return fmt.Errorf("%w: direction %q", timeline.ErrBadInput, string(d))
	}
	return nil
}

func (v *view) appendEdges(to []timeline.Edge, rows [][]any) ([]timeline.Edge, error) {
	for _, row := range rows {
		c := column{row: row}
		texts := edgeTexts{c.text(0), c.text(1)}
		if c.err != nil {
			return nil, c.err
		}
		e, err := v.store.edges.of(texts)
		if err != nil {
			return nil, err
		}
		to = append(to, e)
	}
	return to, nil
}

// edgesOfNodes reads the lists of edges of several nodes.
func (v *view) edgesOfNodes(value any) ([]timeline.Edge, error) {
	lists, ok := value.([]any)
	if !ok {
		return nil, fmt.Errorf("%w: %T for lists of edges", errForeign, value)
	}
	var out []timeline.Edge
	for _, list := range lists {
		rows, err := rowsOf(list, 2)
		if err != nil {
			return nil, fmt.Errorf("edges: %w", err)
		}
		if out, err = v.appendEdges(out, rows); err != nil {
			return nil, err
		}
	}
	return out, nil
}
