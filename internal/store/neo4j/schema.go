package neo4j

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// indexing is how many seconds new indexes may take to be filled.
const indexing = 300

// prepare makes the constraints and indexes that are not there. Where nothing is missing, nothing is written.
func (s *Store) prepare(ctx context.Context) error {
	const doing = "preparing the database"
	values, err := s.read(ctx, doing, schemaNames, nil)
	if err != nil {
		return err
	}
	names, ok := values[0].([]any)
	if !ok {
		return fmt.Errorf("%s: %w: %T for a list of indexes", doing, errForeign, values[0])
	}
	missing := maps.Clone(schema)
	for _, n := range names {
		delete(missing, fmt.Sprint(n))
	}
	if len(missing) == 0 {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(missing)) {
		err := s.write(ctx, doing, func(ctx context.Context, tx neo4j.ManagedTransaction) error {
			_, err := s.step(ctx, tx, missing[name], nil)
			return err
		})
		if err != nil {
			return err
		}
	}
	return s.write(ctx, doing, func(ctx context.Context, tx neo4j.ManagedTransaction) error {
		_, err := s.step(ctx, tx, schemaWait, map[string]any{"seconds": indexing})
		return err
	})
}
