package neo4j

import (
	"context"
	"fmt"
	"iter"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// A transaction takes so many rows, or so many bytes of them, whatever is less: the server holds it in its heap.
const (
	rowsAtOnce  = 5000
	bytesAtOnce = 8 << 20
)

// item is one row for a statement that takes rows and returns how many it found as expected.
type item struct {
	doing, statement string
	row              any
}

// job is a statement with some of its rows.
type job struct {
	doing, statement string
	rows             []any
}

// pack cuts a sequence of items into transactions, each a list of jobs. A small release is one transaction; of a large
// one there is never more than one transaction in memory. An error of the sequence ends it.
func pack(items iter.Seq2[item, error], most int) iter.Seq2[[]job, error] {
	return func(yield func([]job, error) bool) {
		var jobs []job
		rows, bytes := 0, 0
		for it, err := range items {
			if err != nil {
				yield(nil, err)
				return
			}
			size := sizeOf(it.row)
			if rows == most || rows > 0 && bytes+size > bytesAtOnce {
				if !yield(jobs, nil) {
					return
				}
				jobs, rows, bytes = nil, 0, 0
			}
			if n := len(jobs); n == 0 || jobs[n-1].statement != it.statement {
				jobs = append(jobs, job{doing: it.doing, statement: it.statement})
			}
			last := &jobs[len(jobs)-1]
			last.rows = append(last.rows, it.row)
			rows, bytes = rows+1, bytes+size
		}
		if jobs != nil {
			yield(jobs, nil)
		}
	}
}

// sizeOf is about how many bytes a row has.
func sizeOf(row any) int {
	switch row := row.(type) {
	case string:
		return len(row)
	case []any:
		n := 0
		for _, v := range row {
			n += sizeOf(v)
		}
		return n
	case map[string]any:
		n := 0
		for _, v := range row {
			n += sizeOf(v)
		}
		return n
	}
	return 8
}

// writeAll runs items in transactions that hold the lease. params are those of every statement, beside the rows.
func (l *lease) writeAll(ctx context.Context, items iter.Seq2[item, error], params map[string]any) error {
	for jobs, err := range pack(items, l.store.rowsAtOnce) {
		if err != nil {
			return err
		}
		err := l.write(ctx, jobs[0].doing, func(ctx context.Context, tx neo4j.ManagedTransaction) error {
			for _, j := range jobs {
				if err := l.store.do(ctx, tx, j, params); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// do runs a job and checks that it did something with each of its rows.
func (s *Store) do(ctx context.Context, tx neo4j.ManagedTransaction, j job, params map[string]any) error {
	with := map[string]any{"rows": j.rows}
	for name, value := range params {
		with[name] = value
	}
	n, err := s.countStep(ctx, tx, j.statement, with)
	if err == nil && n != int64(len(j.rows)) {
		err = fmt.Errorf("%s: %w: %d of %d are as they should be: did anything else change the database?", j.doing, errForeign, n, len(j.rows))
	}
	return err
}
