package citation

import (
	"strconv"
	"strings"
)

// provision is a place within a law, an order, a title of a code or an act: from a part down to a paragraph. What is not
// set is left open.
type provision struct {
	parts     span   // parts of a CFR title
	partID    string // instead of parts, the number of a part of title 41 that has a hyphen: "102-3"
	subpart   string // "B", in the FAR "4.20"
	appendix  string // "supp. 4", "app. A"
	section   string // "3553", "1260H", "50002", "204-23"
	last      string // the last section of a range, "" for one section
	path      string // "(b)(2)"
	pathLast  string // the last paragraph of a range that begins at path's last element: "(e)" of "(d)-(e)"
	etSeq     bool   // "et seq."; how far it goes is not known
	note      bool   // the note under the section, another text than the section
	isArticle bool   // sections are called articles; no part of the identity
}

// contains reports whether q lies within p. nested says that sections have numbered subsections after a hyphen, as
// the FAR's have (FAR 1.105-2).
func (p provision) contains(q provision, nested bool) bool {
	if p.parts != (span{}) && !p.parts.covers(q.parts) || !open(p.partID, q.partID) || !open(p.appendix, q.appendix) {
		return false
	}
	if p.subpart != "" && p.subpart != q.subpart && !farSubpartOf(p.subpart, q, nested) {
		return false
	}
	if p.section == "" {
		return true
	}
	return p.containsSection(q, nested) && p.containsPath(q)
}

// farSubpartOf reports whether q's sections lie in a FAR subpart: section 4.2002 is in subpart 4.20, the section's
// number without its last two digits (FAR 1.105-2).
func farSubpartOf(subpart string, q provision, nested bool) bool {
	if !nested || q.section == "" {
		return false
	}
	_, number, _ := strings.Cut(subpart, ".")
	in := func(section string) bool {
		digits, _, _ := strings.Cut(section, "-")
		return len(digits) > 2 && digits[:len(digits)-2] == number
	}
	return in(q.section) && (q.last == "" || in(q.last))
}

func (p provision) containsSection(q provision, nested bool) bool {
	if q.section == "" || p.note != q.note || q.etSeq && !p.etSeq {
		return false
	}
	if p.last == "" {
		return sectionIn(p.section, q.section, nested) && (q.last == "" || sectionIn(p.section, q.last, nested))
	}
	return p.inRange(q.section, nested) && (q.last == "" || p.inRange(q.last, nested))
}

// sectionIn reports whether section is want or, where sections are nested, one of want's subsections.
func sectionIn(want, section string, nested bool) bool {
	return want == section || nested && strings.HasPrefix(section, want+"-")
}

// inRange reports whether section lies in p's range of sections, whose ends share the stem before their last number.
func (p provision) inRange(section string, nested bool) bool {
	stem, lo := splitNumber(p.section)
	_, hi := splitNumber(p.last)
	rest, ok := strings.CutPrefix(section, stem)
	if !ok {
		return false
	}
	n := 0
	for n < len(rest) && isDigit(rest[n]) {
		n++
	}
	v, err := strconv.Atoi(rest[:n])
	if err != nil || v < lo || v > hi {
		return false
	}
	tail := rest[n:]
	return v < hi || tail == "" || nested && tail[0] == '-'
}

// splitNumber cuts a section at its last run of digits: "204-23" is "204-" and 23.
func splitNumber(section string) (stem string, n int) {
	i := len(section)
	for i > 0 && isDigit(section[i-1]) {
		i--
	}
	n, err := strconv.Atoi(section[i:])
	if err != nil {
		return section, 0
	}
	return section[:i], n
}

// rangeOf checks the ends of a range of sections: the same stem, ascending numbers, no more than maxPages of them.
func rangeOf(first, last string) bool {
	stem, lo := splitNumber(first)
	stem2, hi := splitNumber(last)
	return stem == stem2 && (stem == "" || strings.HasSuffix(stem, "-")) && 0 < lo && lo < hi && hi-lo < maxPages
}

func (p provision) containsPath(q provision) bool {
	if p.path == "" {
		return true
	}
	if q.section != p.section {
		return false
	}
	if p.pathLast == "" {
		return strings.HasPrefix(q.path, p.path) && (q.pathLast == "" || len(q.path) > len(p.path))
	}
	cut := strings.LastIndexByte(p.path, '(')
	if len(q.path) <= cut || q.path[:cut] != p.path[:cut] {
		return false
	}
	element := firstElement(q.path[cut:])
	if !elementIn(p.path[cut:], p.pathLast, element) {
		return false
	}
	// Where q is a range at the same level its end must lie in p too; a range deeper down lies within its element.
	return q.pathLast == "" || cut+len(element) < len(q.path) || elementIn(p.path[cut:], p.pathLast, q.pathLast)
}

// firstElement returns the first element of a path with its brackets.
func firstElement(path string) string {
	if i := strings.IndexByte(path, ')'); i >= 0 {
		return path[:i+1]
	}
	return path
}

