package timeline

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/regline/regline/internal/edtf"
)

// when reads a date; "!" behind it marks it unverified, "^" a hull of rivals.
func when(text string) *When {
	w := When{Standing: StandingEstablished}
	for mark, standing := range map[string]Standing{"!": StandingUnverified, "^": StandingRivals} {
		if rest, ok := strings.CutSuffix(text, mark); ok {
			text, w.Standing = rest, standing
		}
	}
	if text != "" {
		w.Date = edtf.MustParse(text)
	}
	return &w
}

func TestWithin(t *testing.T) {
	const open = "none"
	rows := []struct {
		proves, from, to, on string
		want                 edtf.Tri
	}{
		{"ahead of the first day", "2024-06-01", "2024-07-01", "2024-05-31", edtf.No},
		{"on the first day", "2024-06-01", "2024-07-01", "2024-06-01", edtf.Yes},
		{"on the last day", "2024-06-01", "2024-07-01", "2024-06-30", edtf.Yes},
		{"the day of the end is outside", "2024-06-01", "2024-07-01", "2024-07-01", edtf.No},
		{"without an end", "2024-06-01", open, "2099-01-01", edtf.Yes},
		{"without a beginning", open, "2024-07-01", "1900-01-01", edtf.Yes},
		{"within the month of the beginning", "2024-06", open, "2024-06-15", edtf.Unknown},
		{"on the last day of the month of the beginning", "2024-06", open, "2024-06-30", edtf.Yes},
		{"ahead of the month of the beginning", "2024-06", open, "2024-05-31", edtf.No},
		{"within the month of the end", "2024-01-01", "2024-06", "2024-06-15", edtf.Unknown},
		{"on the last day of the month of the end", "2024-01-01", "2024-06", "2024-06-30", edtf.No},
		{"a doubtful beginning may be any day", "2024-06-01?", open, "2099-01-01", edtf.Unknown},
		{"a doubtful beginning does not matter behind the end", "2024-06-01?", "2024-07-01", "2024-07-01", edtf.No},
		{"a doubtful end does not matter ahead of the beginning", "2024-06-01", "2024-07-01~", "2024-05-31", edtf.No},
		{"a doubtful end matters within", "2024-06-01", "2024-07-01~", "2024-06-15", edtf.Unknown},
		{"an unverified beginning is doubtful", "2024-06-01!", open, "2024-06-15", edtf.Unknown},
		{"rivals settle what lies behind all of them", "2024-06-01/2024-06-05^", open, "2024-06-05", edtf.Yes},
		{"rivals settle what lies ahead of all of them", "2024-06-01/2024-06-05^", open, "2024-05-31", edtf.No},
		{"rivals leave open what lies between them", "2024-06-01/2024-06-05^", open, "2024-06-03", edtf.Unknown},
		{"a beginning without a day", "^", open, "2024-06-03", edtf.Unknown},
		{"an end without a day", "2024-06-01", "^", "2024-06-03", edtf.Unknown},
		{"an end without a day does not matter ahead of the beginning", "2024-06-01", "^", "2024-05-31", edtf.No},
		{"a beginning open towards the past", "../2024-06-05", open, "2024-06-05", edtf.Yes},
		{"a beginning open towards the future", "2024-06-05/..", open, "2099-01-01", edtf.Unknown},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			var from, to *When
			if row.from != open {
				from = when(row.from)
			}
			if row.to != open {
				to = when(row.to)
			}
			if got := within(day(t, row.on), from, to); got != row.want {
				t.Errorf("%s", got)
			}
		})
	}
}

// restrictionOf reads segments such as "IN_FORCE 2024-01-01..2024-06-01, STAYED 2024-06-01..".
func restrictionOf(text string) *Restriction {
	x := &Restriction{}
	for part := range strings.SplitSeq(text, ", ") {
		if part == "" {
			continue
		}
		state, window, _ := strings.Cut(part, " ")
		from, to, _ := strings.Cut(window, " to ")
		s := Segment{State: SegmentState(state), From: when(from), FromID: "act#" + ID(from)}
		if to != "" {
			s.To, s.ToID = when(to), "act#"+ID(to)
		}
		x.Segments = append(x.Segments, s)
	}
	return x
}

