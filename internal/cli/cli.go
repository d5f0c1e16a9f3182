// Package cli is the command line of Regline: one file for each command, and the only place that wires files, stores
// and surfaces together.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/regline/regline/internal/export"
)

// Streams are what a command reads and writes: answers go to Out, everything else to Err.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// logger writes to Err what is of the level or above.
func (s Streams) logger(level slog.Level) *slog.Logger {
	return slog.New(slog.NewTextHandler(s.Err, &slog.HandlerOptions{Level: level}))
}

// commands is the grammar.
type commands struct {
	Serve    serveCommand    `cmd:"" help:"Serve the graph: GraphQL, playground and pages."`
	Load     loadCommand     `cmd:"" help:"Load the files into a store, and say what changed."`
	Check    checkCommand    `cmd:"" help:"Check the files, and say what they cover."`
	Release  releaseCommand  `cmd:"" help:"Append the claims of the files to the ledger as a numbered release."`
	Query    queryCommand    `cmd:"" help:"Run a GraphQL document and print the answer as JSON."`
	Verify   verifyCommand   `cmd:"" help:"Ask the question of a receipt again, and say whether the answer is the same."`
	Export   exportCommand   `cmd:"" help:"Write dated steps with their sources in the format of another program."`
	Report   reportCommand   `cmd:"" help:"Write a report about a vendor with footnotes, to paste or to print."`
	Fmt      fmtCommand      `cmd:"" help:"Bring fact files into the standard layout."`
	Generate generateCommand `cmd:"" help:"Make artificial data of any size, for measurements."`
	Version  versionCommand  `cmd:"" help:"Print the versions of program, data and rules."`
}

const description = "Regline is a knowledge graph of what governments did to technology vendors, when, under which authority, and where each of these facts is written."

// Main runs the command that args name and gives the exit code. What failed is on s.Err, in one message.
func Main(ctx context.Context, args []string, s Streams) int {
	err := run(ctx, args, s)
	if text := message(err); text != "" {
		fmt.Fprintf(s.Err, "%s\n", text)
	}
	return exitCode(err)
}

func run(ctx context.Context, args []string, s Streams) error {
	var grammar commands
	helped := false
	parser, err := kong.New(&grammar,
		kong.Name("regline"),
		kong.Description(description),
		kong.Writers(s.Out, s.Err),
		kong.Exit(func(int) { helped = true }),
		kong.Help(help),
		kong.Vars{"formats": formatNames(), "origin": export.DefaultOrigin},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
	if err != nil {
		return fmt.Errorf("the grammar of the commands: %w", err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if helped {
		return nil
	}
	if err != nil {
		return unparsed(err)
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	return parsed.Run(s)
}

// unparsed says where help for a wrong command line is.
func unparsed(err error) error {
	remedy := "see `regline --help`"
	var parse *kong.ParseError
	if errors.As(err, &parse) && parse.Context != nil {
		if cmd := parse.Context.Selected(); cmd != nil {
			remedy = fmt.Sprintf("see `%s --help`", strings.Fields(cmd.FullPath())[0]+" "+cmd.Name)
		}
	}
	return usagef("%v; %s", err, remedy)
}
