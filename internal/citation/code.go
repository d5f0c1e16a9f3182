package citation

import "strings"

// farTitle is the CFR title of the Federal Acquisition Regulations System: the FAR in chapter 1, agencies' supplements after it.
const farTitle = 48

// hyphenTitle is the CFR title whose parts may have a hyphen in their number (41 CFR part 102-3).
const hyphenTitle = 41

const maxParts = 256 // parts in one range

// uscode reads the name of the Code and sections of it.
func (sc *scanner) uscode(title int) (Citation, bool) {
	mark := sc.i
	if _, ok := sc.anyAbbr("usc", "uscode", "usca", "unitedstatescode"); !ok || title > 99 {
		sc.i = mark
		return Citation{}, false
	}
	sc.space()
	_ = sc.sectionMark()
	p, ok := sc.codeSections()
	if !ok {
		sc.i = mark
		return Citation{}, false
	}
	return Citation{kind: USCode, place: place{volume: title, prov: p}}, true
}

// codeSections reads a section of the Code, "1395w-4", a range of sections, "1601-1609", or "1701 et seq.". A hyphen
// between two plain numbers is a range only where they ascend.
func (sc *scanner) codeSections() (provision, bool) {
	mark := sc.i
	p, ok := sc.codeSection()
	if !ok {
		return provision{}, false
	}
	if p.last == "" {
		if p.path, p.pathLast, ok = sc.path(); !ok {
			sc.i = mark
			return provision{}, false
		}
	}
	end := sc.i
	sc.comma()
	switch {
	case p.pathLast == "" && p.last == "" && sc.abbr("etseq"):
		p.etSeq = true
	case p.path == "" && p.last == "" && sc.abbr("note"):
		p.note = true
	default:
		sc.i = end
	}
	return p, true
}

func (sc *scanner) codeSection() (provision, bool) {
	mark := sc.i
	first, ok := sc.sectionNumber()
	if !ok {
		return provision{}, false
	}
	end := sc.i
	if !isDigit(first[len(first)-1]) && sc.byte('-') {
		for {
			if sc.at(0) == '-' || !isDigit(sc.at(0)) && !isLetter(sc.at(0)) {
				sc.i = mark
				return provision{}, false
			}
			suffix, ok := sc.suffix()
			if !ok {
				sc.i = mark
				return provision{}, false
			}
			first += "-" + suffix
			if sc.at(0) != '-' || !isDigit(sc.at(1)) {
				return provision{section: first}, true
			}
			sc.i++
		}
	}
	sc.i = end
	if !sc.through() {
		return provision{section: first}, true
	}
	last, ok := sc.sectionNumber()
	switch {
	case !ok:
		sc.i = end
		return provision{section: first}, true
	case len(last) < len(first) || !rangeOf(first, last):
		sc.i = mark
		return provision{}, false
	}
	return provision{section: first, last: last}, true
}

// suffix reads what follows a hyphen in a section's number: digits with letters after them, or letters.
func (sc *scanner) suffix() (string, bool) {
	n := 0
	for isDigit(sc.at(n)) {
		n++
	}
	for isLetter(sc.at(n)) {
		n++
	}
	if n == 0 || n > 6 || isDigit(sc.at(n)) {
		return "", false
	}
	s := sc.s[sc.i : sc.i+n]
	sc.i += n
	return s, true
}

// cfr reads the name of the Code of Federal Regulations and a part, subpart or section of it.
func (sc *scanner) cfr(title int) (Citation, bool) {
	mark := sc.i
	if _, ok := sc.anyAbbr("cfr", "codeoffederalregulations"); ok && title <= 99 {
		sc.space()
		if p, ok := sc.regulation(title); ok {
			return Citation{kind: CFR, place: place{volume: title, prov: p}}, true
		}
	}
	sc.i = mark
	return Citation{}, false
}

// far reads a part, subpart, section or clause of the FAR or of the defence supplement as the place in title 48 that it is.
func (sc *scanner) far() (Citation, bool) {
	if _, ok := sc.anyAbbr("far", "dfars"); !ok {
		return Citation{}, false
	}
	sc.space()
	if _, ok := sc.anyAbbr("clause", "clauses", "provision"); ok {
		sc.space()
	}
	p, ok := sc.regulation(farTitle)
	if !ok {
		return Citation{}, false
	}
	return Citation{kind: CFR, place: place{volume: farTitle, prov: p}}, true
}

// regulation reads a place within a title of the CFR.
func (sc *scanner) regulation(title int) (provision, bool) {
	mark := sc.i
	p, ok := provision{}, false
	switch {
	case sc.abbr("subpart"):
		sc.space()
		p, ok = sc.farSubpart(title)
	case sc.partMark():
		sc.space()
		if p, ok = sc.part(title, true); ok {
			sc.belowPart(&p)
		}
	default:
		marked := sc.sectionMark()
		if p, ok = sc.part(title, !marked); ok && (marked || sc.at(0) == '.') {
			p, ok = sc.regulationSections(title, p)
		} else if ok {
			sc.belowPart(&p)
		}
	}
	if !ok {
		sc.i = mark
	}
	return p, ok
}

