package neo4j

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

// A store waits for the lease of another, as long as its context lasts.
func TestLeaseKeepsOthersOut(t *testing.T) {
	first := empty(t)
	waits := &telling{Handler: slog.DiscardHandler, on: "another load is writing: waiting until it ends", told: make(chan string, 1)}
	second := opened(t, Config{URL: server(t), Logger: slog.New(waits)})
	held, _, err := first.takeLease(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	c := acts(t, 1, 1, "one")
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	err = second.Apply(ctx, c.Release, timeline.Changes(nil, c.Stream().Deltas))
	if !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, timeline.ErrUnavailable) {
		t.Errorf("while the lease is held: %v", err)
	}
	if _, err := second.Open(context.Background(), timeline.KnownAt{}); !errors.Is(err, timeline.ErrNoRelease) {
		t.Errorf("reading while the lease is held: %v, want ErrNoRelease", err)
	}
	for len(waits.told) > 0 {
		<-waits.told
	}
	done := make(chan error)
	go func() {
		done <- second.Apply(context.Background(), c.Release, timeline.Changes(nil, c.Stream().Deltas))
	}()
	if by := <-waits.told; by != held.holder {
		t.Errorf("told to wait for %q, want %q", by, held.holder)
	}
	held.drop(context.Background())
	if err := <-done; err != nil {
		t.Errorf("when the lease is given back: %v", err)
	}
}

// telling passes on whom a message of the log names.
type telling struct {
	slog.Handler
	on   string
	told chan string
}

func (h *telling) Enabled(context.Context, slog.Level) bool { return true }

func (h *telling) Handle(_ context.Context, r slog.Record) error {
	if r.Message != h.on {
		return nil
	}
	r.Attrs(func(a slog.Attr) bool {
		if a.Key == "by" {
			select {
			case h.told <- a.Value.String():
			default:
			}
		}
		return true
	})
	return nil
}

// A holder that stood still for longer than its lease can write nothing once another took over.
func TestLostLeaseCannotWrite(t *testing.T) {
	s := empty(t)
	s.config.Lease = time.Millisecond
	ctx := context.Background()
	lost, _, err := s.takeLease(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s.config.Lease = time.Minute
	taken, _, err := s.takeLease(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer taken.drop(ctx)
	err = lost.write(ctx, "writing", func(context.Context, neo4j.ManagedTransaction) error {
		t.Error("the lost lease writes")
		return nil
	})
	if !errors.Is(err, errLostLease) {
		t.Errorf("error %v, want errLostLease", err)
	}
	lost.drop(ctx)
	err = taken.write(ctx, "writing", func(context.Context, neo4j.ManagedTransaction) error { return nil })
	if err != nil {
		t.Errorf("the lease in force: %v", err)
	}
}

// An Apply whose changes lead from a release that another store has replaced while it waited for the lease is refused,
// and does not read them.
func TestOtherStoreMovesTheHead(t *testing.T) {
	ctx := context.Background()
	first := empty(t)
	second := opened(t, Config{URL: server(t)})
	one, two := acts(t, 1, 1, "one"), acts(t, 2, 1, "two")
	storetest.Apply(t, first, one)
	three := acts(t, 3, 2, "three")
	base, err := first.head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	storetest.Apply(t, second, two)
	l, _, err := first.takeLease(ctx)
	if err != nil {
		t.Fatal(err)
	}
	a := &application{store: first, lease: l, base: base, next: three.Release}
	err = a.run(ctx, false, func(func(timeline.Delta, error) bool) { t.Error("changes are read") })
	l.drop(ctx)
	if !errors.Is(err, timeline.ErrStaleRelease) {
		t.Errorf("error %v, want ErrStaleRelease", err)
	}
	if v := headView(t, first); v.Release().Number != 2 {
		t.Errorf("release %d is current, want 2", v.Release().Number)
	}
	storetest.Apply(t, first, three)
}

// Where the head has moved although the lease is held, it is not moved again.
func TestCompareAndSet(t *testing.T) {
	s := empty(t)
	storetest.Apply(t, s, acts(t, 1, 1, "one"))
	l, _, err := s.takeLease(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer l.drop(context.Background())
	a := &application{store: s, lease: l, base: head{revision: 7}}
	if err := a.move(context.Background()); !errors.Is(err, timeline.ErrStaleRelease) {
		t.Errorf("error %v, want ErrStaleRelease", err)
	}
}
