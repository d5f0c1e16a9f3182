package timeline

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTerms(t *testing.T) {
	rows := []struct {
		proves, text string
		want         []string
	}{
		{"words in lower case, in the order of the text", "Kaspersky Lab AO", []string{"kaspersky", "lab", "ao"}},
		{"each word once", "Lab, lab, LAB", []string{"lab"}},
		{"marks part words", "us-dhs-bod-17-01#issued/x", []string{"us", "dhs", "bod", "17", "01", "issued", "x"}},
		{"umlauts are their base letters", "Österreich Zürich Ägypten", []string{"osterreich", "zurich", "agypten"}},
		{"letters that stand for two", "Straße Æther cœur Þór", []string{"strasse", "aether", "coeur", "thor"}},
		{"an accent of its own is the same", "Zu\u0308rich", []string{"zurich"}},
		{"other scripts in lower case", "Лаборатория 华为", []string{"лаборатория", "华为"}},
		{"a capital sharp s", "STRAẞE", []string{"strasse"}},
		{"a Turkish capital i", "İstanbul", []string{"istanbul"}},
		{"digits of any script", "٤٢ 42", []string{"٤٢", "42"}},
		{"marks alone are nothing", "— §§ „“ \u0301", nil},
		{"nothing is nothing", "", nil},
		{"a word is cut at forty bytes", strings.Repeat("x", 50) + " y", []string{strings.Repeat("x", 40), "y"}},
		{"bytes that are no text part words", "a\xffb", []string{"a", "b"}},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			if got := Terms(row.text); !slices.Equal(got, row.want) {
				t.Errorf("%q", got)
			}
		})
	}
}

// What is found by a name is found by its terms: folding twice is folding once, and case does not count.
func TestTermsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		once := Terms(text)
		if twice := Terms(strings.Join(once, " ")); !slices.Equal(once, twice) {
			t.Fatalf("%q, then %q", once, twice)
		}
		for _, term := range once {
			if term == "" || len(term) > maxTermLength+4 {
				t.Fatalf("term %q", term)
			}
		}
	})
}

func FuzzTerms(f *testing.F) {
	for _, s := range []string{"Kaspersky Lab", "Zu\u0308rich", "\xff", "ß"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, term := range Terms(s) {
			if term == "" || strings.ContainsAny(term, " |#") {
				t.Errorf("term %q of %q", term, s)
			}
		}
	})
}
