package edtf_test

import (
	"errors"
	"testing"

	"github.com/regline/regline/internal/edtf"
)

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"2018", "2017-12", "2017-09-13", "2024-05~", "2024-05?", "2024-05%", "201X", "20XX", "2024-XX", "2024-XX-XX",
		"2024-05-XX", "2019-05-16/..", "../2019", "2017-10/2018-01", "2019/", "/2019", "2024-09-29T00:00-04:00",
		"2024-09-29T00:00:00Z", "2024-09-29T06:00", "", "/", "../..", "2001-21", "2023-02-29", "0000", "2012/2011",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := edtf.Parse(s)
		if reads := grammarReads(s); reads != (err == nil) {
			t.Fatalf("Parse(%q): %v; the grammar says %v", s, err, reads)
		}
		if err != nil {
			wantUsableError(t, s, err)
			return
		}
		if again, err := edtf.Parse(d.String()); d.String() != s || err != nil || again != d {
			t.Fatalf("%q becomes %+v, then %+v, %v", s, d, again, err)
		}
		if !d.Contains(d) || edtf.Compare(d, d) == edtf.Before || edtf.Compare(d, d) == edtf.After {
			t.Fatalf("%q is not at home with itself", s)
		}
		checkEnds(t, d)
		if day, err := edtf.ParseDay(s); err == nil && edtf.FromDay(day) != d {
			t.Fatalf("%q is the day %v and the date %+v", s, day, d)
		}
	})
}

func wantUsableError(t *testing.T, s string, err error) {
	var syntax *edtf.SyntaxError
	if !errors.As(err, &syntax) || !errors.Is(err, edtf.ErrSyntax) {
		t.Fatalf("%q: %v is no SyntaxError", s, err)
	}
	if syntax.Text != s || syntax.Offset < 0 || syntax.Offset > len(s) || syntax.Want == "" {
		t.Fatalf("%q: %+v", s, syntax)
	}
	if len(err.Error()) > 400 {
		t.Fatalf("%q: an error of %d bytes", s, len(err.Error()))
	}
}

// checkEnds proves that the bounds of an interval are those of its ends.
func checkEnds(t *testing.T, d edtf.Date) {
	if !d.IsInterval() {
		return
	}
	start, started := d.Start()
	end, ended := d.End()
	f, hasFirst := d.Earliest()
	l, hasLast := d.Latest()
	if started != hasFirst || ended != hasLast {
		t.Fatalf("%v has the ends %v and %v", d, start, end)
	}
	if sf, _ := start.Earliest(); sf != f {
		t.Fatalf("%v begins %v, its start %v", d, f, sf)
	}
	if el, _ := end.Latest(); el != l {
		t.Fatalf("%v ends %v, its end %v", d, l, el)
	}
	if d.Qualified() != (start.Qualified() || end.Qualified()) {
		t.Fatalf("%v: Qualified() = %v", d, d.Qualified())
	}
}
