package edtf_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/regline/regline/internal/edtf"
)

// TestParse gives for each form its bounds ("" where there is none), its precision and its marks: u uncertain,
// a approximate, i interval, d exactly one day.
func TestParse(t *testing.T) {
	for _, c := range []struct {
		text, earliest, latest string
		precision              edtf.Precision
		marks                  string
	}{
		{"2017-09-13", "2017-09-13", "2017-09-13", edtf.PrecisionDay, "d"},
		{"0001-01-01", "0001-01-01", "0001-01-01", edtf.PrecisionDay, "d"},
		{"9999-12-31", "9999-12-31", "9999-12-31", edtf.PrecisionDay, "d"},
		{"2024-02-29", "2024-02-29", "2024-02-29", edtf.PrecisionDay, "d"},
		{"2017-12", "2017-12-01", "2017-12-31", edtf.PrecisionMonth, ""},
		{"2024-02", "2024-02-01", "2024-02-29", edtf.PrecisionMonth, ""},
		{"2100-02", "2100-02-01", "2100-02-28", edtf.PrecisionMonth, ""},
		{"2018", "2018-01-01", "2018-12-31", edtf.PrecisionYear, ""},
		{"0001", "0001-01-01", "0001-12-31", edtf.PrecisionYear, ""},
		{"201X", "2010-01-01", "2019-12-31", edtf.PrecisionDecade, ""},
		{"001X", "0010-01-01", "0019-12-31", edtf.PrecisionDecade, ""},
		{"999X", "9990-01-01", "9999-12-31", edtf.PrecisionDecade, ""},
		{"20XX", "2000-01-01", "2099-12-31", edtf.PrecisionCentury, ""},
		{"01XX", "0100-01-01", "0199-12-31", edtf.PrecisionCentury, ""},
		{"2024-XX", "2024-01-01", "2024-12-31", edtf.PrecisionYear, ""},
		{"2024-XX-XX", "2024-01-01", "2024-12-31", edtf.PrecisionYear, ""},
		{"2024-05-XX", "2024-05-01", "2024-05-31", edtf.PrecisionMonth, ""},
		{"2024-05~", "2024-05-01", "2024-05-31", edtf.PrecisionMonth, "a"},
		{"2024-05?", "2024-05-01", "2024-05-31", edtf.PrecisionMonth, "u"},
		{"2024-05%", "2024-05-01", "2024-05-31", edtf.PrecisionMonth, "ua"},
		{"2024-05-13~", "2024-05-13", "2024-05-13", edtf.PrecisionDay, "a"},
		{"1984?", "1984-01-01", "1984-12-31", edtf.PrecisionYear, "u"},
		{"198X~", "1980-01-01", "1989-12-31", edtf.PrecisionDecade, "a"},
		{"2024-05-XX?", "2024-05-01", "2024-05-31", edtf.PrecisionMonth, "u"},
		{"2019-05-16/..", "2019-05-16", "", edtf.PrecisionInterval, "i"},
		{"../2019", "", "2019-12-31", edtf.PrecisionInterval, "i"},
		{"2019/", "2019-01-01", "", edtf.PrecisionInterval, "i"},
		{"/2019-02", "", "2019-02-28", edtf.PrecisionInterval, "i"},
		{"../..", "", "", edtf.PrecisionInterval, "i"},
		{"/..", "", "", edtf.PrecisionInterval, "i"},
		{"../", "", "", edtf.PrecisionInterval, "i"},
		{"2017-10/2018-01", "2017-10-01", "2018-01-31", edtf.PrecisionInterval, "i"},
		{"1964/2008", "1964-01-01", "2008-12-31", edtf.PrecisionInterval, "i"},
		{"2004-02-01/2005", "2004-02-01", "2005-12-31", edtf.PrecisionInterval, "i"},
		{"2017/2017-10-05", "2017-01-01", "2017-10-05", edtf.PrecisionInterval, "i"},
		{"2024-05-01/2024-05-01", "2024-05-01", "2024-05-01", edtf.PrecisionInterval, "id"},
		{"2024-05-01~/2024-05-01", "2024-05-01", "2024-05-01", edtf.PrecisionInterval, "ai"},
		{"1984~/2004-06?", "1984-01-01", "2004-06-30", edtf.PrecisionInterval, "uai"},
		{"1984-06-02%/", "1984-06-02", "", edtf.PrecisionInterval, "uai"},
		{"2024-09-29T00:00-04:00", "2024-09-29", "2024-09-29", edtf.PrecisionDay, "d"},
	} {
		d, err := edtf.Parse(c.text)
		if err != nil {
			t.Errorf("Parse: %v", err)
			continue
		}
		wantBound(t, c.text+" earliest", c.earliest, d.Earliest)
		wantBound(t, c.text+" latest", c.latest, d.Latest)
		if d.Precision() != c.precision {
			t.Errorf("%s has the precision %v; want %v", c.text, d.Precision(), c.precision)
		}
		if got := marks(d); got != c.marks {
			t.Errorf("%s has the marks %q; want %q", c.text, got, c.marks)
		}
		if d.Qualified() != strings.ContainsAny(c.marks, "ua") {
			t.Errorf("%s: Qualified() = %v", c.text, d.Qualified())
		}
		if d.String() != c.text || d.IsZero() || d != edtf.MustParse(strings.Clone(c.text)) {
			t.Errorf("%s does not return to itself: %v", c.text, d)
		}
	}
}

