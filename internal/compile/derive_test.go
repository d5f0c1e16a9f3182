package compile

import (
	"slices"
	"strings"
	"testing"

	"github.com/regline/regline/internal/timeline"
)

func TestDerivation(t *testing.T) {
	rows := []struct{ proves, base, rule, want string }{
		{"days are calendar days", "2017-09-13", "issued + 90 days", "2017-12-12"},
		{"one day over a leap day", "2024-02-28", "issued + 1 day", "2024-02-29"},
		{"days back over a year", "2020-01-02", "issued - 3 days", "2019-12-30"},
		{"a week is seven days", "2024-02-26", "issued + 1 week", "2024-03-04"},
		{"a month later is the same day", "2024-01-15", "issued + 1 month", "2024-02-15"},
		{"a month later than the 31st is the last day of a short month", "2023-01-31", "issued + 1 month", "2023-02-28"},
		{"and the 29th of February in a leap year", "2024-01-31", "issued + 1 month", "2024-02-29"},
		{"a month back from the 31st is the last day of a short month", "2024-07-31", "issued - 1 month", "2024-06-30"},
		{"months run over the year", "2023-11-30", "issued + 3 months", "2024-02-29"},
		{"a month back runs over the year", "2024-01-31", "issued - 2 months", "2023-11-30"},
		{"a year after a leap day is the 28th", "2020-02-29", "issued + 1 year", "2021-02-28"},
		{"four years after a leap day is a leap day", "2020-02-29", "issued + 4 years", "2024-02-29"},
		{"no unit is the same day", "2020-02-29", "issued", "2020-02-29"},
		{"a month as base gives the span of its days", "2024-02", "issued + 30 days", "2024-03-02/2024-03-30"},
		{"a span as base moves both ends", "2024-05-01/2024-05-03", "issued + 1 month", "2024-06-01/2024-06-03"},
		{"two days of a span may come to one", "2023-01-30/2023-01-31", "issued + 1 month", "2023-02-28"},
		{"another act's milestone by its ID", "2024-02-28", "other#effective + 1 day", "2022-03-02"},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			d := rivalDraft()
			d.node(timeline.KindAction, "other")
			d.say("other#effective", timeline.On, "2022-03-01", from("journal"))
			d.say(issued, timeline.On, row.base, from("journal"))
			d.say("act#compliance_deadline", timeline.On, "", from("journal"), rule(row.rule))
			c := d.compile(t)
			m := node[*timeline.Milestone](t, c, "act#compliance_deadline")
			if m.When.Date.String() != row.want || m.When.Standing != timeline.StandingEstablished {
				t.Errorf("%s, %s", m.When.Date, m.When.Standing)
			}
			cl := node[*timeline.Claim](t, c, factOf(t, c, m.ID, timeline.On).ClaimIDs[0])
			base := issued
			if strings.HasPrefix(row.rule, "other") {
				base = "other#effective"
			}
			if cl.Value != row.want || !slices.Equal(cl.Derivation.Inputs, factOf(t, c, base, timeline.On).ClaimIDs) {
				t.Errorf("claim %+v", cl)
			}
			if steps := cl.Derivation.Steps; len(steps) != 2 || steps[1] != row.rule+" = "+row.want {
				t.Errorf("steps %q", steps)
			}
		})
	}
}

