package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/ledger"
	"github.com/regline/regline/internal/timeline"
)

type releaseCommand struct {
	Data    string   `required:"" placeholder:"DIR" help:"The directory of the fact files, whose ledger.jsonl is written."`
	On      string   `placeholder:"DAY" help:"The day of the release, YYYY-MM-DD. Default: today, in UTC."`
	Reason  string   `placeholder:"TEXT" help:"Why claims are retracted, for all that have no reason of their own."`
	Reasons *os.File `placeholder:"FILE" help:"A JSON object from the IDs of retracted claims to the reasons."`
	DryRun  bool     `help:"Print what the release would hold, but write nothing."`
}

// Help is the paragraph below the command's one line.
func (*releaseCommand) Help() string {
	return "Compares the claims of the files with the last release and appends the difference to the ledger: claims added, whole, and claims retracted, with the reason. Our own words and derived values need no reason. Nothing that was released is ever removed from the ledger."
}

func (*releaseCommand) examples() string {
	return `  # what would be released?
  regline release --data ./data --dry-run
  # release it
  regline release --data ./data --reason "the docket, read since, gives another day"
`
}

func (*releaseCommand) answersNo() string {
	return "the files have problems, nothing changed, a released ID would be lost, or a retraction has no reason"
}

// Run appends a release to the ledger.
func (c *releaseCommand) Run(ctx context.Context, s Streams) error {
	day, err := c.day()
	if err != nil {
		return err
	}
	if c.Data == "" {
		return usagef("--data: the name of the folder is empty")
	}
	files := dataFlags{Data: c.Data}
	tree, err := files.tree()
	if err != nil {
		return err
	}
	made, problems, err := compileTree(ctx, tree)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return &problemsError{files.placed(problems)}
	}
	if !made.content.Release.Draft {
		fmt.Fprintf(s.Out, "%s holds all claims of the files: nothing to release\n", named(made.content.Release))
		return errNo
	}
	if lost := made.difference.Lost; len(lost) > 0 {
		fmt.Fprintf(s.Err, "%s would answer no more, first %s: keep the node, or write in redirects.yaml what took its place\n", count(len(lost), "released ID"), lost[0])
		return errNo
	}
	reasons, missing, err := c.reasons(made.difference)
	if err != nil {
		return err
	}
	if err := tabulate(s, made, reasons); err != nil {
		return err
	}
	if len(missing) > 0 {
		fmt.Fprintf(s.Err, "%s without a reason: give --reason, or --reasons with %s\n", count(len(missing), "retraction"), missing[0])
		return errNo
	}
	if c.DryRun {
		return nil
	}
	return c.write(made, day, reasons)
}

// reasons gives the reason of each retraction, and lists those that have none.
func (c *releaseCommand) reasons(d ledger.Difference) (map[timeline.ID]string, []timeline.ID, error) {
	given := make(map[timeline.ID]string)
	if c.Reasons != nil {
		defer c.Reasons.Close()
		if err := json.NewDecoder(c.Reasons).Decode(&given); err != nil {
			return nil, nil, fmt.Errorf("%s: not an object from claims to reasons: %w", c.Reasons.Name(), err)
		}
	}
	if given == nil { // the file holds null
		given = make(map[timeline.ID]string)
	}
	var missing []timeline.ID
	for _, claim := range d.Retracted {
		if given[claim.ID] == "" {
			given[claim.ID] = d.AutomaticReason(claim)
		}
		if given[claim.ID] == "" {
			given[claim.ID] = c.Reason
		}
		if given[claim.ID] == "" {
			missing = append(missing, claim.ID)
		}
	}
	return given, missing, nil
}

// tabulate prints what the release changes.
func tabulate(s Streams, made compilation, reasons map[timeline.ID]string) error {
	d, r := made.difference, made.content.Release
	fmt.Fprintf(s.Out, "release %d %.12s\n", r.Number, r.Digest)
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "nodes added\t%d\nnodes dropped\t%d\nredirects\t%d\nclaims added\t%d\nclaims retracted\t%d\n", len(d.Nodes), len(d.Dropped), len(d.Redirects), len(d.Added), len(d.Retracted))
	if err := w.Flush(); err != nil {
		return err
	}
	for _, claim := range d.Retracted {
		if _, err := fmt.Fprintf(s.Out, "retracted: %s: %s %s %s: %s\n", claim.ID, claim.Subject, claim.Predicate, claim.Value, reasons[claim.ID]); err != nil {
			return err
		}
	}
	return nil
}

// write appends the release and replaces the ledger in one step, so that it is never half written.
func (c *releaseCommand) write(made compilation, day edtf.Day, reasons map[timeline.ID]string) error {
	r := made.content.Release
	head := ledger.Head{Release: r.Number, Known: day, Digest: r.Digest, Vocabulary: r.VocabularyVersion, Rules: r.RulesVersion}
	if last := made.ledger.Last(); last != nil {
		head.Former = last.Digest
	}
	var lines bytes.Buffer
	if err := made.ledger.Append(&lines, head, made.difference, reasons); err != nil {
		return err
	}
	name := filepath.Join(c.Data, ledgerFile)
	before, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the ledger: %w", err)
	}
	return replaceFile(name, append(before, lines.Bytes()...))
}

func (c *releaseCommand) day() (edtf.Day, error) {
	if c.On == "" {
		return edtf.ParseDay(time.Now().UTC().Format(time.DateOnly))
	}
	d, err := edtf.ParseDay(c.On)
	if err != nil {
		return 0, usagef("--on: %v", err)
	}
	return d, nil
}
