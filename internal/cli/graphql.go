package cli

import (
	"log/slog"
	"net/http"

	"github.com/regline/regline/examples"
	"github.com/regline/regline/graph"
	"github.com/regline/regline/internal/timeline"
	"github.com/regline/regline/internal/web"
	"github.com/regline/regline/internal/web/playground"
)

// newGraphQL answers GraphQL over a store.
func newGraphQL(s timeline.Store, log *slog.Logger) *graph.Handler {
	return graph.NewHandler(graph.Options{Store: s, Logger: log})
}

// newHandler serves everything over a store.
func newHandler(s timeline.Store, log *slog.Logger) (http.Handler, error) {
	all, err := examples.Tabs()
	if err != nil {
		return nil, err
	}
	tabs := make([]playground.Tab, len(all))
	for i, e := range all {
		tabs[i] = playground.Tab{Query: e.Query, Variables: e.Variables}
	}
	g := newGraphQL(s, log)
	operations, err := newOperations(s, g)
	if err != nil {
		return nil, err
	}
	return web.NewHandler(web.Config{
		Store:      s,
		GraphQL:    g,
		Operations: operations,
		Playground: playground.Handler(tabs),
		Log:        log,
	}), nil
}
