package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/regline/regline/data"
	"github.com/regline/regline/internal/cli"
	"github.com/regline/regline/internal/store/neo4j"
	"github.com/regline/regline/internal/store/neo4j/neo4jtest"
)

// TestDocumentsRun runs every command that the documents show and looks for the lines shown below it, in their order.
// A document that shows files is run in a folder with a copy of the data, to which those files are written. The address
// of a Neo4j in a document stands for that of the test's, which is empty at the first command.
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
		t.Run(filepath.Base(name), func(t *testing.T) { runDocument(t, string(src)) })
	}
}

func runDocument(t *testing.T, doc string) {
	for i, query := range shownQueries(doc) {
		c := shown{line: "$ regline query -", args: []string{"query", "-"}, in: query}
		t.Run(fmt.Sprintf("operation %d", i+1), func(t *testing.T) { c.check(t) })
	}
	steps := shownSteps(doc)
	if slices.ContainsFunc(steps, func(c shown) bool { return c.file != "" }) {
		t.Chdir(t.TempDir())
		if err := os.CopyFS("data", data.Files); err != nil {
			t.Fatal(err)
		}
	}
	wiped := false
	for _, c := range steps {
		if c.file != "" {
			if err := os.WriteFile(c.file, []byte(c.in), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if i := slices.Index(c.args, shownNeo4j); i >= 0 {
			c.args[i] = neo4jtest.URL(t)
			if !wiped {
				wipe(t, c.args[i])
				wiped = true
			}
		}
		t.Run(c.line, func(t *testing.T) { c.check(t) })
	}
}

const shownNeo4j = "neo4j://localhost:7687"

func wipe(t *testing.T, url string) {
	t.Helper()
	s, err := neo4j.Open(t.Context(), neo4j.Config{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Wipe(t.Context()), s.Close()); err != nil {
		t.Fatal(err)
	}
}

// shown is a command of a document with the lines that must follow it, or a file with its content.
type shown struct {
	line string
	args []string
	in   string
	want []string
	file string
}

// shownSteps reads the console blocks, lines "$ regline ..." with their output below, and the blocks of YAML that name a
// file. Standard input follows "<<<" in quotes.
func shownSteps(doc string) []shown {
	var out []shown
	console, file := false, false
	for line := range strings.SplitSeq(doc, "\n") {
		last := len(out) - 1
		name, isFile := strings.CutPrefix(line, "```yaml ")
		switch {
		case line == "```console":
			console = true
		case isFile:
			file = true
			out = append(out, shown{file: name})
		case strings.HasPrefix(line, "```"):
			console, file = false, false
		case file:
			out[last].in += line + "\n"
		case !console:
		case strings.HasPrefix(line, "$ "):
			command, in, _ := strings.Cut(strings.TrimPrefix(line, "$ regline "), " <<< ")
			out = append(out, shown{line: line, args: strings.Fields(command), in: strings.Trim(in, "'")})
		case last >= 0:
			for piece := range strings.SplitSeq(line, "...") {
				if piece = strings.TrimSpace(piece); piece != "" {
					out[last].want = append(out[last].want, piece)
				}
			}
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
