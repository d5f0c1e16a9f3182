package cli

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/regline/regline/internal/compile"
)

type checkCommand struct {
	JSON      bool `name:"json" help:"Print JSON instead of lines and tables."`
	dataFlags `embed:""`
}

// Help is the paragraph below the command's one line.
func (*checkCommand) Help() string {
	return "Reports every problem of all files in one run, as file:line:column: field: text. Without problems it prints what the files cover, and which citations are still wanted."
}

func (*checkCommand) examples() string {
	return `  # the files that are being written
  regline check --data ./data
  # the places of the wanted citations, for a program
  regline check --json | jq -r '.wanted[] | "\(.file):\(.line)"'
`
}

func (*checkCommand) answersNo() string { return "the files have problems" }

// problem is a compile.Problem for programs.
type problem struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Field  string `json:"field,omitempty"`
	Text   string `json:"text"`
}

// checked is the answer for programs: problems, or what there is.
type checked struct {
	Problems []problem `json:"problems"`
	*report
}

// Run checks the files.
func (c *checkCommand) Run(ctx context.Context, s Streams) error {
	tree, err := c.tree()
	if err != nil {
		return err
	}
	made, problems, err := compileTree(ctx, tree)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return c.refuse(s, c.placed(problems))
	}
	r := newReport(made, c.dir())
	if c.JSON {
		return writeJSON(s.Out, checked{Problems: []problem{}, report: r})
	}
	return r.table(s.Out)
}

// refuse prints the problems.
func (c *checkCommand) refuse(s Streams, problems []compile.Problem) error {
	if c.JSON {
		out := checked{}
		for _, p := range problems {
			out.Problems = append(out.Problems, problem{p.File, p.Line, p.Column, p.Field, p.Text})
		}
		if err := writeJSON(s.Out, out); err != nil {
			return err
		}
		return errNo
	}
	for _, p := range problems {
		if _, err := fmt.Fprintln(s.Out, p.Error()); err != nil {
			return err
		}
	}
	fmt.Fprintln(s.Err, count(len(problems), "problem"))
	return errNo
}

func (r *report) table(out io.Writer) error {
	fmt.Fprintln(out, named(r.Release))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	cover := r.Release.Coverage
	fmt.Fprintf(w, "\nnodes\t%d\t\nrelations\t%d\t\nclaims\t%d\t\n", cover.Nodes, cover.Edges, cover.Claims)
	for _, k := range cover.Kinds() {
		fmt.Fprintf(w, "  %s\t%d\t%s\n", k.Kind, k.Count, share(k.Count, cover.Claims))
	}
	fmt.Fprintf(w, "with a quotation\t%d\t%s\n", cover.Quotations, share(cover.Quotations, cover.Claims))
	fmt.Fprintf(w, "  compared with a kept text\t%d\t%s of the quotations\n", cover.TextChecked, share(cover.TextChecked, cover.Quotations))
	fmt.Fprintf(w, "unverified\t%d\t%s\n", cover.Unverified, share(cover.Unverified, cover.Claims))
	fmt.Fprintf(w, "\nsource\tclaims\tquotations\tcompared\ttext\n")
	for _, s := range r.Sources {
		text := "-"
		if s.TextKept {
			text = "kept"
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%s\n", s.ID, s.Claims, s.Quotations, s.Compared, text)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if r.Release.Draft && r.Release.Number > 1 {
		fmt.Fprintf(out, "\nsince release %d: %s added, %s retracted\n", r.Release.Number-1, count(r.Unreleased.Added, "claim"), count(len(r.Unreleased.Retracted), "claim"))
	}
	if err := listPlaced(out, "wanted citation", r.Wanted); err != nil {
		return err
	}
	return listPlaced(out, "unverified value", r.Unverified)
}

func listPlaced(out io.Writer, what string, claims []placed) error {
	if _, err := fmt.Fprintf(out, "\n%s\n", count(len(claims), what)); err != nil {
		return err
	}
	for _, p := range claims {
		if _, err := fmt.Fprintf(out, "%s:%d:%d: %s: %s %s %s\n", p.File, p.Line, p.Column, p.Field, p.Subject, p.Predicate, p.Value); err != nil {
			return err
		}
	}
	return nil
}

// share is a part of a whole in per cent.
func share(part, whole int) string {
	if whole == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(part)/float64(whole))
}
