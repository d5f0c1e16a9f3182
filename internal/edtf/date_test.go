package edtf_test

import (
	"math"
	"testing"

	"github.com/regline/regline/internal/edtf"
)

func day(s string) edtf.Day {
	d, err := edtf.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestZeroDate(t *testing.T) {
	var zero edtf.Date
	if !zero.IsZero() || zero.String() != "" || zero.IsDay() || zero.IsInterval() || zero.Qualified() {
		t.Errorf("the zero date is %+v", zero)
	}
	wantBound(t, "zero earliest", "", zero.Earliest)
	wantBound(t, "zero latest", "", zero.Latest)
	if p := zero.Precision(); p != edtf.PrecisionInterval {
		t.Errorf("the zero date has the precision %v", p)
	}
	if o := edtf.Compare(zero, zero); o != edtf.Unknown {
		t.Errorf("the zero date is %v to itself", o)
	}
	if !zero.Contains(edtf.MustParse("2018")) || edtf.MustParse("2018").Contains(zero) {
		t.Error("the zero date is to contain each date, and none is to contain it")
	}
}

func TestFromDays(t *testing.T) {
	const first, last edtf.Day = -719162, 2932896
	for _, c := range []struct {
		from, to edtf.Day
		want     string
	}{
		{day("2024-05-01"), day("2024-05-02"), "2024-05-01/2024-05-02"},
		{day("2024-05-02"), day("2024-05-01"), "2024-05-01/2024-05-02"},
		{day("2024-05-01"), day("2024-05-01"), "2024-05-01"},
		{first, last, "0001-01-01/9999-12-31"},
		{first, first, "0001-01-01"},
		{last, last, "9999-12-31"},
		{day("2024-05-01"), last + 1, "2024-05-01/.."},
		{first - 1, day("2024-05-01"), "../2024-05-01"},
		{last + 1, math.MaxInt32, "9999-12-31/.."},
		{math.MinInt32, first - 1, "../0001-01-01"},
		{math.MinInt32, math.MaxInt32, "../.."},
	} {
		if got := edtf.FromDays(c.from, c.to); got != edtf.MustParse(c.want) {
			t.Errorf("FromDays(%v, %v) = %+v; want %+v", c.from, c.to, got, edtf.MustParse(c.want))
		}
	}
	for day, want := range map[edtf.Day]string{
		17422: "2017-09-13", last + 1: "9999-12-31/..", math.MinInt32: "../0001-01-01",
	} {
		if got := edtf.FromDay(day); got != edtf.MustParse(want) {
			t.Errorf("FromDay(%d) = %v; want %s", int(day), got, want)
		}
	}
}

func TestIntervalEnds(t *testing.T) {
	for _, c := range []struct{ text, start, end string }{
		{"2017-10/2018-01", "2017-10", "2018-01"},
		{"2019-05-16/..", "2019-05-16", ""},
		{"../2019", "", "2019"},
		{"2019~/", "2019~", ""},
		{"/2019?", "", "2019?"},
		{"../..", "", ""},
		{"2019", "", ""},
		{"", "", ""},
	} {
		var d edtf.Date
		if c.text != "" {
			d = edtf.MustParse(c.text)
		}
		wantEnd(t, c.text+" start", c.start, d.Start)
		wantEnd(t, c.text+" end", c.end, d.End)
	}
}

func wantEnd(t *testing.T, what, want string, end func() (edtf.Date, bool)) {
	t.Helper()
	d, ok := end()
	if ok != (want != "") || d.String() != want || (ok && d != edtf.MustParse(want)) {
		t.Errorf("%s: %v, %v; want %q", what, d, ok, want)
	}
}

func TestContains(t *testing.T) {
	for _, c := range []struct {
		coarse, fine string
		want         bool
	}{
		{"2017", "2017-09", true},
		{"2017", "2017-XX-XX", true},
		{"2017-XX", "2017", true},
		{"2017-09", "2017", false},
		{"201X", "2017-09-13", true},
		{"20XX", "201X", true},
		{"2017-09", "2017-10-01", false},
		{"2017-09/..", "2030", true},
		{"2017-09/..", "2017-09-01/..", true},
		{"2017-09/..", "../2030", false},
		{"2017-09/2018", "2017-09/..", false},
		{"../2017", "2017-12-31", true},
		{"../2017", "2018-01-01", false},
		{"../2017", "2017/2018", false},
		{"2024-05~", "2024-05-13", true},
		{"2024-05", "2024-05-13~", true},
		{"2024-05-13", "2024-05-13T06:00Z", true},
		{"2024-05-13T06:00Z", "2024-05-13", true},
	} {
		if got := edtf.MustParse(c.coarse).Contains(edtf.MustParse(c.fine)); got != c.want {
			t.Errorf("%s contains %s: %v; want %v", c.coarse, c.fine, got, c.want)
		}
	}
}

func TestNames(t *testing.T) {
	for got, want := range map[string]string{
		edtf.PrecisionDay.String(): "DAY", edtf.PrecisionMonth.String(): "MONTH", edtf.PrecisionYear.String(): "YEAR",
		edtf.PrecisionDecade.String(): "DECADE", edtf.PrecisionCentury.String(): "CENTURY",
		edtf.PrecisionInterval.String(): "INTERVAL", edtf.Precision(9).String(): "Precision(9)",
		edtf.Order(edtf.Unknown).String() + "o": "UNKNOWNo", edtf.Before.String(): "BEFORE", edtf.After.String(): "AFTER",
		edtf.Same.String(): "SAME", edtf.Order(9).String(): "Order(9)",
		edtf.Tri(edtf.Unknown).String(): "UNKNOWN", edtf.No.String(): "NO", edtf.Yes.String(): "YES", edtf.Tri(9).String(): "Tri(9)",
	} {
		if got != want {
			t.Errorf("%s; want %s", got, want)
		}
	}
}
