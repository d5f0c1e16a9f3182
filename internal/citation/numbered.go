package citation

import (
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// registerDocument reads a document number of the Federal Register: 2024-13532, 93-32104, C1-2026-16628, E9-1234.
func (sc *scanner) registerDocument() (Citation, bool) {
	if _, ok := sc.anyAbbr("frdoc", "frdocument", "federalregisterdocument"); !ok {
		return Citation{}, false
	}
	if !sc.numberSign() {
		sc.byte(':')
		sc.space()
	}
	n, ok := sc.documentNumber()
	if !ok {
		return Citation{}, false
	}
	sc.filed()
	return Citation{kind: FederalRegisterDocument, place: place{number: n}}, true
}

func (sc *scanner) documentNumber() (string, bool) {
	start := sc.i
	prefixed := isLetter(sc.at(0))
	if prefixed {
		sc.i++
		if _, ok := sc.digits(1, 2); !ok || !sc.byte('-') {
			return "", false
		}
	}
	if _, ok := sc.digits(2, 6); !ok {
		return "", false
	}
	if sc.byte('-') {
		if _, ok := sc.digits(1, 6); !ok {
			return "", false
		}
	} else if !prefixed {
		return "", false
	}
	if isLetter(sc.at(0)) || sc.at(0) == '-' {
		return "", false
	}
	return strings.ToUpper(sc.s[start:sc.i]), true
}

// filed skips the note of filing that is printed at the end of a document: "Filed 8-19-19; 8:45 am".
func (sc *scanner) filed() {
	mark := sc.i
	sc.space()
	if !sc.abbr("filed") {
		sc.i = mark
		return
	}
	sc.space()
	for range 3 {
		if _, ok := sc.digits(1, 2); !ok {
			sc.i = mark
			return
		}
		sc.byte('-')
	}
	mark = sc.i
	if sc.byte(';') {
		sc.space()
		_, ok := sc.digits(1, 2)
		if ok && sc.byte(':') {
			if _, ok := sc.digits(2, 2); ok {
				sc.space()
				if _, ok := sc.anyAbbr("am", "pm"); ok {
					return
				}
			}
		}
		sc.i = mark
	}
}

// directive reads a binding operational directive or an emergency directive.
func (sc *scanner) directive() (Citation, bool) {
	series := "BOD"
	if _, ok := sc.anyAbbr("bod", "bods", "bindingoperationaldirective"); !ok {
		if _, ok := sc.anyAbbr("ed", "emergencydirective"); !ok {
			return Citation{}, false
		}
		series = "ED"
	}
	sc.shortName()
	sc.space()
	return sc.yearNumber(Directive, series, 2)
}

// commissionDocument reads the number of a document of the FCC or, as DA, of one of its bureaus, with or without the
// hyphens of a file's name.
func (sc *scanner) commissionDocument() (Citation, bool) {
	w, ok := sc.anyAbbr("da", "fcc")
	if !ok {
		return Citation{}, false
	}
	if !sc.byte('-') && !sc.numberSign() {
		sc.space()
	}
	return sc.yearNumber(FCCDocument, strings.ToUpper(w), 4)
}

// yearNumber reads a two-digit year and a number of at most most digits: 17-01, 22-320. The number keeps the zeros in
// front of it in a series that prints them.
func (sc *scanner) yearNumber(k Kind, series string, most int) (Citation, bool) {
	y, ok := sc.digits(2, 2)
	if !ok || !sc.byte('-') {
		return Citation{}, false
	}
	n, ok := sc.digits(1, most)
	if !ok || isLetter(sc.at(0)) || sc.at(0) == '-' {
		return Citation{}, false
	}
	if k != Directive {
		if n = strings.TrimLeft(n, "0"); n == "" {
			return Citation{}, false
		}
	}
	return Citation{kind: k, place: place{series: series, number: y + "-" + n}}, true
}

// bill reads a bill or resolution of Congress, and which Congress where that is printed.
func (sc *scanner) bill() (Citation, bool) {
	series, ok := sc.billSeries()
	if !ok {
		return Citation{}, false
	}
	sc.space()
	n, ok := sc.whole(1, 5)
	if !ok || isLetter(sc.at(0)) || sc.at(0) == '-' || sc.at(0) == '/' || sc.at(0) == '(' {
		return Citation{}, false
	}
	c := Citation{kind: Bill, place: place{series: series, number: itoa(n)}}
	mark := sc.i
	sc.comma()
	bracket := sc.byte('(')
	congress, ok := sc.whole(1, 3)
	if ok {
		sc.i += ordinal(sc.s[sc.i:])
		sc.space()
		_, ok = sc.anyAbbr("cong", "congress")
	}
	if !ok || bracket && !sc.byte(')') {
		sc.i = mark
		return c, true
	}
	c.place.volume = congress
	return c, true
}

// ordinal returns the length of the ending of an English ordinal number that s begins with; lawyers write 103d.
func ordinal(s string) int {
	for _, e := range []string{"th", "st", "nd", "rd", "d"} {
		if strings.HasPrefix(s, e) {
			return len(e)
		}
	}
	return 0
}

func (sc *scanner) billSeries() (string, bool) {
	for _, s := range [][2]string{
		{"hr", "H.R."}, {"hres", "H. Res."}, {"hjres", "H.J. Res."}, {"hconres", "H. Con. Res."},
		{"sres", "S. Res."}, {"sjres", "S.J. Res."}, {"sconres", "S. Con. Res."},
	} {
		if sc.abbr(s[0]) {
			return s[1], true
		}
	}
	if sc.at(0) == 'S' && (sc.at(1) == '.' || sc.at(1) == ' ') {
		sc.i += 2
		return "S.", true
	}
	return "", false
}

// rin reads a regulation identifier number: four digits of the agency, two letters and two digits of the action.
func (sc *scanner) rin() (Citation, bool) {
	agency, ok := sc.digits(4, 4)
	if !ok || !sc.byte('-') || !isLetter(sc.at(0)) || !isLetter(sc.at(1)) {
		return Citation{}, false
	}
	letters := strings.ToUpper(sc.s[sc.i : sc.i+2])
	sc.i += 2
	n, ok := sc.digits(2, 2)
	if !ok || isLetter(sc.at(0)) || sc.at(0) == '-' {
		return Citation{}, false
	}
	return Citation{kind: RIN, place: place{number: agency + "-" + letters + n}}, true
}

func (sc *scanner) markedRIN() (Citation, bool) {
	if !sc.abbr("rin") {
		return Citation{}, false
	}
	if !sc.numberSign() {
		sc.byte(':')
		sc.space()
	}
	return sc.rin()
}

// memorandum reads a memorandum of the Office of Management and Budget, M-23-13.
func (sc *scanner) memorandum() (Citation, bool) {
	if sc.abbr("omb") {
		sc.space()
		if _, ok := sc.anyAbbr("memorandum", "memo"); ok {
			sc.space()
		}
	}
	if !sc.byte('M') || !sc.byte('-') {
		return Citation{}, false
	}
	return sc.yearNumber(Memorandum, "", 2)
}
