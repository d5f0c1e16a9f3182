package timeline_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

func number(n *int) string {
	if n == nil {
		return "-"
	}
	return fmt.Sprint(*n)
}

func TestBetween(t *testing.T) {
	ctx := context.Background()
	rows := []struct {
		proves, from, to string
		want             string // days least..greatest order
		business         string
		certain          bool
		reason           string
	}{
		{"one day to another", "2017-09-13", "2024-06-20", "2472 2472..2472 BEFORE", "1694", true, ""},
		{"to the next day is one", "2024-06-20", "2024-06-21", "1 1..1 BEFORE", "1", true, ""},
		{"a day to itself", "2024-06-20", "2024-06-20", "0 0..0 SAME", "0", true, ""},
		{"backwards is negative", "2024-06-21", "2024-06-20", "-1 -1..-1 AFTER", "-1", true, ""},
		{"over a leap day", "2024-02-28", "2024-03-01", "2 2..2 BEFORE", "2", true, ""},
		{"to a month is a least and a greatest", "2024-05-31", "2024-06", "- 1..30 BEFORE", "-", true, "known only as 2024-06"},
		{"within a month the order is open", "2024-06-10", "2024-06", "- -9..20 UNKNOWN", "-", true, "known only as 2024-06"},
		{"from an open span there is a least", "../2024-05-31", "2024-06-20", "- 20..- BEFORE", "-", true, "known only as ../2024-05-31"},
		{"a doubtful day has no bounds", "2024-05-31", "2024-06-20?", "- -..- UNKNOWN", "-", false, "uncertain as written"},
		{"an unverified day gives the bounds that the sources suggest", "2024-05-31", "2024-06-20!", "- 20..20 UNKNOWN", "-", false, "is unverified"},
		{"the times of a day do not count as days", "2024-06-20T23:00-04:00", "2024-06-21T01:00-04:00", "1 1..1 BEFORE", "1", true, ""},
		{"before the calendar there are days and no business days", "1977-01-01", "1977-01-03", "2 2..2 BEFORE", "-", true, ""},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			w := &world{}
			w.act("a", "NOTICE", "issued "+row.from)
			w.act("b", "NOTICE", "issued "+row.to)
			iv, err := w.reader(t).Between(ctx, "a#issued", "b#issued")
			if err != nil {
				t.Fatal(err)
			}
			if got := fmt.Sprintf("%s %s..%s %s", number(iv.Days), number(iv.Least), number(iv.Greatest), iv.Order); got != row.want {
				t.Errorf("%s, want %s", got, row.want)
			}
			if got := number(iv.BusinessDays()); got != row.business {
				t.Errorf("%s business days, want %s", got, row.business)
			}
			if iv.Certain != row.certain || !strings.Contains(strings.Join(iv.Reasons, "; "), row.reason) || (row.reason == "") != (len(iv.Reasons) == 0) {
				t.Errorf("certain %t, reasons %q", iv.Certain, iv.Reasons)
			}
		})
	}
}

// Where sources of equal standing differ there is no number of days, only what all of them allow.
func TestBetweenRivals(t *testing.T) {
	w := &world{}
	w.act("a", "NOTICE", "issued 2024-06-01", "issued 2024-06-05")
	w.act("b", "NOTICE", "issued 2024-06-10")
	w.act("c", "NOTICE", "issued 2024-06-03")
	r := w.reader(t)
	for to, want := range map[id]string{"b#issued": "- 5..9 BEFORE", "c#issued": "- -2..2 UNKNOWN"} {
		iv, err := r.Between(context.Background(), "a#issued", to)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%s %s..%s %s", number(iv.Days), number(iv.Least), number(iv.Greatest), iv.Order); got != want {
			t.Errorf("%s: %s, want %s", to, got, want)
		}
		if len(iv.Reasons) != 1 || !strings.Contains(iv.Reasons[0], "sources of equal standing differ") || !strings.Contains(iv.Reasons[0], "2024-06-01/2024-06-05") {
			t.Errorf("%q", iv.Reasons)
		}
	}
}

func TestDuration(t *testing.T) {
	for days, want := range map[int]string{30: "P30D", 0: "P0D", -7: "-P7D"} {
		if got := (&timeline.Interval{Days: &days}).Duration(); got == nil || *got != want {
			t.Errorf("%d: %v", days, got)
		}
	}
	if got := (&timeline.Interval{}).Duration(); got != nil {
		t.Errorf("%s", *got)
	}
}

// The relations that join the two acts are told, in either direction; others are not.
func TestBetweenRelated(t *testing.T) {
	w := &world{}
	w.act("old", "NOTICE", "issued 2020-01-01", "effective 2020-02-01")
	w.act("new", "NOTICE", "issued 2021-01-01")
	w.relate("new AMENDS old", "new CITES other", "other CITES old")
	r := w.reader(t)
	for _, pair := range [][2]id{{"old#issued", "new#issued"}, {"new#issued", "old#issued"}} {
		iv, err := r.Between(context.Background(), pair[0], pair[1])
		if err != nil || route(iv.Related) != "new -AMENDS-> old" {
			t.Errorf("%v: %s, %v", pair, route(iv.Related), err)
		}
	}
	if iv, err := r.Between(context.Background(), "old#issued", "old#effective"); err != nil || len(iv.Related) != 0 {
		t.Errorf("%v, %v", iv.Related, err)
	}
}

func TestBetweenFaults(t *testing.T) {
	w := &world{}
	w.act("a", "NOTICE", "issued 2020-01-01")
	r := w.reader(t)
	if _, err := r.Between(context.Background(), "a#issued", "a#signed"); !errors.Is(err, timeline.ErrNotFound) || !strings.Contains(err.Error(), "a#signed") {
		t.Error(err)
	}
	if _, err := r.Between(context.Background(), "a", "a#issued"); !errors.Is(err, timeline.ErrBadInput) || !strings.Contains(err.Error(), "not a milestone") {
		t.Error(err)
	}
}

// What is said of a span holds of each day in it: the true number lies between least and greatest, and an order that is
// certain is the true one.
func TestBetweenHoldsForEveryDay(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		forms := []func(edtf.Day) string{edtf.Day.String, func(d edtf.Day) string { return d.String()[:7] }, func(d edtf.Day) string { return d.String()[:4] },
			func(d edtf.Day) string { return edtf.FromDays(d-20, d+40).String() }}
		draw := func(name string) (edtf.Day, string) {
			d := edtf.Day(rapid.IntRange(19723, 20453).Draw(rt, name))
			return d, rapid.SampledFrom(forms).Draw(rt, name)(d)
		}
		x, from := draw("from")
		y, to := draw("to")
		w := &world{}
		w.act("a", "NOTICE", "issued "+from)
		w.act("b", "NOTICE", "issued "+to)
		iv, err := w.reader(t).Between(context.Background(), "a#issued", "b#issued")
		if err != nil {
			rt.Fatal(err)
		}
		truth := int(y - x)
		if *iv.Least > truth || *iv.Greatest < truth || iv.Days != nil && *iv.Days != truth {
			rt.Fatalf("%s to %s: %d is not in %d..%d", from, to, truth, *iv.Least, *iv.Greatest)
		}
		order := map[bool]timeline.Order{true: timeline.OrderBefore, false: timeline.OrderAfter}[truth > 0]
		if truth == 0 {
			order = timeline.OrderSame
		}
		if iv.Order != timeline.OrderUnknown && iv.Order != order {
			rt.Fatalf("%s to %s: %s, in truth %s", from, to, iv.Order, order)
		}
	})
}
