package citation

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxText = 512     // bytes of one citation that is looked into
	maxList = 1 << 16 // bytes of a list that is split
)

// normalise brings the typography of publishers to one: white space to single spaces, every dash to a hyphen, quotation
// marks to straight ones, characters without width dropped.
func normalise(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		r, keep := plain(r)
		if !keep {
			continue
		}
		if r == ' ' || r == '\n' {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

// located is a text with single-rune replacements made, which remembers where each byte stood in the original. Unlike in
// normalise a run of white space with a line break in it becomes a line break: in a list it separates.
type located struct {
	text string
	from []int // from[i] is the original offset of text[i]; one more entry holds the length
}

func locate(s string) located {
	var b strings.Builder
	var from []int
	gap := byte(0)
	gapAt := 0
	for i, r := range s {
		r, keep := plain(r)
		if !keep {
			continue
		}
		if r == ' ' || r == '\n' {
			if gap == 0 {
				gap, gapAt = ' ', i
			}
			if r == '\n' {
				gap = '\n'
			}
			continue
		}
		if gap != 0 && b.Len() > 0 {
			b.WriteByte(gap)
			from = append(from, gapAt)
		}
		gap = 0
		for range utf8.RuneLen(r) {
			from = append(from, i)
		}
		b.WriteRune(r)
	}
	return located{text: b.String(), from: append(from, len(s))}
}

// plain maps one character to its plain form; keep is false for one without width.
func plain(r rune) (_ rune, keep bool) {
	if r < utf8.RuneSelf && r > ' ' && r != '`' {
		return r, true
	}
	switch r {
	case '\u00ad', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff':
		return 0, false
	case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '\ufe58', '\ufe63', '\uff0d':
		return '-', true
	case '\u201c', '\u201d', '\u201e':
		return '"', true
	case '\u2018', '\u2019', '\u201a', '`':
		return '\'', true
	case '\n', '\r', '\u2028', '\u2029':
		return '\n', true
	}
	if unicode.IsSpace(r) {
		return ' ', true
	}
	return r, true
}

// textKey is what two texts of the kind Unknown are compared by.
func textKey(s string) string { return strings.ToLower(normalise(s)) }