func marks(d edtf.Date) string {
	var b strings.Builder
	for _, m := range []struct {
		is   bool
		mark byte
	}{{d.Uncertain(), 'u'}, {d.Approximate(), 'a'}, {d.IsInterval(), 'i'}, {d.IsDay(), 'd'}} {
		if m.is {
			b.WriteByte(m.mark)
		}
	}
	return b.String()
}

func wantBound(t *testing.T, what, want string, bound func() (edtf.Day, bool)) {
	t.Helper()
	day, ok := bound()
	if ok != (want != "") || (ok && day.String() != want) {
		t.Errorf("%s: %v, %v; want %q", what, day, ok, want)
	}
}

func TestParseClock(t *testing.T) {
	for text, want := range map[string]edtf.Clock{
		"2024-09-29T00:00-04:00":    {Offset: -240, Zoned: true},
		"2024-09-29T00:00:00Z":      {Zoned: true},
		"2024-09-29T06:00":          {Hour: 6},
		"2024-09-29T23:59:58":       {Hour: 23, Minute: 59, Second: 58},
		"1985-04-12T23:20:30-04":    {Hour: 23, Minute: 20, Second: 30, Offset: -240, Zoned: true},
		"1985-04-12T23:20:30+04:30": {Hour: 23, Minute: 20, Second: 30, Offset: 270, Zoned: true},
		"2024-01-01T12:00+14:00":    {Hour: 12, Offset: 840, Zoned: true},
		"2024-01-01T12:00-12:00":    {Hour: 12, Offset: -720, Zoned: true},
		"2024-01-01T12:00+00:00":    {Hour: 12, Zoned: true},
	} {
		d, err := edtf.Parse(text)
		if err != nil {
			t.Errorf("Parse: %v", err)
			continue
		}
		if got, ok := d.Clock(); !ok || got != want {
			t.Errorf("%s has the clock %+v, %v; want %+v", text, got, ok, want)
		}
		if !d.IsDay() || d.String() != text {
			t.Errorf("%s: IsDay() = %v, String() = %s", text, d.IsDay(), d)
		}
	}
	for _, text := range []string{"2024-09-29", "2024-09", "2024-09-29/2024-09-30", "2024-09-29~"} {
		if c, ok := edtf.MustParse(text).Clock(); ok {
			t.Errorf("%s has the clock %+v", text, c)
		}
	}
}

