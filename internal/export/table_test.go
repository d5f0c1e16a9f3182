package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

// tableOf is a table of two rows in which each text is the one given, with the claims of a step of the sample.
func tableOf(t testing.TB, r *timeline.Reader, text string) *Table {
	t.Helper()
	n, err := r.Node(t.Context(), "order-1#issued")
	if err != nil {
		t.Fatal(err)
	}
	var claims []*timeline.Claim
	for _, f := range n.Base().Evidence(nil) {
		some, err := f.Claims(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		claims = append(claims, some...)
	}
	return &Table{
		Title: text, Asked: [][2]string{{text, text}}, Columns: []string{text, "b"}, Address: "/page?release=2",
		Rows: [][]Cell{{{Text: text, Path: "/action/order-1?release=2#issued", Claims: claims}, {Text: text}}, {{Text: text}, {}}},
	}
}

func writtenTable(t testing.TB, name string, r *timeline.Reader, x *Table) []byte {
	t.Helper()
	f, err := LookupTable(name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(t.Context(), &b, r, timeline.English, x, Meta{Origin: "https://regline.example"}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestTableGolden: each format writes one small table as it did.
func TestTableGolden(t *testing.T) {
	r := readerOf(t, stock(t, nil), 2)
	for _, f := range TableFormats() {
		golden(t, "table"+f.Extension, writtenTable(t, f.Name, r, tableOf(t, r, "Vendor 1 & Sons")))
	}
	if _, err := LookupTable("docx"); err == nil || !strings.Contains(err.Error(), "csv, json, md, html") {
		t.Errorf("docx: %v", err)
	}
}

// TestTableHostile: whatever the texts are, the file keeps its shape for a program of its field, which finds them as text.
func TestTableHostile(t *testing.T) {
	store := stock(t, nil)
	r := readerOf(t, store, 2)
	shapes := make(map[string]map[string]int)
	for _, name := range []string{"md", "html"} {
		shapes[name] = readers[name](t, writtenTable(t, name, r, tableOf(t, r, "harmless"))).shape
	}
	for _, text := range hostileTexts {
		x := tableOf(t, r, text)
		for name, shape := range shapes {
			if got := readers[name](t, writtenTable(t, name, r, x)); !cmp.Equal(shape, got.shape) || !got.says(oneLine(text)) {
				t.Errorf("%s of %q: says it %t, %s", name, text, got.says(oneLine(text)), cmp.Diff(shape, got.shape))
			}
		}
		records, err := csv.NewReader(bytes.NewReader(writtenTable(t, "csv", r, x))).ReadAll()
		if err != nil || len(records) != 3 || len(records[0]) != 5 || records[1][0] != cell(text) || !strings.Contains(records[1][2], "Issued June 20, 2024.") {
			t.Errorf("csv of %q: %v, %q", text, err, records)
		}
		for _, record := range records {
			for _, c := range record {
				if strings.IndexAny(c, "=+-@＝＋－＠") == 0 {
					t.Errorf("csv of %q: the formula %q", text, c)
				}
			}
		}
		var o tableJSON
		if err := json.Unmarshal(writtenTable(t, "json", r, x), &o); err != nil || o.Rows[0][0].Text != string([]rune(text)) || len(o.Rows) != 2 || o.Rows[0][0].Claims[0].Quotation == "" {
			t.Errorf("json of %q: %v", text, err)
		}
	}
}
