package timeline

// KeptOffset gives the place of the quotation in the kept text, in bytes, nil where no text is kept.
func (p *Passage) KeptOffset() *int {
	if p.Check != CheckTextKept {
		return nil
	}
	return &p.Offset
}
