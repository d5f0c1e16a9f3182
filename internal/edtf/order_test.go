package edtf_test

import (
	"testing"

	"github.com/regline/regline/internal/edtf"
)

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want edtf.Order
	}{
		{"2017-09-13", "2017-09-14", edtf.Before},
		{"2017-09-13", "2017-09-13", edtf.Same},
		{"2017-09", "2017-09", edtf.Unknown},
		{"2017-09", "2017-09-13", edtf.Unknown},
		{"2017-09", "2017-10", edtf.Before},
		{"2017-09", "2017-09-30", edtf.Unknown},
		{"2017-09", "2017-10-01", edtf.Before},
		{"201X", "2020", edtf.Before},
		{"2017-10/2018-01", "2018-01-31", edtf.Unknown},
		{"2017-10/2018-01", "2018-02", edtf.Before},
		{"../2016", "2017", edtf.Before},
		{"2019/..", "2018", edtf.After},
		{"2019/", "2018", edtf.After},
		{"2019/..", "2020", edtf.Unknown},
		{"../2016", "../2017", edtf.Unknown},
		{"../2016", "2017/..", edtf.Before},
		{"../..", "2017", edtf.Unknown},
		{"1950~", "2017", edtf.Unknown},
		{"1950?", "2017", edtf.Unknown},
		{"1950%/1951", "2017", edtf.Unknown},
		{"2017-09-13~", "2017-09-13~", edtf.Unknown},
		{"2024-05-01/2024-05-01", "2024-05-01", edtf.Same},
	} {
		wantOrder(t, c.a, c.b, c.want)
	}
}

func TestCompareClocks(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want edtf.Order
	}{
		{"2024-09-29T00:00-04:00", "2024-09-29T04:00Z", edtf.Same},
		{"2024-09-29T00:00-04:00", "2024-09-29T00:00Z", edtf.After},
		{"2024-09-29T06:00:01Z", "2024-09-29T06:00Z", edtf.After},
		{"2024-09-28T23:00-04:00", "2024-09-29T02:00Z", edtf.After},
		{"2024-09-30T01:00+14:00", "2024-09-29T12:00Z", edtf.Before},
		{"2024-09-29T00:00-04:00", "2024-09-29", edtf.Same},
		{"2024-09-29T23:00-04:00", "2024-09-30", edtf.Before},
		{"2024-09-29T06:00", "2024-09-29T18:00Z", edtf.Same},
		{"2024-09-29T06:00", "2024-09-29T18:00", edtf.Same},
		{"2024-09-29T23:00", "2024-09-30T01:00Z", edtf.Before},
		{"2024-09-29T23:00Z", "2024-09", edtf.Unknown},
		{"2024-09-29T23:00Z", "2024-09-29~", edtf.Unknown},
	} {
		wantOrder(t, c.a, c.b, c.want)
	}
}

func wantOrder(t *testing.T, a, b string, want edtf.Order) {
	t.Helper()
	x, y := edtf.MustParse(a), edtf.MustParse(b)
	if got := edtf.Compare(x, y); got != want {
		t.Errorf("Compare(%s, %s) = %v; want %v", a, b, got, want)
	}
	if got := edtf.Compare(y, x); got != inverse(want) {
		t.Errorf("Compare(%s, %s) = %v; want %v", b, a, got, inverse(want))
	}
}

func inverse(o edtf.Order) edtf.Order {
	switch o {
	case edtf.Before:
		return edtf.After
	case edtf.After:
		return edtf.Before
	}
	return o
}

