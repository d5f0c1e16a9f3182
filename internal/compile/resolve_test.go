package compile

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

// rivalDraft has sources of every standing, two copies of one original, and one act.
func rivalDraft() *draft {
	d := &draft{}
	d.source("journal", "DEFINITIVE_OFFICIAL", "ORIGINAL")
	d.source("journal-reprint", "PRESS", "REPRINT")
	d.source("journal-quoted", "PRESS", "QUOTED")
	d.say("journal-reprint", timeline.CopyOf, "journal")
	d.say("journal-quoted", timeline.CopyOf, "journal-reprint")
	d.source("gazette-reprint", "DEFINITIVE_OFFICIAL", "REPRINT")
	d.source("notice", "OFFICIAL_NOTICE", "ORIGINAL")
	d.source("firm", "LAW_FIRM", "ORIGINAL")
	d.source("paper", "PRESS", "ORIGINAL")
	d.source("herald", "PRESS", "ORIGINAL")
	d.node(timeline.KindAction, "act")
	return d
}

const issued = timeline.ID("act#issued")

type says struct {
	value   string
	options []option
}

func s(value string, options ...option) says { return says{value, options} }

type resolution struct {
	proves   string
	says     []says
	value    string // empty: open
	decided  string
	date     string // of the milestone; the value, unless given
	standing timeline.Standing
	rivals   []string
}

var resolutions = []resolution{
	{proves: "one claim gives its value without a rule", says: []says{s("2020-01-01", from("paper"))}, value: "2020-01-01"},
	{proves: "a preferred claim of the press goes before the journal", says: []says{s("2020-01-01", from("journal")), s("2020-01-02", from("paper"), ranked(timeline.RankPreferred))},
		value: "2020-01-02", decided: "rank", rivals: []string{"2020-01-01"}},
	{proves: "a deprecated claim of the journal loses and stays visible", says: []says{s("2020-01-01", from("journal"), ranked(timeline.RankDeprecated)), s("2020-01-02", from("paper"))},
		value: "2020-01-02", decided: "rank", rivals: []string{"2020-01-01"}},
	{proves: "an unverified claim of the journal loses against a verified one of the press", says: []says{s("2020-01-01", from("journal"), unverified), s("2020-01-02", from("paper"))},
		value: "2020-01-02", decided: "verified", rivals: []string{"2020-01-01"}},
	{proves: "an unverified value that is alone is shown as unverified", says: []says{s("2020-01-01", from("journal"), unverified)}, value: "2020-01-01", standing: timeline.StandingUnverified},
	{proves: "the notice goes before the law firm", says: []says{s("2020-01-02", from("firm")), s("2020-01-01", from("notice"))}, value: "2020-01-01", decided: "standing", rivals: []string{"2020-01-02"}},
	{proves: "a copy stands as high as its original, through another copy too", says: []says{s("2020-01-02", from("notice")), s("2020-01-01", from("journal-quoted"))},
		value: "2020-01-01", decided: "standing", rivals: []string{"2020-01-02"}},
	{proves: "a claim without a source stands behind the press", says: []says{s("2020-01-02"), s("2020-01-01", from("paper"))}, value: "2020-01-01", decided: "standing", rivals: []string{"2020-01-02"}},
	{proves: "a day goes before a month that does not hold it", says: []says{s("2020-02", from("paper")), s("2020-01-01", from("herald"))}, value: "2020-01-01", decided: "precision", rivals: []string{"2020-02"}},
	{proves: "of two copies of one original the more faithful goes before", says: []says{s("2020-01-02", from("journal-quoted")), s("2020-01-01", from("journal-reprint"))},
		value: "2020-01-01", decided: "fidelity", rivals: []string{"2020-01-02"}},
	{proves: "between copies of different originals fidelity decides nothing", says: []says{s("2020-01-03", from("gazette-reprint")), s("2020-01-01", from("journal"))},
		standing: timeline.StandingRivals, date: "2020-01-01/2020-01-03"},
	{proves: "a lesser copy of the same original does not hide a tie with another original",
		says:     []says{s("2020-01-03", from("gazette-reprint")), s("2020-01-01", from("journal")), s("2020-01-02", from("journal-reprint"))},
		standing: timeline.StandingRivals, date: "2020-01-01/2020-01-03"},
	{proves: "two papers tie: the value is open and the hull holds both", says: []says{s("2020-01-01", from("paper")), s("2020-01-05", from("herald"))},
		standing: timeline.StandingRivals, date: "2020-01-01/2020-01-05"},
	{proves: "only those that tie make the hull", says: []says{s("2020-01-01", from("paper")), s("2020-01-05", from("herald")), s("2021", from("herald"), ranked(timeline.RankDeprecated))},
		standing: timeline.StandingRivals, date: "2020-01-01/2020-01-05"},
	{proves: "a tie of an open interval has no hull", says: []says{s("2020-01-01/..", from("paper")), s("../2019", from("herald"))}, standing: timeline.StandingRivals},
	{proves: "a month agrees with its day, and the day of equal standing gives the value", says: []says{s("2020-01", from("paper")), s("2020-01-05", from("herald"))}, value: "2020-01-05"},
	{proves: "the journal's month agrees with the paper's day and gives the value", says: []says{s("2020-01", from("journal")), s("2020-01-05", from("paper"))}, value: "2020-01"},
	{proves: "of two intervals that agree the narrower gives the value", says: []says{s("2020-01-01/2020-01-31", from("paper")), s("2020-01-10/2020-01-12", from("herald"))}, value: "2020-01-10/2020-01-12"},
	{proves: "two months tie, though one has fewer days", says: []says{s("2020-02", from("paper")), s("2020-03", from("herald"))},
		standing: timeline.StandingRivals, date: "2020-02-01/2020-03-31"},
	{proves: "of two that agree on a day the one without doubt gives the value", says: []says{s("2020-01-05?", from("paper")), s("2020-01-05", from("herald"))}, value: "2020-01-05"},
	{proves: "of two that agree on a day the one with a time and zone gives the value", says: []says{s("2020-01-05", from("paper")), s("2020-01-05T08:00", from("firm")), s("2020-01-05T08:00-05:00", from("firm"), quoting("eight"))},
		value: "2020-01-05T08:00-05:00"},
	{proves: "one moment in two zones agrees", says: []says{s("2020-01-05T08:00-05:00", from("firm")), s("2020-01-05T13:00Z", from("paper"))}, value: "2020-01-05T08:00-05:00"},
	{proves: "two times of one day are rivals", says: []says{s("2020-01-05T08:00-05:00", from("paper")), s("2020-01-05T09:00-05:00", from("herald"))},
		standing: timeline.StandingRivals, date: "2020-01-05"},
}