// TestParseRefuses gives the offset and a word of what is said to be wanted.
func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		text   string
		offset int
		want   string
	}{
		{"", 0, "a year"},
		{" 2017", 0, "a year"},
		{"2017 ", 4, "the end"},
		{"201", 0, "a year"},
		{"0000", 0, "a year from 0001"},
		{"000X", 0, "a year from 0001"},
		{"00XX-01", 0, "a year from 0001"},
		{"12345", 4, "the end"},
		{"-0044", 0, "without a sign"},
		{"+2006", 0, "without a sign"},
		{"Y170002", 0, "without a sign or a letter"},
		{"[1667,1668]", 0, "sets"},
		{"{1960,1961-12}", 0, "sets"},
		{"?2004-06", 0, "qualifier stands at the end"},
		{"..", 0, `beside "/"`},
		{"1XXX", 0, "a century"},
		{"XXXX", 0, "a century"},
		{"1XX3", 0, "a century"},
		{"20X1", 0, "a century"},
		{"201X-05", 4, "the end"},
		{"2017-", 5, "a month"},
		{"2017-1", 5, "a month"},
		{"2017-00", 5, "a month from 01 to 12"},
		{"2017-13", 5, "a month from 01 to 12"},
		{"2001-21", 5, "seasons"},
		{"2001-41", 5, "seasons"},
		{"2001-42", 5, "or XX"},
		{"2017-1X", 5, "or XX"},
		{"2017-09T06:00", 7, "only a day takes a time"},
		{"2017-XX-05", 8, "XX for the day"},
		{"2017-XXX", 7, "from the right"},
		{"2017-09-", 8, "a day from 01 to 30"},
		{"2017-09-31", 8, "a day from 01 to 30"},
		{"2023-02-29", 8, "a day from 01 to 28"},
		{"2024-02-30", 8, "a day from 01 to 29"},
		{"2017-09-1X", 8, "or XX"},
		{"2004?-06", 5, "after a qualifier"},
		{"2004-06?~", 8, "after a qualifier"},
		{"2004-~06", 5, "a month"},
		{"2017-09-13t06:00", 10, "the end"},
		{"2017-09-13T", 11, "an hour"},
		{"2017-09-13T6:00", 11, "an hour"},
		{"2017-09-13T24:00", 11, "00:00 of the next"},
		{"2017-09-13T06", 13, "minutes"},
		{"2017-09-13T06:60", 14, "minutes"},
		{"2017-09-13T06:00:60", 17, "seconds"},
		{"2017-09-13T06:00:00.5", 19, `"Z"`},
		{"2017-09-13T06:00z", 16, `"Z"`},
		{"2017-09-13T06:00Zulu", 17, "the end"},
		{"2017-09-13T06:00Z~", 17, "no qualifier"},
		{"2017-09-13T06:00-04:0", 20, "minutes of a zone"},
		{"2017-09-13T06:00-0400", 19, "the end"},
		{"2017-09-13T06:00+15:00", 17, "hours of a zone"},
		{"2017-09-13T06:00+14:01", 16, "-12:00 to +14:00"},
		{"2017-09-13T06:00-12:30", 16, "-12:00 to +14:00"},
		{"2017-09-13T06:00-00:00", 16, "+00:00"},
		{"/", 1, `".."`},
		{"2012/2013/2014", 9, `only one "/"`},
		{"2012//", 5, `only one "/"`},
		{"2012/2011", 5, "not begin before 2012-01-01"},
		{"2017-10-15/2017-10", 11, "not begin before 2017-10-15"},
		{"2004-06-11%/2004-06~", 12, "not begin before 2004-06-11"},
		{"2012/13", 5, "a year"},
		{"2012/2013-13", 10, "a month"},
		{"NONE/", 0, "a year"},
		{"2012/...", 5, "a year"},
		{"198X/199X", 3, "no X in an interval"},
		{"1990/2004-XX", 10, "no X in an interval"},
		{"2005-07-25T10:10:10Z/2006", 10, "no time in an interval"},
		{"2024\x00", 4, "the end"},
		{"２０２４", 0, "a year"},
		{"2024–2025", 4, "the end"},
	} {
		d, err := edtf.Parse(c.text)
		wantSyntaxError(t, c.text, err, c.offset)
		if err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("Parse(%q): %v; want it to speak of %q", c.text, err, c.want)
		}
		if !d.IsZero() {
			t.Errorf("Parse(%q) = %v beside its error", c.text, d)
		}
	}
}

func wantSyntaxError(t *testing.T, text string, err error, offset int) {
	t.Helper()
	var syntax *edtf.SyntaxError
	if !errors.As(err, &syntax) || !errors.Is(err, edtf.ErrSyntax) {
		t.Errorf("%q: %v; want a SyntaxError", text, err)
		return
	}
	if syntax.Offset != offset || syntax.Text != text {
		t.Errorf("%q: %v; want offset %d", text, err, offset)
	}
}

func TestSyntaxErrorIsShort(t *testing.T) {
	_, err := edtf.Parse("2017-09-13" + strings.Repeat("\xff", 1<<20))
	if err == nil || len(err.Error()) > 400 {
		t.Fatalf("an error of %d bytes", len(err.Error()))
	}
}

func TestMustParsePanics(t *testing.T) {
	defer func() {
		if err, ok := recover().(error); !ok || !errors.Is(err, edtf.ErrSyntax) {
			t.Errorf("recovered %v; want ErrSyntax", err)
		}
	}()
	edtf.MustParse("2023-02-29")
}

func TestDateText(t *testing.T) {
	type record struct {
		On, Or edtf.Date
	}
	in := record{On: edtf.MustParse("2024-05~")}
	b, err := json.Marshal(in)
	if err != nil || string(b) != `{"On":"2024-05~","Or":""}` {
		t.Fatalf("Marshal = %s, %v", b, err)
	}
	out := record{Or: edtf.MustParse("2018")}
	if err := json.Unmarshal(b, &out); err != nil || out != in {
		t.Fatalf("Unmarshal = %v, %v; want %v", out, err, in)
	}
	if err := json.Unmarshal([]byte(`{"On":"2024-21"}`), &out); !errors.Is(err, edtf.ErrSyntax) || out != in {
		t.Errorf("Unmarshal of a season = %v, %v; want ErrSyntax and no change", out, err)
	}
}

// TestDateKeepsNoBuffer proves that a date read from bytes does not change with them.
func TestDateKeepsNoBuffer(t *testing.T) {
	buffer := []byte("2024-05-01")
	var d edtf.Date
	if err := d.UnmarshalText(buffer); err != nil {
		t.Fatal(err)
	}
	copy(buffer, "1999")
	if d != edtf.MustParse("2024-05-01") {
		t.Errorf("the date became %v", d)
	}
}
