package compile

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

func dated(text string) *timeline.When {
	return &timeline.When{Date: edtf.MustParse(text), Standing: timeline.StandingEstablished}
}

// windowOf reads "2020-01..2020-06"; a side left empty is no end. It is no window at all for "".
func windowOf(text string) timeline.Segment {
	s := timeline.Segment{State: timeline.StateInForce}
	from, to, _ := strings.Cut(text, "..")
	if from != "" {
		s.From, s.FromID = dated(from), "act#effective"
	}
	if to != "" {
		s.To, s.ToID = dated(to), "act#expires"
	}
	return s
}

// effectsOf reads "stays 2020-03, lifts 2020-04": the effects are named after their place in the list, from a on.
func effectsOf(text string) []effect {
	var out []effect
	for i, e := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' }) {
		kind, date, _ := strings.Cut(strings.TrimSpace(e), " ")
		out = append(out, effect{id: timeline.ID("by#effect/" + string(rune('a'+i))), kind: strings.ToUpper(kind), when: *dated(date)})
	}
	return out
}

// written writes segments as "in_force 2020-01..2020-03 (a)", the causes of ends that effects made in brackets.
func written(segments []timeline.Segment) []string {
	var out []string
	for _, s := range segments {
		text := strings.ToLower(string(s.State)) + " "
		if s.From != nil {
			text += s.From.Date.String() + by(s.FromID)
		}
		text += ".."
		if s.To != nil {
			text += s.To.Date.String() + by(s.ToID)
		}
		out = append(out, text)
	}
	return out
}

func by(cause timeline.ID) string {
	if name, ok := strings.CutPrefix(string(cause), "by#effect/"); ok {
		return "(" + name + ")"
	}
	return ""
}

const (
	inForce   = "in_force "
	stayed    = "stayed "
	suspended = "enforcement_suspended "
)

