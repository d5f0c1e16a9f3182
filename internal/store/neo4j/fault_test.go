package neo4j

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/regline/regline/internal/timeline"
)

// Errors of the driver say what they mean for the caller, and what to do.
func TestFault(t *testing.T) {
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	s := &Store{config: Config{URL: "neo4j://graph.example.org:7687", User: "reader", Password: "hush", Database: "facts"}}
	code := func(code string) error { return &neo4j.Neo4jError{Code: code, Msg: "as it is"} }
	for name, test := range map[string]struct {
		ctx  context.Context
		err  error
		is   error  // nil: only itself
		says string // a part of the text
	}{
		"refused":        {context.Background(), code("Neo.ClientError.Security.Unauthorized"), nil, `refuses user "reader": check user and password`},
		"no database":    {context.Background(), code("Neo.ClientError.Database.DatabaseNotFound"), nil, `no database "facts"`},
		"out of time":    {context.Background(), code("Neo.ClientError.Transaction.TransactionTimedOut"), timeline.ErrUnavailable, "did not answer in time"},
		"out of time 2":  {context.Background(), code("Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration"), timeline.ErrUnavailable, "did not answer in time"},
		"out of memory":  {context.Background(), code("Neo.TransientError.General.MemoryPoolOutOfMemoryError"), timeline.ErrUnavailable, "overloaded"},
		"unreachable":    {context.Background(), &neo4j.ConnectivityError{Inner: errors.New("refused")}, timeline.ErrUnavailable, "check that it is running"},
		"no connection":  {context.Background(), typed(errors.New("waited in vain")), timeline.ErrUnavailable, "check that it is running"},
		"no room":        {context.Background(), code("Neo.DatabaseError.Transaction.TransactionLogError"), timeline.ErrUnavailable, "its disk is full"},
		"after that":     {context.Background(), code("Neo.DatabaseError.Transaction.TransactionStartFailed"), timeline.ErrUnavailable, "make room and restart it"},
		"cut":            {context.Background(), typed(io.ErrUnexpectedEOF), timeline.ErrUnavailable, "unexpected EOF"},
		"misuse":         {context.Background(), typed(&neo4j.UsageError{Message: "twice"}), nil, "twice"},
		"deadline":       {context.Background(), context.DeadlineExceeded, timeline.ErrUnavailable, "did not answer in time"},
		"wrong syntax":   {context.Background(), code("Neo.ClientError.Statement.SyntaxError"), nil, "as it is"},
		"own error":      {context.Background(), errLostLease, errLostLease, "took over"},
		"caller is gone": {gone, &neo4j.ConnectivityError{Inner: errors.New("cut")}, context.Canceled, "context canceled"},
	} {
		t.Run(name, func(t *testing.T) {
			err := s.fault(test.ctx, "reading", test.err)
			if test.is != nil && !errors.Is(err, test.is) {
				t.Errorf("%v is no %v", err, test.is)
			}
			if errors.Is(err, timeline.ErrUnavailable) != (test.is == timeline.ErrUnavailable) {
				t.Errorf("%v: unavailable or not", err)
			}
			if text := err.Error(); !strings.HasPrefix(text, "reading: ") || !strings.Contains(text, test.says) || strings.Contains(text, "hush") {
				t.Errorf("%v, want %q in it", err, test.says)
			}
		})
	}
	if err := s.fault(gone, "reading", nil); err != nil {
		t.Errorf("no error: %v", err)
	}
}
