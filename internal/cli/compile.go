package cli

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/ledger"
	"github.com/regline/regline/internal/timeline"
	"github.com/regline/regline/loaders"
)

// compileRelease compiles the files of a tree and the releases of its ledger, oldest first; the last is that of the
// files. With any problem there is no content; the problems are those of the loaders and of the compiler, in the order
// of their places. The error is that of ctx, or of a broken ledger.
func compileRelease(ctx context.Context, tree fs.FS) ([]*timeline.Content, []compile.Problem, error) {
	c, problems, err := compileTree(ctx, tree)
	if err != nil || len(problems) > 0 {
		return nil, problems, err
	}
	contents := make([]*timeline.Content, 0, len(c.ledger.States)+1)
	for _, s := range c.ledger.States {
		if s.Release == c.content.Release.Number {
			break
		}
		old, err := compileState(c.ledger, s)
		if err != nil {
			return nil, nil, err
		}
		contents = append(contents, old)
	}
	return append(contents, c.content), nil, nil
}

// compilation is a release with what it was made of.
type compilation struct {
	input   compile.Input
	ledger  *ledger.Ledger
	content *timeline.Content
	// difference from the last line of the ledger; empty where the release is that line.
	difference ledger.Difference
}

// compileTree compiles the files alone, for those who also want to see the claims at their places. The compiler sees
// what could be read even where the loaders have found problems, so that one run reports all.
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
	var err error
	if c.ledger, err = readLedger(tree); err != nil {
		return compilation{}, nil, err
	}
	problems := c.compile()
	found = append(found, beside(found, problems)...)
	if len(found) > 0 {
		return compilation{input: c.input}, reportable(found), nil
	}
	return c, nil, nil
}

// compile makes the release of the files: the last of the ledger if it is the same to the digest, else the draft of the
// next.
func (c *compilation) compile() []compile.Problem {
	if last := c.ledger.Last(); last != nil {
		content, problems := compile.Compile(c.input, last.Release, false, released(c.ledger, last.Release-1))
		if len(problems) > 0 {
			return problems
		}
		if content.Release.Digest == last.Digest {
			describe(content, c.ledger, last)
			c.content = content
			return nil
		}
	}
	number := len(c.ledger.States) + 1
	content, problems := compile.Compile(c.input, number, true, released(c.ledger, number-1))
	if len(problems) > 0 {
		return problems
	}
	nodes, claims := claimed(content)
	c.difference = c.ledger.Compare(nodes, content.Release.Redirects, claims)
	for _, gone := range c.difference.Retracted {
		reason := c.difference.AutomaticReason(gone)
		if reason == "" {
			reason = "no reason is given yet: this is a draft"
		}
		content.Release.Retracted = append(content.Release.Retracted, timeline.Retraction{ClaimID: gone.ID, Reason: reason})
	}
	content.Release.History = history(c.ledger, number-1)
	c.content = content
	return nil
}

// join adds what one more loader read.
func join(a, b compile.Input) compile.Input {
	a.Declarations = append(a.Declarations, b.Declarations...)
	a.Assertions = append(a.Assertions, b.Assertions...)
	a.Redirects = append(a.Redirects, b.Redirects...)
	a.Files = append(a.Files, b.Files...)
	a.Faulty = append(a.Faulty, b.Faulty...)
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

// reportable gives each problem once, in the order of places, without those that only follow from others. Where files
// could not be read, one line tells how much could not be checked for that.
func reportable(found []compile.Problem) []compile.Problem {
	found = compile.SortProblems(found)
	unread := slices.DeleteFunc(slices.Clone(found), func(p compile.Problem) bool { return p.Cause != compile.CauseUnread })
	following := 0
	rest := slices.DeleteFunc(slices.Clone(found), func(p compile.Problem) bool {
		follows := p.Cause == compile.CauseFollows || p.Cause == compile.CauseAbsent && len(unread) > 0
		if follows {
			following++
		}
		return follows
	})
	if len(rest) == 0 {
		return found // nothing explains them
	}
	if len(unread) > 0 && following > 0 {
		first := unread[0]
		rest = append(rest, compile.Problem{Place: first.Place, Text: fmt.Sprintf("%s could not be checked, because %s could not be read", count(following, "reference"), fileNames(unread))})
		rest = compile.SortProblems(rest)
	}
	return rest
}

// fileNames lists the files of problems, each once: the first few of many.
func fileNames(ps []compile.Problem) string {
	const most = 5
	var names []string
	for _, p := range ps {
		if !slices.Contains(names, p.File) {
			names = append(names, p.File)
		}
	}
	if more := len(names) - most; more > 0 {
		names = append(names[:most], count(more, "more file"))
	}
	if last := len(names) - 1; last > 0 {
		return strings.Join(names[:last], ", ") + " and " + names[last]
	}
	return names[0]
}
