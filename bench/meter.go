package main

import (
	"context"
	"sync"
	"time"

	"github.com/regline/regline/internal/timeline"
)

// meter counts the calls of a store and the time in which at least one of them ran.
type meter struct {
	mu     sync.Mutex
	calls  map[string]int
	active int
	since  time.Time
	busy   time.Duration
}

// call notes a call until the function that it returns is called.
func (m *meter) call(name string) func() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.calls[name]++
	if m.active == 0 {
		m.since = time.Now()
	}
	m.active++
	return m.end
}

func (m *meter) end() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.active--
	if m.active == 0 {
		m.busy += time.Since(m.since)
	}
}

// take gives the counts and begins anew.
func (m *meter) take() (calls map[string]int, busy time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	calls, busy = m.calls, m.busy
	m.calls, m.busy = make(map[string]int), 0
	return calls, busy
}

// meteredStore is a store with a meter on what requests call.
type meteredStore struct {
	timeline.Store
	meter *meter
}

func (s meteredStore) Open(ctx context.Context, at timeline.KnownAt) (timeline.View, error) {
	defer s.meter.call("Open")()
	v, err := s.Store.Open(ctx, at)
	if err != nil {
		return nil, err
	}
	return meteredView{v, s.meter}, nil
}

type meteredView struct {
	timeline.View
	meter *meter
}

func (v meteredView) Records(ctx context.Context, ids []timeline.ID) ([]*timeline.Record, error) {
	defer v.meter.call("Records")()
	return v.View.Records(ctx, ids)
}

func (v meteredView) Edges(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) ([]timeline.Edge, error) {
	defer v.meter.call("Edges")()
	return v.View.Edges(ctx, ids, rels, d)
}

func (v meteredView) Expand(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) ([]timeline.Edge, []*timeline.Record, error) {
	defer v.meter.call("Expand")()
	return v.View.Expand(ctx, ids, rels, d)
}

func (v meteredView) Surroundings(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) (timeline.Surroundings, error) {
	defer v.meter.call("Surroundings")()
	return v.View.Surroundings(ctx, ids, rels, d)
}

func (v meteredView) Subgraph(ctx context.Context, roots []timeline.ID, rels []timeline.Predicate, d timeline.Direction, depth, limit int) (timeline.Subgraph, error) {
	defer v.meter.call("Subgraph")()
	return v.View.Subgraph(ctx, roots, rels, d, depth, limit)
}

func (v meteredView) Reach(ctx context.Context, roots []timeline.ID, rels []timeline.Predicate, d timeline.Direction, depth, limit int) ([]timeline.Hop, error) {
	defer v.meter.call("Reach")()
	return v.View.Reach(ctx, roots, rels, d, depth, limit)
}

func (v meteredView) Page(ctx context.Context, ix timeline.Index, facets []timeline.Facet, w timeline.Window) (timeline.Page, error) {
	defer v.meter.call("Page")()
	return v.View.Page(ctx, ix, facets, w)
}

func (v meteredView) Count(ctx context.Context, ix timeline.Index, facets []timeline.Facet, r timeline.Range) (int, error) {
	defer v.meter.call("Count")()
	return v.View.Count(ctx, ix, facets, r)
}

func (v meteredView) Claims(ctx context.Context, subjects []timeline.ID) ([]*timeline.Claim, error) {
	defer v.meter.call("Claims")()
	return v.View.Claims(ctx, subjects)
}