const (
	stayedOnce = "IN_FORCE 2024-01-01 to 2024-03-01, STAYED 2024-03-01 to 2024-05-01, IN_FORCE 2024-05-01"
	suspended  = "IN_FORCE 2024-01-01 to 2024-03-01, ENFORCEMENT_SUSPENDED 2024-03-01"
	roughStay  = "IN_FORCE 2024-01-01 to 2024-03, STAYED 2024-03 to 2024-05-01, IN_FORCE 2024-05-01"
	doubtful   = "IN_FORCE 2024-01-01 to 2024-03-01?, STAYED 2024-03-01? to 2024-05-01, IN_FORCE 2024-05-01 to 2024-09-01"
	returned   = "IN_FORCE 2024-01-01 to 2024-03-01, IN_FORCE 2024-05-01? to 2024-09-01"
	timed      = "IN_FORCE 2024-07-20T00:00-04:00 to 2024-09-29T18:00-04:00"
)

var states = []struct {
	proves, segments, on string
	want                 Verdict
	reason               string
	next                 string // the cause without its owner, and what it becomes
}{
	{"ahead of the beginning", stayedOnce, "2023-12-31", VerdictNotInForce, "begins 2024-01-01", "2024-01-01 IN_FORCE"},
	{"in force until the stay", stayedOnce, "2024-02-29", VerdictInForce, "in force from 2024-01-01", "2024-03-01 NOT_IN_FORCE"},
	{"stayed from the day of the stay", stayedOnce, "2024-03-01", VerdictNotInForce, "stayed from 2024-03-01", "2024-05-01 IN_FORCE"},
	{"in force from the day of the lift", stayedOnce, "2024-05-01", VerdictInForce, "in force from 2024-05-01 without a known end", ""},
	{"a suspended enforcement leaves the duty", suspended, "2024-03-01", VerdictPartly, "enforcement is suspended", ""},
	{"the next change becomes a suspension", suspended, "2024-02-01", VerdictInForce, "in force", "2024-03-01 PARTLY"},

	{"within the month of the stay nobody knows", roughStay, "2024-03-15", VerdictUnknown, "do not settle", "2024-03 NOT_IN_FORCE"},
	{"ahead of the month of the stay all is known", roughStay, "2024-02-29", VerdictInForce, "in force", "2024-03 NOT_IN_FORCE"},
	{"on the last day of that month all is known", roughStay, "2024-03-31", VerdictNotInForce, "stayed", "2024-05-01 IN_FORCE"},
	{"behind the lift the month of the stay does not matter", roughStay, "2024-06-01", VerdictInForce, "in force from 2024-05-01", ""},

	{"a doubtful stay does not matter ahead of the beginning", doubtful, "2023-12-31", VerdictNotInForce, "begins", "2024-01-01 IN_FORCE"},
	{"a doubtful stay matters between", doubtful, "2024-04-01", VerdictUnknown, "do not settle", "2024-05-01 IN_FORCE"},
	{"a doubtful stay does not matter behind the lift", doubtful, "2024-06-01", VerdictInForce, "in force from 2024-05-01", "2024-09-01 NOT_IN_FORCE"},
	{"a doubtful stay does not matter behind the end", doubtful, "2024-09-01", VerdictNotInForce, "ended 2024-09-01", ""},
	{"a doubtful stay with a doubtful lift behind a certain end", "IN_FORCE 2024-01-01 to 2024-03-01?, STAYED 2024-03-01? to 2024-05-01", "2024-05-01", VerdictNotInForce, "ended", ""},
	{"stayed ahead of a beginning or not is all the same", "STAYED 2024-03 to 2024-05-01, IN_FORCE 2024-05-01", "2024-03-15", VerdictNotInForce, "", "2024-03 NOT_IN_FORCE"},

	{"a doubtful return does not matter while it was first in force", returned, "2024-02-01", VerdictInForce, "in force from 2024-01-01", "2024-03-01 NOT_IN_FORCE"},
	{"a doubtful return matters in the gap", returned, "2024-04-01", VerdictUnknown, "do not settle", "2024-05-01? IN_FORCE"},
	{"in a gap of certain ends it is not in force", "IN_FORCE 2024-01-01 to 2024-03-01, IN_FORCE 2024-05-01 to 2024-09-01", "2024-04-01", VerdictNotInForce, "outside its windows", "2024-05-01 IN_FORCE"},

	{"a bar from midnight holds the whole day", timed, "2024-07-20", VerdictInForce, "in force", "2024-09-29T18:00-04:00 NOT_IN_FORCE"},
	{"a bar until the evening holds a part of the day", timed, "2024-09-29", VerdictPartly, "only part of that day", ""},
	{"and nothing of the next", timed, "2024-09-30", VerdictNotInForce, "ended", ""},
	{"a bar from noon holds a part of the day", "IN_FORCE 2024-07-20T12:00", "2024-07-20", VerdictPartly, "only part of that day", ""},
	{"and all of the next", "IN_FORCE 2024-07-20T12:00", "2024-07-21", VerdictInForce, "in force", ""},
	{"stayed at noon it holds a part of the day", "IN_FORCE 2024-07-01 to 2024-07-20T12:00, STAYED 2024-07-20T12:00", "2024-07-20", VerdictPartly, "only part of that day", ""},
	{"lifted at noon it holds a part of the day", "STAYED 2024-07-01 to 2024-07-20T12:00, IN_FORCE 2024-07-20T12:00", "2024-07-20", VerdictPartly, "only part of that day", ""},
	{"an unverified time says nothing about the day", "IN_FORCE 2024-07-01 to 2024-07-20T12:00!", "2024-07-20", VerdictUnknown, "do not settle", ""},
	{"a bar from one time of a day to another holds a part", "IN_FORCE 2024-07-20T08:00 to 2024-07-20T12:00", "2024-07-20", VerdictPartly, "only part of that day", ""},

	{"what was ended ahead of its beginning never held", "", "2024-01-01", VerdictNotInForce, "ended before it began", ""},
	{"an end that has no day leaves all behind the beginning open", "IN_FORCE 2024-01-01 to ^", "2024-06-01", VerdictUnknown, "do not settle", ""},
}

