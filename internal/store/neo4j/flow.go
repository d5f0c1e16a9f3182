package neo4j

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/regline/regline/internal/timeline"
)

// flow writes transactions one after the other, each while the next is prepared: one is being written at most and one
// waits. Between two it keeps the lease, however long changes take to come.
type flow struct {
	batches chan *batch
	done    chan struct{}
	err     error // once done
}

func (a *application) startFlow(ctx context.Context) *flow {
	f := &flow{batches: make(chan *batch), done: make(chan struct{})}
	go func() {
		defer close(f.done)
		f.err = f.run(ctx, a)
	}()
	return f
}

func (f *flow) run(ctx context.Context, a *application) error {
	renewal := time.NewTicker(max(a.store.config.Lease/3, time.Millisecond))
	defer renewal.Stop()
	for {
		select {
		case b, more := <-f.batches:
			if !more {
				return nil
			}
			if err := a.writeBatch(ctx, b); err != nil {
				return err
			}
		case <-renewal.C:
			if err := a.lease.renew(ctx); err != nil {
				return err
			}
		}
	}
}

// send waits until the transaction before is written. The error is that of writing.
func (f *flow) send(ctx context.Context, b *batch) error {
	select {
	case f.batches <- b:
		return nil
	case <-f.done:
		return f.err
	case <-ctx.Done():
		return fmt.Errorf("writing: %w", ctx.Err())
	}
}

// end waits until all is written.
func (f *flow) end() error {
	close(f.batches)
	<-f.done
	return f.err
}

// errNoEnd says that an edge has an end without an identity.
var errNoEnd = errors.New("an edge has an end without an identity")

// writeBatch writes a transaction of changes. On a first load the ends of edges are looked for only where drawing them
// has failed: either a record is missing, or a claim needs an identity.
func (a *application) writeBatch(ctx context.Context, b *batch) error {
	err := a.lease.write(ctx, b.jobs[0].doing, func(ctx context.Context, tx neo4j.ManagedTransaction) error {
		return a.do(ctx, tx, b)
	})
	if !errors.Is(err, errNoEnd) || b.checked {
		return err
	}
	b.checkEnds()
	return a.writeBatch(ctx, b)
}

func (a *application) do(ctx context.Context, tx neo4j.ManagedTransaction, b *batch) error {
	for _, j := range b.jobs {
		n, err := a.store.count(ctx, tx, j, a.params())
		if err != nil {
			return err
		}
		switch want := int64(len(j.rows)); {
		case n == want || j.any:
		case j.phase == phaseKeys && n > want:
			if err := a.noteKeys(ctx, tx, j, b.number); err != nil {
				return err
			}
		case j.phase == phaseEnds:
			return a.noteEnds(ctx, tx, j, b)
		case j.phase == phaseEdges && !b.checked:
			return errNoEnd
		default:
			return j.unexpected(n)
		}
	}
	return nil
}

// noteEnds finds the edges of the transaction that have no record at an end.
func (a *application) noteEnds(ctx context.Context, tx neo4j.ManagedTransaction, ends *job, b *batch) error {
	params := a.params()
	params["rows"] = ends.rows
	values, err := a.store.step(ctx, tx, readEnds, params)
	if err != nil {
		return err
	}
	rows, err := rowsOf(values[0], 1)
	if err != nil {
		return err
	}
	held := make(map[string]bool, len(rows))
	for _, row := range rows {
		c := column{row: row}
		if held[c.text(0)] = true; c.err != nil {
			return c.err
		}
	}
	var bad faults
	for _, j := range b.of(phaseEdges) {
		for _, row := range j.rows {
			k, err := a.store.drawing.byType[j.of].key(row.([]any)[:2])
			if err != nil {
				return err
			}
			for _, id := range []timeline.ID{k.from, k.to} {
				if !held[string(id)] {
					bad.note("edge %s: there is no record %s", k, id)
				}
			}
		}
	}
	return bad.err()
}

func (j *job) unexpected(n int64) error {
	return fmt.Errorf("%s: %w: %d of %d are as they should be: did anything else change the database?", j.doing, errForeign, n, len(j.rows))
}

// count runs a job.
func (s *Store) count(ctx context.Context, tx neo4j.ManagedTransaction, j *job, params map[string]any) (int64, error) {
	with := map[string]any{"rows": j.rows}
	maps.Copy(with, params)
	return s.countStep(ctx, tx, j.text, with)
}

// writeJobs runs a transaction in which every statement must have done something with each of its rows, unless any
// number is right.
func (l *lease) writeJobs(ctx context.Context, b *batch, params map[string]any) error {
	if len(b.jobs) == 0 {
		return nil
	}
	return l.write(ctx, b.jobs[0].doing, func(ctx context.Context, tx neo4j.ManagedTransaction) error {
		for _, j := range b.jobs {
			n, err := l.store.count(ctx, tx, j, params)
			if err != nil {
				return err
			}
			if n != int64(len(j.rows)) && !j.any {
				return j.unexpected(n)
			}
		}
		return nil
	})
}
