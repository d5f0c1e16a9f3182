package neo4j

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"
)

// gate is a reading that waits to be let through and counts.
type gate struct {
	begun   chan int
	through chan error
	count   int
}

func (g *gate) read(ctx context.Context) (int, error) {
	g.count++
	n := g.count
	g.begun <- n
	select {
	case err := <-g.through:
		return n, err
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

func newGate() *gate { return &gate{begun: make(chan int, 9), through: make(chan error, 9)} }

// Calls that come during a reading are answered together by the next, never by the one that began before them.
func TestGathering(t *testing.T) {
	g := newGate()
	all := &gathering[int]{read: g.read, patience: time.Hour}
	ctx := context.Background()
	first := make(chan int)
	go func() {
		n, err := all.get(ctx)
		if err != nil {
			t.Errorf("the first: %v", err)
		}
		first <- n
	}()
	<-g.begun
	var late []*round[int]
	for range 5 {
		late = append(late, all.join())
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := all.get(gone); !errors.Is(err, context.Canceled) {
		t.Errorf("a call that ended: %v", err)
	}
	broken := errors.New("broken")
	g.through <- nil
	g.through <- broken
	if n := <-first; n != 1 {
		t.Errorf("the first: %d", n)
	}
	for _, r := range late {
		if <-r.done; r.value != 2 || !errors.Is(r.err, broken) {
			t.Errorf("one of five: %d, %v", r.value, r.err)
		}
	}
	g.through <- nil
	if n, err := all.get(ctx); n != 3 || err != nil {
		t.Errorf("a call after all: %d, %v", n, err)
	}
}

// A reading that hangs holds nobody up.
func TestGatheringHangs(t *testing.T) {
	var calls atomic.Int64
	hangs, end := make(chan bool), make(chan bool)
	defer close(end)
	read := func(context.Context) (int64, error) {
		n := calls.Add(1)
		if n == 1 {
			close(hangs)
			<-end
		}
		return n, nil
	}
	all := &gathering[int64]{read: read, patience: time.Nanosecond}
	go func() { _, _ = all.get(context.Background()) }()
	<-hangs
	for want := range int64(3) {
		if n, err := all.get(context.Background()); n != want+2 || err != nil {
			t.Errorf("%d, %v", n, err)
		}
	}
}