func TestResolution(t *testing.T) {
	for _, row := range resolutions {
		t.Run(row.proves, func(t *testing.T) {
			for _, reversed := range []bool{false, true} {
				d := rivalDraft()
				says := slices.Clone(row.says)
				if reversed {
					slices.Reverse(says)
				}
				for _, s := range says {
					d.say(issued, timeline.On, s.value, s.options...)
				}
				c := d.compile(t)
				f := factOf(t, c, issued, timeline.On)
				var values []string
				date := row.date
				if row.value != "" {
					values = []string{row.value}
					date = row.value
				}
				standing := row.standing
				if standing == "" {
					standing = timeline.StandingEstablished
				}
				if !slices.Equal(f.Values, values) || f.Decided != row.decided || f.Standing != standing {
					t.Errorf("values %q decided %q standing %s", f.Values, f.Decided, f.Standing)
				}
				if w := node[*timeline.Milestone](t, c, issued).When; w.Date.String() != date {
					t.Errorf("date %s, want %s", w.Date, date)
				}
				if row.rivals != nil && !slices.Equal(valuesOf(t, c, f.RivalIDs), row.rivals) {
					t.Errorf("rivals %v", valuesOf(t, c, f.RivalIDs))
				}
				if named := f.Rule == ruleBestClaim; named != (len(f.RivalIDs) > 0) {
					t.Errorf("rule %q with %d rivals", f.Rule, len(f.RivalIDs))
				}
				if len(f.ClaimIDs)+len(f.RivalIDs) != len(row.says) {
					t.Error("a claim is lost")
				}
			}
		})
	}
}

