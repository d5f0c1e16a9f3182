package citation

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// date reads a date in one of the orders publishers use: 5/21/19, 2019-05-21, May 21, 2019, 21 May 2019, the
// written ones with or without the day of the week. near is the year that decides the century of a two-digit year; where it
// is 0 such a date is skipped. What has the shape of a date and is none gives "" and true.
func (sc *scanner) date(near int) (string, bool) {
	mark := sc.i
	for _, form := range []func(int) (string, bool){sc.isoDate, sc.slashDate, sc.writtenDate} {
		if d, ok := form(near); ok {
			return d, true
		}
		sc.i = mark
	}
	return "", false
}

func (sc *scanner) isoDate(int) (string, bool) {
	y, ok := sc.digits(4, 4)
	if !ok || !sc.byte('-') {
		return "", false
	}
	m, ok := sc.digits(2, 2)
	if !ok || !sc.byte('-') {
		return "", false
	}
	d, ok := sc.digits(2, 2)
	if !ok {
		return "", false
	}
	return calendar(y, m, d), true
}

func (sc *scanner) slashDate(near int) (string, bool) {
	m, ok := sc.digits(1, 2)
	if !ok || !sc.byte('/') {
		return "", false
	}
	d, ok := sc.digits(1, 2)
	if !ok || !sc.byte('/') {
		return "", false
	}
	y, ok := sc.digits(1, 4)
	if !ok {
		return "", false
	}
	return calendar(fullYear(y, near), m, d), true
}

func (sc *scanner) writtenDate(int) (string, bool) {
	if sc.weekday() {
		sc.comma()
	}
	d, dayFirst := sc.digits(1, 2)
	sc.space()
	m, ok := sc.month()
	if !ok {
		return "", false
	}
	sc.space()
	if !dayFirst {
		if d, ok = sc.digits(1, 2); !ok {
			return "", false
		}
		sc.comma()
	}
	y, ok := sc.digits(4, 4)
	if !ok {
		return "", false
	}
	return calendar(y, m, d), true
}

// weekday reads the English name of a day of the week.
func (sc *scanner) weekday() bool {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if sc.abbr(strings.ToLower(d.String())) {
			return true
		}
	}
	return false
}

// month reads an English month, in full or cut to three letters or more, and returns its number.
func (sc *scanner) month() (string, bool) {
	mark := sc.i
	w, ok := sc.letters(9)
	if !ok || len(w) < 3 {
		sc.i = mark
		return "", false
	}
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), strings.ToLower(w)) {
			sc.byte('.')
			return strconv.Itoa(int(m)), true
		}
	}
	sc.i = mark
	return "", false
}

// fullYear completes a two-digit year with the century nearest to near.
func fullYear(y string, near int) string {
	if len(y) != 2 || near == 0 {
		return y
	}
	n, err := strconv.Atoi(y)
	if err != nil {
		return ""
	}
	full := near - near%100 + n
	switch {
	case full-near > 50:
		full -= 100
	case near-full > 50:
		full += 100
	}
	return strconv.Itoa(full)
}

// calendar returns yyyy-mm-dd, or "" where there is no such day.
func calendar(y, m, d string) string {
	if len(y) != 4 {
		return ""
	}
	t, err := time.Parse("2006-1-2", y+"-"+strings.TrimLeft(m, "0")+"-"+strings.TrimLeft(d, "0"))
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", t.Year(), t.Month(), t.Day())
}
