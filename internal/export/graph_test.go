package export

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// TestGraph: the acts of the selection with what they name, each relation once with its passage.
func TestGraph(t *testing.T) {
	r := readerOf(t, stock(t, nil), 0)
	got := readGraphML(t, written(t, "graphml", r, Selection{Action: "order-1"}))
	if got.shape["nodes"] != 4 || got.shape["edges"] != 3 || got.shape["edge evidence"] != 3 {
		t.Errorf("of one act: %v", got.shape)
	}
	whole := readGraphML(t, written(t, "graphml", r, Selection{}))
	if whole.shape["nodes"] != 4 || whole.shape["edges"] != 4 {
		t.Errorf("of all acts: %v", whole.shape)
	}
	for _, text := range []string{"Vendor 1 & Sons", "ISSUED_UNDER", "“under the Example Act”, Example Gazette, no. 7, page 3, https://example.org/gazette?a=1&b=2, read on 2025-01-15; not compared with a kept text", "2019-12"} {
		if !whole.says(text) {
			t.Errorf("GraphML does not say %q", text)
		}
	}
	drawing := readDOT(t, written(t, "dot", r, Selection{}))
	if drawing.shape["node"] != 4 || drawing.shape["edge"] != 4 {
		t.Errorf("DOT: %v", drawing.shape)
	}
	for _, text := range []string{"Example Act <of 2019>", "Vendor 1 & Sons", "issued_under", "2019-12"} {
		if !drawing.says(text) {
			t.Errorf("DOT does not say %q: %q", text, drawing.texts)
		}
	}
}

// FuzzDOT: a quoted text ends where it should, and Graphviz's own rules for escapes and entities give it back.
func FuzzDOT(f *testing.F) {
	for _, s := range hostileTexts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		inner, ok := undotted(dotLabel(s))
		if !ok {
			t.Fatalf("%q does not end with its quotation mark", dotLabel(s))
		}
		lines := strings.Split(s, "\n")
		for i := range lines {
			lines[i] = oneLine(lines[i])
		}
		if want := strings.Join(lines, "\n"); shownLabel(inner) != want {
			t.Fatalf("%q is shown as %q", want, shownLabel(inner))
		}
		if _, ok := undotted(dotString(s)); !ok {
			t.Fatalf("%q does not end with its quotation mark", dotString(s))
		}
	})
}

// undotted reads a quoted string of DOT, whose only escape is \". A backslash that is itself escaped does not escape a
// quotation mark. False where it ends early or not at all.
func undotted(s string) (string, bool) {
	if len(s) < 2 || s[0] != '"' {
		return "", false
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), i == len(s)-1
		case s[i] == '\\' && i+1 < len(s) && s[i+1] == '"':
			i++
			b.WriteByte('"')
		case s[i] == '\\' && i+1 < len(s) && s[i+1] == '\\':
			i++
			b.WriteString(`\\`)
		default:
			b.WriteByte(s[i])
		}
	}
	return "", false
}

// shownLabel resolves the escapes of a label and then its entities.
func shownLabel(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		if s[i] == 'n' {
			b.WriteByte('\n')
		} else {
			b.WriteByte(s[i])
		}
	}
	return strings.ReplaceAll(b.String(), "&amp;", "&")
}

// FuzzXML: a datum of GraphML is one text for an XML parser.
func FuzzXML(f *testing.F) {
	for _, s := range hostileTexts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if oneLine(s) == "" {
			return
		}
		var b strings.Builder
		g := graphmlWriter{e: xml.NewEncoder(&b)}
		g.data("label", s)
		if err := errors.Join(g.err, g.e.Close()); err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(strings.NewReader(b.String()))
		elements, text := 0, ""
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%q: %v", b.String(), err)
			}
			switch x := token.(type) {
			case xml.StartElement:
				elements++
			case xml.CharData:
				text += string(x)
			}
		}
		if elements != 1 || text != oneLine(s) {
			t.Fatalf("%q became %q in %d elements", oneLine(s), text, elements)
		}
	})
}
