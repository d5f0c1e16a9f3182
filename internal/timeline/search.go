package timeline

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a search.
const (
	MaxSearchText  = 500 // bytes
	MaxSearchTerms = 12
	maxTermLength  = 40
)

// Terms cuts a text into search terms: runs of letters and digits, lower case, accents and umlauts reduced to their
// base letters. The compiler gives every record the terms of its names and texts as facets; a search looks for the
// same terms, so both sides agree by construction. The order is that of the text, each term once.
func Terms(text string) []string {
	var out []string
	seen := make(map[string]bool)
	var b strings.Builder
	flush := func() {
		if t := b.String(); t != "" && !seen[t] {
			seen[t] = true
			out = append(out, t)
		}
		b.Reset()
	}
	for _, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if b.Len() < maxTermLength {
				b.WriteString(fold(r))
			}
		case unicode.Is(unicode.Mn, r):
		default:
			flush()
		}
	}
	flush()
	return out
}

// fold reduces a letter of a Latin script to its base letters, and any other to lower case.
func fold(r rune) string {
	r = unicode.ToLower(r)
	if r < utf8.RuneSelf {
		return string(r)
	}
	for _, row := range folds {
		if strings.ContainsRune(row.letters, r) {
			return row.base
		}
	}
	return string(r)
}

var folds = []struct{ base, letters string }{
	{"a", "àáâãäåāăą"}, {"ae", "æ"}, {"c", "çćĉċč"}, {"d", "ðďđ"}, {"e", "èéêëēĕėęě"}, {"g", "ĝğġģ"}, {"h", "ĥħ"},
	{"i", "ìíîïĩīĭįı"}, {"j", "ĵ"}, {"k", "ķ"}, {"l", "ĺļľŀł"}, {"n", "ñńņňŉ"}, {"o", "òóôõöøōŏő"}, {"oe", "œ"},
	{"r", "ŕŗř"}, {"s", "śŝşšș"}, {"ss", "ß"}, {"t", "ţťŧț"}, {"th", "þ"}, {"u", "ùúûüũūŭůűų"}, {"w", "ŵ"}, {"y", "ýÿŷ"},
	{"z", "źżž"},
}

// Search finds nodes whose names and texts hold every term, of one kind or of all: vendors first, then persons and
// bodies, acts, rows of lists, statements and sources, each kind in its own order.
func (r *Reader) Search(ctx context.Context, text string, kind *Kind, ask Paging) (*NodeConnection, error) {
	if len(text) > MaxSearchText {
		return nil, fmt.Errorf("%w: a search has at most %d bytes, not %d", ErrBadInput, MaxSearchText, len(text))
	}
	terms := Terms(text)
	if len(terms) == 0 || len(terms) > MaxSearchTerms {
		return nil, fmt.Errorf("%w: a search has 1 to %d words of letters or digits, not %d", ErrBadInput, MaxSearchTerms, len(terms))
	}
	fs := appendFacet(nil, FacetNode, (*string)(kind))
	for _, t := range terms {
		fs = append(fs, Facet{FacetTerm, t})
	}
	return list[Node](ctx, r, IndexSearch, fs, ask)
}