// What is counted from a doubtful date is itself doubtful, and says why.
func TestDerivationFromDoubt(t *testing.T) {
	for name, base := range map[string]func(*draft){
		"qualified":  func(d *draft) { d.say(issued, timeline.On, "2020-01-01?", from("journal")) },
		"unverified": func(d *draft) { d.say(issued, timeline.On, "2020-01-01", from("journal"), unverified) },
		"rivals": func(d *draft) {
			d.say(issued, timeline.On, "2020-01-01", from("paper"))
			d.say(issued, timeline.On, "2020-01-03", from("herald"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := rivalDraft()
			base(d)
			d.say("act#effective", timeline.On, "", rule("issued + 1 day"))
			c := d.compile(t)
			w := node[*timeline.Milestone](t, c, "act#effective").When
			want := "2020-01-02"
			if name == "rivals" {
				want = "2020-01-02/2020-01-04"
			}
			if w.Standing != timeline.StandingUnverified || w.Date.String() != want {
				t.Errorf("%s %s", w.Date, w.Standing)
			}
			cl := node[*timeline.Claim](t, c, factOf(t, c, "act#effective", timeline.On).ClaimIDs[0])
			if !cl.Unverified || !strings.Contains(cl.Reason, "uncertain") {
				t.Errorf("claim %+v", cl)
			}
		})
	}
}

// A chain is derived whatever the order of its links, and a derived date competes with a stated one.
func TestDerivationChain(t *testing.T) {
	links := []func(*draft){
		func(d *draft) { d.say("act#expires", timeline.On, "", rule("effective + 1 year")) },
		func(d *draft) { d.say("act#effective", timeline.On, "", rule("published + 1 month")) },
		func(d *draft) { d.say("act#published", timeline.On, "", rule("issued + 1 week")) },
		func(d *draft) { d.say(issued, timeline.On, "2020-01-01", from("journal")) },
		func(d *draft) { d.say("act#published", timeline.On, "2020-01-09", from("journal")) },
	}
	for _, reversed := range []bool{false, true} {
		d := rivalDraft()
		order := slices.Clone(links)
		if reversed {
			slices.Reverse(order)
		}
		for _, link := range order {
			link(d)
		}
		c := d.compile(t)
		if got := node[*timeline.Milestone](t, c, "act#expires").When.Date.String(); got != "2021-02-09" {
			t.Errorf("expires %s", got)
		}
		if f := factOf(t, c, "act#published", timeline.On); len(f.RivalIDs) != 1 || f.Decided != "standing" {
			t.Errorf("published %+v", f)
		}
	}
}

func TestDerivationFaults(t *testing.T) {
	rows := []struct {
		proves  string
		subject timeline.ID
		rule    string
		words   []string
	}{
		{"a rule upon itself is a circle", "act#effective", "effective + 1 day", []string{"leads back to itself"}},
		{"a base that does not exist has a suggestion", "act#effective", "isued + 1 day", []string{"act#isued", `did you mean "act#issued"?`}},
		{"a base of another act that does not exist", "act#effective", "other#issued + 1 day", []string{"other#issued", "has no date"}},
		{"a unit that is not known", "act#effective", "issued + 3 fortnights", []string{"not understood", "MILESTONE + 30 days"}},
		{"a number too long", "act#effective", "issued + 10000 days", []string{"not understood"}},
		{"a sum beyond the calendar in years", "act#effective", "issued + 9999 years", []string{"out of the years"}},
		{"a sum beyond the calendar in months", "act#effective", "issued - 2021 years", []string{"out of the years"}},
		{"a sum beyond the calendar in days", "act#effective", "last + 9999 weeks", []string{"out of the years"}},
		{"an open base", "act#effective", "began + 1 day", []string{"which is open"}},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			d := rivalDraft()
			d.say(issued, timeline.On, "2020-01-01", from("journal"))
			d.say("act#began", timeline.On, "2020-01-01/..", from("journal"))
			d.say("act#completed", timeline.On, "9999-01-01", from("journal"))
			line := d.say(row.subject, timeline.On, "", rule(strings.Replace(row.rule, "last", "completed", 1)))
			problems := d.faults(t)
			if len(problems) != 1 {
				t.Errorf("%d problems", len(problems))
			}
			wantProblem(t, problems, line, row.words...)
		})
	}
}

func TestDerivationCircle(t *testing.T) {
	d := rivalDraft()
	a := d.say("act#effective", timeline.On, "", rule("published + 1 day"))
	b := d.say("act#published", timeline.On, "", rule("effective + 1 day"))
	problems := d.faults(t)
	wantProblem(t, problems, a, "leads back to itself")
	wantProblem(t, problems, b, "leads back to itself")
}

// Only a day is derived, and only by a rule.
func TestDerivationOfNothing(t *testing.T) {
	d := rivalDraft()
	label := d.say("act", timeline.Label, "", in("en"), rule("issued"))
	noRule := d.say("act#effective", timeline.On, "", func(cl *timeline.Claim) { cl.ClaimKind = timeline.ClaimDerived })
	dangling := d.say("act#published", timeline.On, "", from("jurnal"), rule("issued"))
	problems := d.faults(t)
	wantProblem(t, problems, label, "without a rule")
	wantProblem(t, problems, noRule, "without a rule")
	wantProblem(t, problems, dangling, "source", `did you mean "journal"?`)
}
