package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/releasefile"
	"github.com/regline/regline/internal/timeline"
)

// selectionFlags choose a part of the timeline.
type selectionFlags struct {
	Vendor       string `placeholder:"ID" help:"Only acts about this vendor, those above and below it in its group, or that it took itself."`
	Agency       string `placeholder:"ID" help:"Only acts of this body or of its parts."`
	Action       string `placeholder:"ID" help:"Only this act, or this row of an official list."`
	Source       string `placeholder:"ID" help:"Only steps of which a claim comes from this document."`
	From         string `placeholder:"DAY" help:"Only steps that may have come on this day (YYYY-MM-DD) or later."`
	To           string `placeholder:"DAY" help:"Only steps that may have come on this day or earlier."`
	Jurisdiction string `placeholder:"CODE" help:"Only this country (ISO 3166-1 alpha-2) or EU."`
	Role         string `placeholder:"ROLE" help:"Only steps of this role, such as EFFECTIVE."`
	Text         string `placeholder:"WORDS" help:"Only acts that a search for these words finds."`
	pinFlags     `embed:""`
}

// pinFlags choose the release and the language.
type pinFlags struct {
	AsOfRelease string `placeholder:"N" help:"Answer from this release instead of the current one."`
	Language    string `placeholder:"LANG" help:"Language of labels and sentences: en or de. Default: en."`
}

// flagOf names the flag of a key of a selection.
var flagOf = map[string]string{"q": "text", "release": "as-of-release", "lang": "language"}

// selection checks the flags. The error names them.
func (f selectionFlags) selection() (export.Selection, error) {
	v := url.Values{
		"vendor": {f.Vendor}, "agency": {f.Agency}, "action": {f.Action}, "source": {f.Source}, "from": {f.From}, "to": {f.To},
		"jurisdiction": {f.Jurisdiction}, "role": {f.Role}, "q": {f.Text}, "release": {f.AsOfRelease}, "lang": {f.Language},
	}
	s, err := export.ParseSelection(v)
	return s, flagError(err)
}

// flagError names the flags instead of the keys of a selection.
func flagError(err error) error {
	var faults *export.SelectionError
	if !errors.As(err, &faults) {
		return err
	}
	texts := make([]string, len(faults.Faults))
	for i, f := range faults.Faults {
		name := f.Key
		if flag, ok := flagOf[name]; ok {
			name = flag
		}
		texts[i] = "--" + name + ": " + f.Text
	}
	return usagef("%s", strings.Join(texts, "\nregline: "))
}

type exportCommand struct {
	Format         string `arg:"" help:"One of ${formats}."`
	Out            string `short:"o" placeholder:"FILE" help:"Write to this file, and the description of a table's columns to FILE-metadata.json, instead of standard output."`
	Origin         string `default:"${origin}" placeholder:"URL" help:"The server that links lead to. Default: ${default}."`
	selectionFlags `embed:""`
	storeFlags     `embed:""`
	releaseFlags   `embed:""`
}

// Help is the paragraph below the command's one line.
func (*exportCommand) Help() string {
	var b strings.Builder
	b.WriteString("Writes dated steps with the claims and sources behind them. A date is never written more exactly than it is known. The formats are: ")
	for i, f := range export.Formats() {
		if i > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(&b, "%s, %s", f.Name, f.Title)
	}
	return b.String() + "."
}

func (*exportCommand) examples() string {
	return `  # a table for a spreadsheet, with kaspersky.csv-metadata.json that describes its columns
  regline export csv --vendor kaspersky-group -o kaspersky.csv
  # a calendar of what the United States did in 2024
  regline export ics --vendor kaspersky-group --jurisdiction US --from 2024-01-01 --to 2024-12-31 -o kaspersky.ics
  # the graph of the acts as a picture
  regline export dot --vendor kaspersky-group | dot -Tsvg > kaspersky.svg
  # a database to ask in SQL
  regline export sqlite -o regline.sqlite && sqlite3 regline.sqlite 'SELECT words, act, role FROM timeline LIMIT 10'
`
}

func (*exportCommand) answersNo() string { return "the files have problems" }

// Run writes one export.
func (c *exportCommand) Run(ctx context.Context, s Streams) error {
	f, err := export.Lookup(c.Format)
	if err != nil {
		return usagef("%v", err)
	}
	selection, err := c.selection()
	if err == nil {
		err = flagError(f.Check(selection))
	}
	if err != nil {
		return err
	}
	if f.Name == "sqlite" && c.Out == "" && terminal(s.Out) != nil {
		return usagef("a database is no text for a terminal: write it to a file with -o FILE")
	}
	x := exporter{selection: selection, storeFlags: c.storeFlags, releaseFlags: c.releaseFlags, meta: export.Meta{Origin: c.Origin}}
	return x.run(ctx, s, func(ctx context.Context, r *timeline.Reader) error {
		if c.Out == "" {
			return x.write(ctx, s.Out, f, r)
		}
		if err := x.writeFile(ctx, c.Out, f, r); err != nil || f.Name != "csv" {
			return err
		}
		described, err := export.Lookup("csvw")
		if err != nil {
			return err
		}
		x.meta.Table = url.PathEscape(filepath.Base(c.Out))
		return x.writeFile(ctx, c.Out+"-metadata.json", described, r)
	})
}

// exporter writes formats of one selection.
type exporter struct {
	selection    export.Selection
	storeFlags   storeFlags
	releaseFlags releaseFlags
	meta         export.Meta
}

// run opens the release of the selection for work.
func (x *exporter) run(ctx context.Context, s Streams, work func(context.Context, *timeline.Reader) error) (err error) {
	store, err := openFilled(ctx, x.storeFlags, x.releaseFlags, s.logger(slog.LevelWarn))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	view, err := store.Open(ctx, timeline.KnownAt{Release: x.selection.Release})
	if err != nil {
		if x.selection.Release != 0 && errors.Is(err, timeline.ErrNoRelease) {
			return usagef("--as-of-release: there is no release %d", x.selection.Release)
		}
		return err
	}
	err = work(ctx, timeline.NewReaderOf(store, view))
	if errors.Is(err, timeline.ErrNotFound) || errors.Is(err, timeline.ErrBadInput) {
		return usagef("%v", err)
	}
	return err
}

func (x *exporter) write(ctx context.Context, out io.Writer, f export.Format, r *timeline.Reader) error {
	b := bufio.NewWriter(out)
	if err := f.Write(ctx, b, r, x.selection, x.meta); err != nil {
		return err
	}
	return b.Flush()
}

// writeFile leaves never half of a file.
func (x *exporter) writeFile(ctx context.Context, name string, f export.Format, r *timeline.Reader) error {
	err := releasefile.Create(name, func(w io.Writer) error { return x.write(ctx, w, f, r) })
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return usagef("-o: %v", err)
	}
	return err
}

// formatNames lists the formats for help.
func formatNames() string {
	var names []string
	for _, f := range export.Formats() {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}
