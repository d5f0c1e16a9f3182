package compile

import (
	"fmt"
	"unicode/utf8"

	"github.com/regline/regline/internal/timeline"
)

// Bounds of texts, in characters. Names and locators go into sort keys, which databases bound, and every word of a text
// is an entry of the search.
const (
	maxName = 500
	maxText = 20_000
)

// tooLong says which text of a claim is too long; empty where none is.
func tooLong(cl *claim) string {
	name := maxText
	if cl.Predicate == timeline.Label || cl.Predicate == "ALIAS" {
		name = maxName
	}
	type text struct {
		what, value string
		most        int
	}
	texts := []text{{"the value", cl.Value, name}, {"the reason", cl.Reason, maxText}, {"the reading", cl.Reading, maxText}, {"the original", cl.Original, maxText}}
	if cl.Passage != nil {
		texts = append(texts, text{"the quotation", cl.Passage.Quotation, maxText}, text{"the locator", cl.Passage.Locator, maxName})
	}
	for _, t := range texts {
		if len(t.value) <= t.most {
			continue
		}
		if n := utf8.RuneCountInString(t.value); n > t.most {
			return fmt.Sprintf("%s has %d characters, more than %d: shorten it", t.what, n, t.most)
		}
	}
	return ""
}

// checkID judges the form of an ID, once for each node and part.
func (c *compiler) checkID(id timeline.ID, at Place) {
	if _, err := timeline.ParseID(string(id)); err != nil {
		c.problem(at, "", err.Error())
	}
}
