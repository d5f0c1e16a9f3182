package export

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// oneLine makes a text a single line: runs of white space become one space, and what is no character of a text (other
// controls, bytes that are not UTF-8) becomes U+FFFD.
func oneLine(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case unicode.IsControl(r) || r == utf8.RuneError || r == '\ufffe' || r == '\uffff':
			r = utf8.RuneError
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}
