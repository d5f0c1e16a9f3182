package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"text/tabwriter"

	"github.com/regline/regline/internal/timeline"
)

type loadCommand struct {
	Store     string `required:"" env:"REGLINE_STORE" placeholder:"URL" help:"The store, such as neo4j://HOST:PORT; memory: only for a dry run. User, password and database come from REGLINE_NEO4J_USER, REGLINE_NEO4J_PASSWORD and REGLINE_NEO4J_DATABASE."`
	DryRun    bool   `help:"Compare and print, but write nothing."`
	JSON      bool   `name:"json" help:"Print JSON instead of a table."`
	dataFlags `embed:""`
}

// Help is the paragraph below the command's one line.
func (*loadCommand) Help() string {
	return "Compiles the files, compares the release with the one that the store holds, and writes what differs. Readers see the former release until all is written. Loading the same release again writes nothing."
}

func (*loadCommand) examples() string {
	return `  # bring the embedded files into a database
  REGLINE_NEO4J_USER=neo4j REGLINE_NEO4J_PASSWORD=... regline load --store neo4j://localhost:7687
  # what would my changes write?
  regline load --store neo4j://localhost:7687 --data ./data --dry-run
`
}

func (*loadCommand) answersNo() string { return "the files have problems" }

// Run loads the files into the store.
func (c *loadCommand) Run(ctx context.Context, s Streams) (err error) {
	sf := storeFlags{Store: c.Store}
	if sf.inMemory() && !c.DryRun {
		return usagef("--store: the memory store ends with this command: give neo4j://HOST:PORT, or --dry-run")
	}
	contents, err := c.releases(ctx)
	if err != nil {
		return err
	}
	store, err := sf.open(ctx, s.logger(slog.LevelWarn))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	found, err := compare(ctx, store, contents[len(contents)-1])
	if err != nil {
		return err
	}
	done := found.unwritten()
	if !c.DryRun {
		last, err := applyAll(ctx, store, contents, progress{out: terminal(s.Err)})
		if err != nil {
			return err
		}
		done.Written = last.Written
	}
	if c.JSON {
		return writeJSON(s.Out, done)
	}
	return done.table(s.Out, found.current())
}

func (l loaded) table(out io.Writer, current bool) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\tnew\tchanged\tended\tunchanged\t")
	for _, row := range []struct {
		name string
		tally
	}{{"records", l.Records}, {"edges", l.Edges}} {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t\n", row.name, row.New, row.Changed, row.Ended, row.Unchanged)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	verdict := "loaded"
	switch {
	case current:
		verdict = "the store holds it already: nothing written"
	case !l.Written:
		verdict = "a dry run: nothing written"
	}
	_, err := fmt.Fprintf(out, "%s: %s\n", named(l.Release), verdict)
	return err
}

// named is a release as people read it.
func named(r timeline.Release) string {
	draft := ""
	if r.Draft {
		draft = " (draft)"
	}
	return fmt.Sprintf("release %d%s %.12s", r.Number, draft, r.Digest)
}

func writeJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
