package neo4j

import (
	"context"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// undo takes away what an interrupted Apply left beyond the head.
func (a *application) undo(ctx context.Context) error {
	forwards, backwards := a.store.drawing.all()
	for _, statement := range undoing(append(forwards, backwards...)) {
		if err := a.exhaust(ctx, statement); err != nil {
			return err
		}
	}
	return a.lease.run(ctx, "ending the undoing", endWriting, nil)
}

// exhaust runs a statement, which takes n at a time, until nothing is left.
func (a *application) exhaust(ctx context.Context, statement string) error {
	for done := int64(-1); done != 0; {
		err := a.lease.write(ctx, "undoing an interrupted Apply", func(ctx context.Context, tx neo4j.ManagedTransaction) error {
			var err error
			params := a.params()
			params["n"] = a.store.rowsAtOnce
			done, err = a.store.countStep(ctx, tx, statement, params)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// countStep runs a statement that returns how many it took.
func (s *Store) countStep(ctx context.Context, tx neo4j.ManagedTransaction, statement string, params map[string]any) (int64, error) {
	values, err := s.step(ctx, tx, statement, params)
	if err != nil {
		return 0, err
	}
	if len(values) != 1 {
		return 0, fmt.Errorf("%w: %d values for a count", errForeign, len(values))
	}
	c := column{row: values}
	n := c.integer(0)
	return n, c.err
}

// Wipe deletes everything that Regline owns in the database, in batches: all releases, also those of other processes.
// What else is there stays. Constraints and indexes stay.
func (s *Store) Wipe(ctx context.Context) error {
	for _, statement := range wiping() {
		for done := int64(-1); done != 0; {
			err := s.write(ctx, "wiping the database", func(ctx context.Context, tx neo4j.ManagedTransaction) error {
				var err error
				done, err = s.countStep(ctx, tx, statement, map[string]any{"n": s.rowsAtOnce})
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}
