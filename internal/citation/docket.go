package citation

import "strings"

// caseTypes are the words between year and number in a district court's docket: civil, criminal, miscellaneous,
// magistrate and multidistrict.
func caseTypes() []string { return []string{"cv", "cr", "mc", "mj", "md"} }

// courtDocket reads a docket number of a court: "No. 18-5176" of a court of appeals, "1:17-cv-02697" of a district court,
// which needs no word before it.
func (sc *scanner) courtDocket() (Citation, bool) {
	mark := sc.i
	if _, ok := sc.anyAbbr("civilaction", "civ", "case", "docket"); ok {
		if !sc.numberSign() {
			sc.space()
		}
	} else {
		sc.numberSign()
	}
	if c, ok := sc.districtNumber(); ok {
		return c, true
	}
	sc.i = mark
	if !sc.numberSign() {
		return Citation{}, false
	}
	return sc.appealNumber()
}

// appealNumber reads a two-digit year and a number.
func (sc *scanner) appealNumber() (Citation, bool) {
	c, ok := sc.yearNumber(DocketNumber, courtSeries, 5)
	return c, ok && sc.at(0) != '/'
}

// courtSeries and agencySeries are the words before the number of a docket.
const (
	courtSeries  = "No."
	agencySeries = "Docket No."
)

// districtNumber reads the docket number of a district court: the office's digit, which may be missing, the year, the type and
// the number. Zeros in front of the number and the judge's initials behind it are no part of it.
func (sc *scanner) districtNumber() (Citation, bool) {
	mark := sc.i
	office, ok := sc.digits(1, 1)
	if !ok || !sc.byte(':') {
		office = ""
		sc.i = mark
	}
	year, ok := sc.digits(2, 2)
	if !ok || !sc.byte('-') {
		return Citation{}, false
	}
	kind, ok := sc.anyAbbr(caseTypes()...)
	if !ok || !sc.byte('-') {
		return Citation{}, false
	}
	n, ok := sc.whole(1, 6)
	if !ok || isLetter(sc.at(0)) {
		return Citation{}, false
	}
	end := sc.i
	if sc.byte('-') {
		if w, ok := sc.letters(4); !ok || !isInitials(w) {
			sc.i = end
			return Citation{}, false
		}
	}
	number := itoa(n)
	number = strings.Repeat("0", max(0, 5-len(number))) + number
	return Citation{kind: DocketNumber, place: place{
		series: courtSeries, division: office, number: year + "-" + kind + "-" + number,
	}}, true
}

// agencyDocket reads a docket of an agency, with the letters of the bureau that keeps it where they are printed:
// "Docket No. 240614-0163", "WC Docket No. 18-89", "Docket ID DOD-2026-OS-1288".
func (sc *scanner) agencyDocket() (Citation, bool) {
	mark := sc.i
	bureau, ok := sc.letters(3)
	if !ok || !isInitials(bureau) || !sc.byte(' ') {
		bureau = ""
		sc.i = mark
	}
	if _, ok := sc.anyAbbr("docket", "dockets"); !ok {
		return Citation{}, false
	}
	mark = sc.i
	sc.space()
	if _, ok := sc.anyAbbr("id", "ids"); ok {
		sc.byte(':')
		sc.space()
	} else {
		sc.i = mark
		if !sc.numberSign() {
			sc.space()
		}
	}
	n, ok := sc.identifier()
	if !ok {
		return Citation{}, false
	}
	return Citation{kind: DocketNumber, place: place{series: agencySeries, division: bureau, number: n}}, true
}

// identifier reads letters, digits and hyphens, with at least one digit and one hyphen among them, in capitals.
func (sc *scanner) identifier() (string, bool) {
	n, digits, hyphens := 0, 0, 0
	for ; n <= 40; n++ {
		c := sc.at(n)
		switch {
		case isDigit(c):
			digits++
		case c == '-':
			hyphens++
		case !isLetter(c):
			if digits == 0 || hyphens == 0 || sc.at(0) == '-' || sc.at(n-1) == '-' || c == '_' || c == '/' {
				return "", false
			}
			id := strings.ToUpper(sc.s[sc.i : sc.i+n])
			sc.i += n
			return id, true
		}
	}
	return "", false
}

// agencyCase reads a case of an agency: "Case No. ICTS-2021-002", which needs no words before it.
func (sc *scanner) agencyCase() (Citation, bool) {
	mark := sc.i
	if sc.abbr("case") && sc.numberSign() && isLetter(sc.at(0)) {
		if n, ok := sc.identifier(); ok {
			return Citation{kind: CaseNumber, place: place{series: "Case No.", number: n}}, true
		}
	}
	sc.i = mark
	if !strings.HasPrefix(sc.s[sc.i:], "ICTS-") {
		return Citation{}, false
	}
	n, ok := sc.identifier()
	return Citation{kind: CaseNumber, place: place{series: "Case No.", number: n}}, ok
}

// farCase reads a case of the councils that write the FAR and the defence supplement: "FAR Case 2018-010".
func (sc *scanner) farCase() (Citation, bool) {
	w, ok := sc.anyAbbr("far", "dfars")
	if !ok {
		return Citation{}, false
	}
	sc.space()
	if !sc.abbr("case") {
		return Citation{}, false
	}
	if !sc.numberSign() {
		sc.space()
	}
	n, ok := sc.identifier()
	if !ok || !isDigit(n[0]) {
		return Citation{}, false
	}
	return Citation{kind: CaseNumber, place: place{series: strings.ToUpper(w) + " Case", number: n}}, true
}
