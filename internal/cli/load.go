package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"text/tabwriter"
	"time"

	"github.com/regline/regline/internal/timeline"
)

type loadCommand struct {
	Store        string     `required:"" env:"REGLINE_STORE" placeholder:"URL" help:"The store, such as neo4j://HOST:PORT; memory: only for a dry run. User, password and database come from REGLINE_NEO4J_USER, REGLINE_NEO4J_PASSWORD and REGLINE_NEO4J_DATABASE."`
	DryRun       bool       `help:"Compare and print, but write nothing."`
	JSON         bool       `name:"json" help:"Print JSON instead of words and a table."`
	LogLevel     slog.Level `default:"info" env:"REGLINE_LOG_LEVEL" placeholder:"LEVEL" help:"What to tell on standard error: debug, info, warn or error. Default: ${default}."`
	releaseFlags `embed:""`
}

// Help is the paragraph below the command's one line.
func (*loadCommand) Help() string {
	return `Compiles the files, or reads a compiled release, compares it with the release that the store holds, and writes what differs. With --dry-run it says what it would change, in words and numbers, and writes nothing. A load tells its progress and what it changed on standard error, and counts on standard output.

It is safe to load into a database that is being read. Readers see the former release, whole, until all is written; then the new one, whole. Loading the same release again writes nothing. A second load waits for the first and then compares again. A load that is interrupted, killed or cut off leaves nothing to be seen; the next one undoes what it wrote. Files are the truth: a database that is lost is loaded again.`
}

func (*loadCommand) examples() string {
	return `  # bring the embedded files into a database; the password comes from the environment
  REGLINE_NEO4J_USER=neo4j REGLINE_NEO4J_PASSWORD=... regline load --store neo4j://localhost:7687
  # what would my changes write?
  regline load --store neo4j://localhost:7687 --data ./data --dry-run
  # the same for a program
  regline load --store neo4j://localhost:7687 --data ./data --dry-run --json
  # what do the files hold? Nothing is written: the memory store is empty, and ends with the command
  regline load --store memory: --dry-run
  # a compiled release of any size
  regline load --store neo4j://localhost:7687 --release big.jsonl.gz
`
}

// loadPatience is how long one question of a load may take: nobody waits in front of it, and a busy or slow server is
// better waited for than left with half the work.
const loadPatience = time.Minute

func (*loadCommand) answersNo() string { return "the files have problems" }

// Run loads the files into the store.
func (c *loadCommand) Run(ctx context.Context, s Streams) (err error) {
	sf := storeFlags{Store: c.Store, readTimeout: loadPatience}
	if sf.inMemory() && !c.DryRun {
		return usagef("--store: the memory store ends with this command: give neo4j://HOST:PORT, or --dry-run")
	}
	p := newProgress(s, c.LogLevel)
	defer p.stop()
	p.begin("reading the files", "", 0)
	releases, err := c.releases(ctx)
	if err != nil {
		return untouched(ctx, err)
	}
	p.end()
	store, err := sf.open(ctx, p.log)
	if err != nil {
		return untouched(ctx, err)
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	l := loader{store: store, progress: p, log: p.log}
	if c.DryRun {
		done, err := l.compare(ctx, releases[len(releases)-1])
		if err != nil {
			return untouched(ctx, err)
		}
		return c.print(s.Out, done)
	}
	done, err := l.all(ctx, releases)
	if err != nil {
		return l.interrupted(ctx, releases[len(releases)-1], err)
	}
	for _, a := range done.Alterations {
		p.log.InfoContext(ctx, inSentence(a))
	}
	return c.print(s.Out, done)
}

// errInterrupted says that the command was told to end before its work was done.
var errInterrupted = errors.New("interrupted")

// untouched is the error of a command that has written nothing when it failed.
func untouched(ctx context.Context, err error) error {
	if ctx.Err() == nil {
		return again(err)
	}
	return fmt.Errorf("%w: nothing was written", errInterrupted)
}

// again says what to do after a load to which the store did not answer.
func again(err error) error {
	if !errors.Is(err, timeline.ErrUnavailable) {
		return err
	}
	return fmt.Errorf("%w; then run the load again: it undoes what may have been begun", err)
}

// interrupted is the error of a load that may have written. Where it was told to end, it looks what readers see now.
func (l *loader) interrupted(ctx context.Context, next timeline.Stream, err error) error {
	if ctx.Err() == nil {
		return again(err)
	}
	const patience = 5 * time.Second
	after, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	s, unknown := l.towards(after, next)
	if unknown != nil {
		return fmt.Errorf("%w: what readers see could not be looked up (%w); run the load again: it undoes what was begun", errInterrupted, unknown)
	}
	if now := s.loaded(); now.current() {
		return fmt.Errorf("%w when all was done: %s is what readers see", errInterrupted, named(now.Release))
	}
	seen := "none"
	if s.former != nil {
		seen = named(s.former.Release())
	}
	return fmt.Errorf("%w: nothing of %s is visible, and the next load undoes what was begun; the release that readers see: %s",
		errInterrupted, named(next.Release), seen)
}

// print tells what was loaded, or would be.
func (c *loadCommand) print(out io.Writer, done loaded) error {
	if c.JSON {
		return writeJSON(out, done)
	}
	if c.DryRun {
		if err := done.words(out); err != nil {
			return err
		}
	}
	return done.table(out)
}

// words says what the changes mean, one sentence a line.
func (l loaded) words(out io.Writer) error {
	if l.current() {
		return nil
	}
	held := "The store is empty."
	if l.Former != nil {
		held = "The store holds " + named(*l.Former) + "."
	}
	if _, err := fmt.Fprintln(out, held); err != nil {
		return err
	}
	if len(l.Alterations) == 0 {
		_, err := fmt.Fprintln(out, "No fact differs.")
		return err
	}
	for _, a := range l.Alterations {
		if _, err := fmt.Fprintln(out, "- "+inSentence(a)); err != nil {
			return err
		}
	}
	return nil
}

func (l loaded) table(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\tnew\tchanged\tended\tunchanged\t")
	for _, row := range []struct {
		name string
		timeline.Tally
	}{{"records", l.Records}, {"edges", l.Edges}} {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t\n", row.name, row.New, row.Changed, row.Ended, row.Unchanged)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	verdict := "loaded"
	switch {
	case l.current():
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
