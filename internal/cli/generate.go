package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/regline/regline/internal/generate"
	"github.com/regline/regline/internal/releasefile"
	"github.com/regline/regline/internal/timeline"
)

// standardOutput is the name of standard output on a command line.
const standardOutput = "-"

type generateCommand struct {
	Actions  int        `required:"" placeholder:"N" help:"The number of acts."`
	Seed     uint64     `default:"1" placeholder:"S" help:"Another seed gives other data. Default: ${default}."`
	Out      string     `required:"" placeholder:"FILE" help:"The release file to write, compressed where its name ends in .gz; - for standard output."`
	JSON     bool       `name:"json" help:"Print JSON instead of a table."`
	LogLevel slog.Level `default:"info" env:"REGLINE_LOG_LEVEL" placeholder:"LEVEL" help:"What to tell on standard error: debug, info, warn or error. Default: ${default}."`
}

// Help is the paragraph below the command's one line.
func (*generateCommand) Help() string {
	return `Makes acts, vendors, bodies and claims about them that are evidently artificial, compiles them as the files of facts are compiled, and writes the release as a file that serve, load and query read with --release. The same number and seed give the same bytes.

An act has about ten claims: a kind, a label, a body, one or two vendors, one or two dates between 1990 and 2030, and three relations to earlier acts. Every fourth restricts a conduct, every tenth has a date about which two sources differ, and every twentieth stays, lifts, revokes or otherwise changes an earlier restriction.

Memory does not depend on the number of acts. A temporary file beside the output, or in the folder for temporary files where that is no file, takes about 12 KB an act while the command runs.`
}

func (*generateCommand) examples() string {
	return `  # a small release to look at
  regline generate --actions 1000 --out small.jsonl && regline serve --release small.jsonl
  # a hundred thousand acts for a database
  regline generate --actions 100000 --seed 7 --out big.jsonl.gz && regline load --release big.jsonl.gz --store neo4j://localhost:7687
  # how many records of each kind?
  regline generate --actions 1000 --out - | jq -r '.kind // empty' | sort | uniq -c
`
}

func (*generateCommand) answersNo() string { return "" }

// generated is what was made.
type generated struct {
	Release timeline.Release `json:"release"`
	File    string           `json:"file"`
	Actions int              `json:"actions"`
	Records int              `json:"records"`
	Edges   int              `json:"edges"`
	Claims  int              `json:"claims"`
}

// Run makes the release and tells what it holds.
func (c *generateCommand) Run(ctx context.Context, s Streams) error {
	p := newProgress(s, c.LogLevel)
	defer p.end()
	o := generate.Options{Actions: c.Actions, Seed: c.Seed, Progress: showing(p)}
	var release timeline.Release
	write := func(w io.Writer) (err error) {
		release, err = generate.Write(ctx, w, o)
		return err
	}
	var err error
	if c.Out == standardOutput {
		err = write(s.Out)
	} else {
		if info, missing := os.Stat(c.Out); missing != nil || info.Mode().IsRegular() {
			o.TempDir = filepath.Dir(c.Out)
		}
		err = releasefile.Create(c.Out, write)
	}
	switch {
	case errors.Is(err, generate.ErrSize):
		return usagef("--actions: %v", err)
	case err != nil:
		return untouched(ctx, err)
	case c.Out == standardOutput:
		return nil
	}
	cov := release.Coverage
	done := generated{release, c.Out, c.Actions, cov.Nodes + cov.Claims, cov.Edges, cov.Claims}
	if c.JSON {
		return writeJSON(s.Out, done)
	}
	return done.table(s.Out)
}

// showing begins a phase of progress with each unit of the work.
func showing(p *progress) func(generate.Progress) {
	var last generate.Progress
	return func(now generate.Progress) {
		if now.Unit != last.Unit {
			p.begin(map[string]string{"acts": "compiling", "lines": "writing"}[now.Unit], now.Unit, now.Total)
			last.Done = 0
		}
		p.add(now.Done - last.Done)
		last = now
	}
}

func (g generated) table(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "release\t%s\n", named(g.Release))
	for _, row := range []struct {
		name string
		n    int
	}{{"acts", g.Actions}, {"records", g.Records}, {"claims", g.Claims}, {"edges", g.Edges}} {
		fmt.Fprintf(w, "%s\t%d\n", row.name, row.n)
	}
	fmt.Fprintf(w, "file\t%s\n", g.File)
	return w.Flush()
}
