package citation

import "strconv"

// maxPages is the longest range of pages that is read as one; the longest documents of the Federal Register have some
// three thousand.
const maxPages = 5000

// span is a run of numbers, both ends included. The zero value is empty.
type span struct{ first, last int }

func (s span) covers(t span) bool { return s.first <= t.first && t.last <= s.last }

func (s span) String() string {
	if s.first == s.last {
		return strconv.Itoa(s.first)
	}
	return strconv.Itoa(s.first) + "-" + strconv.Itoa(s.last)
}

// pages are the pages a citation names: a page or range, and after a comma a second one within the same document
// ("132 Stat. 1636, 1917"). pin is empty where there is none; otherwise at least one page lies between the two.
type pages struct{ main, pin span }

// joined makes pages of two runs of which the second begins after the first ends. Runs that touch become one.
func joined(main, pin span) pages {
	if pin.first == main.last+1 {
		return pages{main: span{main.first, pin.last}}
	}
	return pages{main: main, pin: pin}
}

// cover reports whether every page of q is one of p.
func (p pages) cover(q pages) bool {
	return p.cover1(q.main) && (q.pin == span{} || p.cover1(q.pin))
}

func (p pages) cover1(s span) bool {
	return p.main.covers(s) || p.pin != span{} && p.pin.covers(s)
}

// narrowedBy reports whether p names no page after the comma, or one that covers q's.
func (p pages) narrowedBy(q pages) bool {
	return p.pin == span{} || q.pin != span{} && p.pin.covers(q.pin)
}

func (p pages) String() string {
	if p.pin == (span{}) {
		return p.main.String()
	}
	return p.main.String() + ", " + p.pin.String()
}

// pageSpan reads a page or a range of pages, the last page in full or cut to the digits that differ: 52434-37.
func (sc *scanner) pageSpan() (span, bool) {
	mark := sc.i
	_, _ = sc.anyAbbr("p", "pp", "page", "pages")
	sc.space()
	first, ok := sc.number()
	if !ok {
		sc.i = mark
		return span{}, false
	}
	end := sc.i
	if !sc.through() {
		return span{first, first}, true
	}
	start := sc.i
	last, ok := sc.number()
	if !ok {
		sc.i = end
		return span{first, first}, true
	}
	last = fullPage(first, last, sc.i-start)
	if last < first || last-first >= maxPages {
		sc.i = mark
		return span{}, false
	}
	return span{first, last}, true
}

// fullPage completes a last page of which only the n digits that differ are printed.
func fullPage(first, last, n int) int {
	if last >= first {
		return last
	}
	unit := 1
	for range n {
		unit *= 10
	}
	return first - first%unit + last
}

// pinSpan reads a second run of pages after a comma: not a date, and not the volume of the next citation.
func (sc *scanner) pinSpan(main span) (span, bool) {
	mark := sc.i
	sc.space()
	if !sc.byte(',') {
		sc.i = mark
		return span{}, false
	}
	sc.space()
	start := sc.i
	if _, ok := sc.date(0); ok || sc.volumeAhead() {
		sc.i = mark
		return span{}, false
	}
	sc.i = start
	pin, ok := sc.pageSpan()
	if !ok || pin.first <= main.last {
		sc.i = mark
		return span{}, false
	}
	return pin, true
}

// volumeAhead reports whether a volume and a reporter stand here.
func (sc *scanner) volumeAhead() bool {
	look := *sc
	if _, ok := look.volume(); !ok {
		return false
	}
	if !isLetter(look.at(0)) {
		return false
	}
	_, joined := look.anyAbbr("and", "as", "to", "through")
	return !joined
}

// volume reads the number of a volume or title and the full stop or white space after it.
func (sc *scanner) volume() (int, bool) {
	v, ok := sc.whole(1, 4)
	if !ok {
		return 0, false
	}
	sc.byte('.')
	sc.space()
	return v, true
}

// pageList reads what follows a volume and its reporter: pages, and pages after a comma.
func (sc *scanner) pageList() (pages, bool) {
	mark := sc.i
	sc.space()
	main, ok := sc.pageSpan()
	if !ok {
		sc.i = mark
		return pages{}, false
	}
	pin, ok := sc.pinSpan(main)
	if !ok {
		return pages{main: main}, true
	}
	return joined(main, pin), true
}
