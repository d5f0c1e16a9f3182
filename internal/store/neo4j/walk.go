package neo4j

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

func (v *view) Reach(ctx context.Context, roots []timeline.ID, rels []timeline.Predicate, d timeline.Direction, depth, limit int) ([]timeline.Hop, error) {
	if err := cmp.Or(checkDirection(d), checkWalk(depth, limit)); err != nil {
		return nil, err
	}
	forwards, backwards := v.store.drawing.types(rels)
	if len(roots) == 0 || depth == 0 || len(forwards)+len(backwards) == 0 {
		return nil, ctx.Err()
	}
	statement := readReach(forwards, backwards, d, min(depth, math.MaxInt32))
	return answer(ctx, v, walking, statement, walkParams(roots, limit), func(values []any) ([]timeline.Hop, error) {
		return hopsOf(values[0], depth, limit)
	}, slices.Clone)
}

func (v *view) Subgraph(ctx context.Context, roots []timeline.ID, rels []timeline.Predicate, d timeline.Direction, depth, limit int) (timeline.Subgraph, error) {
	q, err := v.edgesQuestion(roots, rels, d)
	if err = cmp.Or(err, checkWalk(depth, limit)); err != nil {
		return timeline.Subgraph{}, err
	}
	if q.empty() || depth == 0 {
		return v.rootsAlone(ctx, roots, rels, d)
	}
	statement := readSubgraph(q.forwards, q.backwards, d, min(depth, math.MaxInt32))
	return answer(ctx, v, walking, statement, walkParams(roots, limit), func(values []any) (timeline.Subgraph, error) {
		return v.subgraphOf(values, roots, d, depth, limit)
	}, func(sub timeline.Subgraph) timeline.Subgraph {
		return timeline.Subgraph{Hops: slices.Clone(sub.Hops), Records: slices.Clone(sub.Records), Edges: slices.Clone(sub.Edges)}
	})
}

func (v *view) subgraphOf(values []any, roots []timeline.ID, d timeline.Direction, depth, limit int) (sub timeline.Subgraph, err error) {
	if sub.Hops, err = hopsOf(values[0], depth, limit); err != nil {
		return sub, err
	}
	found, err := v.recordsByID(values[1])
	if err != nil {
		return sub, err
	}
	ids := timeline.Walked(roots, sub.Hops)
	if sub.Records, err = found.some(ids); err != nil {
		return sub, err
	}
	edges, err := v.edgesOfNodes(values[2])
	if err != nil {
		return sub, err
	}
	sub.Edges = timeline.Among(ids, edges)
	position, err := positions(ids)
	slices.SortFunc(sub.Edges, edgeOrder(position, d))
	return sub, err
}

// rootsAlone is a subgraph without a step.
func (v *view) rootsAlone(ctx context.Context, roots []timeline.ID, rels []timeline.Predicate, d timeline.Direction) (timeline.Subgraph, error) {
	records, err := v.Records(ctx, roots)
	if err != nil {
		return timeline.Subgraph{}, err
	}
	edges, err := v.Edges(ctx, roots, rels, d)
	if err != nil {
		return timeline.Subgraph{}, err
	}
	return timeline.Subgraph{Records: records, Edges: timeline.Among(roots, edges)}, nil
}

// walking is what a walk does, for its errors.
const walking = "walking"

func walkParams(roots []timeline.ID, limit int) map[string]any {
	return map[string]any{"ids": texts(roots), "n": oneMore(limit)}
}

func checkWalk(depth, limit int) error {
	if depth < 0 || limit < 0 {
		return fmt.Errorf("%w: depth %d, limit %d: neither can be negative", timeline.ErrBadInput, depth, limit)
	}
	return nil
}

// hopsOf reads rows of IDs with their distance. More than the limit are ErrTooLarge.
func hopsOf(value any, depth, limit int) ([]timeline.Hop, error) {
	rows, err := rowsOf(value, 2)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", walking, err)
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
