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

// column is a column of the table: how it is described to CSV on the Web, and its value in a row.
type column struct {
	name, title, description string
	// datatype is a datatype of CSVW, "string" where empty.
	datatype string
	// separator parts the values of a list.
	separator string
	// property is the term of an outside vocabulary with the same meaning.
	property string
	required bool
	value    func(*row) string
}

// columns are the table. A step that has several claims shows the first whole, and the IDs of the others.
func columns() []column {
	return []column{
		{name: "milestone", title: "Step", description: "ID of the dated step.", property: "schema:identifier", required: true, value: func(x *row) string { return string(x.ID) }},
		{name: "date", title: "Date (EDTF)", description: "The date as exactly as it is known, by ISO 8601-2 (EDTF): a/b is one day between a and b.", property: "schema:temporal", required: true, value: func(x *row) string { return x.Date.EDTF }},
		{name: "earliest", title: "Earliest day", description: "The first day that the date allows; empty where it is open.", datatype: "date", value: func(x *row) string { return x.Date.Earliest }},
		{name: "latest", title: "Latest day", description: "The last day that the date allows; empty where it is open.", datatype: "date", value: func(x *row) string { return x.Date.Latest }},
		{name: "date_in_words", title: "Date in words", description: "The date for readers.", value: func(x *row) string { return x.Date.Words }},
		{name: "mark", title: "Mark", description: "unverified: no text read so far supports the date; rivals: sources differ and only chance would decide; uncertain: the source itself doubts it; empty: an established date.", value: func(x *row) string { return x.Mark }},
		{name: "role", title: "Role", description: "What the date is the date of.", required: true, value: func(x *row) string { return x.Role }},
		{name: "scope", title: "Scope", description: "Which part of the act the step is about.", value: func(x *row) string { return x.Scope }},
		{name: "act", title: "Act", description: "ID of the act or of the row of an official list.", required: true, value: func(x *row) string { return string(x.Act.ID) }},
		{name: "act_label", title: "Name of the act", description: "Its name.", property: "schema:name", value: func(x *row) string { return x.Act.Label }},
		{name: "act_kind", title: "Kind of act", description: "Its kind.", property: "schema:legislationType", value: func(x *row) string { return x.Act.Kind }},
		{name: "jurisdiction", title: "Jurisdiction", description: "Country by ISO 3166-1 alpha-2, or EU.", property: "schema:legislationJurisdiction", value: func(x *row) string { return x.Act.Jurisdiction }},
		{name: "citations", title: "Citations", description: "How lawyers cite the act.", separator: "|", property: "schema:legislationIdentifier", value: func(x *row) string { return list(x.Act.Citations, "|") }},
		{name: "by", title: "By (IDs)", description: "IDs of those who acted.", separator: " ", value: func(x *row) string { return partyIDs(x.By) }},
		{name: "by_labels", title: "By", description: "Names of those who acted.", separator: "|", value: func(x *row) string { return partyLabels(x.By) }},
		{name: "targets", title: "Targets (IDs)", description: "IDs of those whom the act is against, or whom the row names.", separator: " ", value: func(x *row) string { return partyIDs(x.Targets) }},
		{name: "target_labels", title: "Targets", description: "Names of those whom the act is against, or whom the row names.", separator: "|", value: func(x *row) string { return partyLabels(x.Targets) }},
		{name: "sentence", title: "In a sentence", description: "The step for readers.", property: "schema:description", value: func(x *row) string { return x.Sentence }},
		{name: "claim", title: "Claim", description: "ID of the claim that gives the date, the best of several.", value: claimText(func(c claimRow) string { return string(c.ID) })},
		{name: "claim_kind", title: "Kind of claim", description: "QUOTED: a source says it in the words quoted; WANTED: the words are still to be found; DERIVED: a rule gives it; INFERRED; EDITORIAL.", value: claimText(func(c claimRow) string { return string(c.Kind) })},
		{name: "manner", title: "Manner", description: "How the source says it.", value: claimText(func(c claimRow) string { return string(c.Manner) })},
		{name: "quotation", title: "Quotation", description: "The words of the source.", property: "schema:text", value: claimText(func(c claimRow) string { return c.Quotation })},
		{name: "locator", title: "Place", description: "Where in the source the words stand.", value: claimText(func(c claimRow) string { return c.Locator })},
		{name: "source", title: "Source (ID)", description: "ID of the document.", value: sourceText(func(s sourceRow) string { return string(s.ID) })},
		{name: "source_label", title: "Source", description: "Name of the document.", property: "schema:isBasedOn", value: sourceText(func(s sourceRow) string { return s.Label })},
		{name: "source_url", title: "Address of the source", description: "Where the document was read.", property: "schema:url", value: sourceText(func(s sourceRow) string { return s.URL })},
		{name: "source_read", title: "Source read on", description: "The day on which an editor read the document, in EDTF.", value: sourceText(func(s sourceRow) string { return s.Read })},
		{name: "more_claims", title: "More claims", description: "IDs of the other claims that give the same date.", separator: " ", value: func(x *row) string {
			if len(x.Claims) == 0 {
				return ""
			}
			return claimIDs(x.Claims[1:])
		}},
		{name: "rival_dates", title: "Rival dates (EDTF)", description: "What other live claims give as the date, by position of rival_claims.", separator: " ", value: func(x *row) string { return rivalDates(x.Rivals) }},
		{name: "rival_claims", title: "Rival claims", description: "IDs of live claims of another date.", separator: " ", value: func(x *row) string { return claimIDs(x.Rivals) }},
		{name: "link", title: "Link", description: "The step on its page, as of the release.", datatype: "anyURI", property: "schema:url", required: true, value: func(x *row) string { return x.Link }},
		{name: "release", title: "Release", description: "Number of the release that the row comes from.", datatype: "integer", required: true, value: func(x *row) string { return fmt.Sprint(x.Release.Number) }},
		{name: "digest", title: "Digest", description: "SHA-256 of the release in hex.", required: true, value: func(x *row) string { return x.Release.Digest }},
	}
}