func TestStateOn(t *testing.T) {
	for _, row := range states {
		t.Run(row.proves, func(t *testing.T) {
			got, reasons, next := stateOn(day(t, row.on), restrictionOf(row.segments))
			if got != row.want || !strings.Contains(strings.Join(reasons, "; "), row.reason) || len(reasons) == 0 {
				t.Errorf("%s: %q", got, reasons)
			}
			change := ""
			if next != nil {
				change = strings.TrimPrefix(string(next.CauseID), "act#") + " " + string(next.Becomes)
			}
			if change != row.next {
				t.Errorf("next change %q, want %q", change, row.next)
			}
		})
	}
}

// A restriction whose beginning no source gives is unknown on every day on which its act may have been there.
func TestBeginUnknown(t *testing.T) {
	for _, row := range []struct {
		notBefore string
		on        string
		want      Verdict
		next      Verdict
	}{
		{"", "2024-01-01", VerdictUnknown, ""},
		{"2020-12-10", "2020-12-09", VerdictNotInForce, VerdictUnknown},
		{"2020-12-10", "2020-12-10", VerdictUnknown, ""},
		{"2020-12", "2020-12-09", VerdictUnknown, ""},
		{"2020-12", "2020-11-30", VerdictNotInForce, VerdictUnknown},
		{"2020-12-10?", "2020-12-09", VerdictUnknown, ""},
	} {
		x := &Restriction{BeginUnknown: true, NotBeforeID: "act#adopted"}
		if row.notBefore != "" {
			x.NotBefore = when(row.notBefore)
		}
		got, reasons, next := stateOn(day(t, row.on), x)
		if got != row.want || len(reasons) != 1 || !strings.Contains(reasons[0], "no source gives the beginning") {
			t.Errorf("%s, act of %s: %s %q, want %s", row.on, row.notBefore, got, reasons, row.want)
		}
		if (next == nil) != (row.next == "") || next != nil && (next.Becomes != row.next || next.CauseID != "act#adopted") {
			t.Errorf("%s, act of %s: next %+v, want %s", row.on, row.notBefore, next, row.next)
		}
	}
}

func TestTouch(t *testing.T) {
	// public-bodies <- federal <- civilian; systems is narrower than federal.
	asker := func(me ID, broader, narrower []ID) *capacity {
		c := &capacity{node: &Audience{Common: Common{ID: me}}, broader: map[ID]bool{me: true}, narrower: map[ID]bool{me: true}}
		for _, id := range broader {
			c.broader[id] = true
		}
		for _, id := range narrower {
			c.narrower[id] = true
		}
		return c
	}
	federal := asker("federal", []ID{"public-bodies"}, []ID{"civilian", "systems"})
	rows := []struct {
		proves  string
		x       Restriction
		how     Touch
		through ID
	}{
		{"the text names the asker", Restriction{Binds: []ID{"federal"}}, TouchBound, "federal"},
		{"the text names a broader audience", Restriction{Binds: []ID{"public-bodies"}}, TouchBound, "public-bodies"},
		{"the text names a narrower audience", Restriction{Binds: []ID{"civilian"}}, TouchBoundInPart, "civilian"},
		{"of a narrower and a broader the broader counts", Restriction{Binds: []ID{"civilian", "public-bodies"}}, TouchBound, "public-bodies"},
		{"another's duty reaches the asker", Restriction{Binds: []ID{"vendor"}, Counterparties: []ID{"public-bodies"}}, TouchAffected, "public-bodies"},
		{"another's duty reaches some of the askers", Restriction{Binds: []ID{"vendor"}, Affects: []ID{"civilian"}}, TouchAffected, "civilian"},
		{"a duty of the asker goes before another's", Restriction{Binds: []ID{"civilian"}, Affects: []ID{"federal"}}, TouchBoundInPart, "civilian"},
		{"a conduct forbidden without saying to whom", Restriction{Affects: []ID{"federal"}, Unstated: true}, TouchUnstated, "federal"},
		{"the other side of it is affected all the same", Restriction{Counterparties: []ID{"federal"}, Unstated: true}, TouchAffected, "federal"},
		{"the asker is left out", Restriction{Binds: []ID{"public-bodies"}, Exempts: []ID{"federal"}}, TouchExempt, "federal"},
		{"a broader audience is left out", Restriction{Binds: []ID{"federal"}, Exempts: []ID{"public-bodies"}}, TouchExempt, "public-bodies"},
		{"only some of the askers are left out", Restriction{Binds: []ID{"federal"}, Exempts: []ID{"systems"}}, TouchBound, "federal"},
		{"a stranger's duty", Restriction{Binds: []ID{"vendor"}, Exempts: []ID{"systems"}}, "", ""},
		{"nobody is named", Restriction{}, "", ""},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			got := touch(&row.x, federal)
			if got == nil {
				got = &Touched{}
			}
			if got.How != row.how || got.Through != row.through {
				t.Errorf("%s through %s", got.How, got.Through)
			}
		})
	}
}

