package export

import "strings"

// passage tells a claim in one line: the quotation, where it stands, and behind semicolons its marks.
func (t teller) passage(c claimRow) string {
	words := t.words()
	var place []string
	if c.Quotation != "" {
		place = append(place, words.quoted(oneLine(c.Quotation)))
	}
	if c.Source != nil {
		place = append(place, oneLine(c.Source.Label))
	}
	for _, part := range []string{c.Locator, sourceURL(c.Source)} {
		if part != "" {
			place = append(place, oneLine(part))
		}
	}
	if c.Source != nil && c.Source.Read != "" {
		place = append(place, words.readOn+" "+c.Source.Read)
	}
	parts := words.marks(c)
	if place != nil {
		parts = append([]string{strings.Join(place, ", ")}, parts...)
	}
	return strings.Join(parts, "; ")
}

func sourceURL(s *sourceRow) string {
	if s == nil {
		return ""
	}
	return s.URL
}
