package cli

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/timeline"
	"github.com/regline/regline/loaders"
)

// compileRelease compiles the files of a tree. With any problem there is no content; the problems are those of the
// loaders and of the compiler, in the order of their places. The error is that of ctx.
func compileRelease(ctx context.Context, tree fs.FS) (*timeline.Content, []compile.Problem, error) {
	c, problems, err := compileTree(ctx, tree)
	return c.content, problems, err
}

// compilation is a release with what it was made of.
type compilation struct {
	input   compile.Input
	content *timeline.Content
}

// compileTree is compileRelease for those who also want to see the claims at their places. The compiler sees what
// could be read even where the loaders have found problems, so that one run reports all.
func compileTree(ctx context.Context, tree fs.FS) (compilation, []compile.Problem, error) {
	var c compilation
	var found []compile.Problem
	for _, format := range loaders.All() {
		in, problems := format.Load(ctx, tree)
		if err := ctx.Err(); err != nil {
			return compilation{}, nil, fmt.Errorf("reading the files: %w", err)
		}
		found = append(found, problems...)
		c.input = join(c.input, in)
	}
	const number, draft = 1, true // no ledger counts releases yet
	content, problems := compile.Compile(c.input, number, draft, nil)
	found = append(found, beside(found, problems)...)
	if len(found) > 0 {
		sortProblems(found)
		return compilation{input: c.input}, found, nil
	}
	c.content = content
	return c, nil, nil
}

// join adds what one more loader read.
func join(a, b compile.Input) compile.Input {
	a.Declarations = append(a.Declarations, b.Declarations...)
	a.Assertions = append(a.Assertions, b.Assertions...)
	a.Files = append(a.Files, b.Files...)
	if a.Texts == nil {
		a.Texts = make(map[string]string)
	}
	maps.Copy(a.Texts, b.Texts)
	return a
}

// beside gives the compiler's problems at places where the loaders found none: what a loader could not read there is
// what the compiler misses.
func beside(loaded, compiled []compile.Problem) []compile.Problem {
	seen := make(map[compile.Place]bool, len(loaded))
	for _, p := range loaded {
		seen[p.Place] = true
	}
	var out []compile.Problem
	for _, p := range compiled {
		if !seen[p.Place] {
			out = append(out, p)
		}
	}
	return out
}

func sortProblems(ps []compile.Problem) {
	slices.SortStableFunc(ps, func(a, b compile.Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Field, b.Field), cmp.Compare(a.Text, b.Text))
	})
}
