package timeline_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// inShort writes a shift in one line.
func inShort(s timeline.Shift) string {
	out := []string{string(s.Order)}
	for _, d := range []struct {
		name string
		*timeline.Distance
	}{{"least", s.Least}, {"most", s.Most}, {"earliest", s.Earliest}, {"latest", s.Latest}} {
		if d.Distance != nil {
			out = append(out, fmt.Sprint(d.name, " ", d.N, " ", d.Unit))
		}
	}
	if s.Fineness != "" {
		out = append(out, string(s.Fineness))
	}
	if s.Doubted {
		out = append(out, "doubted")
	}
	return strings.Join(out, ", ")
}

func TestShiftOf(t *testing.T) {
	for _, tt := range []struct{ former, next, want string }{
		{"2019-05-16", "2021-05-16", "AFTER, least 2 YEAR, most 2 YEAR"},
		{"2021-05-16", "2019-05-16", "BEFORE, least 2 YEAR, most 2 YEAR"},
		{"2019-05-16", "2020-07-16", "AFTER, least 14 MONTH, most 14 MONTH"},
		{"2019-05-16", "2019-05-17", "AFTER, least 1 DAY, most 1 DAY"},
		{"2020-02-29", "2021-02-28", "AFTER, least 365 DAY, most 365 DAY"},
		{"2019-05-31", "2019-06-30", "AFTER, least 30 DAY, most 30 DAY"},
		// The same way of writing tells its own unit.
		{"2019-05", "2019-07", "AFTER, least 2 MONTH, most 2 MONTH"},
		{"2019", "2022", "AFTER, least 3 YEAR, most 3 YEAR"},
		{"201X", "202X", "AFTER, least 10 YEAR, most 10 YEAR"},
		{"2019-05-XX", "2019-07", "AFTER, least 2 MONTH, most 2 MONTH"},
		// Interval to interval: bounds.
		{"2019-05", "2019-07-10", "AFTER, least 40 DAY, most 70 DAY"},
		{"2019-05-01/2019-05-10", "2019-05-20/2019-05-30", "AFTER, least 10 DAY, most 29 DAY"},
		{"2019-05-20/2019-05-30", "2019-05-01/2019-05-10", "BEFORE, least 10 DAY, most 29 DAY"},
		{"2019-05-16", "2019-06-16/..", "AFTER, least 31 DAY"},
		{"2019-05-01/2019-05-20", "2019-05-06/2020-05-20", "UNKNOWN, earliest 5 DAY, latest 1 YEAR"},
		{"2019-05-16/..", "2018-05-16/..", "UNKNOWN, COARSER"},
		{"../2019-05-16", "2019-01-01/..", "UNKNOWN"},
		// One holds the other.
		{"2019", "2019-05-16", "UNKNOWN, FINER"},
		{"2019-05-16", "2019", "UNKNOWN, COARSER"},
		{"2019/2021", "2020", "UNKNOWN, FINER"},
		// The same, written otherwise.
		{"2019-05", "2019-05-XX", "SAME"},
		{"2024-09-29", "2024-09-29T00:00-04:00", "SAME"},
		{"2019-05-16", "2019-05-16?", "SAME, doubted"},
		{"2019-05~", "2019-06", "AFTER, least 1 MONTH, most 1 MONTH, doubted"},
		{"2019-05?", "2019-05-16", "UNKNOWN, FINER, doubted"},
		// No date.
		{"", "2019-05-16", "UNKNOWN"},
		{"2019-05-16", "", "UNKNOWN"},
	} {
		var former, next edtf.Date
		for text, d := range map[string]*edtf.Date{tt.former: &former, tt.next: &next} {
			if err := d.UnmarshalText([]byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		if got := inShort(timeline.ShiftOf(former, next)); got != tt.want {
			t.Errorf("%q to %q: %s, want %s", tt.former, tt.next, got, tt.want)
		}
	}
}

// A shift and the shift back tell the same with the order turned, and days in between agree with the calendar.
func TestShiftBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) edtf.Date {
			return edtf.MustParse(strings.TrimSuffix(drawDate(t, label, 0), "!"))
		}
		a, b := draw("former"), draw("next")
		there, back := timeline.ShiftOf(a, b), timeline.ShiftOf(b, a)
		turned := map[timeline.Order]timeline.Order{timeline.OrderBefore: timeline.OrderAfter, timeline.OrderAfter: timeline.OrderBefore,
			timeline.OrderSame: timeline.OrderSame, timeline.OrderUnknown: timeline.OrderUnknown}
		if there.Order != turned[back.Order] || fmt.Sprint(there.Least, there.Most) != fmt.Sprint(back.Least, back.Most) || there.Doubted != back.Doubted {
			t.Fatalf("%s to %s: %s, and back: %s", a, b, inShort(there), inShort(back))
		}
		if there.Least == nil || there.Least.Unit != timeline.Days || a.Qualified() || b.Qualified() {
			return
		}
		span := edtf.Between(a, b)
		if there.Order == timeline.OrderBefore {
			span = edtf.Between(b, a)
		}
		if there.Least.N != span.Least || there.Most != nil && there.Most.N != span.Greatest || (there.Most == nil) != span.GreatestOpen {
			t.Fatalf("%s to %s: %s, by the calendar %+v", a, b, inShort(there), span)
		}
	})
}
