package export

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// Table is an answer that is no timeline, such as a comparison or what binds somebody on a day.
type Table struct {
	Title string
	// Asked are the choices behind the answer: a name and a value each, in the language of the table.
	Asked   [][2]string
	Columns []string
	// Rows have a cell for each column.
	Rows [][]Cell
	// Address is path and query of the page that gives the same answer from the same release again.
	Address string
}

// Cell is a text of a table with the claims behind it.
type Cell struct {
	Text string
	// Path leads to a page of this site; empty: to none.
	Path   string
	Claims []*timeline.Claim
}

// TableFormat is a way to write a table down.
type TableFormat struct {
	// Name stands in addresses, Extension with its dot at the end of a file's name, MediaType in the header Content-Type.
	Name, Extension, MediaType string

	write func(context.Context, io.Writer, teller, *Table) error
}

// TableFormats lists the formats of tables. They are named as those of selections are.
func TableFormats() []TableFormat {
	return []TableFormat{
		{"csv", ".csv", "text/csv; charset=utf-8; header=present", writeTableCSV},
		{"json", ".json", "application/json", writeTableJSON},
		{"md", ".md", "text/markdown; charset=utf-8", func(ctx context.Context, w io.Writer, t teller, x *Table) error {
			return writeTableReport(ctx, w, t, markdownPage{}, x)
		}},
		{"html", ".html", "text/html; charset=utf-8", func(ctx context.Context, w io.Writer, t teller, x *Table) error {
			return writeTableReport(ctx, w, t, htmlPage{strings.ToLower(string(t.language))}, x)
		}},
	}
}

// LookupTable finds a format of tables by its name. The error wraps [ErrNoFormat] and lists the names.
func LookupTable(name string) (TableFormat, error) {
	all := TableFormats()
	names := make([]string, len(all))
	for i, f := range all {
		if f.Name == name {
			return f, nil
		}
		names[i] = f.Name
	}
	return TableFormat{}, fmt.Errorf("%.40q: %w: the formats of tables are %s", name, ErrNoFormat, strings.Join(names, ", "))
}

// Write writes a table whose claims come from the release that the reader answers from. The same table and meta give the
// same bytes. Errors are of the reader or of the writer.
func (f TableFormat) Write(ctx context.Context, w io.Writer, r *timeline.Reader, l timeline.Language, x *Table, m Meta) error {
	return f.write(ctx, w, newTeller(r, Selection{Language: strings.ToLower(string(l))}, m), x)
}

// writeTableCSV writes the cells after RFC 4180; behind them what stands behind the row, and the release. No cell is a
// formula.
func writeTableCSV(ctx context.Context, w io.Writer, t teller, x *Table) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	head := make([]string, 0, len(x.Columns)+3)
	for _, c := range append(x.Columns[:len(x.Columns):len(x.Columns)], t.words().evidence, t.words().foot, t.words().digest) {
		head = append(head, cell(c))
	}
	if err := out.Write(head); err != nil {
		return err
	}
	for _, row := range x.Rows {
		var line, behind []string
		for _, c := range row {
			line = append(line, cell(c.Text))
			claims, err := t.claims(ctx, c.Claims)
			if err != nil {
				return err
			}
			for _, claim := range claims {
				behind = append(behind, t.passage(claim))
			}
		}
		line = append(line, cell(strings.Join(behind, " | ")), fmt.Sprint(t.release.Number), t.release.Digest)
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// The form of a table in JSON.
type (
	tableJSON struct {
		Title   string       `json:"title"`
		Asked   []askedJSON  `json:"asked"`
		Columns []string     `json:"columns"`
		Rows    [][]cellJSON `json:"rows"`
		Link    string       `json:"link"`
		Release releaseRow   `json:"release"`
	}
	askedJSON struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	cellJSON struct {
		Text   string     `json:"text"`
		Link   string     `json:"link,omitempty"`
		Claims []claimRow `json:"claims"`
	}
)

func writeTableJSON(ctx context.Context, w io.Writer, t teller, x *Table) error {
	o := tableJSON{Title: x.Title, Asked: []askedJSON{}, Columns: x.Columns, Rows: [][]cellJSON{}, Link: t.meta.origin() + x.Address,
		Release: t.releaseRow()}
	for _, a := range x.Asked {
		o.Asked = append(o.Asked, askedJSON{a[0], a[1]})
	}
	for _, row := range x.Rows {
		line := make([]cellJSON, len(row))
		for i, c := range row {
			line[i].Text = c.Text
			if c.Path != "" {
				line[i].Link = t.meta.origin() + c.Path
			}
			var err error
			if line[i].Claims, err = t.claims(ctx, c.Claims); err != nil {
				return err
			}
		}
		o.Rows = append(o.Rows, line)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(o)
}

// writeTableReport writes the table with numbered notes, the sources, and the release at the foot.
func writeTableReport(ctx context.Context, w io.Writer, t teller, p page, x *Table) error {
	rep := &report{teller: t, page: p, out: w, noted: make(map[string]int), sourced: make(map[timeline.ID]bool)}
	var asked [][]span
	for _, a := range x.Asked {
		asked = append(asked, []span{plain(a[0] + ": "), plain(a[1])})
	}
	words := rep.words()
	asked = append(asked, []span{plain(words.foot + ": "), plain(rep.named())})
	if err := rep.write(p.begin(x.Title), p.bullets(asked), p.tableBegin(x.Columns)); err != nil {
		return err
	}
	for _, row := range x.Rows {
		line := make([][]span, len(row))
		for i, c := range row {
			line[i] = []span{plain(orNone(c.Text, words))}
			if c.Path != "" {
				line[i] = []span{link(c.Text, t.meta.origin()+c.Path)}
			}
			claims, err := t.claims(ctx, c.Claims)
			if err != nil {
				return err
			}
			if refs := rep.noteAll(claims); refs != nil {
				line[i] = append(append(line[i], plain(" ")), refs...)
			}
		}
		if err := rep.write(p.tableRow(line)); err != nil {
			return err
		}
	}
	if err := rep.write(p.tableEnd(), p.paragraph(plain(words.absence))); err != nil {
		return err
	}
	if err := rep.endnotes(ctx); err != nil {
		return err
	}
	return rep.write(rep.footOf(t.meta.origin()+x.Address), p.end())
}
