// Package edtf reads and compares dates written by ISO 8601-2:2019, the Extended Date/Time Format.
//
// The forms are those of level 0 and of level 1 that legal texts need, for the years 0001 to 9999:
//
//	2017-09-13  2017-12  2018              a day, a month, a year
//	201X  20XX                             a decade, a century
//	2024-05-XX  2024-XX  2024-XX-XX        a part that is not known
//	2024-05?  2024-05~  2024-05%           uncertain, approximate, both; on any form above
//	2017-10/2018-01                        an interval
//	2019-05-16/..  ../2019                 an interval open on one side
//	2019/  /2019                           an interval with an unknown end
//	2024-09-29T00:00-04:00                 a day with a time: seconds and zone may be left out
//
// Seasons, sets, years with a sign or of more digits, and qualifiers of single parts are refused.
//
// # Meaning
//
// A date stands for one day that is known only within bounds. Also an interval a/b is one day: it is not earlier
// than a, not later than b, and both a and b are possible. Bounds are inclusive. An end that is open and one that
// is unknown both have no bound.
//
// A qualified date may be any day. It keeps its bounds, for display and for [Date.Contains], but neither
// [Compare] nor [Between] nor [Within] draws a certain answer from them.
package edtf

// Date is one date as it was written. Dates are values: == tells whether two were written alike. The zero value
// is no date: it has no bounds, and its text is empty.
type Date struct {
	text        string
	first, last Day   // inclusive; 0 without hasFirst, hasLast
	second      int32 // of the day; 0 without clocked
	offset      int16 // minutes east of UTC; 0 without zoned
	precision   Precision
	mark        mark
}

type mark uint8

const (
	hasFirst mark = 1 << iota
	hasLast
	uncertain
	approximate
	interval
	clocked
	zoned
)

func (d Date) has(m mark) bool { return d.mark&m != 0 }

// FromDay returns the date YYYY-MM-DD. A day outside the years 0001 to 9999 becomes the interval that holds it:
// "9999-12-31/.." or "../0001-01-01".
func FromDay(day Day) Date { return FromDays(day, day) }

// FromDays returns the date "first/last", or the day if both are the same. Days in the wrong order are exchanged; an
// end outside the years 0001 to 9999 is open.
func FromDays(first, last Day) Date {
	if last < first {
		first, last = last, first
	}
	if first == last && first.inRange() {
		d := exactly(first)
		d.text = first.String()
		return d
	}
	d := Date{precision: PrecisionInterval, mark: interval}
	text := make([]byte, 0, len("2006-01-02/2006-01-02"))
	if first < minDay {
		text = append(text, open...)
	} else {
		d.mark |= hasFirst
		d.first = min(first, maxDay)
		text = d.first.append(text)
	}
	text = append(text, '/')
	if last > maxDay {
		text = append(text, open...)
	} else {
		d.mark |= hasLast
		d.last = max(last, minDay)
		text = d.last.append(text)
	}
	d.text = string(text)
	return d
}

// bounded, exactly, monthOf and yearsOf build dates that have no text yet.
func bounded(first, last Day, p Precision) Date {
	return Date{first: first, last: last, mark: hasFirst | hasLast, precision: p}
}

func exactly(day Day) Date { return bounded(day, day, PrecisionDay) }

func monthOf(year, month int) Date {
	first := dayOf(year, month, 1)
	return bounded(first, first+Day(monthLength(year, month)-1), PrecisionMonth)
}

func yearsOf(from, to int, p Precision) Date {
	return bounded(dayOf(from, 1, 1), dayOf(to, 12, 31), p)
}

// String returns exactly the text that was parsed.
func (d Date) String() string { return d.text }

// IsZero tells whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Earliest returns the earliest possible day. It is false where d is open or unknown towards the past.
func (d Date) Earliest() (Day, bool) { return d.first, d.has(hasFirst) }

// Latest returns the latest possible day. It is false where d is open or unknown towards the future.
func (d Date) Latest() (Day, bool) { return d.last, d.has(hasLast) }

// Precision returns how finely d is written. That of no date is the coarsest, [PrecisionInterval].
func (d Date) Precision() Precision {
	if d.IsZero() {
		return PrecisionInterval
	}
	return d.precision
}

// Qualified tells whether d, or an end of it, bears "?", "~" or "%".
func (d Date) Qualified() bool { return d.has(uncertain | approximate) }

// Uncertain tells whether d, or an end of it, bears "?" or "%".
func (d Date) Uncertain() bool { return d.has(uncertain) }

// Approximate tells whether d, or an end of it, bears "~" or "%".
func (d Date) Approximate() bool { return d.has(approximate) }

// IsDay tells whether only one day is possible and d is not qualified. A day with a time is one, and so is the
// interval 2024-05-01/2024-05-01.
func (d Date) IsDay() bool {
	return d.has(hasFirst) && d.has(hasLast) && d.first == d.last && !d.Qualified()
}

// IsInterval tells whether d is written with "/".
func (d Date) IsInterval() bool { return d.has(interval) }

// Contains tells whether the bounds of other lie within those of d: then other says the same as d, only finer.
// Clocks and qualifiers do not count. Each date contains itself, and no date (the zero value) contains every date.
func (d Date) Contains(other Date) bool {
	if d.has(hasFirst) && (!other.has(hasFirst) || other.first < d.first) {
		return false
	}
	return !d.has(hasLast) || (other.has(hasLast) && other.last <= d.last)
}

// MarshalText returns the text of d; that of no date is empty.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.text), nil }

// UnmarshalText is [Parse] of a copy of text, except that the empty text is no date. On an error d keeps its value.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