var folds = []struct {
	proves, window, effects string
	want                    []string
}{
	{"a window without effects is one segment", "2020-01-01..", "", []string{inForce + "2020-01-01.."}},
	{"a window with an end", "2020-01-01..2021-01-01", "", []string{inForce + "2020-01-01..2021-01-01"}},
	{"no window and no effect is nothing", "", "", nil},
	{"an end alone begins nothing", "..2021-01-01", "", nil},

	{"a commencement without a window begins it", "", "commences 2020-02-01", []string{inForce + "2020-02-01(a).."}},
	{"a commencement keeps the end that the act writes", "..2021-01-01", "commences 2020-02-01", []string{inForce + "2020-02-01(a)..2021-01-01"}},
	{"a commencement gives the window its beginning", "2020-01-01..", "commences 2020-02-01", []string{inForce + "2020-02-01(a).."}},
	{"what commences may be revoked", "", "commences 2020-02-01, revokes 2020-05-01", []string{inForce + "2020-02-01(a)..2020-05-01(b)"}},

	{"a delay moves the beginning", "2020-01-01..", "delays 2020-03-01", []string{inForce + "2020-03-01(a).."}},
	{"a second delay moves it on", "2020-01-01..", "delays 2020-06-01, delays 2020-03-01", []string{inForce + "2020-06-01(a).."}},
	{"a delay makes nothing earlier", "2020-09-29..", "delays 2020-08-15", []string{inForce + "2020-09-29.."}},
	{"a delay holds also where a stay was lifted meanwhile", "2020-01-01..", "delays 2020-06-01, stays 2020-03-01, lifts 2020-04-01", []string{inForce + "2020-06-01(a).."}},
	{"a delay without a window begins nothing", "", "delays 2020-03-01", nil},

	{"an extension moves the end", "2020-01-01..2020-06-01", "extends 2020-12-01", []string{inForce + "2020-01-01..2020-12-01(a)"}},
	{"an extension makes nothing shorter", "2020-01-01..2021-06-01", "extends 2020-12-01", []string{inForce + "2020-01-01..2021-06-01"}},
	{"an extension ends nothing that had no end", "2020-01-01..", "extends 2020-12-01", []string{inForce + "2020-01-01.."}},
	{"an extension does not undo a revocation", "2020-01-01..2020-06-01", "extends 2020-12-01, revokes 2020-03-01", []string{inForce + "2020-01-01..2020-03-01(b)"}},

	{"a stay holds from its day on", "2020-01-01..", "stays 2020-03-01", []string{inForce + "2020-01-01..2020-03-01(a)", stayed + "2020-03-01(a).."}},
	{"a stay that is lifted", "2020-01-01..", "stays 2020-03-01, lifts 2020-05-01",
		[]string{inForce + "2020-01-01..2020-03-01(a)", stayed + "2020-03-01(a)..2020-05-01(b)", inForce + "2020-05-01(b).."}},
	{"the order of the list does not count", "2020-01-01..", "lifts 2020-05-01, stays 2020-03-01",
		[]string{inForce + "2020-01-01..2020-03-01(b)", stayed + "2020-03-01(b)..2020-05-01(a)", inForce + "2020-05-01(a).."}},
	{"a stay ahead of the beginning stays all", "2020-06-01..", "stays 2020-03-01", []string{stayed + "2020-06-01.."}},
	{"a stay on the first day stays all", "2020-06-01..", "stays 2020-06-01", []string{stayed + "2020-06-01.."}},
	{"a stay lifted ahead of the beginning leaves no trace", "2020-06-01..", "stays 2020-03-01, lifts 2020-04-01", []string{inForce + "2020-06-01.."}},
	{"a stay ahead of the beginning, lifted behind it", "2020-06-01..", "stays 2020-03-01, lifts 2020-07-01", []string{stayed + "2020-06-01..2020-07-01(b)", inForce + "2020-07-01(b).."}},
	{"a stay keeps the end of the window", "2020-01-01..2020-12-01", "stays 2020-03-01", []string{inForce + "2020-01-01..2020-03-01(a)", stayed + "2020-03-01(a)..2020-12-01"}},
	{"a stay behind the end changes nothing", "2020-01-01..2020-12-01", "stays 2021-03-01", []string{inForce + "2020-01-01..2020-12-01"}},
	{"a stay on the day of the end changes nothing", "2020-01-01..2020-12-01", "stays 2020-12-01", []string{inForce + "2020-01-01..2020-12-01"}},

	{"a suspended enforcement is no stay", "2020-01-01..", "suspends_enforcement 2020-03-01, lifts 2020-05-01",
		[]string{inForce + "2020-01-01..2020-03-01(a)", suspended + "2020-03-01(a)..2020-05-01(b)", inForce + "2020-05-01(b).."}},

	{"what is vacated ends", "2020-01-01..", "vacates 2020-03-01", []string{inForce + "2020-01-01..2020-03-01(a)"}},
	{"what is revoked ahead of its scheduled end ends then", "2020-01-01..2020-12-01", "revokes 2020-03-01", []string{inForce + "2020-01-01..2020-03-01(a)"}},
	{"a revocation behind the scheduled end changes nothing", "2020-01-01..2020-12-01", "revokes 2021-03-01", []string{inForce + "2020-01-01..2020-12-01"}},
	{"what is revoked ahead of its beginning never begins", "2020-06-01..", "revokes 2020-03-01", nil},
	{"what is stayed may be vacated", "2020-01-01..", "stays 2020-03-01, vacates 2020-05-01",
		[]string{inForce + "2020-01-01..2020-03-01(a)", stayed + "2020-03-01(a)..2020-05-01(b)"}},
	{"a lift behind the end brings nothing back", "2020-01-01..", "stays 2020-03-01, vacates 2020-05-01, lifts 2020-06-01",
		[]string{inForce + "2020-01-01..2020-03-01(a)", stayed + "2020-03-01(a)..2020-05-01(b)"}},

	{"what was vacated is brought back", "2020-01-01..", "vacates 2020-03-01, reinstates 2020-05-01", []string{inForce + "2020-01-01..2020-03-01(a)", inForce + "2020-05-01(b).."}},
	{"what is brought back has its old end", "2020-01-01..2020-12-01", "revokes 2020-03-01, reinstates 2020-05-01",
		[]string{inForce + "2020-01-01..2020-03-01(a)", inForce + "2020-05-01(b)..2020-12-01"}},
	{"what is brought back ahead of its beginning begins then", "2020-06-01..", "revokes 2020-03-01, reinstates 2020-05-01", []string{inForce + "2020-06-01.."}},
	{"what still runs is not brought back a second time", "2020-01-01..", "reinstates 2020-05-01", []string{inForce + "2020-01-01.."}},
	{"what is brought back may be revoked again", "2020-01-01..", "revokes 2020-03-01, reinstates 2020-05-01, revokes 2020-07-01",
		[]string{inForce + "2020-01-01..2020-03-01(a)", inForce + "2020-05-01(b)..2020-07-01(c)"}},

	{"narrowing, widening and renumbering change no time", "2020-01-01..", "narrows 2020-03-01, widens 2020-04-01, renumbers 2020-05-01", []string{inForce + "2020-01-01.."}},

	{"of two effects on one day the names give the order", "2020-01-01..", "stays 2020-03-01, lifts 2020-03-01", []string{inForce + "2020-01-01..2020-03-01(a)", inForce + "2020-03-01(a).."}},
	{"and the other way round it stays stayed", "2020-01-01..", "lifts 2020-03-01, stays 2020-03-01", []string{inForce + "2020-01-01..2020-03-01(a)", stayed + "2020-03-01(a).."}},
	{"a revocation and a return on one day", "2020-01-01..", "revokes 2020-03-01, reinstates 2020-03-01", []string{inForce + "2020-01-01..2020-03-01(a)", inForce + "2020-03-01(b).."}},
	{"an effect of a month works from a day of the month", "2020-01-01..", "stays 2020-03, lifts 2020-05-01",
		[]string{inForce + "2020-01-01..2020-03(a)", stayed + "2020-03(a)..2020-05-01(b)", inForce + "2020-05-01(b).."}},
	{"what is revoked in the year of its beginning may have begun", "2020-03-01..", "revokes 2020", []string{inForce + "2020-03-01..2020(a)"}},
	{"what is revoked on a doubtful day ahead of its beginning may have begun", "2020-03-01..", "revokes 2020-02-01?", []string{inForce + "2020-03-01..2020-02-01?(a)"}},
	{"what is stayed in the month of its beginning may have begun", "2020-03-15..", "stays 2020-03, lifts 2020-05-01",
		[]string{inForce + "2020-03-15..2020-03(a)", stayed + "2020-03-15/2020-03-31(a)..2020-05-01(b)", inForce + "2020-05-01(b).."}},
	{"a beginning open towards the past is stayed on a day long ago", "/2020..", "stays 1960-01-01", []string{inForce + "/2020..1960-01-01(a)", stayed + "1960-01-01/2020-12-31(a).."}},
	{"what is revoked in the month ahead of its beginning never begins", "2020-03-01..", "revokes 2020-02", nil},
	{"a beginning of a month is stayed on a day behind it", "2020-03..", "stays 2020-05-01", []string{inForce + "2020-03..2020-05-01(a)", stayed + "2020-05-01(a).."}},
}

