package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/regline/regline/examples"
	"github.com/regline/regline/graph"
	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/persisted"
	"github.com/regline/regline/internal/timeline"
)

// ruleVersions are those of this program.
func ruleVersions() persisted.Versions {
	return persisted.Versions{Rules: compile.RulesVersion, Vocabulary: timeline.VocabularyVersion}
}

// newOperations answers the embedded examples by their names.
func newOperations(s timeline.Store, g *graph.Handler) (*persisted.Operations, error) {
	all, err := examples.All()
	if err != nil {
		return nil, err
	}
	documents := make([]persisted.Document, len(all))
	for i, e := range all {
		documents[i] = persisted.Document{Name: e.Name, Query: e.Query, Variables: e.Variables}
	}
	return persisted.New(s, g, ruleVersions(), documents)
}

type verifyCommand struct {
	Receipt      string `arg:"" help:"A file that regline query --receipt wrote or /q/NAME?receipt gave, or - for standard input."`
	JSON         bool   `name:"json" help:"Print JSON instead of lines."`
	storeFlags   `embed:""`
	releaseFlags `embed:""`
}

// Help is the paragraph below the command's one line.
func (*verifyCommand) Help() string {
	return "Asks the question of a receipt again, from its release and from each later one until the answer changes, and says whether the answer is the same and what has changed: the release or its digest, the rules, the operation's text, the data and since which release. A receipt that was altered is said to be."
}

func (*verifyCommand) examples() string {
	return `  # keep the receipt of an answer, and see two years later whether it still holds
  regline query c1-what-a-reseller-may-not-do --receipt reseller.receipt.json
  regline verify reseller.receipt.json
  # of an answer that a server gave
  curl -s 'http://localhost:8080/q/t1-directive-to-sales-ban?receipt' | regline verify - --json
`
}

func (*verifyCommand) answersNo() string {
	return "the answer is not the same any more, or the receipt was altered"
}

// Run verifies one receipt.
func (c *verifyCommand) Run(ctx context.Context, s Streams) (err error) {
	b, err := c.read(s.In)
	if err != nil {
		return err
	}
	r, err := persisted.ParseReceipt(b)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Receipt, err)
	}
	log := s.logger(slog.LevelWarn)
	store, err := openFilled(ctx, c.storeFlags, c.releaseFlags, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	operations, err := newOperations(store, newGraphQL(store, log))
	if err != nil {
		return err
	}
	v, err := operations.Verify(ctx, r)
	if err != nil {
		return err
	}
	if c.JSON {
		err = writeJSON(s.Out, v)
	} else {
		err = printVerification(s.Out, r, v)
	}
	if err == nil && !v.Same() {
		return errNo
	}
	return err
}

func (c *verifyCommand) read(in io.Reader) ([]byte, error) {
	if c.Receipt == "-" {
		return io.ReadAll(io.LimitReader(in, persisted.MaxReceipt+1))
	}
	f, err := os.Open(c.Receipt)
	if err != nil {
		return nil, usagef("%v", err)
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, persisted.MaxReceipt+1))
}

func printVerification(out io.Writer, r *persisted.Receipt, v *persisted.Verification) error {
	var b bytes.Buffer
	answer := func(same bool) string {
		if same {
			return "the same answer"
		}
		return "not the same answer"
	}
	fmt.Fprintf(&b, "release %d, of the receipt: %s\nrelease %d, the current: %s\n", r.Release.Number, answer(v.Then), v.Current, answer(v.Now))
	for _, f := range v.Found {
		fmt.Fprintf(&b, "%s: %s\n", f.Kind, f.Text)
		for _, p := range f.Places {
			fmt.Fprintf(&b, "  %s: %s -> %s\n", p.Path, cmp.Or(p.Before, "(nothing)"), cmp.Or(p.After, "(nothing)"))
		}
		if more := f.Total - len(f.Places); more > 0 {
			fmt.Fprintf(&b, "  and %s\n", count(more, "more place"))
		}
	}
	_, err := b.WriteTo(out)
	return err
}
