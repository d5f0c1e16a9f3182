package neo4j

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/regline/regline/internal/store/neo4j/neo4jtest"
	"github.com/regline/regline/internal/timeline"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// server is the address of a real server. Without one the test is skipped, or fails where a server is required.
func server(t testing.TB) string {
	t.Helper()
	return neo4jtest.URL(t)
}

// empty opens a store on the emptied database of the server and closes it when the test ends. Whatever the store logs
// fails the test: the server's notifications are logged.
func empty(t testing.TB) *Store {
	t.Helper()
	s := opened(t, Config{URL: server(t)})
	if err := s.Wipe(context.Background()); err != nil {
		t.Fatal(err)
	}
	return s
}

// keeping is an empty store that keeps answers, as that of a server does.
func keeping(t testing.TB) *Store {
	t.Helper()
	empty(t)
	return opened(t, Config{URL: server(t), KeepAnswers: true})
}

func opened(t testing.TB, c Config) *Store {
	t.Helper()
	log := new(safeBuffer)
	if c.Logger == nil {
		c.Logger = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelWarn}))
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	s, err := Open(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if text := log.String(); text != "" {
			t.Errorf("logged:\n%s", text)
		}
	})
	return s
}

// safeBuffer is written to by several goroutines.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

var _ io.Writer = (*safeBuffer)(nil)

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.TrimSpace(s.b.String())
}

// head opens the current release of a store.
func headView(t testing.TB, s timeline.Store) *view {
	t.Helper()
	v, err := s.Open(context.Background(), timeline.KnownAt{})
	if err != nil {
		t.Fatal(err)
	}
	return v.(*view)
}