func TestFold(t *testing.T) {
	for _, row := range folds {
		t.Run(row.proves, func(t *testing.T) {
			if diff := cmp.Diff(row.want, written(foldSegments(windowOf(row.window), effectsOf(row.effects)))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// An end whose day nobody knows is an end: what it ends may have ended, and effects upon it still count.
func TestFoldUnknownEnds(t *testing.T) {
	unknown := &timeline.When{Standing: timeline.StandingRivals}
	w := timeline.Segment{State: timeline.StateInForce, From: dated("2020-01-01"), FromID: "act#effective", To: unknown, ToID: "act#expires"}
	want := []string{inForce + "2020-01-01..../2020-03-01(a)", stayed + "../2020-03-01(a).."}
	got := foldSegments(w, effectsOf("stays 2020-03-01"))
	if diff := cmp.Diff(want, written(got)); diff != "" {
		t.Error(diff)
	}
	if got[1].To == nil || !got[1].To.Date.IsZero() {
		t.Errorf("the end became %v", got[1].To)
	}
}

// An effect works upon a restriction by way of it, of its act, of the milestone it begins with, and of the one it ends
// with where it extends.
func TestEffectsUpon(t *testing.T) {
	const x = timeline.ID("act#restriction/x")
	rows := []struct {
		proves, kind, date string
		upon               timeline.ID
		want               []string
	}{
		{"upon the restriction", "STAYS", "2020-03-01", x, []string{inForce + "2020-01-01..2020-03-01(e)", stayed + "2020-03-01(e)..2020-12-01"}},
		{"upon the act", "STAYS", "2020-03-01", "act", []string{inForce + "2020-01-01..2020-03-01(e)", stayed + "2020-03-01(e)..2020-12-01"}},
		{"upon the milestone of the beginning", "DELAYS", "2020-03-01", "act#effective", []string{inForce + "2020-03-01(e)..2020-12-01"}},
		{"upon the milestone of the end", "EXTENDS", "2021-03-01", "act#expires", []string{inForce + "2020-01-01..2021-03-01(e)"}},
		{"upon another milestone", "DELAYS", "2020-03-01", "act#published", []string{inForce + "2020-01-01..2020-12-01"}},
		{"upon another restriction of the act", "STAYS", "2020-03-01", "act#restriction/y", []string{inForce + "2020-01-01..2020-12-01"}},
		{"upon another act", "STAYS", "2020-03-01", "other", []string{inForce + "2020-01-01..2020-12-01"}},
		{"a delay of the end delays no beginning", "DELAYS", "2020-03-01", "act#expires", []string{inForce + "2020-01-01..2020-12-01"}},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			d := rivalDraft()
			d.node(timeline.KindAction, "by", "other")
			for role, on := range map[string]string{"effective": "2020-01-01", "expires": "2020-12-01", "published": "2019-12-01"} {
				d.say(timeline.ID("act").With(role), timeline.On, on)
			}
			for _, id := range []timeline.ID{x, "act#restriction/y"} {
				d.say(id, "CONDUCT", "USE")
				d.say(id, timeline.WindowFrom, "act#effective")
				d.say(id, timeline.WindowTo, "act#expires")
			}
			d.say("by#effect/e", "EFFECT_KIND", row.kind)
			d.say("by#effect/e", timeline.On, row.date)
			d.say("by#effect/e", timeline.Upon, string(row.upon))
			got := node[*timeline.Restriction](t, d.compile(t), x).Segments
			if diff := cmp.Diff(row.want, written(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A beginning that sources give no day is unknown, not "since always".
func TestWindowWithoutADay(t *testing.T) {
	d := rivalDraft()
	d.say("act#effective", timeline.On, "2020-01-01/..", from("paper"))
	d.say("act#effective", timeline.On, "../2019", from("herald"))
	d.say("act#restriction/x", "CONDUCT", "USE")
	d.say("act#restriction/x", timeline.WindowFrom, "act#effective")
	got := node[*timeline.Restriction](t, d.compile(t), "act#restriction/x").Segments
	if len(got) != 1 || got[0].From == nil || got[0].From.Earliest() != nil || got[0].From.Latest() != nil {
		t.Errorf("%q", written(got))
	}
}

// A restriction whose beginning no source gives binds nobody before its act was made; when it was printed says nothing of
// that.
func TestNotBefore(t *testing.T) {
	for milestone, want := range map[timeline.ID]string{"act#adopted": "2020-01-01", "act#issued": "2020-01-01", "act#published": "", "act#introduced": ""} {
		d := rivalDraft()
		d.say(milestone, timeline.On, "2020-01-01")
		d.say("act#restriction/x", "CONDUCT", "USE")
		x := node[*timeline.Restriction](t, d.compile(t), "act#restriction/x")
		got := ""
		if x.NotBefore != nil {
			got = x.NotBefore.Date.String()
		}
		if got != want || !x.BeginUnknown || (want != "") != (x.NotBeforeID == milestone) {
			t.Errorf("%s: not before %q (%s), want %q", milestone, got, x.NotBeforeID, want)
		}
	}
}
