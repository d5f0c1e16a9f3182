package compile

import (
	"testing"

	"github.com/regline/regline/internal/timeline"
)

// What is not there is a fault of its own only as long as every file is read, and none where the loader or the compiler
// has reported why it is not there.
func TestMissing(t *testing.T) {
	rows := []struct {
		proves string
		claim  func(*draft) int
		cause  Cause
		words  []string
	}{
		{"nothing is near", func(d *draft) int { return d.say("act", timeline.Targets, "quite-another-name") }, CauseAbsent,
			[]string{`no node "quite-another-name": correct the ID, or write the node that it is to name`}},
		{"a part of a node that there is, of no near name", func(d *draft) int { return d.say("act#restriction/x", timeline.WindowFrom, "act#revoked") }, CauseAbsent,
			[]string{`no node "act#revoked": write it at act, or correct the reference`}},
		{"a part of a node that there is not", func(d *draft) int { return d.say("act#restriction/x", timeline.WindowFrom, "akt#issued") }, CauseAbsent,
			[]string{`did you mean "act#issued"?`}},
		{"a part that a loader could not read", func(d *draft) int {
			d.Faulty = append(d.Faulty, Slot{"act#effective", timeline.On})
			return d.say("act#restriction/x", timeline.WindowFrom, "act#effective")
		}, CauseFollows, []string{"act#effective is faulty where it is written"}},
		{"an ID that moved", func(d *draft) int {
			d.redirect("old", "act", "renamed")
			return d.say("act", "AMENDS", "old")
		}, CauseOwn, []string{`no node "old" any more: write act`}},
		{"a rule that counts from nothing", func(d *draft) int { return d.say("act#effective", timeline.On, "", rule("isued + 1 day")) }, CauseAbsent,
			[]string{`did you mean "act#issued"?`}},
		{"a rule that counts from nothing near", func(d *draft) int { return d.say("act#effective", timeline.On, "", rule("released + 1 day")) }, CauseAbsent,
			[]string{"act#released, which has no date: give it one, or count from another"}},
		{"a rule that counts from what a loader could not read", func(d *draft) int {
			d.Faulty = append(d.Faulty, Slot{"act#released", timeline.On})
			return d.say("act#effective", timeline.On, "", rule("released + 1 day"))
		}, CauseFollows, []string{"act#released, which is faulty where it is written"}},
		{"a rule that counts from a milestone without a day", func(d *draft) int {
			d.say("act#released", timeline.Label, "Release", in("en"))
			return d.say("act#effective", timeline.On, "", rule("released + 1 day"))
		}, CauseAbsent, []string{"act#released, which has no date"}},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			d := rivalDraft()
			d.say(issued, timeline.On, "2020-01-01", from("journal"))
			line := row.claim(d)
			problems := d.faults(t)
			if len(problems) != 1 || problems[0].Cause != row.cause {
				t.Errorf("%+v", problems)
			}
			wantProblem(t, problems, line, row.words...)
		})
	}
}

// What is counted from a day that is faulty or cannot be counted follows from that, over every step.
func TestRulesFromFaults(t *testing.T) {
	d := rivalDraft()
	day := d.say("act#released", timeline.On, "soon", from("journal"))
	first := d.say("act#effective", timeline.On, "", rule("released + 1 day"))
	second := d.say("act#expires", timeline.On, "", rule("effective + 1 day"))
	problems := d.faults(t)
	if len(problems) != 3 {
		t.Fatalf("%v", problems)
	}
	for i, want := range []Problem{{Place: Place{Line: day}, Cause: CauseOwn}, {Place: Place{Line: first}, Cause: CauseFollows}, {Place: Place{Line: second}, Cause: CauseFollows}} {
		if p := problems[i]; p.Line != want.Line || p.Cause != want.Cause {
			t.Errorf("%+v", p)
		}
	}
}

// The quotation of a claim is looked up though its subject or its value is not known.
func TestPassagesOfFaultyClaims(t *testing.T) {
	d := keptDraft()
	unknown := d.say("nobody#issued", timeline.On, "2020-01-01", from("journal"), quoting("not in the text"))
	dangling := d.say("act", timeline.Targets, "nobody", from("journal"), quoting("nor this"))
	d.say("act", timeline.Targets, "nobody-else", from("journal"), quoting("The Secretary may not."))
	problems := d.faults(t)
	if len(problems) != 5 {
		t.Errorf("%v", problems)
	}
	wantProblem(t, problems, unknown, "not in the text kept for journal")
	wantProblem(t, problems, unknown, `no node "nobody"`)
	wantProblem(t, problems, dangling, "not in the text kept for journal")
}

// A value that cites two passages is two claims at one place: their common fault is reported once.
func TestEachFaultOnce(t *testing.T) {
	d := rivalDraft()
	d.say("act", timeline.Targets, "nobody", from("paper"))
	d.Assertions = append(d.Assertions, d.Assertions[len(d.Assertions)-1])
	d.Assertions[len(d.Assertions)-1].SourceID = "herald"
	if problems := d.faults(t); len(problems) != 1 {
		t.Errorf("%v", problems)
	}
}
