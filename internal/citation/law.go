package citation

import "strings"

// publicLaw reads a public law by its Congress and number, and the provision behind it.
func (sc *scanner) publicLaw() (Citation, bool) {
	if _, ok := sc.anyAbbr("publ", "publaw", "publiclaw", "publaws", "publiclaws", "pl"); !ok {
		return Citation{}, false
	}
	if !sc.numberSign() {
		sc.space()
	}
	return sc.lawNumber()
}

// lawNumber reads the Congress and the number of a law, "115-91", and the provision behind it.
func (sc *scanner) lawNumber() (Citation, bool) {
	congress, ok := sc.whole(1, 3)
	if !ok || !sc.byte('-') {
		return Citation{}, false
	}
	n, ok := sc.whole(1, 4)
	if !ok || isLetter(sc.at(0)) || sc.at(0) == '-' {
		return Citation{}, false
	}
	p := place{volume: congress, number: itoa(n)}
	for sc.lawPart(&p) {
	}
	return Citation{kind: PublicLaw, place: p}, true
}

// lawPart reads one of division, title and section, each at most once and a section last.
func (sc *scanner) lawPart(p *place) bool {
	mark := sc.i
	sc.comma()
	if p.prov.section == "" {
		if p.division == "" && p.title == "" && sc.lawDivision(p) || p.title == "" && sc.lawTitle(p) {
			return true
		}
		if sc.sectionMark() {
			if prov, ok := sc.sections(); ok {
				p.prov = prov
				return true
			}
		}
	}
	sc.i = mark
	return false
}

func (sc *scanner) lawDivision(p *place) bool {
	mark := sc.i
	if _, ok := sc.anyAbbr("div", "division"); ok {
		sc.space()
		if w, ok := sc.letters(2); ok {
			p.division = strings.ToUpper(w)
			return true
		}
	}
	sc.i = mark
	return false
}

func (sc *scanner) lawTitle(p *place) bool {
	mark := sc.i
	if _, ok := sc.anyAbbr("title", "tit"); ok {
		sc.space()
		if w, ok := sc.letters(7); ok && strings.Trim(strings.ToUpper(w), "IVXLC") == "" {
			p.title = strings.ToUpper(w)
			return true
		}
	}
	sc.i = mark
	return false
}

// executiveOrder reads an executive order and a section of it, which may stand at once behind the number in brackets.
func (sc *scanner) executiveOrder() (Citation, bool) {
	if _, ok := sc.anyAbbr("eo", "eos", "executiveorder", "executiveorders", "execorder"); !ok {
		return Citation{}, false
	}
	sc.shortName()
	if !sc.numberSign() {
		sc.space()
	}
	return sc.orderNumber()
}

// shortName skips the abbreviation that a text introduces in brackets: Executive Order (“E.O.”) 13873.
func (sc *scanner) shortName() {
	mark := sc.i
	sc.space()
	if sc.byte('(') {
		for range 2 {
			_ = sc.byte('"') || sc.byte('\'')
		}
		if _, ok := sc.anyAbbr("eo", "bod", "ed"); ok {
			for range 3 {
				_ = sc.byte('"') || sc.byte('\'') || sc.byte('.')
			}
			if sc.byte(')') {
				return
			}
		}
	}
	sc.i = mark
}

func (sc *scanner) orderNumber() (Citation, bool) {
	n, ok := sc.number()
	if !ok || isLetter(sc.at(0)) || sc.at(0) == '-' || n > 99999 {
		return Citation{}, false
	}
	c := Citation{kind: ExecutiveOrder, place: place{number: itoa(n)}}
	mark := sc.i
	sc.comma()
	if sc.sectionMark() {
		if prov, ok := sc.sections(); ok {
			c.place.prov = prov
			return c, true
		}
	}
	sc.i = mark
	if sc.at(0) != '(' || !isDigit(sc.at(1)) {
		return c, true
	}
	sc.i++
	section, ok := sc.sectionNumber()
	if !ok || !sc.byte(')') {
		sc.i = mark
		return c, true
	}
	path, last, ok := sc.path()
	if !ok {
		sc.i = mark
		return c, true
	}
	c.place.prov = provision{section: section, path: path, pathLast: last}
	return c, true
}

// provisionOf reads a provision named before its law: "section 1634(a) of Public Law 115-91", "Title II of P.L. 95-223",
// "section 3553 of title 44, United States Code".
func (sc *scanner) provisionOf() (Citation, bool) {
	var p place
	if !sc.lawTitle(&p) {
		if !sc.article(&p.prov) && !sc.markedSections(&p.prov) {
			return Citation{}, false
		}
	}
	sc.space()
	if !sc.abbr("of") {
		return Citation{}, false
	}
	sc.space()
	if sc.abbr("the") {
		sc.space()
	}
	c, ok := sc.owner(p.prov)
	if !ok || c.place.prov.section != "" || c.place.title != "" && p.title != "" || c.kind != PublicLaw && p.title != "" {
		return Citation{}, false
	}
	c.place.prov = p.prov
	if p.title != "" {
		c.place.title = p.title
	}
	return c, true
}

// owner reads the law, order, title or act that a provision named before it belongs to.
func (sc *scanner) owner(p provision) (Citation, bool) {
	mark := sc.i
	if p.isArticle {
		return sc.euAct()
	}
	if c, ok := sc.publicLaw(); ok {
		return c, true
	}
	sc.i = mark
	if c, ok := sc.executiveOrder(); ok {
		return c, true
	}
	sc.i = mark
	if !sc.abbr("title") {
		return Citation{}, false
	}
	sc.space()
	title, ok := sc.whole(1, 2)
	if !ok {
		return Citation{}, false
	}
	sc.comma()
	if _, ok := sc.anyAbbr("uscode", "usc", "unitedstatescode"); !ok || p.section == "" {
		return Citation{}, false
	}
	return Citation{kind: USCode, place: place{volume: title}}, true
}

// markedSections reads a section mark and sections.
func (sc *scanner) markedSections(p *provision) bool {
	mark := sc.i
	if sc.sectionMark() {
		if prov, ok := sc.sections(); ok {
			*p = prov
			return true
		}
	}
	sc.i = mark
	return false
}
