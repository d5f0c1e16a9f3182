package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/regline/regline/internal/timeline"
)

// Format is a way to write a selection down.
type Format struct {
	// Name stands in addresses and commands: lower-case letters.
	Name string
	// Title says in English what it is, in a few words.
	Title string
	// Extension of a file, with the dot.
	Extension string
	// MediaType with its parameters, for the header Content-Type.
	MediaType string
	// Takes are the keys of a selection that mean something to the format, beside release and language; nil: all.
	Takes []string
	// Write writes the selection, of the release that the reader answers from; Selection.Release is not looked at. The
	// same release, selection and meta give the same bytes. The error is of the reader, of the writer, or matches
	// [timeline.ErrBadInput]; what was written before it is of no use.
	Write func(ctx context.Context, w io.Writer, r *timeline.Reader, s Selection, m Meta) error
}

// Formats lists all formats in the order of documentation.
func Formats() []Format {
	return []Format{
		{Name: "csv", Title: "Table for spreadsheets", Extension: ".csv", MediaType: "text/csv; charset=utf-8; header=present", Write: writeCSV},
		{Name: "csvw", Title: "Description of the table's columns (CSV on the Web)", Extension: ".csv-metadata.json", MediaType: "application/csvm+json", Write: writeCSVW},
		{Name: "jsonl", Title: "JSON Lines, one step a line", Extension: ".jsonl", MediaType: "application/jsonl; charset=utf-8", Write: writeJSONLines},
		{Name: "md", Title: "Report with footnotes in Markdown", Extension: ".md", MediaType: "text/markdown; charset=utf-8", Write: writeMarkdown},
		{Name: "html", Title: "Report with footnotes for a word processor, or to print", Extension: ".html", MediaType: "text/html; charset=utf-8", Write: writeHTML},
		{Name: "ics", Title: "Calendar of steps and deadlines (iCalendar)", Extension: ".ics", MediaType: "text/calendar; charset=utf-8", Write: writeCalendar},
		{Name: "atom", Title: "Feed of what changed from release to release (Atom)", Extension: ".atom", MediaType: "application/atom+xml; charset=utf-8", Takes: []string{keyVendor, keyAction}, Write: writeAtom},
		{Name: "jsonld", Title: "Linked data (JSON-LD: schema.org, ELI, PROV)", Extension: ".jsonld", MediaType: "application/ld+json", Write: writeJSONLD},
		{Name: "graphml", Title: "Graph of the acts for graph programs (GraphML)", Extension: ".graphml", MediaType: "application/graphml+xml", Write: writeGraphML},
		{Name: "dot", Title: "Graph of the acts for Graphviz (DOT)", Extension: ".dot", MediaType: "text/vnd.graphviz; charset=utf-8", Write: writeDOT},
		{Name: "timelinejs", Title: "Timeline for TimelineJS", Extension: ".json", MediaType: "application/json", Write: writeTimelineJS},
		{Name: "sqlite", Title: "Database of steps, claims, sources and relations (SQLite)", Extension: ".sqlite", MediaType: "application/vnd.sqlite3", Write: writeSQLite},
	}
}

// ErrNoFormat says that there is no format of the name.
var ErrNoFormat = errors.New("no such format")

// Lookup finds a format by its name. The error wraps [ErrNoFormat] and lists the names.
func Lookup(name string) (Format, error) {
	all := Formats()
	names := make([]string, len(all))
	for i, f := range all {
		if f.Name == name {
			return f, nil
		}
		names[i] = f.Name
	}
	return Format{}, fmt.Errorf("%.40q: %w: the formats are %s", name, ErrNoFormat, strings.Join(names, ", "))
}

// Check refuses a selection by what means nothing to the format: an export that passed over it would hold more than was
// asked for. The error is a [*SelectionError].
func (f Format) Check(s Selection) error {
	if f.Takes == nil {
		return nil
	}
	var e SelectionError
	for _, key := range SelectionKeys() {
		if s.Values().Has(key) && key != keyRelease && key != keyLanguage && !slices.Contains(f.Takes, key) {
			e.Faults = append(e.Faults, SelectionFault{key, fmt.Sprintf("%s is chosen by %s alone: leave this out", f.Name, strings.Join(f.Takes, " and "))})
		}
	}
	if e.Faults == nil {
		return nil
	}
	return &e
}

// DefaultOrigin is where `regline serve` listens unless it is told otherwise.
const DefaultOrigin = "http://localhost:8080"

// Meta is what an export needs to know beside the facts.
type Meta struct {
	// Origin is the base of links, such as "https://example.org", without a slash at its end; empty: DefaultOrigin.
	Origin string
	// Now gives the day on which a report says that it was made. Nil leaves it out, so that the same release gives the
	// same bytes; no other format has the day.
	Now func() time.Time
	// Table is the address of the CSV that a csvw document describes; empty: that of the same selection beside it.
	Table string
}

func (m Meta) origin() string {
	if m.Origin == "" {
		return DefaultOrigin
	}
	return strings.TrimSuffix(m.Origin, "/")
}

// page is the address of the page of a node, as of a release; a part is found on the page of the node it belongs to. The
// kind is that of the node, or of the one that the part belongs to; where it is empty, a part is taken for one of an act.
func (m Meta) page(id timeline.ID, kind timeline.Kind, release int) string {
	folder := "node"
	switch {
	case kind == timeline.KindVendor:
		folder = "vendor"
	case kind == timeline.KindAgency:
		folder = "agency"
	case kind == timeline.KindSource:
		folder = "source"
	case kind == timeline.KindAction, kind == "" && id.Part() != "":
		folder = "action"
	}
	address := fmt.Sprintf("%s/%s/%s", m.origin(), folder, url.PathEscape(string(id.Owner())))
	if release > 0 {
		address += fmt.Sprintf("?release=%d", release)
	}
	if part := id.Part(); part != "" {
		address += "#" + part
	}
	return address
}

// claimPage is the address of a claim: its place on the page of its source, else the page of what it is about.
func (m Meta) claimPage(c *timeline.Claim, release int) string {
	if c.SourceID != "" {
		return m.page(c.SourceID, timeline.KindSource, release) + "#" + string(c.ID)
	}
	return m.page(c.Subject, "", release)
}

// address is that of an export of the selection.
func (m Meta) address(format string, s Selection) string {
	return m.origin() + "/export/" + format + s.Query()
}
