package edtf

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

// ErrNoDay is wrapped by the errors of [DayOf] and [Day.MarshalText].
var ErrNoDay = errors.New("no such day in the years 0001 to 9999")

// Day counts days of the proleptic Gregorian calendar since 1970-01-01.
type Day int32

const (
	minDay Day = -719162 // 0001-01-01
	maxDay Day = 2932896 // 9999-12-31

	yearDays    = 365
	fourYears   = 4*yearDays + 1
	century     = 25*fourYears - 1
	fullCycle   = 4*century + 1 // 400 years, after which the leap years repeat
	latestYear  = 9999
	monthOfLeap = 2
)

// daysBefore holds the days of a common year that lie before each month; the last entry is its length.
var daysBefore = [...]int{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, yearDays}

func isLeap(year int) bool {
	return year%4 == 0 && (year%100 != 0 || year%400 == 0)
}

func monthLength(year, month int) int {
	if month == monthOfLeap && isLeap(year) {
		return 29
	}
	return daysBefore[month] - daysBefore[month-1]
}

// dayOf is [DayOf] for a day that is known to exist.
func dayOf(year, month, day int) Day {
	past := year - 1
	n := past*yearDays + past/4 - past/100 + past/400 + daysBefore[month-1] + day - 1
	if month > monthOfLeap && isLeap(year) {
		n++
	}
	return minDay + Day(n)
}

// DayOf returns the day of a calendar date in the years 1 to 9999. The error wraps [ErrNoDay].
func DayOf(year, month, day int) (Day, error) {
	if year < 1 || year > latestYear || month < 1 || month > 12 || day < 1 || day > monthLength(year, month) {
		return 0, fmt.Errorf("%w: %04d-%02d-%02d", ErrNoDay, year, month, day)
	}
	return dayOf(year, month, day), nil
}

// ParseDay reads exactly YYYY-MM-DD. The error is a [*SyntaxError].
func ParseDay(s string) (Day, error) {
	r := reader{text: s, end: len(s)}
	day, err := r.calendarDay()
	if err != nil {
		return 0, err
	}
	return day, nil
}

// Date returns the calendar date: month 1 to 12, day 1 to 31. Days before the year 1 count on through the year 0.
func (d Day) Date() (year, month, day int) {
	n := int(d) - int(minDay)
	cycles := n / fullCycle
	n %= fullCycle
	if n < 0 {
		cycles--
		n += fullCycle
	}
	// The last day of a cycle and of four years falls in a year longer than the others: hence min.
	centuries := min(n/century, 3)
	n -= centuries * century
	fours := n / fourYears
	n %= fourYears
	years := min(n/yearDays, 3)
	n -= years * yearDays
	year = 1 + 400*cycles + 100*centuries + 4*fours + years

	// No month is longer than 31 days, so n/31 is the month or the one before it.
	month = n/31 + 1
	if start := monthStart(year, month+1); n >= start {
		month++
	}
	return year, month, n - monthStart(year, month) + 1
}

// monthStart returns how many days of the year lie before the month; month 13 is the next year's first.
func monthStart(year, month int) int {
	n := daysBefore[month-1]
	if month > monthOfLeap && isLeap(year) {
		n++
	}
	return n
}

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday {
	const epoch = int(time.Thursday)
	return time.Weekday(((int(d)+epoch)%7 + 7) % 7)
}

// String returns YYYY-MM-DD. A year outside 0001 to 9999, which no text is parsed to, has its sign or its fifth digit.
func (d Day) String() string {
	return string(d.append(make([]byte, 0, len("2006-01-02"))))
}

func (d Day) append(b []byte) []byte {
	year, month, day := d.Date()
	if year < 0 {
		b, year = append(b, '-'), -year
	}
	if year > latestYear {
		b = strconv.AppendInt(b, int64(year/10000), 10)
	}
	return append(b,
		digit(year/1000), digit(year/100), digit(year/10), digit(year), '-',
		digit(month/10), digit(month), '-',
		digit(day/10), digit(day))
}

func digit(n int) byte { return byte('0' + n%10) }

func (d Day) inRange() bool { return minDay <= d && d <= maxDay }

// MarshalText returns YYYY-MM-DD, or an error that wraps [ErrNoDay] outside the years 0001 to 9999.
func (d Day) MarshalText() ([]byte, error) {
	if !d.inRange() {
		return nil, fmt.Errorf("%w: %s", ErrNoDay, d)
	}
	return d.append(nil), nil
}

// UnmarshalText is [ParseDay]; on an error d keeps its value.
func (d *Day) UnmarshalText(text []byte) error {
	day, err := ParseDay(string(text))
	if err != nil {
		return err
	}
	*d = day
	return nil
}
