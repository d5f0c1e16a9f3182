package compile

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/regline/regline/internal/timeline"
)

// checkPassages looks up every quotation in the text of its source where one is kept. White space counts as one
// space, because a text breaks its lines and a quotation does not; nothing else may differ. Of a claim that is faulty
// otherwise the quotation is looked up too.
func (c *compiler) checkPassages() {
	kept := make(map[timeline.ID]*foldedText)
	for _, cl := range c.claims {
		if cl.Predicate == "TEXT" {
			kept[cl.Subject] = foldText(c.texts[cl.Value])
		}
	}
	for _, cl := range slices.Concat(c.claims, c.dropped) {
		if cl.Passage == nil {
			continue
		}
		p := *cl.Passage
		p.Check = timeline.CheckNone
		if text := kept[cl.SourceID]; text != nil {
			offset, ok := text.find(p.Quotation)
			if !ok {
				c.problem(cl.at, cl.field, fmt.Sprintf("the quotation %s is not in the text kept for %s: copy it exactly", excerpt(p.Quotation), cl.SourceID))
				continue
			}
			p.Check, p.Offset = timeline.CheckTextKept, offset
		}
		cl.Passage = &p
	}
}

func excerpt(s string) string {
	const most = 60
	if len(s) <= most {
		return fmt.Sprintf("%q", s)
	}
	cut := most
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return fmt.Sprintf("%q...", s[:cut])
}

// foldedText is a text with runs of white space made one space, and the place of each byte in the original.
type foldedText struct {
	text   string
	origin []int
}

func foldText(s string) *foldedText {
	var b strings.Builder
	origin := make([]int, 0, len(s))
	space := false
	for i, r := range s {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
			origin = append(origin, i)
		}
		space = false
		for range utf8.RuneLen(r) {
			origin = append(origin, i)
		}
		b.WriteRune(r)
	}
	return &foldedText{b.String(), origin}
}

// find gives the byte offset of the quotation in the original text.
func (t *foldedText) find(quotation string) (int, bool) {
	q := foldText(quotation).text
	if q == "" {
		return 0, false
	}
	i := strings.Index(t.text, q)
	if i < 0 {
		return 0, false
	}
	return t.origin[i], true
}
