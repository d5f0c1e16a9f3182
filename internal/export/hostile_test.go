package export

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// hostileTexts try to be more than text in one format or another.
var hostileTexts = []string{
	// formulas of spreadsheets
	`=HYPERLINK("http://evil.example","x")`, "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "＝1+1", "'=1+1", `";=1+1;"`,
	// HTML, XML, JSON in HTML
	"<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", `" onmouseover="alert(1)`, "' onclick='alert(1)", "&lt;b&gt; &amp; &#60;", "]]>", "<!-- x", "-->", "<![CDATA[x]]>", "<?xml x?>", "{{.}}", "javascript:alert(1)",
	// Markdown
	"| a | b |", "[x](javascript:alert(1))", "![x](http://evil.example/x.png)", "*b* _i_ `c` ~~s~~ **d**", "# heading", "- item", "* item", "1. item", "1) item", "> quote", "[^1]", "[^1]: x", "---", "===",
	"https://evil.example/x www.evil.example x@evil.example", "<https://evil.example>", "\\", "a\\", "``", "[x]: http://evil.example", "{#id .class}", "$x$", ":smile:", "    code", "~~~", "&copy;", "ftp://evil.example", "mailto:x@evil.example",
	// iCalendar
	"a\nb", "x\r\nATTENDEE:mailto:x@evil.example", "BEGIN:VEVENT", "END:VCALENDAR", `x;y,z:\n\N\,`, strings.Repeat("ä", 200), strings.Repeat("<", 100), strings.Repeat(" x", 100),
	// DOT
	`\N \G \l \r \T \E`, `"]; evil [label="`, "<b>x</b>", `a\"b`, `\\"`,
	// SQL, and what no text holds
	"'; DROP TABLE step; --", "x\x00y", "x\x07\x1b[31my", "\xff\xfe", "x\u2028y\u2029z", "\ufeffx", "\u202ex", "%s%n%d",
}

// TestHostile puts each text in place of every label, quotation and reason. Whatever it is, each format's own reader must
// find a file of the same shape, and find the text in it as text.
func TestHostile(t *testing.T) {
	shapes := make(map[string]map[string]int)
	benign := stock(t, func(string) string { return "harmless" })
	for _, f := range Formats() {
		shapes[f.Name] = readers[f.Name](t, written(t, f.Name, readerOf(t, benign, 0), Selection{})).shape
	}
	for _, text := range hostileTexts {
		store := stock(t, func(string) string { return text })
		for _, f := range Formats() {
			t.Run(f.Name+"/"+text, func(t *testing.T) {
				got := readers[f.Name](t, written(t, f.Name, readerOf(t, store, 0), Selection{}))
				if diff := cmp.Diff(shapes[f.Name], got.shape); diff != "" {
					t.Errorf("the shape of the file: %s", diff)
				}
				if f.Name == "csvw" {
					return // which has no text of facts
				}
				if want := shown(f.Name, text); !got.says(want) {
					t.Errorf("%q is not among the texts %q", want, got.texts)
				}
			})
		}
	}
}

// shown is how a format holds a text.
func shown(format, text string) string {
	switch format {
	case "csv":
		return cell(text)
	case "jsonl":
		return strings.ToValidUTF8(text, "\ufffd")
	case "sqlite":
		return strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\x00", "\ufffd")
	}
	return oneLine(text)
}
