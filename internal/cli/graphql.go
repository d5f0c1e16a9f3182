package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"

	"github.com/regline/regline/examples"
	"github.com/regline/regline/graph"
	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/timeline"
	"github.com/regline/regline/internal/web"
	"github.com/regline/regline/internal/web/playground"
)

// newGraphQL answers GraphQL over a store.
func newGraphQL(s timeline.Store, log *slog.Logger) *graph.Handler {
	return graph.NewHandler(graph.Options{Store: s, Logger: log})
}

// newHandler serves everything over a store, with the kept texts of a tree of files.
func newHandler(s timeline.Store, tree fs.FS, log *slog.Logger) (http.Handler, error) {
	all, err := examples.Tabs()
	if err != nil {
		return nil, err
	}
	tabs := make([]playground.Tab, len(all))
	for i, e := range all {
		tabs[i] = playground.Tab{Query: e.Query, Variables: e.Variables}
	}
	opening, compared, err := firstPages()
	if err != nil {
		return nil, err
	}
	texts, err := keptTexts(tree)
	if err != nil {
		return nil, err
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
		Opening:    opening,
		Compared:   compared,
		Text:       func(sum string) []byte { return texts[sum] },
	}), nil
}

// The examples whose variables tell what the pages show first.
const (
	openingExample  = "j1-the-story"
	comparedExample = "a7-vendors-side-by-side"
)

// firstPages gives the story that the site opens on and the vendors that it compares first, by the variables of examples.
func firstPages() (export.Selection, []timeline.ID, error) {
	var story struct {
		Vendor       timeline.ID
		Jurisdiction string
	}
	var comparison struct{ Vendors []timeline.ID }
	for name, into := range map[string]any{openingExample: &story, comparedExample: &comparison} {
		if err := variablesOf(name, into); err != nil {
			return export.Selection{}, nil, err
		}
	}
	return export.Selection{Vendor: story.Vendor, Jurisdiction: story.Jurisdiction}, comparison.Vendors, nil
}

func variablesOf(name string, into any) error {
	all, err := examples.All()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(e examples.Example) bool { return e.Name == name })
	if i < 0 {
		return fmt.Errorf("there is no example %s", name)
	}
	if err := json.Unmarshal([]byte(all[i].Variables), into); err != nil {
		return fmt.Errorf("example %s: %w", name, err)
	}
	return nil
}

// keptTexts reads the kept texts of a tree of files, by their SHA-256 in hex.
func keptTexts(tree fs.FS) (map[string][]byte, error) {
	names, err := fs.Glob(tree, "texts/*.txt")
	if err != nil {
		return nil, err
	}
	out := make(map[string][]byte, len(names))
	for _, name := range names {
		text, err := fs.ReadFile(tree, name)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(text)
		out[hex.EncodeToString(sum[:])] = text
	}
	return out, nil
}
