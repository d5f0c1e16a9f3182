package citation

import "strings"

// ParseList reads the citations of a cell or sentence, joined by semicolons, line ends, commas, "and", or nothing but
// a space, as publishers join them. A number that only goes on with the series of the citation before it ("Nos. 18-5176,
// 18-5177") takes the series from there, and its text is the normal form. Between what is sure, text that is not
// understood is kept as one citation of the kind Unknown. Text above 64 KiB is not split.
func ParseList(s string) []Citation {
	if len(s) > maxList {
		return []Citation{Parse(s)}
	}
	l := list{located: locate(s), source: s}
	for l.i = l.skipSeparators(0); l.i < len(l.text); l.i = l.skipSeparators(l.i) {
		l.next()
	}
	return l.found
}

// list is the state of splitting one text.
type list struct {
	located
	source string
	i      int
	found  []Citation
}

// next takes one citation, with or without brackets around it, or the text up to where one may begin.
func (l *list) next() {
	sc := scanner{s: l.text, i: l.i}
	sc.openers()
	for _, start := range []int{l.i, sc.i} {
		c, end, ok := l.known(start, true)
		if !ok {
			continue
		}
		if again := l.part(start, end); again.kind == c.kind && again.place == c.place {
			c = again
		} else {
			c = Parse(c.String())
		}
		l.found = append(l.found, c)
		sc.i = end
		sc.closers()
		l.i = sc.i
		return
	}
	end := l.unknownEnd(l.i)
	if c := l.part(l.i, end); c.text != "" {
		l.found = append(l.found, c)
	}
	l.i = end
}

// slice returns the original text of the bytes from i to end.
func (l *list) slice(i, end int) string { return l.source[l.from[i]:l.from[end]] }

func (l *list) part(i, end int) Citation { return Parse(strings.TrimSpace(l.slice(i, end))) }

// known reads a citation at i that ends where the text, or an item of the list, ends; one that only goes on with the
// series before it where goesOn is set.
func (l *list) known(i int, goesOn bool) (Citation, int, bool) {
	sc := scanner{s: l.text, i: i}
	c, ok := sc.citation()
	if !ok && goesOn {
		c, ok = l.continued(&sc)
	}
	if !ok || !l.endsItem(sc.i) {
		return Citation{}, 0, false
	}
	return c, sc.i, true
}

// continued reads a bare number as one more of the series of the citation before it.
func (l *list) continued(sc *scanner) (Citation, bool) {
	if len(l.found) == 0 || !isDigit(sc.at(0)) {
		return Citation{}, false
	}
	before := l.found[len(l.found)-1]
	c, ok := Citation{}, false
	switch before.kind {
	case PublicLaw:
		c, ok = sc.lawNumber()
	case ExecutiveOrder:
		if sc.at(4) != 0 && isDigit(sc.at(4)) {
			c, ok = sc.orderNumber()
		}
	case USCode:
		c, ok = sc.continuedSections(before)
	case CFR:
		c, ok = sc.continuedRegulation(before)
	case DocketNumber, FCCDocument, Directive:
		c, ok = sc.continuedNumber(before)
	}
	return c, ok
}

func (sc *scanner) continuedSections(before Citation) (Citation, bool) {
	mark := sc.i
	p, ok := sc.codeSections()
	if !ok || isYear(p.section) && p.path == "" {
		sc.i = mark
		return Citation{}, false
	}
	return Citation{kind: USCode, place: place{volume: before.place.volume, prov: p}}, true
}

// continuedRegulation takes sections only: a bare number after a part may be anything.
func (sc *scanner) continuedRegulation(before Citation) (Citation, bool) {
	mark := sc.i
	p, ok := sc.regulation(before.place.volume)
	if !ok || p.section == "" {
		sc.i = mark
		return Citation{}, false
	}
	return Citation{kind: CFR, place: place{volume: before.place.volume, prov: p}}, true
}

// continuedNumber takes the letters of a bureau's docket along, but not the office of a court.
func (sc *scanner) continuedNumber(before Citation) (Citation, bool) {
	mark := sc.i
	most := 5
	if before.kind == Directive {
		most = 2
	}
	c, ok := sc.yearNumber(before.kind, before.place.series, most)
	c.place.division = bureau(before)
	if !ok || sc.at(0) == '/' {
		sc.i = mark
		return Citation{}, false
	}
	return c, true
}

func bureau(c Citation) string {
	if c.place.series == agencySeries {
		return c.place.division
	}
	return ""
}

// isYear reports whether a section's number may be a year instead.
func isYear(s string) bool { return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") }

// endsItem reports whether an item of the list may end at i: at the text's end, before a separator, or before white space
// and a further citation.
func (l *list) endsItem(i int) bool {
	sc := scanner{s: l.text, i: i}
	for strings.IndexByte(")]\"'.", sc.at(0)) >= 0 && !sc.done() {
		sc.i++
	}
	if sc.done() || sc.at(0) == ';' || sc.at(0) == ',' || sc.at(0) == '\n' || sc.at(0) == '/' && sc.at(1) == ' ' {
		return true
	}
	if sc.at(0) != ' ' {
		return false
	}
	sc.space()
	if sc.at(0) == '/' && sc.at(1) == ' ' || sc.joiner() {
		return true
	}
	sc.openers()
	_, ok := sc.citation()
	return ok
}

// joiner reads a word that joins citations.
func (sc *scanner) joiner() bool {
	if sc.byte('&') {
		return true
	}
	if _, ok := sc.anyAbbr("and", "or", "asamendedat", "asamendedby"); ok {
		sc.space()
		return true
	}
	return false
}

// skipSeparators returns the position of the next item at or after i.
func (l *list) skipSeparators(i int) int {
	sc := scanner{s: l.text, i: i}
	for {
		start := sc.i
		for !sc.done() && strings.IndexByte(" \n,;/", sc.at(0)) >= 0 {
			sc.i++
		}
		if len(l.found) > 0 {
			_ = sc.joiner()
		}
		if sc.i == start {
			return sc.i
		}
	}
}

// unknownEnd returns where text that is not understood ends: at a semicolon, a line's end, or a comma or joining word that
// a citation follows.
func (l *list) unknownEnd(i int) int {
	for ; i < len(l.text); i++ {
		switch l.text[i] {
		case ';', '\n':
			return i
		case ',', ' ':
			sc := scanner{s: l.text, i: i}
			comma := sc.byte(',')
			sc.space()
			if joined := sc.joiner(); !comma && !joined {
				continue
			}
			sc.openers()
			if _, _, ok := l.known(sc.i, false); ok {
				return i
			}
		}
	}
	return len(l.text)
}