func TestManyValues(t *testing.T) {
	d := rivalDraft()
	d.say("act", "CITATION", "89 FR 1", from("journal"))
	d.say("act", "CITATION", "89 FR 1", from("paper"))
	d.say("act", "CITATION", "89 FR 2", from("paper"))
	d.say("act", "CITATION", "89 FR 3", from("paper"), ranked(timeline.RankDeprecated))
	d.say("act", "CITATION", "89 FR 2", from("herald"), ranked(timeline.RankDeprecated))
	c := d.compile(t)
	f := factOf(t, c, "act", "CITATION")
	if diff := cmp.Diff([]string{"89 FR 1", "89 FR 2"}, f.Values); diff != "" {
		t.Error(diff)
	}
	if len(f.ClaimIDs) != 4 || !slices.Equal(valuesOf(t, c, f.RivalIDs), []string{"89 FR 3"}) || f.Decided != "rank" {
		t.Errorf("%d claims, rivals %v, decided %q", len(f.ClaimIDs), valuesOf(t, c, f.RivalIDs), f.Decided)
	}
}

// All values deprecated: none is given, none is lost.
func TestManyValuesAllDeprecated(t *testing.T) {
	d := rivalDraft()
	d.node(timeline.KindVendor, "vendor")
	d.say("act", timeline.Targets, "vendor", from("paper"), ranked(timeline.RankDeprecated))
	c := d.compile(t)
	f := factOf(t, c, "act", timeline.Targets)
	if len(f.Values) != 0 || len(f.RivalIDs) != 1 || f.Standing != timeline.StandingUnverified {
		t.Errorf("%+v", f)
	}
	if slices.ContainsFunc(c.Edges, func(e *timeline.Edge) bool { return e.Rel == timeline.Targets }) {
		t.Error("a deprecated claim makes an edge")
	}
}

// The best label of a language names the node, in the node and in the keys alike.
func TestBestLabel(t *testing.T) {
	d := rivalDraft()
	d.say("act", timeline.Label, "Name of the press", in("en"), from("paper"))
	d.say("act", timeline.Label, "Name of the journal", in("en"), from("journal"))
	d.say("act", timeline.Label, "Name des Amtsblatts", in("de"), from("journal"))
	d.say("act", timeline.Label, "Name der Presse", in("de"), from("paper"))
	c := d.compile(t)
	want := map[string]string{"en": "Name of the journal", "de": "Name des Amtsblatts"}
	if diff := cmp.Diff(want, record(t, c, "act").Node.Base().Labels); diff != "" {
		t.Error(diff)
	}
}

// Two standings claimed for one source give it none, whichever is read first.
func TestStandingInDispute(t *testing.T) {
	for _, order := range [][2]string{{"DEFINITIVE_OFFICIAL", "PRESS"}, {"PRESS", "DEFINITIVE_OFFICIAL"}} {
		d := rivalDraft()
		d.node(timeline.KindSource, "doubtful")
		d.say("doubtful", "STANDING", order[0])
		d.say("doubtful", "STANDING", order[1])
		d.say(issued, timeline.On, "2020-01-01", from("doubtful"))
		d.say(issued, timeline.On, "2020-01-02", from("herald"))
		if f := factOf(t, d.compile(t), issued, timeline.On); !slices.Equal(f.Values, []string{"2020-01-02"}) || f.Decided != "standing" {
			t.Errorf("values %q by %s", f.Values, f.Decided)
		}
	}
}

func TestOneSourceSaysBoth(t *testing.T) {
	d := rivalDraft()
	first := d.say(issued, timeline.On, "2020-01-01", from("paper"), quoting("a"))
	second := d.say(issued, timeline.On, "2020-01-02", from("paper"), quoting("b"))
	problems := d.faults(t)
	if len(problems) != 1 || problems[0].Line != first && problems[0].Line != second {
		t.Fatalf("%v", problems)
	}
	wantProblem(t, problems, problems[0].Line, "paper", "2020-01-01", "2020-01-02", "one source cannot say both")
}

// A source may say a month here and its day there, and may say both where one is deprecated.
func TestOneSourceAgreesWithItself(t *testing.T) {
	d := rivalDraft()
	d.say(issued, timeline.On, "2020-01", from("paper"))
	d.say(issued, timeline.On, "2020-01-02", from("paper"))
	d.say(issued, timeline.On, "2020-02-02", from("paper"), ranked(timeline.RankDeprecated))
	if f := factOf(t, d.compile(t), issued, timeline.On); !slices.Equal(f.Values, []string{"2020-01-02"}) {
		t.Errorf("values %q", f.Values)
	}
}
