package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/regline/regline/internal/cli"
)

// TestDocumentsRun runs every command that the documents show and looks for the lines shown below it, in their order.
func TestDocumentsRun(t *testing.T) {
	files, err := filepath.Glob("docs/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	files = append(files, "README.md")
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		src, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		t.Chdir(t.TempDir()) // for the files that its commands write
		for i, query := range shownQueries(string(src)) {
			c := shown{line: "$ regline query -", args: []string{"query", "-"}, in: query}
			t.Run(fmt.Sprintf("%s/operation %d", filepath.Base(name), i+1), func(t *testing.T) { c.check(t) })
		}
		for _, c := range shownCommands(string(src)) {
			t.Run(filepath.Base(name)+"/"+c.line, func(t *testing.T) { c.check(t) })
		}
	}
}

// shown is a command of a document with the lines that must follow it.
type shown struct {
	line string
	args []string
	in   string
	want []string
}

// shownCommands reads the console blocks: a line "$ regline ..." with its output below. Standard input follows "<<<"
// in quotes.
func shownCommands(doc string) []shown {
	var out []shown
	inside := false
	for line := range strings.SplitSeq(doc, "\n") {
		switch {
		case line == "```console":
			inside = true
		case strings.HasPrefix(line, "```"):
			inside = false
		case !inside:
		case strings.HasPrefix(line, "$ "):
			command, in, _ := strings.Cut(strings.TrimPrefix(line, "$ regline "), " <<< ")
			out = append(out, shown{line: line, args: strings.Fields(command), in: strings.Trim(in, "'")})
		case line != "..." && len(out) > 0:
			out[len(out)-1].want = append(out[len(out)-1].want, strings.TrimSpace(line))
		}
	}
	return out
}

// shownQueries reads the blocks of GraphQL.
func shownQueries(doc string) []string {
	var out []string
	for _, block := range strings.Split(doc, "```graphql\n")[1:] {
		query, _, _ := strings.Cut(block, "```")
		out = append(out, query)
	}
	return out
}

func (c shown) check(t *testing.T) {
	if !strings.HasPrefix(c.line, "$ regline ") {
		t.Fatalf("%s: only regline is run", c.line)
	}
	var stdout, stderr bytes.Buffer
	code := cli.Main(context.Background(), c.args, cli.Streams{In: strings.NewReader(c.in), Out: &stdout, Err: &stderr})
	if code != 0 {
		t.Fatalf("%s: exit code %d: %s%s", c.line, code, stdout.String(), stderr.String())
	}
	rest := stdout.String()
	for _, want := range c.want {
		_, after, found := strings.Cut(rest, want)
		if !found {
			t.Fatalf("%s: no %q in what follows:\n%.3000s", c.line, want, rest)
		}
		rest = after
	}
}
