package neo4j

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

const (
	// attempts is how often a read is tried while the server says that it may succeed.
	attempts = 4
	// firstPause is doubled with each further attempt.
	firstPause = 25 * time.Millisecond
)

// read runs a statement that returns one record and gives its values. Reads are auto-commit, which saves two round
// trips; the driver does not repeat those, so read does.
func (s *Store) read(ctx context.Context, doing, statement string, params map[string]any) ([]any, error) {
	limited, cancel := context.WithTimeout(ctx, s.config.ReadTimeout)
	defer cancel()
	pause := firstPause
	for attempt := 1; ; attempt++ {
		values, err := s.readOnce(limited, statement, params)
		if err == nil {
			return values, nil
		}
		if attempt == attempts || !neo4j.IsRetryable(err) || !sleep(limited, pause) {
			return nil, s.fault(ctx, doing, err)
		}
		pause *= 2
	}
}

func (s *Store) readOnce(ctx context.Context, statement string, params map[string]any) ([]any, error) {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{
		AccessMode:      neo4j.AccessModeRead,
		DatabaseName:    s.config.Database,
		BookmarkManager: s.bookmarks,
		FetchSize:       neo4j.FetchAll,
	})
	defer func() { _ = session.Close(ctx) }()
	result, err := session.Run(ctx, statement, params, neo4j.WithTxTimeout(left(ctx)))
	if err != nil {
		return nil, typed(err)
	}
	record, err := result.Single(ctx)
	if err != nil {
		return nil, typed(err)
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		return nil, typed(err)
	}
	s.note(ctx, summary)
	return record.Values, nil
}

// write runs work in one transaction, again from its beginning where the server asks for it.
func (s *Store) write(ctx context.Context, doing string, work func(context.Context, neo4j.ManagedTransaction) error) error {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{
		AccessMode:      neo4j.AccessModeWrite,
		DatabaseName:    s.config.Database,
		BookmarkManager: s.bookmarks,
	})
	defer func() { _ = session.Close(ctx) }()
	var own error
	_, err := session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		own = work(ctx, tx)
		return nil, own
	}, neo4j.WithTxTimeout(s.config.WriteTimeout))
	if err != nil && (own == nil || !errors.Is(err, own)) {
		err = typed(err)
	}
	return s.fault(ctx, doing, err)
}

// step runs a statement of a transaction and gives the values of its one record, nil if it returns none.
func (s *Store) step(ctx context.Context, tx neo4j.ManagedTransaction, statement string, params map[string]any) ([]any, error) {
	result, err := tx.Run(ctx, statement, params)
	if err != nil {
		return nil, typed(err)
	}
	records, err := result.Collect(ctx)
	if err != nil {
		return nil, typed(err)
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		return nil, typed(err)
	}
	s.note(ctx, summary)
	switch len(records) {
	case 0:
		return nil, nil
	case 1:
		return records[0].Values, nil
	}
	return nil, fmt.Errorf("%w: %d records for one", errForeign, len(records))
}

// left is the time until the deadline, for the server; at least a millisecond, because zero would be without limit.
func left(ctx context.Context) time.Duration {
	deadline, ok := ctx.Deadline()
	if !ok {
		return 0
	}
	return max(time.Until(deadline), time.Millisecond)
}

// sleep waits, and is false if the context ends before.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
