package timeline_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

// The dates that lie ahead of restrictions need no asker: those of all restrictions of an act, each with what it changes.
func TestComing(t *testing.T) {
	r := officeWorld().reader(t)
	ban := id("ban")
	c, err := r.Restrictions(context.Background(), nil, &ban, timeline.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	for after, want := range map[string][]string{
		"2024-06-20": {"ban#effective/agreements [ban#restriction/agreements]", "ban#effective/resale [ban#restriction/resale]"},
		"2024-07-20": {"ban#effective/resale [ban#restriction/resale]"},
		"2024-09-29": nil,
	} {
		ds, err := r.Coming(context.Background(), c.Nodes(), day(t, after))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range ds {
			var about []id
			for _, x := range d.Restrictions {
				about = append(about, x.ID)
			}
			got = append(got, fmt.Sprint(d.Cause.Base().ID, " ", about))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("after %s: %s", after, diff)
		}
	}
}

func TestStateOn(t *testing.T) {
	r := officeWorld().reader(t)
	x, err := timeline.Get[*timeline.Restriction](context.Background(), r, "directive#restriction/use")
	if err != nil {
		t.Fatal(err)
	}
	for on, want := range map[string]timeline.Verdict{
		"2017-11-11": timeline.VerdictNotInForce, "2017-11-12": timeline.VerdictInForce, "2024-12-31": timeline.VerdictInForce, "2025-01-01": timeline.VerdictNotInForce,
	} {
		if got, reasons := x.StateOn(day(t, on)); got != want || len(reasons) == 0 {
			t.Errorf("%s: %s %v, want %s", on, got, reasons, want)
		}
	}
}
