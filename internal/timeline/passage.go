package timeline

// Passage is a quotation with its place in a source.
type Passage struct {
	Quotation string `json:"quotation"`
	// Locator is the place as a reader cites it: a page, a section, a paragraph.
	Locator  string `json:"locator,omitempty"`
	Language string `json:"language,omitempty"`
	// Check says how the quotation was compared with a text.
	Check PassageCheck `json:"check"`
	// Offset is the position in the kept text in bytes where Check is TEXT_KEPT.
	Offset int `json:"offset,omitempty"`
}

// KeptOffset gives the place of the quotation in the kept text, in bytes, nil where no text is kept.
func (p *Passage) KeptOffset() *int {
	if p.Check != CheckTextKept {
		return nil
	}
	return &p.Offset
}
