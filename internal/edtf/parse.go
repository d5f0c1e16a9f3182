package edtf

import (
	"fmt"
	"strings"
)

// reader reads text[at:end]. Every method that fails leaves at on the byte that the error is about.
type reader struct {
	text    string
	at, end int
}

func (r *reader) fail(want string) error {
	return &SyntaxError{Text: r.text, Offset: r.at, Want: want}
}

func (r *reader) done() bool { return r.at == r.end }

// peek returns the byte to be read, or 0 at the end.
func (r *reader) peek() byte {
	if r.at < r.end {
		return r.text[r.at]
	}
	return 0
}

func (r *reader) accept(c byte) bool {
	if r.done() || r.text[r.at] != c {
		return false
	}
	r.at++
	return true
}

func (r *reader) acceptString(s string) bool {
	if !strings.HasPrefix(r.text[r.at:r.end], s) {
		return false
	}
	r.at += len(s)
	return true
}

// number reads exactly so many digits, and moves only if their number lies in the range.
func (r *reader) number(digits, least, most int) (int, bool) {
	if r.end-r.at < digits {
		return 0, false
	}
	n := 0
	for _, c := range []byte(r.text[r.at : r.at+digits]) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	if n < least || n > most {
		return 0, false
	}
	r.at += digits
	return n, true
}

// Parse reads one date. The error is a [*SyntaxError] and wraps [ErrSyntax].
//
// The date keeps s and no copy of it: where s is cut from a large text, clone it first.
func Parse(s string) (Date, error) {
	if cut := strings.IndexByte(s, '/'); cut >= 0 {
		return parseInterval(s, cut)
	}
	r := reader{text: s, end: len(s)}
	d, err := r.date()
	if err != nil {
		return Date{}, err
	}
	d.text = s
	return d, nil
}

// MustParse is [Parse] for tests and tables: it panics on an error.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// calendarDay reads YYYY-MM-DD and nothing after it.
func (r *reader) calendarDay() (Day, error) {
	year, ok := r.number(4, 1, latestYear)
	if !ok {
		return 0, r.failDay("a year from 0001 to 9999")
	}
	if !r.accept('-') {
		return 0, r.failDay(`"-" and a month`)
	}
	month, ok := r.number(2, 1, 12)
	if !ok {
		return 0, r.failDay("a month from 01 to 12")
	}
	if !r.accept('-') {
		return 0, r.failDay(`"-" and a day`)
	}
	length := monthLength(year, month)
	day, ok := r.number(2, 1, length)
	if !ok {
		return 0, r.failDay(fmt.Sprintf("a day from 01 to %d", length))
	}
	if !r.done() {
		return 0, r.failDay("the end")
	}
	return dayOf(year, month, day), nil
}

// failDay also says how a day is written: a reader who writes it otherwise has no use for the offset alone.
func (r *reader) failDay(want string) error {
	return r.fail(want + "; a day is written YYYY-MM-DD, as in 2024-08-01")
}

// date reads what is not an interval, up to the end.
func (r *reader) date() (Date, error) {
	if year, ok := r.number(4, 1, latestYear); ok {
		return r.afterYear(year)
	}
	if d, ok := r.yearsWithX(); ok {
		return r.qualifier(d)
	}
	return Date{}, r.fail(r.yearWanted())
}

// yearsWithX reads 201X and 20XX. 00XX and 000X are none: they would begin in the year 0.
func (r *reader) yearsWithX() (Date, bool) {
	start := *r
	if decade, ok := r.number(3, 1, latestYear/10); ok && r.accept('X') {
		return yearsOf(10*decade, 10*decade+9, PrecisionDecade), true
	}
	*r = start
	if cent, ok := r.number(2, 1, latestYear/100); ok && r.acceptString("XX") {
		return yearsOf(100*cent, 100*cent+99, PrecisionCentury), true
	}
	*r = start
	return Date{}, false
}

// yearWanted names the EDTF form that was met instead of a year, where it is one that is not read here.
func (r *reader) yearWanted() string {
	switch r.peek() {
	case 'Y', '-', '+':
		return "a year from 0001 to 9999, without a sign or a letter"
	case '[', '{':
		return "one date (sets of dates are not read)"
	case '?', '~', '%':
		return "a year; a qualifier stands at the end of a date"
	case '.':
		return `a year (".." stands only beside "/")`
	}
	return "a year from 0001 to 9999, a decade such as 201X or a century such as 20XX"
}

// afterYear reads on after a year of four digits.
func (r *reader) afterYear(year int) (Date, error) {
	if !r.accept('-') {
		return r.qualifier(yearsOf(year, year, PrecisionYear))
	}
	if r.acceptString("XX") {
		if r.accept('-') && !r.acceptString("XX") {
			return Date{}, r.fail("XX for the day of a month that is not known")
		}
		return r.qualifier(yearsOf(year, year, PrecisionYear))
	}
	month, ok := r.number(2, 1, 12)
	if !ok {
		return Date{}, r.fail(r.monthWanted())
	}
	if !r.accept('-') {
		return r.qualifier(monthOf(year, month))
	}
	if r.acceptString("XX") {
		return r.qualifier(monthOf(year, month))
	}
	length := monthLength(year, month)
	day, ok := r.number(2, 1, length)
	if !ok {
		return Date{}, r.fail(fmt.Sprintf("a day from 01 to %d, or XX where it is not known", length))
	}
	d := exactly(dayOf(year, month, day))
	if r.accept('T') {
		if err := r.clock(&d); err != nil {
			return Date{}, err
		}
		if !r.done() {
			return Date{}, r.fail("the end (a date with a time takes no qualifier)")
		}
		return d, nil
	}
	return r.qualifier(d)
}

// monthWanted names seasons, which the standard numbers from 21 to 41 in the place of a month.
func (r *reader) monthWanted() string {
	if _, ok := (&reader{r.text, r.at, r.end}).number(2, 21, 41); ok {
		return "a month from 01 to 12 (seasons, 21 to 41, are not read: write the months as an interval)"
	}
	return "a month from 01 to 12, or XX where it is not known"
}

// qualifier reads an optional "?", "~" or "%", and the end.
func (r *reader) qualifier(d Date) (Date, error) {
	switch r.peek() {
	case '?':
		d.mark |= uncertain
		r.at++
	case '~':
		d.mark |= approximate
		r.at++
	case '%':
		d.mark |= uncertain | approximate
		r.at++
	}
	if !r.done() {
		return Date{}, r.fail(r.endWanted(d))
	}
	return d, nil
}

func (r *reader) endWanted(d Date) string {
	switch {
	case d.Qualified():
		return "the end after a qualifier"
	case r.peek() == 'T':
		return "the end (only a day takes a time)"
	case r.peek() == 'X':
		return "a digit, or X only from the right"
	}
	return `the end, or one of "?", "~", "%"`
}