// elementIn reports whether an element lies between two others, brackets included. Where the two can be counted in more
// than one way, as (i) and (v) can, it must lie between them in each.
func elementIn(first, last, element string) bool {
	in := false
	for _, l := range []labels{numbers, smallLetters, capitals, smallRomans} {
		lo, hi, ok := l.between(first, last)
		if !ok {
			continue
		}
		n, ok := l.order(element)
		if !ok || n < lo || n > hi {
			return false
		}
		in = true
	}
	return in
}

// labels is a way to count paragraphs.
type labels uint8

const (
	numbers labels = iota
	smallLetters
	capitals
	smallRomans
)

// between returns the places of two elements that ascend in this way of counting.
func (l labels) between(first, last string) (lo, hi int, ok bool) {
	lo, ok = l.order(first)
	hi, ok2 := l.order(last)
	return lo, hi, ok && ok2 && lo < hi
}

// order returns the place of an element, brackets included, among its kind.
func (l labels) order(element string) (int, bool) {
	e := strings.Trim(element, "()")
	switch l {
	case numbers:
		n, err := strconv.Atoi(e)
		return n, err == nil
	case smallLetters:
		return int(firstByte(e)), len(e) == 1 && e[0] >= 'a' && e[0] <= 'z'
	case capitals:
		return int(firstByte(e)), len(e) == 1 && e[0] >= 'A' && e[0] <= 'Z'
	case smallRomans:
		return roman(e)
	}
	return 0, false
}

func firstByte(s string) byte {
	if s == "" {
		return 0
	}
	return s[0]
}

// roman reads a small Roman numeral below forty, as far as paragraphs are counted.
func roman(s string) (int, bool) {
	tens := 0
	for strings.HasPrefix(s, "x") && tens < 30 {
		s, tens = s[1:], tens+10
	}
	for n, r := range []string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"} {
		if r == s {
			return tens + n, tens+n > 0
		}
	}
	return 0, false
}

// path reads the paragraphs after a section, "(b)(2)", and where a range of the last level follows its last element.
func (sc *scanner) path() (path, last string, ok bool) {
	mark := sc.i
	start := sc.i
	for {
		if _, ok := sc.element(); !ok {
			break
		}
	}
	path = sc.s[start:sc.i]
	if path == "" {
		sc.i = mark
		return "", "", true
	}
	end := sc.i
	if !sc.through() {
		return path, "", true
	}
	last, ok = sc.element()
	if !ok {
		sc.i = end
		return path, "", true
	}
	cut := strings.LastIndexByte(path, '(')
	if !elementIn(path[cut:], last, last) || sc.at(0) == '(' {
		sc.i = mark
		return "", "", false
	}
	return path, last, true
}

// element reads one element of a path with its brackets: letters or digits, at most five.
func (sc *scanner) element() (string, bool) {
	n := 1
	for isDigit(sc.at(n)) || isLetter(sc.at(n)) {
		n++
	}
	if sc.at(0) != '(' || n == 1 || n > 6 || sc.at(n) != ')' {
		return "", false
	}
	e := sc.s[sc.i : sc.i+n+1]
	sc.i += n + 1
	return e, true
}

// sectionMark reads a sign or word for "section" and the white space after it. The letter alone must be a small one: "S."
// before a number is a bill of the Senate.
func (sc *scanner) sectionMark() bool {
	mark := sc.i
	for range 2 {
		if strings.HasPrefix(sc.s[sc.i:], "§") {
			sc.i += len("§")
			sc.space()
		}
	}
	if sc.i > mark {
		return true
	}
	w, ok := sc.anyAbbr("section", "sections", "sec", "secs", "ss", "s")
	if !ok || len(w) <= 2 && sc.s[mark] != 's' {
		sc.i = mark
		return false
	}
	sc.space()
	return true
}

// sections reads a section of a law or order, "1260H", or a range of sections, and paragraphs after one section.
func (sc *scanner) sections() (provision, bool) {
	mark := sc.i
	first, ok := sc.sectionNumber()
	if !ok {
		return provision{}, false
	}
	p := provision{section: first}
	end := sc.i
	if sc.through() {
		if last, ok := sc.sectionNumber(); ok {
			if !rangeOf(first, last) {
				sc.i = mark
				return provision{}, false
			}
			p.last = last
			return p, true
		}
		sc.i = end
	}
	if p.path, p.pathLast, ok = sc.path(); !ok {
		sc.i = mark
		return provision{}, false
	}
	return p, true
}

// sectionNumber reads digits and the letters that follow them at once.
func (sc *scanner) sectionNumber() (string, bool) {
	mark := sc.i
	n, ok := sc.whole(1, 5)
	if !ok {
		return "", false
	}
	number := strconv.Itoa(n)
	if isLetter(sc.at(0)) {
		w, ok := sc.letters(3)
		if !ok {
			sc.i = mark
			return "", false
		}
		number += w
	}
	return number, true
}

// format writes what follows the number of a law or order.
func (p provision) format() string {
	if p.section == "" {
		return ""
	}
	word := " s. "
	if p.isArticle {
		word = " art. "
	}
	return word + p.formatSections()
}

func (p provision) formatSections() string {
	s := p.section
	if p.last != "" {
		s += "-" + p.last
	}
	s += p.path
	if p.pathLast != "" {
		s += "-" + p.pathLast
	}
	if p.note {
		s += " note"
	}
	if p.etSeq {
		s += " et seq."
	}
	return s
}
