package neo4j

import (
	"context"
	"sync"
	"time"
)

// gathering answers calls that come together by one reading. A call that comes while a reading is under way waits for
// the next one, which begins after the call did: what it is given was read within its own time.
type gathering[T any] struct {
	read func(context.Context) (T, error)
	// patience is how long a call waits before it reads for itself: no reading that hangs holds up the others.
	patience time.Duration

	mu      sync.Mutex
	running bool
	next    *round[T] // nil: nobody waits for one
}

// round is complete when done is closed.
type round[T any] struct {
	done  chan struct{}
	value T
	err   error
}

func (g *gathering[T]) get(ctx context.Context) (T, error) {
	r := g.join()
	if r == nil {
		defer g.goOn()
		return g.read(ctx)
	}
	timer := time.NewTimer(g.patience)
	defer timer.Stop()
	select {
	case <-r.done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	case <-timer.C:
		return g.read(ctx)
	}
}

// join gives the reading that begins next, nil to a call that is to read because nobody does.
func (g *gathering[T]) join() *round[T] {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.running {
		g.running = true
		return nil
	}
	if g.next == nil {
		g.next = &round[T]{done: make(chan struct{})}
	}
	return g.next
}

// goOn reads for those who wait, without holding up the one who read before. No call's context binds that, because
// others wait for it too.
func (g *gathering[T]) goOn() {
	g.mu.Lock()
	defer g.mu.Unlock()
	r := g.next
	g.next, g.running = nil, r != nil
	if r == nil {
		return
	}
	go func() {
		r.value, r.err = g.read(context.Background())
		close(r.done)
		g.goOn()
	}()
}
