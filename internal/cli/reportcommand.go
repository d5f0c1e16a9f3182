package cli

import (
	"context"
	"time"

	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/timeline"
)

type reportCommand struct {
	Vendor       string `arg:"" help:"ID of the vendor."`
	Format       string `default:"md" enum:"md,html" help:"md for Markdown with footnotes, html for a page to print or to paste into a word processor. Default: ${default}."`
	Jurisdiction string `placeholder:"CODE" help:"Only this country (ISO 3166-1 alpha-2) or EU."`
	From         string `placeholder:"DAY" help:"Only steps that may have come on this day (YYYY-MM-DD) or later."`
	To           string `placeholder:"DAY" help:"Only steps that may have come on this day or earlier."`
	Out          string `short:"o" placeholder:"FILE" help:"Write to this file instead of standard output."`
	Origin       string `default:"${origin}" placeholder:"URL" help:"The server that links lead to. Default: ${default}."`
	Undated      bool   `help:"Leave the day on which the report was made out, so that the same release gives the same bytes."`
	pinFlags     `embed:""`
	storeFlags   `embed:""`
	releaseFlags `embed:""`
}

// Help is the paragraph below the command's one line.
func (*reportCommand) Help() string {
	return "Writes what happened to a vendor and what is restricted as tables with numbered notes: each note is a quotation with its source, place, address and the day it was read. Dates that are not certain and values that sources dispute are marked. At the end stand what was covered and when it was last checked, the sources, and the release with its digest."
}

func (*reportCommand) examples() string {
	return `  # to paste into a document
  regline report kaspersky-group --jurisdiction US --format html -o kaspersky.html
  # in German, as it was known in release 1
  regline report kaspersky-group --language de --as-of-release 1
`
}

func (*reportCommand) answersNo() string { return "the files have problems" }

// Run writes one report.
func (c *reportCommand) Run(ctx context.Context, s Streams) error {
	f, err := export.Lookup(c.Format)
	if err != nil {
		return err
	}
	flags := selectionFlags{Vendor: c.Vendor, Jurisdiction: c.Jurisdiction, From: c.From, To: c.To, pinFlags: c.pinFlags}
	selection, err := flags.selection()
	if err != nil {
		return err
	}
	x := exporter{selection: selection, storeFlags: c.storeFlags, releaseFlags: c.releaseFlags, meta: export.Meta{Origin: c.Origin}}
	if !c.Undated {
		x.meta.Now = time.Now
	}
	return x.run(ctx, s, func(ctx context.Context, r *timeline.Reader) error {
		if c.Out != "" {
			return x.writeFile(ctx, c.Out, f, r)
		}
		return x.write(ctx, s.Out, f, r)
	})
}
