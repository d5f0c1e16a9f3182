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
	values, err := v.ask(ctx, "reading edges", readEdges(q.forwards, q.backwards, d), map[string]any{"ids": texts(ids)})
	if err != nil {
		return nil, err
	}
	edges, err := v.edgesOfNodes(values[0])
	slices.SortFunc(edges, edgeOrder(q.position, d))
	return edges, err
}

func (v *view) Expand(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) ([]timeline.Edge, []*timeline.Record, error) {
	q, err := v.edgesQuestion(ids, rels, d)
	if err != nil || q.empty() {
		return nil, nil, cmp.Or(err, ctx.Err())
	}
	sur, err := v.expand(ctx, q, ids, false)
	return sur.Edges, sur.Far, err
}

func (v *view) Surroundings(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) (timeline.Surroundings, error) {
	q, err := v.edgesQuestion(ids, rels, d)
	if err != nil {
		return timeline.Surroundings{}, err
	}
	if q.empty() {
		records, err := v.Records(ctx, ids)
		return timeline.Surroundings{Records: records}, err
	}
	return v.expand(ctx, q, ids, true)
}

// expand reads the edges with the records at their other ends and, with near, those of the IDs.
func (v *view) expand(ctx context.Context, q edgesQuestion, ids []timeline.ID, near bool) (sur timeline.Surroundings, err error) {
	values, err := v.ask(ctx, "reading neighbours", readExpand(q.forwards, q.backwards, q.direction, near), map[string]any{"ids": texts(ids)})
	if err != nil {
		return sur, err
	}
	rows, err := rowsOf(values[0], 2)
	if err != nil {
		return sur, err
	}
	if sur.Edges, err = v.appendEdges(nil, rows); err != nil {
		return timeline.Surroundings{}, err
	}
	slices.SortFunc(sur.Edges, edgeOrder(q.position, q.direction))
	found, err := v.recordsByID(values[1])
	if err != nil {
		return timeline.Surroundings{}, err
	}
	if sur.Far, err = found.all(timeline.FarEnds(sur.Edges, q.direction)); err != nil || !near {
		return sur, err
	}
	sur.Records, err = found.some(ids)
	return sur, err
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
		e, err := v.store.edges.get(texts)
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
