package citation

// maxAttachments is how many remarks may stand behind one citation: a date, a court, an issue, "as amended".
const maxAttachments = 4

// attachments reads what may stand behind a citation without being part of the place.
func (sc *scanner) attachments(c *Citation) {
	for range maxAttachments {
		if !sc.attachment(c) {
			return
		}
	}
}

// attachment reads a date after a comma, "of" or in brackets, a court or a judge's initials in brackets, "as amended", or
// the issue number after a page of the Federal Register.
func (sc *scanner) attachment(c *Citation) bool {
	mark := sc.i
	if sc.asAmended() {
		return true
	}
	sc.comma()
	if c.kind == FederalRegister && sc.numberSign() {
		if _, ok := sc.whole(1, 3); ok {
			return true
		}
		sc.i = mark
		return false
	}
	if c.date == "" && sc.attachedDate(c) {
		return true
	}
	sc.i = mark
	sc.space()
	if (c.kind == CaseReporter || c.kind == DocketNumber) && sc.court(c) {
		return true
	}
	sc.i = mark
	return false
}

// asAmended reads "as amended", after a comma or in brackets, unless it goes on with the amending text.
func (sc *scanner) asAmended() bool {
	mark := sc.i
	sc.comma()
	bracket := sc.byte('(')
	if sc.abbr("asamended") {
		if bracket && sc.byte(')') {
			return true
		}
		look := *sc
		look.space()
		if _, on := look.anyAbbr("by", "at"); !on && !bracket {
			return true
		}
	}
	sc.i = mark
	return false
}

// attachedDate reads a date, bare, in brackets, or after "of" or "dated".
func (sc *scanner) attachedDate(c *Citation) bool {
	bracket := sc.byte('(')
	if !bracket {
		_, _ = sc.anyAbbr("of", "dated")
		sc.space()
	}
	near := 0
	if c.kind == FederalRegister {
		near = volumeYear(c.place.volume)
	}
	d, ok := sc.date(near)
	if !ok || bracket && !sc.byte(')') {
		return false
	}
	c.date = d
	return true
}

// court reads a bracket with a court, a year or initials: "(D.C. Cir. 2018)", "(2025)", "(CKK)".
func (sc *scanner) court(c *Citation) bool {
	if !sc.byte('(') {
		return false
	}
	start := sc.i
	for n := 0; sc.at(0) != ')'; n++ {
		if sc.done() || sc.at(0) == '(' || sc.at(0) == ';' || sc.at(0) == '\n' || n > 60 {
			return false
		}
		sc.i++
	}
	inside := sc.s[start:sc.i]
	sc.i++
	if c.kind == DocketNumber {
		return isInitials(inside) || isCourt(inside)
	}
	year := endYear(inside)
	if year == "" {
		return false
	}
	if c.date == "" {
		c.date = year
	}
	return true
}

// endYear returns the year of four digits that a bracket ends with, or "".
func endYear(s string) string {
	if len(s) < 4 {
		return ""
	}
	y := s[len(s)-4:]
	for i := range len(y) {
		if !isDigit(y[i]) {
			return ""
		}
	}
	if len(s) > 4 && s[len(s)-5] != ' ' {
		return ""
	}
	return y
}

// isInitials reports whether s is two to four capitals, as judges are named after a docket number.
func isInitials(s string) bool {
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return len(s) >= 2 && len(s) <= 4
}

// isCourt reports whether s ends as the name of a court does: "D.C. Cir.", "D.D.C.", with or without a year.
func isCourt(s string) bool {
	if s == "" {
		return false
	}
	if y := endYear(s); y != "" {
		s = s[:len(s)-4]
	}
	for len(s) > 0 && (s[len(s)-1] == ' ' || s[len(s)-1] == '.') {
		s = s[:len(s)-1]
	}
	n := len(s)
	return n >= 3 && lower(s[n-3]) == 'c' && s[n-2:] == "ir" || n >= 3 && s[n-2] == '.' || n == 0
}

// volumeYear is the year of a volume of the Federal Register, which began with volume 1 in 1936.
func volumeYear(volume int) int { return 1935 + volume }
