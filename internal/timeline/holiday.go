package timeline

import (
	"errors"
	"fmt"
	"time"

	"github.com/regline/regline/internal/edtf"
)

// ErrNoCalendar says that business days are not known for a year.
var ErrNoCalendar = errors.New("no calendar of business days")

// The years for which the calendar holds: before 1978 Veterans Day moved (Pub. L. 94-97).
const (
	firstHolidayYear = 1978
	lastHolidayYear  = 2100
)

// BusinessDayRule names the calendar: the legal public holidays of 5 U.S.C. 6103(a); one that falls on a Saturday is
// kept on the Friday before (6103(b)), one on a Sunday on the Monday after (E.O. 11582). Inauguration Day, which counts
// only around Washington, and days off by a single executive order are not holidays here.
const BusinessDayRule = "5 U.S.C. 6103"

// holidayRule is one legal public holiday from a year on: a fixed day, or the nth weekday of a month (-1: the last).
type holidayRule struct {
	month, day int
	weekday    time.Weekday
	nth        int
	since      int
	name       string
}

// holidayRules are the days of 5 U.S.C. 6103(a), with the law that added one since the calendar begins.
var holidayRules = []holidayRule{
	{month: 1, day: 1, name: "New Year's Day"},
	{month: 1, weekday: time.Monday, nth: 3, since: 1986, name: "Birthday of Martin Luther King, Jr."}, // Pub. L. 98-144
	{month: 2, weekday: time.Monday, nth: 3, name: "Washington's Birthday"},
	{month: 5, weekday: time.Monday, nth: -1, name: "Memorial Day"},
	{month: 6, day: 19, since: 2021, name: "Juneteenth National Independence Day"}, // Pub. L. 117-17
	{month: 7, day: 4, name: "Independence Day"},
	{month: 9, weekday: time.Monday, nth: 1, name: "Labor Day"},
	{month: 10, weekday: time.Monday, nth: 2, name: "Columbus Day"},
	{month: 11, day: 11, name: "Veterans Day"},
	{month: 11, weekday: time.Thursday, nth: 4, name: "Thanksgiving Day"},
	{month: 12, day: 25, name: "Christmas Day"},
}

// Holiday names the federal holiday that is kept on a day, empty for none and outside the years of the calendar.
func Holiday(d edtf.Day) string {
	year, _, _ := d.Date()
	if year < firstHolidayYear || year > lastHolidayYear {
		return ""
	}
	for _, y := range []int{year, year + 1} { // New Year's Day may be kept on 31 December
		for _, r := range holidayRules {
			if y >= max(r.since, firstHolidayYear) && r.kept(y) == d {
				return r.name
			}
		}
	}
	return ""
}

// kept is the day on which the holiday is kept in a year.
func (r holidayRule) kept(year int) edtf.Day {
	if r.nth == 0 {
		d := mustDay(year, r.month, r.day)
		switch d.Weekday() {
		case time.Saturday:
			return d - 1
		case time.Sunday:
			return d + 1
		}
		return d
	}
	if r.nth < 0 {
		d := mustDay(year, r.month+1, 1) - 1
		return d - edtf.Day((int(d.Weekday())-int(r.weekday)+7)%7)
	}
	d := mustDay(year, r.month, 1)
	return d + edtf.Day((int(r.weekday)-int(d.Weekday())+7)%7+7*(r.nth-1))
}

// mustDay makes a day of the table above, which holds no impossible one.
func mustDay(year, month, day int) edtf.Day {
	d, err := edtf.DayOf(year, month, day)
	if err != nil {
		panic(err)
	}
	return d
}

// BusinessDay says that a day is neither on a weekend nor a federal holiday.
func BusinessDay(d edtf.Day) bool {
	w := d.Weekday()
	return w != time.Saturday && w != time.Sunday && Holiday(d) == ""
}

// BusinessDaysBetween counts the business days after the first day, up to and including the second; negative where
// the second is the earlier. The error wraps ErrNoCalendar outside the years of the calendar.
func BusinessDaysBetween(from, to edtf.Day) (int, error) {
	for _, d := range []edtf.Day{from, to} {
		if err := inCalendar(d); err != nil {
			return 0, err
		}
	}
	if to < from {
		n, err := BusinessDaysBetween(to, from)
		return -n, err
	}
	n := 0
	for d := from + 1; d <= to; d++ {
		if BusinessDay(d) {
			n++
		}
	}
	return n, nil
}

// AddBusinessDays gives the nth business day after a day (before it, for a negative n). The error wraps ErrNoCalendar
// where the way there leaves the years of the calendar.
func AddBusinessDays(d edtf.Day, n int) (edtf.Day, error) {
	step := edtf.Day(1)
	if n < 0 {
		step, n = -1, -n
	}
	for ; ; d += step {
		if err := inCalendar(d); err != nil {
			return 0, err
		}
		if n == 0 {
			return d, nil
		}
		if BusinessDay(d + step) {
			n--
		}
	}
}

func inCalendar(d edtf.Day) error {
	if y, _, _ := d.Date(); y < firstHolidayYear || y > lastHolidayYear {
		return fmt.Errorf("%w for %d: the rules hold from %d to %d", ErrNoCalendar, y, firstHolidayYear, lastHolidayYear)
	}
	return nil
}
