package citation

import "strings"

// reporters are the series of printed decisions, as their abbreviation is squeezed and as it is printed. Those that
// begin with another come before it.
func reporters() [][2]string {
	return [][2]string{
		{"fsupp3d", "F. Supp. 3d"}, {"fsupp2d", "F. Supp. 2d"}, {"fsupp", "F. Supp."},
		{"f4th", "F.4th"}, {"f3d", "F.3d"}, {"f2d", "F.2d"}, {"fappx", "F. App'x"},
		{"us", "U.S."}, {"sct", "S. Ct."}, {"led2d", "L. Ed. 2d"}, {"led", "L. Ed."},
		{"fedcl", "Fed. Cl."}, {"frd", "F.R.D."}, {"fccrcd", "FCC Rcd"},
	}
}

// volumed reads a citation that begins with a volume or a title: 89 FR 52434, 50 U.S.C. 1701, 15 CFR 7.109, 909 F.3d 446.
func (sc *scanner) volumed() (Citation, bool) {
	v, ok := sc.volume()
	if !ok {
		return Citation{}, false
	}
	if c, ok := sc.uscode(v); ok {
		return c, true
	}
	if c, ok := sc.cfr(v); ok {
		return c, true
	}
	if c, ok := sc.register(v); ok {
		return c, true
	}
	return sc.decision(v)
}

// register reads the name and pages of the Federal Register or the Statutes at Large.
func (sc *scanner) register(volume int) (Citation, bool) {
	mark := sc.i
	kind := FederalRegister
	if _, ok := sc.anyAbbr("fr", "fedreg", "federalregister"); !ok {
		if _, ok := sc.anyAbbr("stat", "statutesatlarge"); !ok {
			return Citation{}, false
		}
		kind = StatutesAtLarge
	}
	p, ok := sc.pageList()
	if !ok {
		sc.i = mark
		return Citation{}, false
	}
	return Citation{kind: kind, place: place{volume: volume, pages: p}}, true
}

// decision reads the reporter and first page of a decision, and the page within it that is meant.
func (sc *scanner) decision(volume int) (Citation, bool) {
	for _, r := range reporters() {
		mark := sc.i
		if !sc.abbr(r[0]) {
			continue
		}
		sc.space()
		page, ok := sc.number()
		if !ok || sc.at(0) == '-' {
			sc.i = mark
			continue
		}
		p := pages{main: span{page, page}}
		p.pin, _ = sc.pinSpan(p.main)
		return Citation{kind: CaseReporter, place: place{series: r[1], volume: volume, pages: p}}, true
	}
	return Citation{}, false
}

// issue reads the volume and number of an issue of the Federal Register. Without the Register's name only a date of the
// volume's year makes it sure that no other periodical is meant.
func (sc *scanner) issue() (Citation, bool) {
	named := false
	if _, ok := sc.anyAbbr("fr", "fedreg", "federalregister"); ok {
		named = true
		sc.comma()
	}
	if _, ok := sc.anyAbbr("vol", "volume"); !ok {
		return Citation{}, false
	}
	sc.space()
	v, ok := sc.whole(1, 3)
	if !ok {
		return Citation{}, false
	}
	sc.comma()
	if !sc.numberSign() {
		return Citation{}, false
	}
	n, ok := sc.digits(1, 3)
	if !ok {
		return Citation{}, false
	}
	number := strings.TrimLeft(n, "0")
	c := Citation{kind: FederalRegisterIssue, place: place{volume: v, number: number}}
	end := sc.i
	sc.comma()
	if sc.byte('/') {
		sc.space()
	}
	d, ok := sc.date(volumeYear(v))
	if ok {
		c.date = d
	} else {
		sc.i = end
	}
	return c, number != "" && (named || len(d) > 4 && d[:4] == itoa(volumeYear(v)))
}
