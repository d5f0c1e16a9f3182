package neo4j

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/regline/regline/internal/timeline"
)

const (
	// leasePause is how long an Apply waits before it asks again for a lease that another holds.
	leasePause = 100 * time.Millisecond
	// leaseTold is how many pauses pass between two lines of the log that say so: ten seconds.
	leaseTold = 100
)

// errLostLease says that this Apply stood still for longer than its lease, and another one took over. What it wrote is
// beyond the head and will be taken away.
var errLostLease = errors.New("another Apply took over: this one stood still for too long")

// lease is the right to write. It is a node that every writing transaction locks and whose owner it compares, so a
// holder that lost it cannot write, whatever it believes. Times are the server's.
type lease struct {
	store *Store
	owner string
	// holder tells people who the owner is.
	holder string
}

// takeLease waits until no other Apply holds the lease, or its time is over, or the context ends. unfinished says that
// an earlier holder left something behind.
func (s *Store) takeLease(ctx context.Context) (l *lease, unfinished bool, err error) {
	l = &lease{store: s, owner: rand.Text(), holder: thisProcess()}
	for pauses := 0; ; pauses++ {
		taken := false
		err := s.write(ctx, "taking the lease to write", func(ctx context.Context, tx neo4j.ManagedTransaction) error {
			taken = false
			if _, err := s.step(ctx, tx, takeLease1, map[string]any{"layout": layout()}); err != nil {
				return err
			}
			values, err := s.step(ctx, tx, takeLease2, l.params())
			if err == nil && values != nil {
				taken = true
				unfinished, _ = values[0].(bool)
			}
			return err
		})
		if err != nil {
			return nil, false, err
		}
		if taken {
			if pauses > 0 {
				s.config.Logger.InfoContext(ctx, "the other load writes no longer: going on")
			}
			return l, unfinished, nil
		}
		if pauses%leaseTold == 0 {
			s.tellHolder(ctx)
		}
		if !sleep(ctx, leasePause) {
			return nil, false, fmt.Errorf("another Apply is writing to Neo4j at %s: %w: %w",
				s.config.address(), timeline.ErrUnavailable, ctx.Err())
		}
	}
}

// params are what the statements of a lease need.
func (l *lease) params() map[string]any {
	return map[string]any{"owner": l.owner, "holder": l.holder, "lease": l.store.config.Lease.Milliseconds()}
}

// thisProcess names this process to those who wait for it.
func thisProcess() string {
	host, err := os.Hostname()
	if err != nil {
		host = "a host without a name"
	}
	return fmt.Sprintf("process %d on %s", os.Getpid(), host)
}

// tellHolder logs for whom this Apply waits. That it cannot be told is no fault of the Apply.
func (s *Store) tellHolder(ctx context.Context) {
	values, err := s.read(ctx, "reading who writes", readHolder, nil)
	if err != nil {
		return
	}
	rows, err := rowsOf(values[0], 3)
	if err != nil || len(rows) == 0 {
		return
	}
	c := column{row: rows[0]}
	holder, since, left := c.text(0), c.integer(1), c.integer(2)
	if c.err == nil {
		s.config.Logger.InfoContext(ctx, "another load is writing: waiting until it ends", "by", holder,
			"for", (time.Duration(since) * time.Millisecond).Round(time.Second),
			"if_it_is_dead_its_turn_ends_in", (time.Duration(max(left, 0)) * time.Millisecond).Round(time.Second))
	}
}

// write runs work in a transaction that holds and renews the lease.
func (l *lease) write(ctx context.Context, doing string, work func(context.Context, neo4j.ManagedTransaction) error) error {
	return l.store.write(ctx, doing, func(ctx context.Context, tx neo4j.ManagedTransaction) error {
		values, err := l.store.step(ctx, tx, holdLease, l.params())
		if err != nil {
			return err
		}
		if values == nil {
			return errLostLease
		}
		return work(ctx, tx)
	})
}

// run is write for a single statement.
func (l *lease) run(ctx context.Context, doing, statement string, params map[string]any) error {
	return l.write(ctx, doing, func(ctx context.Context, tx neo4j.ManagedTransaction) error {
		_, err := l.store.step(ctx, tx, statement, params)
		return err
	})
}

// renew holds the lease for its full time from now on.
func (l *lease) renew(ctx context.Context) error {
	return l.write(ctx, "keeping the lease to write", func(context.Context, neo4j.ManagedTransaction) error { return nil })
}

// drop gives the lease back, also when the context has ended. If that fails, others wait until its time is over.
func (l *lease) drop(ctx context.Context) {
	ctx, cancel := l.store.afterwards(ctx)
	defer cancel()
	err := l.store.write(ctx, "giving back the lease to write", func(ctx context.Context, tx neo4j.ManagedTransaction) error {
		_, err := l.store.step(ctx, tx, dropLease, l.params())
		return err
	})
	if err != nil {
		l.store.config.Logger.InfoContext(ctx, "the lease to write is not given back; it ends by itself",
			"after", l.store.config.Lease, "error", err)
	}
}
