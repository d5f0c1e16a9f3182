package neo4j

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/regline/regline/internal/timeline"
)

// fault gives an error of the driver the meaning that callers know. It never holds the password: the driver's errors
// do not, and the address is shown without one.
func (s *Store) fault(ctx context.Context, doing string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return fmt.Errorf("%s: %w", doing, ctx.Err())
	}
	var refused *neo4j.Neo4jError
	switch {
	case errors.As(err, &refused) && refused.HasSecurityCode():
		return fmt.Errorf("%s: Neo4j at %s refuses user %q: check user and password, and that the user may do this: %w",
			doing, s.config.address(), s.config.User, err)
	case errors.As(err, &refused) && strings.Contains(refused.Code, "Database.DatabaseNotFound"):
		return fmt.Errorf("%s: Neo4j at %s has no database %q: Community Edition has \"neo4j\" alone: %w",
			doing, s.config.address(), s.config.Database, err)
	case errors.As(err, &refused) && broken(refused.Code):
		return fmt.Errorf("%s: Neo4j at %s has stopped working, most likely because its disk is full: %w: see its log, make room and restart it: %w",
			doing, s.config.address(), timeline.ErrUnavailable, err)
	case ctx.Err() != nil:
		return fmt.Errorf("%s: Neo4j at %s did not answer in the time allowed: %w: %w: %w",
			doing, s.config.address(), timeline.ErrUnavailable, ctx.Err(), err)
	case outOfTime(err):
		return fmt.Errorf("%s: Neo4j at %s did not answer in time: %w: try again, or ask for less: %w",
			doing, s.config.address(), timeline.ErrUnavailable, err)
	case unreachable(err):
		return fmt.Errorf("%s: Neo4j at %s cannot be reached or is overloaded: %w: check that it is running and reachable, then try again: %w",
			doing, s.config.address(), timeline.ErrUnavailable, err)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// broken says that the server cannot go on by itself. Neo4j 5.26 gives TransactionLogError to the transaction for which
// its disk has no room, and TransactionStartFailed to all that follow, reads too, until it is restarted.
func broken(code string) bool {
	return strings.HasPrefix(code, "Neo.DatabaseError.Transaction.") || strings.HasPrefix(code, "Neo.DatabaseError.Database.")
}

func outOfTime(err error) bool {
	var refused *neo4j.Neo4jError
	return errors.Is(err, context.DeadlineExceeded) ||
		errors.As(err, &refused) && strings.HasPrefix(refused.Code, "Neo.ClientError.Transaction.TransactionTimedOut")
}

func unreachable(err error) bool {
	var lost *neo4j.ConnectivityError
	var worn *neo4j.TransactionExecutionLimit
	return errors.As(err, &lost) || errors.As(err, &worn) || neo4j.IsRetryable(err)
}

// typed gives the driver's type for lost connections to its errors that have none: that of a connection which is cut in
// the middle of a message, and that of a call which waits in vain while another asks for the routing table. What the
// server says, what is a wrong use, and the end of a context have types of their own.
func typed(err error) error {
	var (
		refused *neo4j.Neo4jError
		lost    *neo4j.ConnectivityError
		worn    *neo4j.TransactionExecutionLimit
		misused *neo4j.UsageError
		invalid *neo4j.InvalidAuthenticationError
		expired *neo4j.TokenExpiredError
	)
	if errors.As(err, &refused) || errors.As(err, &lost) || errors.As(err, &worn) || errors.As(err, &misused) ||
		errors.As(err, &invalid) || errors.As(err, &expired) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &neo4j.ConnectivityError{Inner: err}
}
