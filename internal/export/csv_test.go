package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/edtf"
)

// table reads the CSV as maps by column.
func table(t testing.TB, b []byte) (heads []string, rows []map[string]string) {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range all[1:] {
		row := make(map[string]string)
		for i, c := range cells {
			row[all[0][i]] = c
		}
		rows = append(rows, row)
	}
	return all[0], rows
}

func TestCSV(t *testing.T) {
	_, rows := table(t, written(t, "csv", readerOf(t, stock(t, nil), 0), Selection{}))
	got := make(map[string][]string)
	for _, r := range rows {
		got[r["milestone"]] = []string{r["date"], r["earliest"], r["latest"], r["mark"], r["quotation"], r["source_label"], r["rival_dates"]}
	}
	want := map[string][]string{
		"act-1#signed":                        {"2019-12", "2019-12-01", "2019-12-31", "", "in December 2019", "Example Courier of Tuesday", ""},
		"order-1#issued":                      {"2024-06-20", "2024-06-20", "2024-06-20", "", "Issued June 20, 2024.", "Example Gazette, no. 7", "2024-06-21"},
		"order-1#announced":                   {"2024-06-20", "2024-06-20", "2024-06-20", "", "announced on June 20", "Example Courier of Tuesday", ""},
		"order-1#effective/agreements":        {"2024-07-20", "2024-07-20", "2024-07-20", "unverified", "Effective July 20, 2024.", "Example Gazette, no. 7", ""},
		"order-1#began/migration":             {"2024-09-17/2024-09-19", "2024-09-17", "2024-09-19", "", "between 17 and 19 September", "Example Courier of Tuesday", ""},
		"order-1#compliance_deadline/updates": {"2024-09-29T00:00-04:00", "2024-09-29", "2024-09-29", "", "by 12:00 a.m. EDT on September 29, 2024", "Example Gazette, no. 7", ""},
		"order-1#notified":                    {"2024-10?", "2024-10-01", "2024-10-31", "uncertain", "perhaps in October", "Example Courier of Tuesday", ""},
		"order-1#completed":                   {"2024-10-01/2024-10-03", "2024-10-01", "2024-10-03", "rivals", "on October 1", "Example Courier of Tuesday", "2024-10-03"},
		"order-1#expires":                     {"2030/..", "2030-01-01", "", "", "not before 2030", "Example Courier of Tuesday", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestCSVW checks the table by its description, as a validator of CSV on the Web does: the columns in their order, the
// datatypes, what is required, the primary key, the templates of addresses.
func TestCSVW(t *testing.T) {
	r := readerOf(t, stock(t, nil), 0)
	var meta struct {
		Context []any  `json:"@context"`
		URL     string `json:"url"`
		Schema  struct {
			Columns []struct {
				Name, Titles, Datatype, Separator, PropertyURL string
				Required                                       bool
			} `json:"columns"`
			PrimaryKey string `json:"primaryKey"`
			AboutURL   string `json:"aboutUrl"`
		} `json:"tableSchema"`
	}
	if err := json.Unmarshal(written(t, "csvw", r, Selection{Vendor: "vendor-1"}), &meta); err != nil {
		t.Fatal(err)
	}
	if meta.Context[0] != "http://www.w3.org/ns/csvw" || meta.URL != "csv?vendor=vendor-1" || meta.Schema.AboutURL != "{+link}" {
		t.Errorf("context %v, url %s, about %s", meta.Context, meta.URL, meta.Schema.AboutURL)
	}
	heads, rows := table(t, written(t, "csv", r, Selection{Vendor: "vendor-1"}))
	var titles []string
	keys := make(map[string]bool)
	for _, c := range meta.Schema.Columns {
		titles = append(titles, c.Titles)
		if strings.ContainsFunc(c.Name, func(r rune) bool { return r != '_' && !unicode.IsLower(r) }) {
			t.Errorf("column %q needs escaping in templates", c.Name)
		}
		for _, row := range rows {
			v := row[c.Name]
			if v == "" {
				if c.Required {
					t.Errorf("%s is required in %v", c.Name, row)
				}
				continue
			}
			if c.Name == meta.Schema.PrimaryKey {
				if keys[v] {
					t.Errorf("key %s twice", v)
				}
				keys[v] = true
			}
			if !ofDatatype(c.Datatype, v) {
				t.Errorf("%s: %q is no %s", c.Name, v, c.Datatype)
			}
			if c.Separator != "" && slices.Contains(strings.Split(v, c.Separator), "") {
				t.Errorf("%s: %q has an empty value", c.Name, v)
			}
		}
	}
	if diff := cmp.Diff(heads, titles); diff != "" {
		t.Errorf("columns: %s", diff)
	}
	if len(keys) != len(rows) || len(rows) == 0 {
		t.Errorf("%d keys in %d rows", len(keys), len(rows))
	}
}

func ofDatatype(name, v string) bool {
	switch name {
	case "date":
		_, err := edtf.ParseDay(v)
		return err == nil
	case "integer":
		_, err := strconv.Atoi(v)
		return err == nil
	case "anyURI":
		u, err := url.Parse(v)
		return err == nil && u.IsAbs()
	}
	return name == "string"
}

// FuzzCell: a cell comes back from a reader as it is, is one line, and is no formula.
func FuzzCell(f *testing.F) {
	for _, s := range hostileTexts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := cell(s)
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.UseCRLF = true
		if err := w.Write([]string{"x", c}); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		readCSV(t, b.Bytes())
		back, err := csv.NewReader(&b).Read()
		if err != nil || back[1] != c {
			t.Fatalf("%q became %q, %v", c, back, err)
		}
		if strings.TrimPrefix(c, "'") != oneLine(s) && c != oneLine(s) {
			t.Fatalf("%q became %q", s, c)
		}
	})
}