func TestBetween(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		want  edtf.Span
		exact bool
	}{
		{"2017-09-13", "2017-12-12", edtf.Span{Least: 90, Greatest: 90}, true},
		{"2017-12-12", "2017-09-13", edtf.Span{Least: -90, Greatest: -90}, true},
		{"2017-09-13", "2017-12", edtf.Span{Least: 79, Greatest: 109}, false},
		{"2017-12", "2017-12", edtf.Span{Least: -30, Greatest: 30}, false},
		{"2017-09-13", "2017-10/2018-01-02", edtf.Span{Least: 18, Greatest: 111}, false},
		{"2017-09-13", "2017-10/..", edtf.Span{Least: 18, GreatestOpen: true}, false},
		{"2017-09-13", "/2017-10-01", edtf.Span{Greatest: 18, LeastOpen: true}, false},
		{"../2017-09-13", "2017-10-01", edtf.Span{Least: 18, GreatestOpen: true}, false},
		{"2017-09-13/..", "2017-10-01", edtf.Span{Greatest: 18, LeastOpen: true}, false},
		{"../2017", "../2018", edtf.Span{LeastOpen: true, GreatestOpen: true}, false},
		{"2017-09-13~", "2017-10-01", edtf.Span{LeastOpen: true, GreatestOpen: true}, false},
		{"2024-09-28T23:00-04:00", "2024-09-29T02:00Z", edtf.Span{Least: 1, Greatest: 1}, true},
		{"0001-01-01", "9999-12-31", edtf.Span{Least: 3652058, Greatest: 3652058}, true},
	} {
		got := edtf.Between(edtf.MustParse(c.a), edtf.MustParse(c.b))
		if got != c.want {
			t.Errorf("Between(%s, %s) = %+v; want %+v", c.a, c.b, got, c.want)
		}
		if days, exact := got.Exact(); exact != c.exact || (exact && days != c.want.Least) {
			t.Errorf("Between(%s, %s).Exact() = %d, %v", c.a, c.b, days, exact)
		}
	}
	open := edtf.Span{LeastOpen: true, GreatestOpen: true}
	if got := edtf.Between(edtf.Date{}, edtf.MustParse("2017")); got != open {
		t.Errorf("Between no date and 2017 = %+v", got)
	}
}

func TestWithin(t *testing.T) {
	for _, c := range []struct {
		day, from, to string
		want          edtf.Tri
	}{
		{"2024-07-20", "2024-07-20", "2024-09-29", edtf.Yes},
		{"2024-07-19", "2024-07-20", "2024-09-29", edtf.No},
		{"2024-09-28", "2024-07-20", "2024-09-29", edtf.Yes},
		{"2024-09-29", "2024-07-20", "2024-09-29", edtf.No},
		{"2024-09-29", "2024-07-20", "", edtf.Yes},
		{"1800-01-01", "", "2024-07-20", edtf.Yes},
		{"2024-07-20", "", "2024-07-20", edtf.No},
		{"2024-07-20", "", "", edtf.Yes},
		{"2024-06-30", "2024-07", "", edtf.No},
		{"2024-07-01", "2024-07", "", edtf.Unknown},
		{"2024-07-30", "2024-07", "", edtf.Unknown},
		{"2024-07-31", "2024-07", "", edtf.Yes},
		{"2024-06-30", "", "2024-07", edtf.Yes},
		{"2024-07-01", "", "2024-07", edtf.Unknown},
		{"2024-07-30", "", "2024-07", edtf.Unknown},
		{"2024-07-31", "", "2024-07", edtf.No},
		{"2024-08-01", "../2024-07", "", edtf.Yes},
		{"2024-06-01", "../2024-07", "", edtf.Unknown},
		{"2024-06-30", "2024-07/..", "", edtf.No},
		{"2030-06-30", "2024-07/..", "", edtf.Unknown},
		{"2024-06-30", "", "2024-07/", edtf.Yes},
		{"2030-06-30", "2018", "2024-07~", edtf.Unknown},
		{"2017-06-30", "2018", "2024-07~", edtf.No},
		{"1900-06-30", "2018?", "2024-07", edtf.Unknown},
		{"2024-08-01", "2018?", "2024-07", edtf.No},
		{"2020-01-01", "2018?", "", edtf.Unknown},
		{"2024-09-29", "2024-07-20", "2024-09-29T18:00-04:00", edtf.No},
		{"2024-09-29", "2024-09-29T18:00-04:00", "", edtf.Yes},
		{"2024-05-01", "2024-05-02", "2024-05-01", edtf.No},
	} {
		if got := edtf.Within(day(c.day), parseOrZero(c.from), parseOrZero(c.to)); got != c.want {
			t.Errorf("%s within [%s, %s) = %v; want %v", c.day, c.from, c.to, got, c.want)
		}
	}
}

func parseOrZero(s string) edtf.Date {
	if s == "" {
		return edtf.Date{}
	}
	return edtf.MustParse(s)
}
