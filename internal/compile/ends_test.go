package compile

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

func TestEnds(t *testing.T) {
	rows := []struct{ proves, a, b, later, earlier string }{
		{"days in order", "2024-01-01", "2024-02-01", "2024-02-01", "2024-01-01"},
		{"a day and a month behind it", "2024-01-31", "2024-02", "2024-02", "2024-01-31"},
		{"a day within a month", "2024-02", "2024-02-10", "2024-02-10/2024-02-29", "2024-02-01/2024-02-10"},
		{"two spans that overlap", "2024-01/2024-03", "2024-02/2024-04", "2024-02-01/2024-04-30", "2024-01-01/2024-03-31"},
		{"one that may have come at any time before", "../2024-03-01", "2024-02-01", "2024-02-01/2024-03-01", "../2024-02-01"},
		{"one that may come at any time after", "2024-01-01/..", "2024-02-01", "2024-02-01/..", "2024-01-01/2024-02-01"},
		{"a doubtful one may be any day", "2024-01-01?", "2024-02-01", "2024-02-01/..", "../2024-02-01"},
		{"of two doubtful ones nothing is known", "2024-01-01?", "2024-02-01~", "", ""},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			a, b := dated(row.a), dated(row.b)
			for _, turned := range []bool{false, true} {
				if turned {
					a, b = b, a
				}
				if got := later(a, *b); got.Date.String() != row.later {
					t.Errorf("later %s", got.Date)
				}
				if got := earlier(a, *b); got.Date.String() != row.earlier {
					t.Errorf("earlier %s", got.Date)
				}
			}
		})
	}
	if w := dated("2024-01-01"); later(nil, *w) != *w || earlier(nil, *w) != *w {
		t.Error("always or never is not bounded by the date")
	}
}

// Where the dates do not settle in which order effects work, nothing is known from the first possible day on; what comes
// to the same in any order stays known.
func TestFoldUnsettledOrder(t *testing.T) {
	rows := []struct {
		proves, window, effects string
		want                    []string
	}{
		{"a lift in the month of the only stay follows it", "2020-01-01..", "stays 2020-03-20, lifts 2020-03",
			[]string{inForce + "2020-01-01..2020-03-20(a)", stayed + "2020-03-20(a)..2020-03(b)", inForce + "2020-03-20/2020-03-31(b).."}},
		{"a stay and a suspension in one month", "2020-01-01..", "stays 2020-03, suspends_enforcement 2020-03-10",
			[]string{inForce + "2020-01-01..2020-03-01/..(a)", inForce + "2020-03-01/..(a).."}},
		{"up to the end of the window", "2020-01-01..2021-01-01", "stays 2020-03, suspends_enforcement 2020-03-10",
			[]string{inForce + "2020-01-01..2020-03-01/2021-01-01(a)", inForce + "2020-03-01/..(a)..2021-01-01"}},
		{"two stays are one whatever their order", "2020-01-01..", "stays 2020-03, stays 2020-03-10, lifts 2020-05-01",
			[]string{inForce + "2020-01-01..2020-03-01/2020-03-10(b)", stayed + "2020-03-01/2020-03-10(b)..2020-03(a)", stayed + "2020-03(a)..2020-03-10(b)",
				stayed + "2020-03-10/2020-03-31(b)..2020-05-01(c)", inForce + "2020-05-01(c).."}},
		{"a revocation in the month of the end ends it by then", "2020-01-01..2020-06", "revokes 2020-06-15", []string{inForce + "2020-01-01..2020-06-01/2020-06-15(a)"}},
		{"a delay into the month of the beginning moves it to a day that may be later", "2020-06..", "delays 2020-06-15", []string{inForce + "2020-06-15/2020-06-30(a).."}},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			if diff := cmp.Diff(row.want, written(foldSegments(windowOf(row.window), effectsOf(row.effects)))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Days on which sources tie make an impossible order with a day ahead of all of them, told as the span of the rivals.
func TestChronologyOfRivals(t *testing.T) {
	d := rivalDraft()
	d.say("act#effective", timeline.On, "2020-02-01", from("paper"))
	d.say("act#effective", timeline.On, "2020-02-03", from("herald"))
	d.say("act#expires", timeline.On, "2020-01-15", from("journal"))
	var told []string
	for _, x := range discrepancies(d.compile(t)) {
		if x.DiscrepancyKind == "IMPOSSIBLE_CHRONOLOGY" {
			for _, p := range x.Positions {
				told = append(told, p.Value)
			}
		}
	}
	if got := strings.Join(told, ", "); got != "effective 2020-02-01/2020-02-03, expires 2020-01-15" {
		t.Errorf("%s", got)
	}
}
