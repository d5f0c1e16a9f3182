package citation

import (
	"strconv"
	"strings"
)

// scanner reads a normalised text from left to right. Every method that reports false leaves the position where it was.
type scanner struct {
	s string
	i int
}

func (sc *scanner) done() bool { return sc.i >= len(sc.s) }

// at returns the byte n places ahead, 0 beyond the end.
func (sc *scanner) at(n int) byte {
	if sc.i+n < len(sc.s) {
		return sc.s[sc.i+n]
	}
	return 0
}

func (sc *scanner) space() {
	for sc.at(0) == ' ' || sc.at(0) == '\n' {
		sc.i++
	}
}

// comma skips white space with at most one comma in it.
func (sc *scanner) comma() {
	sc.space()
	if sc.at(0) == ',' {
		sc.i++
		sc.space()
	}
}

func (sc *scanner) byte(c byte) bool {
	if sc.at(0) != c {
		return false
	}
	sc.i++
	return true
}

// openers skips the brackets and quotation marks before a citation.
func (sc *scanner) openers() {
	for sc.at(0) != 0 && strings.IndexByte(" \n([\"'", sc.at(0)) >= 0 {
		sc.i++
	}
}

// closers skips the punctuation after a citation.
func (sc *scanner) closers() {
	for sc.at(0) != 0 && strings.IndexByte(" \n)]\"'.,;", sc.at(0)) >= 0 {
		sc.i++
	}
}

// abbr reads an abbreviation: the letters and digits of want, in lower case, with at most one full stop and one space after
// each. What follows may not go on as a word: letters never, digits not after a digit.
func (sc *scanner) abbr(want string) bool {
	i := sc.i
	for n := range len(want) {
		if n > 0 {
			i = sc.skipOne(i, '.')
			i = sc.skipOne(i, '\'')
			i = sc.skipOne(i, ' ')
		}
		if i >= len(sc.s) || lower(sc.s[i]) != want[n] {
			return false
		}
		i++
	}
	if i < len(sc.s) && (isLetter(sc.s[i]) || isDigit(want[len(want)-1]) && isDigit(sc.s[i])) {
		return false
	}
	sc.i = sc.skipOne(i, '.')
	return true
}

// anyAbbr reads the first of the abbreviations that fits and returns it.
func (sc *scanner) anyAbbr(wants ...string) (string, bool) {
	for _, w := range wants {
		if sc.abbr(w) {
			return w, true
		}
	}
	return "", false
}

func (sc *scanner) skipOne(i int, c byte) int {
	if i < len(sc.s) && sc.s[i] == c {
		return i + 1
	}
	return i
}

// digits reads from least to most digits that no further digit follows.
func (sc *scanner) digits(least, most int) (string, bool) {
	n := 0
	for isDigit(sc.at(n)) {
		if n++; n > most {
			return "", false
		}
	}
	if n < least {
		return "", false
	}
	d := sc.s[sc.i : sc.i+n]
	sc.i += n
	return d, true
}

// number reads a positive number of at most six digits, with or without commas between thousands.
func (sc *scanner) number() (int, bool) {
	mark := sc.i
	d, ok := sc.digits(1, 6)
	if !ok {
		return 0, false
	}
	if len(d) <= 3 && sc.at(0) == ',' && isDigit(sc.at(1)) && isDigit(sc.at(2)) && isDigit(sc.at(3)) && !isDigit(sc.at(4)) {
		d += sc.s[sc.i+1 : sc.i+4]
		sc.i += 4
	}
	n, err := strconv.Atoi(d)
	if err != nil || n == 0 {
		sc.i = mark
		return 0, false
	}
	return n, true
}

// whole reads a positive number of from least to most digits, without commas.
func (sc *scanner) whole(least, most int) (int, bool) {
	mark := sc.i
	d, ok := sc.digits(least, most)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(d)
	if err != nil || n == 0 {
		sc.i = mark
		return 0, false
	}
	return n, true
}

// letters reads from one to most letters that no further letter or digit follows.
func (sc *scanner) letters(most int) (string, bool) {
	n := 0
	for isLetter(sc.at(n)) {
		if n++; n > most {
			return "", false
		}
	}
	if n == 0 || isDigit(sc.at(n)) {
		return "", false
	}
	w := sc.s[sc.i : sc.i+n]
	sc.i += n
	return w, true
}

// through reads the sign of a range: a hyphen, or the word "to" or "through".
func (sc *scanner) through() bool {
	mark := sc.i
	sc.space()
	if sc.byte('-') {
		sc.space()
		return true
	}
	if sc.i > mark {
		if _, ok := sc.anyAbbr("through", "to"); ok {
			sc.space()
			return true
		}
	}
	sc.i = mark
	return false
}

// numberSign reads "No.", "Nos.", "Number" or "#" and the white space after it, if one is there.
func (sc *scanner) numberSign() bool {
	mark := sc.i
	sc.space()
	if _, ok := sc.anyAbbr("no", "nos", "number", "numbers"); !ok && !sc.byte('#') {
		sc.i = mark
		return false
	}
	sc.byte(':')
	sc.space()
	return true
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
