package graph

import (
	"context"
	"fmt"
	"iter"
	"sync/atomic"
	"testing"

	"github.com/regline/regline/internal/timeline"
)

// watched is a store whose every read runs a hook first: it counts, or fails.
type watched struct {
	timeline.Store
	before func(operation string) error
}

type watchedView struct {
	timeline.View
	before func(operation string) error
}

func (s watched) Open(ctx context.Context, at timeline.KnownAt) (timeline.View, error) {
	if err := s.before("Open"); err != nil {
		return nil, err
	}
	v, err := s.Store.Open(ctx, at)
	return watchedView{v, s.before}, err
}

func (v watchedView) Records(ctx context.Context, ids []timeline.ID) ([]*timeline.Record, error) {
	if err := v.before("Records"); err != nil {
		return nil, err
	}
	return v.View.Records(ctx, ids)
}

func (v watchedView) Edges(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) ([]timeline.Edge, error) {
	if err := v.before("Edges"); err != nil {
		return nil, err
	}
	return v.View.Edges(ctx, ids, rels, d)
}

func (v watchedView) Expand(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) ([]timeline.Edge, []*timeline.Record, error) {
	if err := v.before("Expand"); err != nil {
		return nil, nil, err
	}
	return v.View.Expand(ctx, ids, rels, d)
}

func (v watchedView) Surroundings(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) (timeline.Surroundings, error) {
	if err := v.before("Surroundings"); err != nil {
		return timeline.Surroundings{}, err
	}
	return v.View.Surroundings(ctx, ids, rels, d)
}

func (v watchedView) Subgraph(ctx context.Context, roots []timeline.ID, rels []timeline.Predicate, d timeline.Direction, depth, limit int) (timeline.Subgraph, error) {
	if err := v.before("Subgraph"); err != nil {
		return timeline.Subgraph{}, err
	}
	return v.View.Subgraph(ctx, roots, rels, d, depth, limit)
}

func (v watchedView) Reach(ctx context.Context, roots []timeline.ID, rels []timeline.Predicate, d timeline.Direction, depth, limit int) ([]timeline.Hop, error) {
	if err := v.before("Reach"); err != nil {
		return nil, err
	}
	return v.View.Reach(ctx, roots, rels, d, depth, limit)
}

func (v watchedView) Page(ctx context.Context, ix timeline.Index, facets []timeline.Facet, w timeline.Window) (timeline.Page, error) {
	if err := v.before("Page"); err != nil {
		return timeline.Page{}, err
	}
	return v.View.Page(ctx, ix, facets, w)
}

func (v watchedView) Count(ctx context.Context, ix timeline.Index, facets []timeline.Facet, r timeline.Range) (int, error) {
	if err := v.before("Count"); err != nil {
		return 0, err
	}
	return v.View.Count(ctx, ix, facets, r)
}

func (v watchedView) Claims(ctx context.Context, subjects []timeline.ID) ([]*timeline.Claim, error) {
	if err := v.before("Claims"); err != nil {
		return nil, err
	}
	return v.View.Claims(ctx, subjects)
}

func (v watchedView) Manifest(ctx context.Context) iter.Seq2[timeline.Mark, error] {
	return v.View.Manifest(ctx)
}

// TestStoreCalls proves that the number of store calls depends on the depth of a query, not on its width.
func TestStoreCalls(t *testing.T) {
	var calls atomic.Int64
	s := watched{newFacts(t, 40).store(1), func(string) error { calls.Add(1); return nil }}
	h := handlerOver(s)
	for name, c := range map[string]struct {
		query string
		most  int64
	}{
		"flat": {`{ actions(last: %d) { nodes { id label } } }`, 2},
		"nested relations": {`{ actions(last: %d) { nodes { relations { nodes { ... on Action { relations { nodes { ... on Action {
			relations { nodes { id } } } } } } } } } } }`, 5},
		"evidence": {`{ actions(last: %d) { edges { node { by { node { label } claims { passage { quotation } source { label } } }
			milestones { when { text } owner { id } facts { claims { source { label publisher } } } } } } } }`, 8},
		"vendors of acts":  {`{ actions(last: %d) { nodes { targets { node { ... on Vendor { affiliates { node { label } } listEntries { list { label } } } } } } } }`, 6},
		"total count once": {`{ actions(last: %d) { totalCount nodes { id } } }`, 3},
	} {
		count := func(n int) int64 {
			calls.Store(0)
			if r := h.Execute(context.Background(), fmt.Sprintf(c.query, n), nil, ""); r.Errors != nil {
				t.Fatalf("%s: %v", name, r.Errors)
			}
			return calls.Load()
		}
		one, many := count(1), count(40)
		if one != many || many > c.most {
			t.Errorf("%s: %d store calls for 1 act, %d for 40, want at most %d for both", name, one, many, c.most)
		}
	}
}
