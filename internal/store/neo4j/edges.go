package neo4j

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

func (v *view) Edges(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) ([]timeline.Edge, error) {
	q, err := v.edgesQuestion(ids, rels, d)
	if err != nil || q.empty() {
		return nil, cmp.Or(err, ctx.Err())
	}
	rows, err := v.rows(ctx, "reading edges", readEdges(q.forwards, q.backwards, d), map[string]any{"ids": texts(ids)}, 2)
	if err != nil {
		return nil, err
	}
	var out []timeline.Edge
	for _, row := range rows {
		edges, err := rowsOf(row[1], 2)
		if err != nil {
			return nil, err
		}
		if out, err = appendEdges(out, edges); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(out, edgeOrder(q.position, d))
	return out, nil
}

func (v *view) Expand(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) ([]timeline.Edge, []*timeline.Record, error) {
	q, err := v.edgesQuestion(ids, rels, d)
	if err != nil || q.empty() {
		return nil, nil, cmp.Or(err, ctx.Err())
	}
	values, err := v.ask(ctx, "reading neighbours", readExpand(q.forwards, q.backwards, d), map[string]any{"ids": texts(ids)})
	if err != nil {
		return nil, nil, err
	}
	rows, err := rowsOf(values[0], 2)
	if err != nil {
		return nil, nil, err
	}
	edges, err := appendEdges(nil, rows)
	if err != nil {
		return nil, nil, err
	}
	slices.SortFunc(edges, edgeOrder(q.position, d))
	records, err := v.farRecords(timeline.FarEnds(edges, d), values[1])
	return edges, records, err
}

// farRecords reads the records of the IDs from rows, in the order of the IDs.
func (v *view) farRecords(ids []timeline.ID, value any) ([]*timeline.Record, error) {
	rows, err := rowsOf(value, recordWidth)
	if err != nil {
		return nil, err
	}
	found := make(map[timeline.ID]*timeline.Record, len(rows))
	for _, row := range rows {
		r, err := v.store.recordOf(row)
		if err != nil {
			return nil, err
		}
		found[r.ID] = r
	}
	var out []*timeline.Record
	for _, id := range ids {
		r := found[id]
		if r == nil {
			return nil, fmt.Errorf("%w: an edge to %s, which has no record", errForeign, id)
		}
		out = append(out, r)
	}
	return out, nil
}

// edgesQuestion is a checked question for edges.
type edgesQuestion struct {
	position            map[timeline.ID]int
	forwards, backwards []string
}

func (v *view) edgesQuestion(ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) (q edgesQuestion, err error) {
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

func appendEdges(to []timeline.Edge, rows [][]any) ([]timeline.Edge, error) {
	for _, row := range rows {
		e, err := edgeOf(row)
		if err != nil {
			return nil, fmt.Errorf("an edge: %w", err)
		}
		to = append(to, e)
	}
	return to, nil
}

func edgeOf(row []any) (timeline.Edge, error) {
	c := column{row: row}
	var e timeline.Edge
	digest, body := c.text(0), c.text(1)
	if c.err != nil {
		return e, c.err
	}
	if err := json.Unmarshal([]byte(body), &e); err != nil {
		return e, fmt.Errorf("%w: %w", errForeign, err)
	}
	e.Digest = digest
	return e, nil
}

func (v *view) Reach(ctx context.Context, roots []timeline.ID, rels []timeline.Predicate, d timeline.Direction, depth, limit int) ([]timeline.Hop, error) {
	if err := checkDirection(d); err != nil {
		return nil, err
	}
	if depth < 0 || limit < 0 {
		return nil, fmt.Errorf("%w: depth %d, limit %d: neither can be negative", timeline.ErrBadInput, depth, limit)
	}
	forwards, backwards := v.store.drawing.types(rels)
	if len(roots) == 0 || depth == 0 || len(forwards)+len(backwards) == 0 {
		return nil, ctx.Err()
	}
	statement := readReach(forwards, backwards, d, min(depth, math.MaxInt32))
	params := map[string]any{"ids": texts(roots), "n": oneMore(limit)}
	rows, err := v.rows(ctx, "walking", statement, params, 2)
	if err != nil {
		return nil, err
	}
	if len(rows) > limit {
		return nil, fmt.Errorf("more than %d nodes within %d steps: %w", limit, depth, timeline.ErrTooLarge)
	}
	var hops []timeline.Hop
	for _, row := range rows {
		c := column{row: row}
		hops = append(hops, timeline.Hop{ID: timeline.ID(c.text(0)), Depth: int(c.integer(1))})
		if c.err != nil {
			return nil, c.err
		}
	}
	return hops, nil
}

// oneMore than n, to see whether there is more; a limit of a statement.
func oneMore(n int) int64 { return int64(min(n, math.MaxInt32)) + 1 }

func checkDirection(d timeline.Direction) error {
	if d != timeline.Outgoing && d != timeline.Incoming {
		return fmt.Errorf("%w: direction %q", timeline.ErrBadInput, string(d))
	}
	return nil
}
