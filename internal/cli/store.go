package cli

import (
	"context"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/store/neo4j"
	"github.com/regline/regline/internal/timeline"
)

const memoryStore = "memory:"

// storeFlags choose the store.
type storeFlags struct {
	Store string `default:"memory:" env:"REGLINE_STORE" placeholder:"URL" help:"The store: memory: compiles the files when the command starts, neo4j://HOST:PORT holds what 'regline load' put there. User, password and database come from REGLINE_NEO4J_USER, REGLINE_NEO4J_PASSWORD and REGLINE_NEO4J_DATABASE."`
	// readTimeout of the database; zero: that for readers who wait.
	readTimeout time.Duration
	// keepAnswers of the database, for a command that is asked again and again.
	keepAnswers bool
}

// inMemory says that the store lives and ends with the process.
func (f storeFlags) inMemory() bool { return f.Store == memoryStore }

// open opens the store without filling it. The error wraps timeline.ErrUnavailable where the database does not answer.
func (f storeFlags) open(ctx context.Context, log *slog.Logger) (timeline.Store, error) {
	if f.inMemory() {
		return memory.New(), nil
	}
	scheme, _, ok := strings.Cut(f.Store, ":")
	if !ok || scheme == "memory" {
		return nil, usagef("--store: %q is no store: write memory: or neo4j://HOST:PORT", f.Store)
	}
	s, err := neo4j.Open(ctx, neo4j.Config{
		URL:         f.Store,
		ReadTimeout: f.readTimeout,
		KeepAnswers: f.keepAnswers,
		User:        os.Getenv("REGLINE_NEO4J_USER"),
		Password:    os.Getenv("REGLINE_NEO4J_PASSWORD"),
		Database:    os.Getenv("REGLINE_NEO4J_DATABASE"),
		Logger:      log,
	})
	if err != nil {
		return nil, err
	}
	return s, nil
}
