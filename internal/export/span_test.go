package export

import (
	"fmt"
	"testing"
)

// FuzzMarkdown: a text stays a text where a block begins, within a line, and in a cell of a table.
func FuzzMarkdown(f *testing.F) {
	for _, s := range hostileTexts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := oneLine(s)
		if text == "" {
			return
		}
		for name, form := range map[string]string{
			"paragraph": "%s\n",
			"line":      "x %s y\n",
			"item":      "- %s\n",
			"note":      "a[^1]\n\n[^1]: %s\n",
			"cell":      "| a | b |\n| --- | --- |\n| %s | y |\n",
			"link":      "[%s](<http://example.org>)\n",
		} {
			page := fmt.Sprintf(form, markdownText(s))
			got, benign := readMarkdown(t, []byte(page)), readMarkdown(t, fmt.Appendf(nil, form, "harmless"))
			for k, n := range got.shape {
				if benign.shape[k] != n {
					t.Fatalf("%s: %q makes %d of %s: %q", name, s, n, k, page)
				}
			}
			if !got.says(text) {
				t.Fatalf("%s: %q is shown as %q", name, text, got.texts)
			}
		}
	})
}

// FuzzHTML: a span is text, and a link leads to the web or is none.
func FuzzHTML(f *testing.F) {
	for _, s := range hostileTexts {
		f.Add(s, s)
		f.Add("x", "https://example.org/"+s)
	}
	f.Fuzz(func(t *testing.T, text, address string) {
		got := readHTML(t, []byte("<p>"+htmlPage{}.inline([]span{plain(text), code(text), link("x", address)})+"</p>"))
		for k := range got.shape {
			switch k {
			case "<html>", "<head>", "<body>", "<p>", "<code>", "<a>", "a href":
			default:
				t.Fatalf("%q, %q make %s", text, address, k)
			}
		}
		if want := oneLine(text); !got.says(want) {
			t.Fatalf("%q is shown as %q", want, got.texts)
		}
	})
}

func TestLink(t *testing.T) {
	for address, leads := range map[string]bool{
		"https://example.org/x": true, "http://example.org": true, "javascript:alert(1)": false, "data:text/html,x": false, "//example.org": false,
		"https:": false, "": false, "file:///etc/passwd": false, "JAVASCRIPT:alert(1)": false, "\x00https://example.org": false,
	} {
		if got := link("x", address); (got.href != "") != leads {
			t.Errorf("%q gives %+v", address, got)
		}
	}
}
