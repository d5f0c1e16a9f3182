package timeline

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/regline/regline/internal/edtf"
)

func day(t testing.TB, s string) edtf.Day {
	t.Helper()
	d, err := edtf.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The days are those that the Office of Personnel Management published for the years.
func TestHolidays(t *testing.T) {
	rows := []struct{ on, want, proves string }{
		{"2017-01-02", "New Year's Day", "a Sunday is kept on Monday"},
		{"2017-01-01", "", "and not on the Sunday itself"},
		{"2017-09-04", "Labor Day", "the first Monday of September"},
		{"2017-09-13", "", "an ordinary Wednesday"},
		{"2017-11-10", "Veterans Day", "a Saturday is kept on Friday"},
		{"2017-11-11", "", "and not on the Saturday itself"},
		{"2017-11-23", "Thanksgiving Day", "the fourth Thursday, not the last"},
		{"2017-11-30", "", "the fifth Thursday is none"},
		{"2017-12-25", "Christmas Day", "a Monday"},
		{"2018-05-28", "Memorial Day", "the last Monday of May"},
		{"2021-05-31", "Memorial Day", "the last day of May"},
		{"2020-06-19", "", "ahead of the law of 2021"},
		{"2021-06-18", "Juneteenth National Independence Day", "the first one, a Saturday, was kept on Friday"},
		{"2022-06-20", "Juneteenth National Independence Day", "a Sunday is kept on Monday"},
		{"2021-12-31", "New Year's Day", "that of 2022, a Saturday, was kept in the old year"},
		{"2010-12-31", "New Year's Day", "that of 2011 too"},
		{"2021-12-24", "Christmas Day", "a Saturday is kept on Friday"},
		{"2022-12-26", "Christmas Day", "a Sunday is kept on Monday"},
		{"2021-07-05", "Independence Day", "a Sunday is kept on Monday"},
		{"2020-07-03", "Independence Day", "a Saturday is kept on Friday"},
		{"2024-01-15", "Birthday of Martin Luther King, Jr.", "the third Monday of January"},
		{"1985-01-21", "", "ahead of the law on it"},
		{"1986-01-20", "Birthday of Martin Luther King, Jr.", "the first one"},
		{"2024-02-19", "Washington's Birthday", "the third Monday of February"},
		{"2024-10-14", "Columbus Day", "the second Monday of October"},
		{"2025-01-20", "Birthday of Martin Luther King, Jr.", "on the day of an inauguration"},
		{"2021-01-20", "", "an inauguration counts only around Washington"},
		{"2018-12-24", "", "a day off by a single order"},
		{"1977-12-26", "", "a year outside the calendar"},
		{"9999-12-31", "", "the last day there is"},
	}
	for _, row := range rows {
		t.Run(row.on+" "+row.proves, func(t *testing.T) {
			if got := Holiday(day(t, row.on)); got != row.want {
				t.Errorf("%q", got)
			}
		})
	}
}

// Every year has as many holidays as the law names, none on a weekend.
func TestHolidaysOfEveryYear(t *testing.T) {
	perYear := make(map[int]int)
	for d := day(t, "1977-12-31"); d <= day(t, "2100-12-30"); d++ {
		if Holiday(d) == "" {
			continue
		}
		if w := d.Weekday(); w == 0 || w == 6 {
			t.Errorf("%s is kept on a weekend", d)
		}
		year, _, _ := (d + 1).Date() // one kept on 31 December belongs to the next
		perYear[year]++
	}
	for year := 1978; year <= 2100; year++ {
		want := 9
		if year >= 1986 {
			want++
		}
		if year >= 2021 {
			want++
		}
		if perYear[year] != want {
			t.Errorf("%d has %d holidays, want %d", year, perYear[year], want)
		}
	}
}

func TestBusinessDays(t *testing.T) {
	rows := []struct {
		proves, from, to string
		want             int
	}{
		{"to the next day", "2024-06-20", "2024-06-21", 1},
		{"to the same day", "2024-06-20", "2024-06-20", 0},
		{"over a weekend", "2024-06-21", "2024-06-24", 1},
		{"over a holiday in the week", "2024-06-18", "2024-06-20", 1},
		{"a week with a holiday", "2017-08-31", "2017-09-07", 4},
		{"backwards it is negative", "2024-06-24", "2024-06-20", -2},
		{"a year of 366 days", "2023-12-31", "2024-12-31", 251},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			if n, err := BusinessDaysBetween(day(t, row.from), day(t, row.to)); err != nil || n != row.want {
				t.Errorf("%d, %v", n, err)
			}
		})
	}
	for _, outside := range [][2]string{{"1977-12-31", "1978-01-01"}, {"2100-12-31", "2101-01-01"}, {"2101-01-01", "2024-01-01"}} {
		if _, err := BusinessDaysBetween(day(t, outside[0]), day(t, outside[1])); !errors.Is(err, ErrNoCalendar) {
			t.Errorf("%v: %v", outside, err)
		}
	}
}

// Adding business days leads to one, and counting them gives the number back.
func TestAddBusinessDays(t *testing.T) {
	first, last := day(t, "1980-01-01"), day(t, "2099-01-01")
	rapid.Check(t, func(t *rapid.T) {
		d := edtf.Day(rapid.IntRange(int(first), int(last)).Draw(t, "day"))
		n := rapid.IntRange(1, 300).Draw(t, "n")
		later, err := AddBusinessDays(d, n)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := BusinessDaysBetween(d, later); err != nil || got != n || !BusinessDay(later) {
			t.Fatalf("%s + %d = %s, counted %d", d, n, later, got)
		}
		if back, err := AddBusinessDays(later, -n); err != nil || back > d {
			t.Fatalf("%s - %d = %s, not ahead of %s", later, n, back, d)
		}
	})
}
