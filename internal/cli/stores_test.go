package cli

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"

	"github.com/regline/regline/data"
	"github.com/regline/regline/graph"
	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/store/neo4j"
	"github.com/regline/regline/internal/store/neo4j/neo4jtest"
	"github.com/regline/regline/internal/timeline"
)

// stores are the stores over which the same operations must give the same bytes, filled once with the embedded files.
// Without a Neo4j only memory is there; REGLINE_REQUIRE_NEO4J=1 makes that a failure.
func stores(t *testing.T) map[string]*graph.Handler {
	t.Helper()
	url := ""
	if os.Getenv("REGLINE_TEST_NEO4J") != "" || os.Getenv("REGLINE_REQUIRE_NEO4J") == "1" {
		url = neo4jtest.URL(t)
	}
	handlers, err := filledStores(url)
	if err != nil {
		t.Fatal(err)
	}
	return handlers
}

// filledStores stay open until the test program ends.
var filledStores = func() func(string) (map[string]*graph.Handler, error) {
	var once sync.Once
	var handlers map[string]*graph.Handler
	var err error
	return func(url string) (map[string]*graph.Handler, error) {
		once.Do(func() { handlers, err = fillStores(context.Background(), url) })
		return handlers, err
	}
}()

func fillStores(ctx context.Context, url string) (map[string]*graph.Handler, error) {
	contents, problems, err := compileRelease(ctx, data.Files)
	if err != nil || len(problems) > 0 {
		return nil, fmt.Errorf("the embedded files do not compile: %w %v", err, problems)
	}
	open := map[string]timeline.Store{"memory": memory.New()}
	if url != "" {
		s, err := neo4j.Open(ctx, neo4j.Config{URL: url})
		if err != nil {
			return nil, err
		}
		if err := s.Wipe(ctx); err != nil {
			return nil, err
		}
		open["neo4j"] = s
	}
	handlers := make(map[string]*graph.Handler)
	for name, s := range open {
		l := loader{store: s}
		if _, err := l.all(ctx, streams(contents)); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		handlers[name] = newGraphQL(s, nil)
	}
	return handlers, nil
}
