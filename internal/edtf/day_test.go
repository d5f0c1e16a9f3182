package edtf_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/regline/regline/internal/edtf"
)

// TestDayCalendar walks every day of the years 1 to 9999 beside package time.
func TestDayCalendar(t *testing.T) {
	clock := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	day := edtf.Day(clock.Unix() / 86400)
	for ; clock.Year() <= 9999; clock, day = clock.AddDate(0, 0, 1), day+1 {
		y, m, d := day.Date()
		wy, wm, wd := clock.Date()
		if y != wy || m != int(wm) || d != wd || day.Weekday() != clock.Weekday() {
			t.Fatalf("day %d is %d-%d-%d, %v; want %v", int(day), y, m, d, day.Weekday(), clock)
		}
		if got, err := edtf.DayOf(y, m, d); got != day || err != nil {
			t.Fatalf("DayOf(%d, %d, %d) = %d, %v; want %d", y, m, d, int(got), err, int(day))
		}
	}
}

func TestDayBeyondTheYears(t *testing.T) {
	for _, day := range []edtf.Day{math.MinInt32, -719163, -719164, 2932897, math.MaxInt32} {
		want := time.Unix(int64(day)*86400, 0).UTC()
		y, m, d := day.Date()
		if wy, wm, wd := want.Date(); y != wy || m != int(wm) || d != wd || day.Weekday() != want.Weekday() {
			t.Errorf("day %d is %d-%d-%d, %v; want %v", int(day), y, m, d, day.Weekday(), want)
		}
		if text, err := day.MarshalText(); !errors.Is(err, edtf.ErrNoDay) {
			t.Errorf("MarshalText of day %d = %q, %v; want ErrNoDay", int(day), text, err)
		}
	}
	for day, want := range map[edtf.Day]string{2932897: "10000-01-01", -719163: "0000-12-31", -719529: "-0001-12-31"} {
		if got := day.String(); got != want {
			t.Errorf("day %d = %s; want %s", int(day), got, want)
		}
	}
}

func TestDayOfRefuses(t *testing.T) {
	for _, c := range [][3]int{
		{2023, 2, 29}, {1900, 2, 29}, {2100, 2, 29}, {2024, 2, 30}, {2024, 4, 31}, {2024, 6, 31}, {2024, 1, 32},
		{2024, 1, 0}, {2024, 0, 1}, {2024, 13, 1}, {0, 1, 1}, {-1, 1, 1}, {10000, 1, 1}, {2024, -1, 1}, {2024, 1, -1},
	} {
		if day, err := edtf.DayOf(c[0], c[1], c[2]); !errors.Is(err, edtf.ErrNoDay) {
			t.Errorf("DayOf%v = %v, %v; want ErrNoDay", c, day, err)
		}
	}
}

func TestParseDay(t *testing.T) {
	for text, want := range map[string]edtf.Day{
		"1970-01-01": 0, "1969-12-31": -1, "2017-09-13": 17422, "2000-02-29": 11016, "0001-01-01": -719162, "9999-12-31": 2932896,
	} {
		day, err := edtf.ParseDay(text)
		if err != nil || day != want || day.String() != text {
			t.Errorf("ParseDay(%q) = %d (%v), %v; want %d", text, int(day), day, err, int(want))
		}
	}
	for text, offset := range map[string]int{
		"": 0, "2017": 4, "2017-09": 7, "2017-9-13": 5, "2017-09-13 ": 10, "2017-09-13~": 10, "2017-09-XX": 8,
		"2017-09-13T00:00": 10, "2017/09/13": 4, " 2017-09-13": 0, "2023-02-29": 8, "0000-01-01": 0, "20170913": 4,
		"2017-13-01": 5, "２０１７-09-13": 0, "01.08.2024": 0, "2024-8-1": 5,
	} {
		day, err := edtf.ParseDay(text)
		wantSyntaxError(t, text, err, offset)
		if err != nil && !strings.HasSuffix(err.Error(), "; a day is written YYYY-MM-DD, as in 2024-08-01") {
			t.Errorf("ParseDay(%q): %v does not say how a day is written", text, err)
		}
		if day != 0 {
			t.Errorf("ParseDay(%q) = %v beside its error", text, day)
		}
	}
}

func TestDayText(t *testing.T) {
	type record struct{ On edtf.Day }
	in := record{On: 17422}
	b, err := json.Marshal(in)
	if err != nil || string(b) != `{"On":"2017-09-13"}` {
		t.Fatalf("Marshal = %s, %v", b, err)
	}
	var out record
	if err := json.Unmarshal(b, &out); err != nil || out != in {
		t.Fatalf("Unmarshal = %v, %v; want %v", out, err, in)
	}
	if err := json.Unmarshal([]byte(`{"On":"2017-09"}`), &out); !errors.Is(err, edtf.ErrSyntax) || out != in {
		t.Errorf("Unmarshal of a month = %v, %v; want ErrSyntax and no change", out, err)
	}
}