func (sc *scanner) partMark() bool {
	_, ok := sc.anyAbbr("part", "parts", "pt", "pts")
	return ok
}

// part reads the number of a part or, where ranged, a range of parts.
func (sc *scanner) part(title int, ranged bool) (provision, bool) {
	mark := sc.i
	first, ok := sc.whole(1, 4)
	if !ok || isLetter(sc.at(0)) {
		sc.i = mark
		return provision{}, false
	}
	one := provision{parts: span{first, first}}
	end := sc.i
	if title == hyphenTitle && sc.byte('-') {
		n, ok := sc.whole(1, 3)
		if !ok {
			sc.i = mark
			return provision{}, false
		}
		return provision{partID: itoa(first) + "-" + itoa(n)}, true
	}
	if !ranged || !sc.through() {
		sc.i = end
		return one, true
	}
	last, ok := sc.whole(1, 4)
	switch {
	case !ok:
		sc.i = end
		return one, true
	case last <= first || last-first >= maxParts || sc.at(0) == '.' && isDigit(sc.at(1)):
		sc.i = mark
		return provision{}, false
	}
	return provision{parts: span{first, last}}, true
}

// belowPart reads a subpart, supplement or appendix behind one part.
func (sc *scanner) belowPart(p *provision) {
	mark := sc.i
	sc.comma()
	switch {
	case p.parts.first != p.parts.last:
	case sc.abbr("subpart"):
		sc.space()
		if w, ok := sc.letters(2); ok {
			p.subpart = strings.ToUpper(w)
			return
		}
	default:
		if _, ok := sc.anyAbbr("supp", "supplement"); ok {
			if !sc.numberSign() {
				sc.space()
			}
			if n, ok := sc.whole(1, 2); ok {
				p.appendix = "supp. " + itoa(n)
				return
			}
		} else if _, ok := sc.anyAbbr("app", "appendix"); ok {
			sc.space()
			if w, ok := sc.letters(2); ok {
				p.appendix = "app. " + strings.ToUpper(w)
				return
			}
		}
	}
	sc.i = mark
}

// farSubpart reads a numbered subpart, "4.20", which only title 48 has.
func (sc *scanner) farSubpart(title int) (provision, bool) {
	part, ok := sc.whole(1, 4)
	if !ok || title != farTitle || !sc.byte('.') {
		return provision{}, false
	}
	n, ok := sc.whole(1, 3)
	if !ok || isLetter(sc.at(0)) {
		return provision{}, false
	}
	return provision{parts: span{part, part}, subpart: itoa(part) + "." + itoa(n)}, true
}

// regulationSections reads the sections behind the number of a part: ".109(a)", ".50000-1.50007", ".204-23".
func (sc *scanner) regulationSections(title int, p provision) (provision, bool) {
	if !sc.byte('.') || p.parts.first != p.parts.last {
		return provision{}, false
	}
	first, ok := sc.regulationSection()
	if !ok {
		return provision{}, false
	}
	p.section = first
	end := sc.i
	if sc.through() {
		if q, ok := sc.part(title, false); ok && sc.byte('.') {
			last, ok := sc.regulationSection()
			if !ok || q != (provision{parts: p.parts, partID: p.partID}) || !rangeOf(first, last) {
				return provision{}, false
			}
			p.last = last
			return p, true
		}
		sc.i = end
	}
	p.path, p.pathLast, ok = sc.path()
	return p, ok
}

// regulationSection reads a section's number behind its part: "109", "10b-5", "204-23", "2002".
func (sc *scanner) regulationSection() (string, bool) {
	mark := sc.i
	first, ok := sc.digits(1, 5)
	if !ok {
		return "", false
	}
	if isLetter(sc.at(0)) {
		w, ok := sc.letters(2)
		if !ok {
			sc.i = mark
			return "", false
		}
		first += w
	}
	for range 2 {
		if sc.at(0) != '-' || !isDigit(sc.at(1)) || sc.dotAhead() {
			break
		}
		sc.i++
		suffix, ok := sc.suffix()
		if !ok {
			sc.i = mark
			return "", false
		}
		first += "-" + suffix
	}
	return first, true
}

// dotAhead reports whether the number behind the hyphen here is a part's: another section's number begins with it.
func (sc *scanner) dotAhead() bool {
	n := 1
	for isDigit(sc.at(n)) {
		n++
	}
	return sc.at(n) == '.' && isDigit(sc.at(n+1)) || sc.at(n) == '-' && isDigit(sc.at(n+1)) && sc.titlePartAhead(n+1)
}

// titlePartAhead reports whether a part number with a hyphen, as title 41 has, ends in a full stop n places ahead.
func (sc *scanner) titlePartAhead(n int) bool {
	for isDigit(sc.at(n)) {
		n++
	}
	return sc.at(n) == '.' && isDigit(sc.at(n+1))
}