// drawDay gives a day of two years, drawSpan a date that holds the day: the same, a month, a year or a span.
func drawDay(t *rapid.T, label string) edtf.Day {
	return edtf.Day(rapid.IntRange(19723, 19723+730).Draw(t, label)) // from 2024-01-01 on
}

func drawSpan(t *rapid.T, d edtf.Day, label string) When {
	w := When{Standing: StandingEstablished}
	text := d.String()
	switch rapid.IntRange(0, 4).Draw(t, label) {
	case 0, 1:
		w.Date = edtf.FromDay(d)
	case 2:
		w.Date = edtf.MustParse(text[:7])
	case 3:
		w.Date = edtf.MustParse(text[:4])
	case 4:
		w.Date = edtf.FromDays(d-edtf.Day(rapid.IntRange(0, 90).Draw(t, label)), d+edtf.Day(rapid.IntRange(0, 90).Draw(t, label)))
	}
	w.Standing = rapid.SampledFrom([]Standing{StandingEstablished, StandingEstablished, StandingRivals, StandingUnverified}).Draw(t, label)
	return w
}

// Knowledge grows one way: what is certain of a span stays so when the day within it becomes known.
func TestNarrowingNeverContradictsOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := drawDay(t, "x"), drawDay(t, "y")
		a, b := drawSpan(t, x, "a"), drawSpan(t, y, "b")
		exact := orderOf(When{Date: edtf.FromDay(x), Standing: StandingEstablished}, When{Date: edtf.FromDay(y), Standing: StandingEstablished})
		if rough := orderOf(a, b); rough != OrderUnknown && rough != exact {
			t.Fatalf("%s and %s: %s, then %s", a.Date, b.Date, rough, exact)
		}
	})
}

// The same holds of verdicts: the segments follow each other at days in order, each known by a span. A certain verdict
// about the spans is that about the days.
func TestNarrowingNeverContradictsVerdict(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		exact, rough := &Restriction{}, &Restriction{}
		at := edtf.Day(19723)
		end := When{}
		for i := range rapid.IntRange(1, 4).Draw(t, "segments") {
			at += edtf.Day(rapid.IntRange(0, 100).Draw(t, "gap"))
			first, last := at, at+edtf.Day(rapid.IntRange(0, 200).Draw(t, "length"))
			from := drawSpan(t, first, "from")
			if i > 0 && rapid.Bool().Draw(t, "joined") {
				first, from = *exact.Segments[i-1].To.Earliest(), end
			}
			end = drawSpan(t, last, "to")
			to := end
			state := rapid.SampledFrom([]SegmentState{StateInForce, StateStayed, StateSuspended}).Draw(t, "state")
			rough.Segments = append(rough.Segments, Segment{State: state, From: &from, To: &to})
			exact.Segments = append(exact.Segments, Segment{State: state, From: exactly(first), To: exactly(last)})
			at = last
		}
		on := drawDay(t, "on")
		certain, reasons, _ := stateOn(on, rough)
		truth, _, _ := stateOn(on, exact)
		if certain != VerdictUnknown && certain != truth {
			t.Fatalf("on %s: %s (%q), in truth %s", on, certain, reasons, truth)
		}
	})
}

func exactly(d edtf.Day) *When {
	return &When{Date: edtf.FromDay(d), Standing: StandingEstablished}
}