// writeCSV writes the table after RFC 4180. Cells that a spreadsheet would take for a formula have an apostrophe before
// them.
func writeCSV(ctx context.Context, w io.Writer, r *timeline.Reader, s Selection, m Meta) error {
	cols := columns()
	out := csv.NewWriter(w)
	out.UseCRLF = true
	cells := make([]string, len(cols))
	for i, c := range cols {
		cells[i] = c.name
	}
	if err := out.Write(cells); err != nil {
		return err
	}
	err := rows(ctx, r, s, m, func(x *row) error {
		for i, c := range cols {
			cells[i] = cell(c.value(x))
		}
		return out.Write(cells)
	})
	if err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// cell makes a text one line that no spreadsheet computes: =, +, -, @ and their full-width forms begin a formula, also
// behind white space, which is gone here, as tabulators and ends of lines are.
func cell(s string) string {
	s = oneLine(s)
	if strings.IndexAny(s, "=+-@＝＋－＠") == 0 {
		return "'" + s
	}
	return s
}

// writeCSVW describes the table after "Metadata Vocabulary for Tabular Data".
func writeCSVW(_ context.Context, w io.Writer, r *timeline.Reader, s Selection, m Meta) error {
	var cols []any
	for _, c := range columns() {
		d := map[string]any{"name": c.name, "titles": c.name, "dc:title": c.title, "dc:description": c.description, "datatype": "string"}
		if c.datatype != "" {
			d["datatype"] = c.datatype
		}
		if c.separator != "" {
			d["separator"] = c.separator
		}
		if c.property != "" {
			d["propertyUrl"] = c.property
		}
		if c.required {
			d["required"] = true
		}
		cols = append(cols, d)
	}
	rel := r.Release()
	table := m.Table
	if table == "" {
		table = "csv" + s.Query()
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(map[string]any{
		"@context":       []any{"http://www.w3.org/ns/csvw", map[string]any{"@language": "en"}},
		"url":            table,
		"dc:title":       "Dated steps of acts about technology vendors",
		"dc:description": "One row is one dated step. Every row names the claim that gives its date, with the quotation and the source. A cell that would begin with =, +, - or @ has an apostrophe before it, so that no spreadsheet takes it for a formula.",
		"dc:identifier":  fmt.Sprintf("release %d, SHA-256 %s", rel.Number, rel.Digest),
		"dialect":        map[string]any{"encoding": "utf-8", "header": true, "delimiter": ",", "lineTerminators": "\r\n", "quoteChar": `"`, "doubleQuote": true},
		"tableSchema":    map[string]any{"columns": cols, "primaryKey": "milestone", "aboutUrl": "{+link}"},
	})
}

// list joins the values of a list; the separator within a value becomes a slash.
func list(values []string, separator string) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = strings.ReplaceAll(oneLine(v), separator, "/")
	}
	return strings.Join(out, separator)
}

func partyIDs(ps []partyRow) string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = string(p.ID)
	}
	return list(out, " ")
}

func partyLabels(ps []partyRow) string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = p.Label
	}
	return list(out, "|")
}

func claimIDs(cs []claimRow) string {
	out := make([]string, len(cs))
	for i, c := range cs {
		out[i] = string(c.ID)
	}
	return list(out, " ")
}

func rivalDates(cs []claimRow) string {
	out := make([]string, len(cs))
	for i, c := range cs {
		out[i] = c.Value
	}
	return list(out, " ")
}

// claimText is a column of the first claim.
func claimText(of func(claimRow) string) func(*row) string {
	return func(x *row) string {
		if len(x.Claims) == 0 {
			return ""
		}
		return of(x.Claims[0])
	}
}

// sourceText is a column of the first claim's source.
func sourceText(of func(sourceRow) string) func(*row) string {
	return claimText(func(c claimRow) string {
		if c.Source == nil {
			return ""
		}
		return of(*c.Source)
	})
}
