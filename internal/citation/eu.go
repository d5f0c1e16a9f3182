package citation

import (
	"strconv"
	"strings"
)

// euStyle is how an act of the Union is written. Acts of one type share one series of numbers a year, so that neither the
// treaty in brackets nor the order of year and number tells two acts apart.
type euStyle struct {
	domain string // "EU", "EC", "EEC", "CFSP"; "" in a CELEX number
	form   euForm
}

type euForm uint8

const (
	yearFirst   euForm = iota // (EU) 2016/679
	numberFirst               // (EU) No 269/2014
	domainLast                // 95/46/EC
	celexForm                 // 32016R0679
)

// euAct reads a regulation, directive or decision of the European Union and an article of it.
func (sc *scanner) euAct() (Citation, bool) {
	for range 4 {
		if _, ok := sc.anyAbbr("council", "commission", "implementing", "delegated"); ok {
			sc.space()
		}
	}
	w, ok := sc.anyAbbr("regulation", "directive", "decision")
	if !ok {
		return Citation{}, false
	}
	sc.space()
	c := Citation{kind: EUAct, place: place{series: w}}
	if sc.byte('(') {
		if c.place.style.domain, ok = sc.euDomain(); !ok || !sc.byte(')') {
			return Citation{}, false
		}
	}
	if sc.numberSign() {
		c.place.style.form = numberFirst
	}
	sc.space()
	if !sc.euNumber(&c.place) {
		return Citation{}, false
	}
	mark := sc.i
	sc.comma()
	if !sc.article(&c.place.prov) {
		sc.i = mark
	}
	return c, true
}

func (sc *scanner) euDomain() (string, bool) {
	w, ok := sc.anyAbbr("eu", "ec", "eec", "cfsp", "jha")
	return strings.ToUpper(w), ok
}

// euNumber reads number and year in either order, and the domain behind them where it was not named before.
func (sc *scanner) euNumber(p *place) bool {
	a, ok := sc.whole(1, 4)
	if !ok || !sc.byte('/') {
		return false
	}
	b, ok := sc.whole(1, 4)
	if !ok {
		return false
	}
	year, number := a, b
	if p.style.form == numberFirst {
		year, number = b, a
	}
	if year >= 52 && year <= 99 {
		year += 1900
	}
	if year < 1952 || year > 2199 {
		return false
	}
	p.volume, p.number = year, itoa(number)
	if p.style.domain != "" {
		return true
	}
	p.style.form = domainLast
	ok = sc.byte('/')
	if ok {
		p.style.domain, ok = sc.euDomain()
	}
	return ok
}

// article reads "art. 5(1)" or "article 5(1)".
func (sc *scanner) article(p *provision) bool {
	mark := sc.i
	if _, ok := sc.anyAbbr("art", "article"); ok {
		sc.space()
		if prov, ok := sc.sections(); ok {
			prov.isArticle = true
			*p = prov
			return true
		}
	}
	sc.i = mark
	return false
}

// celex reads the number of an act in the CELEX system: sector 3, year, type of act, four digits.
func (sc *scanner) celex() (Citation, bool) {
	if !sc.byte('3') {
		return Citation{}, false
	}
	year, ok := sc.whole(4, 4)
	if !ok || year < 1952 || year > 2199 {
		return Citation{}, false
	}
	series := ""
	switch sc.at(0) {
	case 'R':
		series = "regulation"
	case 'L':
		series = "directive"
	case 'D':
		series = "decision"
	default:
		return Citation{}, false
	}
	sc.i++
	n, ok := sc.whole(4, 4)
	if !ok || isLetter(sc.at(0)) || sc.at(0) == '(' || sc.at(0) == '-' {
		return Citation{}, false
	}
	return Citation{kind: EUAct, place: place{
		series: series, volume: year, number: itoa(n), style: euStyle{form: celexForm},
	}}, true
}

func (sc *scanner) markedCELEX() (Citation, bool) {
	if !sc.abbr("celex") {
		return Citation{}, false
	}
	sc.byte(':')
	if !sc.numberSign() {
		sc.space()
	}
	return sc.celex()
}

// celexLetter is the letter of an act's type in the CELEX system.
func (p place) celexLetter() string {
	switch p.series {
	case "regulation":
		return "R"
	case "directive":
		return "L"
	}
	return "D"
}

// formatEU writes an act as it was written but for its type's first letter and spacing.
func (p place) formatEU() string {
	if p.style.form == celexForm {
		return "CELEX 3" + itoa(p.volume) + p.celexLetter() + strings.Repeat("0", max(0, 4-len(p.number))) + p.number
	}
	series := strings.ToUpper(p.series[:1]) + p.series[1:]
	year := p.volume
	if year < 1999 {
		year %= 100
	}
	s := ""
	switch p.style.form {
	case numberFirst:
		s = series + " (" + p.style.domain + ") No " + p.number + "/" + strconv.Itoa(year)
	case domainLast:
		s = series + " " + strconv.Itoa(year) + "/" + p.number + "/" + p.style.domain
	default:
		s = series + " (" + p.style.domain + ") " + strconv.Itoa(p.volume) + "/" + p.number
	}
	return s + p.prov.format()
}
