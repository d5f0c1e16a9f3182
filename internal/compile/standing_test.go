package compile

import (
	"testing"

	"github.com/regline/regline/internal/timeline"
)

// A single value needs a claim that stands. Many-valued facts may have none: they are then known not to hold.
func TestStanding(t *testing.T) {
	deprecated := ranked(timeline.RankDeprecated)
	rows := []struct {
		proves string
		claims func(*draft)
		want   string // empty: no fault
	}{
		{"a day whose only claim is deprecated", func(d *draft) { d.say(issued, timeline.On, "2020-01-01", from("paper"), deprecated) }, "every claim of act#issued (on) is deprecated"},
		{"a day whose claims are all deprecated", func(d *draft) {
			d.say(issued, timeline.On, "2020-01-01", from("paper"), deprecated)
			d.say(issued, timeline.On, "2020-01-02", from("herald"), deprecated)
		}, "every claim of act#issued (on) is deprecated: at least one must stand, or mark it unverified"},
		{"a term whose only claim is deprecated", func(d *draft) { d.say("act", timeline.KindOf, "DIRECTIVE", deprecated) }, "every claim of act (kind) is deprecated"},
		{"one stands", func(d *draft) {
			d.say(issued, timeline.On, "2020-01-01", from("paper"), deprecated)
			d.say(issued, timeline.On, "2020-01-02", from("herald"))
		}, ""},
		{"one is unverified", func(d *draft) { d.say(issued, timeline.On, "2020-01-01", from("paper"), unverified) }, ""},
		{"values that stand beside each other", func(d *draft) { d.say("act", "CITATION", "89 FR 1", from("paper"), deprecated) }, ""},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			d := rivalDraft()
			row.claims(d)
			if row.want == "" {
				d.compile(t)
				return
			}
			problems := d.faults(t)
			if len(problems) != 1 || problems[0].Cause != CauseAbsent {
				t.Errorf("%+v", problems)
			}
			wantProblem(t, problems, problems[0].Line, row.want)
		})
	}
}

// Where the claim that would stand is faulty, that is the fault. What was released with such a value compiles still.
func TestStandingElsewhere(t *testing.T) {
	d := rivalDraft()
	d.say(issued, timeline.On, "2020-01-01", from("paper"), ranked(timeline.RankDeprecated))
	settled := d.Input
	settled.Settled = true
	if content, problems := Compile(settled, 1, false, nil); content == nil {
		t.Error(problems)
	}
	unread := d.Input
	unread.Faulty = []Slot{{issued, timeline.On}}
	if content, problems := Compile(unread, 1, false, nil); content == nil {
		t.Error(problems)
	}
	line := d.say(issued, timeline.On, "soon", from("journal"))
	problems := d.faults(t)
	if len(problems) != 1 {
		t.Errorf("%v", problems)
	}
	wantProblem(t, problems, line, "write a day as 2017-09-13")
}

func TestWindows(t *testing.T) {
	rows := []struct {
		proves, from, to string
		faulty           bool
		options          []option
	}{
		{proves: "the end before the beginning", from: "2020-02-01", to: "2020-01-01", faulty: true},
		{proves: "the end on the day of the beginning: the end does not count", from: "2020-02-01", to: "2020-02-01", faulty: true},
		{proves: "the last day of a month before the beginning", from: "2020-02-01", to: "2020-01", faulty: true},
		{proves: "the hour before the beginning", from: "2020-02-01T10:00Z", to: "2020-02-01T09:00Z", faulty: true},
		{proves: "the hour after the beginning", from: "2020-02-01T10:00Z", to: "2020-02-01T11:00Z"},
		{proves: "the day after the beginning", from: "2020-02-01", to: "2020-02-02"},
		{proves: "a month that holds the beginning may end after it", from: "2020-02-01", to: "2020-02"},
		{proves: "a doubtful day accuses nobody", from: "2020-02-01", to: "2020-01-01?"},
		{proves: "nor does one that is unverified", from: "2020-02-01", to: "2020-01-01", options: []option{unverified}},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			d := rivalDraft()
			d.say("act#began", timeline.On, row.from, from("journal"))
			d.say("act#completed", timeline.On, row.to, append([]option{from("notice")}, row.options...)...)
			d.say("act#restriction/x", timeline.WindowFrom, "act#began")
			line := d.say("act#restriction/x", timeline.WindowTo, "act#completed")
			if !row.faulty {
				d.compile(t)
				return
			}
			problems := d.faults(t)
			if len(problems) != 1 {
				t.Errorf("%v", problems)
			}
			wantProblem(t, problems, line, "act#restriction/x ends with act#completed ("+row.to+"), not after its beginning act#began ("+row.from+")", "correct `from` or `to`")
		})
	}
}

// A window that begins and ends with one milestone has no day, whenever that is.
func TestWindowOfOneMilestone(t *testing.T) {
	d := rivalDraft()
	d.say(issued, timeline.On, "2020", from("journal"))
	d.say("act#restriction/x", timeline.WindowFrom, string(issued))
	line := d.say("act#restriction/x", timeline.WindowTo, string(issued))
	wantProblem(t, d.faults(t), line, "not after its beginning act#issued (2020)")
}
