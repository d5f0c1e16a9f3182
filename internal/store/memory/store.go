// Package memory is the store that holds every release in the process. It is the default, and the measure for all
// other stores.
//
// A release is a snapshot that never changes once published. One atomic pointer leads to all snapshots, so readers
// take no lock and Apply makes a release visible in one step. A snapshot shares with the one before it every record
// and every list that did not change.
package memory

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"sync"
	"sync/atomic"

	"github.com/regline/regline/internal/timeline"
)

// Store implements [timeline.Store]. Records given to Apply are kept as they are and given out to all readers: neither
// side may change them.
type Store struct {
	applying sync.Mutex // one Apply at a time; readers never take it
	state    atomic.Pointer[state]
}

var _ timeline.Store = (*Store)(nil)

// state is everything that Open can find at one moment.
type state struct {
	head     *snapshot
	releases map[int]*snapshot
}

// New makes a store without a release.
func New() *Store {
	s := new(Store)
	s.state.Store(&state{head: emptySnapshot()})
	return s
}

// Open pins a release. The error wraps [timeline.ErrNoRelease] where the store does not hold it.
func (s *Store) Open(ctx context.Context, at timeline.KnownAt) (timeline.View, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	now := s.state.Load()
	number := at.Release
	if number == 0 {
		number = now.head.release.Number
	}
	snap, ok := now.releases[number]
	if !ok {
		return nil, fmt.Errorf("release %d: %w", at.Release, timeline.ErrNoRelease)
	}
	return snap, nil
}

// Apply builds the snapshot of next from the head and publishes it. The error wraps [timeline.ErrStaleRelease] where
// next does not follow the head, [timeline.ErrBadDelta] where the changes do not fit, the error of changes, or that of
// the context; then nothing has changed.
func (s *Store) Apply(ctx context.Context, next timeline.Release, changes iter.Seq2[timeline.Delta, error]) error {
	s.applying.Lock()
	defer s.applying.Unlock()
	now := s.state.Load()
	head := now.head.release
	if head.Number > 0 && head.Same(next) {
		return ctx.Err()
	}
	if !next.MayFollow(head) {
		return fmt.Errorf("release %d after release %d: %w", next.Number, head.Number, timeline.ErrStaleRelease)
	}
	snap, err := now.head.next(ctx, next, changes)
	if err != nil {
		return fmt.Errorf("release %d: %w", next.Number, err)
	}
	releases := maps.Clone(now.releases)
	if releases == nil {
		releases = make(map[int]*snapshot)
	}
	releases[next.Number] = snap
	s.state.Store(&state{head: snap, releases: releases})
	return nil
}

// Close has nothing to end. Views stay usable.
func (s *Store) Close() error { return nil }
