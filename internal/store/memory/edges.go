package memory

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

func (s *snapshot) Edges(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) ([]timeline.Edge, error) {
	side, err := s.side(d)
	if err = errorOr(ctx, cmp.Or(err, repeated(ids))); err != nil {
		return nil, err
	}
	var out []timeline.Edge
	for _, id := range ids {
		for _, e := range side.get(id) {
			if slices.Contains(rels, e.Rel) {
				out = append(out, *e)
			}
		}
	}
	return out, nil
}

func (s *snapshot) Expand(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) ([]timeline.Edge, []*timeline.Record, error) {
	edges, err := s.Edges(ctx, ids, rels, d)
	if err != nil {
		return nil, nil, err
	}
	var records []*timeline.Record
	for _, id := range timeline.FarEnds(edges, d) {
		records = append(records, s.records.get(id))
	}
	return edges, records, nil
}

func (s *snapshot) Surroundings(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) (timeline.Surroundings, error) {
	var sur timeline.Surroundings
	var err error
	if sur.Edges, sur.Far, err = s.Expand(ctx, ids, rels, d); err != nil {
		return timeline.Surroundings{}, err
	}
	sur.Records, err = s.Records(ctx, ids)
	return sur, err
}

func (s *snapshot) Subgraph(ctx context.Context, roots []timeline.ID, rels []timeline.Predicate, d timeline.Direction, depth, limit int) (timeline.Subgraph, error) {
	if err := repeated(roots); err != nil {
		return timeline.Subgraph{}, err
	}
	hops, err := s.Reach(ctx, roots, rels, d, depth, limit)
	if err != nil {
		return timeline.Subgraph{}, err
	}
	ids := timeline.Walked(roots, hops)
	records, err := s.Records(ctx, ids)
	if err != nil {
		return timeline.Subgraph{}, err
	}
	edges, err := s.Edges(ctx, ids, rels, d)
	if err != nil {
		return timeline.Subgraph{}, err
	}
	return timeline.Subgraph{Hops: hops, Records: records, Edges: timeline.Among(ids, edges)}, nil
}

// Reach walks breadth first, so the first visit of a node is at its least distance.
func (s *snapshot) Reach(ctx context.Context, roots []timeline.ID, rels []timeline.Predicate, d timeline.Direction, depth, limit int) ([]timeline.Hop, error) {
	side, err := s.side(d)
	if err == nil && (depth < 0 || limit < 0) {
		err = fmt.Errorf("%w: depth %d, limit %d: neither can be negative", timeline.ErrBadInput, depth, limit)
	}
	if err = errorOr(ctx, err); err != nil {
		return nil, err
	}
	seen := make(map[timeline.ID]bool, len(roots))
	for _, id := range roots {
		seen[id] = true
	}
	var hops []timeline.Hop
	level := roots
	for step := 1; step <= depth && len(level) > 0; step++ {
		var next []timeline.ID
		for _, id := range level {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			for _, e := range side.get(id) {
				far := otherEnd(e, d)
				if seen[far] || !slices.Contains(rels, e.Rel) {
					continue
				}
				if len(hops)+len(next) == limit {
					return nil, fmt.Errorf("more than %d nodes within %d steps: %w", limit, depth, timeline.ErrTooLarge)
				}
				seen[far] = true
				next = append(next, far)
			}
		}
		slices.Sort(next)
		for _, id := range next {
			hops = append(hops, timeline.Hop{ID: id, Depth: step})
		}
		level = next
	}
	return hops, nil
}

func (s *snapshot) side(d timeline.Direction) (*table[timeline.ID, []*timeline.Edge], error) {
	switch d {
	case timeline.Outgoing:
		return s.outgoing, nil
	case timeline.Incoming:
		return s.incoming, nil
	}
	return nil, fmt.Errorf("%w: direction %q", timeline.ErrBadInput, string(d))
}

func otherEnd(e *timeline.Edge, d timeline.Direction) timeline.ID {
	if d == timeline.Outgoing {
		return e.To
	}
	return e.From
}

// edgeOrder compares edges of one node by the sort key of the other end, then relation, then the other end's ID.
func edgeOrder(d timeline.Direction) func(a, b *timeline.Edge) int {
	key := func(e *timeline.Edge) string {
		if d == timeline.Outgoing {
			return e.ToKey
		}
		return e.FromKey
	}
	return func(a, b *timeline.Edge) int {
		return cmp.Or(
			strings.Compare(key(a), key(b)),
			cmp.Compare(a.Rel, b.Rel),
			cmp.Compare(otherEnd(a, d), otherEnd(b, d)),
		)
	}
}
