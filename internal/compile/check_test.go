package compile

import (
	"slices"
	"strings"
	"testing"

	"github.com/regline/regline/internal/timeline"
)

// vocabularyFaults are faults against the vocabulary, one a row, with words of the problem.
var vocabularyFaults = []struct {
	proves  string
	subject timeline.ID
	p       timeline.Predicate
	value   string
	options []option
	words   []string
}{
	{"a predicate that is not in the vocabulary", "act", "TARGET", "vendor", nil, []string{`unknown predicate "TARGET"`, `did you mean "targets"?`}},
	{"a predicate of another kind", "act", "ALIAS", "x", nil, []string{"alias does not fit act, which is of kind action", "vendor"}},
	{"a subject that does not exist", "akt", "SUMMARY", "x", nil, []string{`no node "akt"`, `did you mean "act"?`}},
	{"a role that is not in the list", "act#isued", timeline.On, "2020-01-01", nil, []string{`unknown role "isued"`, `did you mean "issued"?`}},
	{"a milestone of a vendor", "vendor#issued", timeline.On, "2020-01-01", nil, []string{"vendor is of kind vendor and has no milestone", "action, list_entry"}},
	{"a restriction of a source", "journal#restriction/x", "CONDUCT", "USE", nil, []string{"has no restriction"}},
	{"a term that is not in the list", "act", timeline.KindOf, "directiv", nil, []string{`unknown kind "directiv"`, `did you mean "directive"?`}},
	{"a term of another kind of subject", "vendor", timeline.KindOf, "DIRECTIVE", nil, []string{`unknown kind "DIRECTIVE"`}},
	{"a conduct that is not in the list", "act#restriction/x", "CONDUCT", "RESEL", nil, []string{`unknown conduct "RESEL"`, `did you mean "resell"?`}},
	{"a date that is none", "act#issued", timeline.On, "13.09.2017", nil, []string{"write a day as 2017-09-13"}},
	{"a reference to nothing", "act", timeline.Targets, "vendr", nil, []string{`no node "vendr"`, `did you mean "vendor"?`}},
	{"a reference to a node of another kind", "act", timeline.Targets, "journal", nil, []string{"journal is of kind source", "targets takes vendor, person, organization"}},
	{"a reference to a milestone that nobody dates", "act#restriction/x", timeline.WindowFrom, "act#efective", nil, []string{`no node "act#efective"`, `did you mean "act#effective"?`}},
	{"an address without a scheme", "journal", "URL", "example.org/x", nil, []string{"no address", "https://"}},
	{"an address of another scheme", "journal", "URL", "javascript:alert(1)", nil, []string{"no address"}},
	{"a zone that is none", "act", "ZONE", "Washington", nil, []string{"no time zone", "America/New_York"}},
	{"the zone of the machine", "act", "ZONE", "Local", nil, []string{"no time zone"}},
	{"no zone", "act", "ZONE", "", nil, []string{"no time zone"}},
	{"a flag that is not true", "act#restriction/x", "UNSTATED", "yes", nil, []string{"write true"}},
	{"an empty text", "act", "SUMMARY", " ", nil, []string{"the value is empty"}},
	{"a name that is no name", "act", timeline.Label, strings.Repeat("é", 501), nil, []string{"the value has 501 characters, more than 500: shorten it"}},
	{"an alias that is no name", "vendor", "ALIAS", strings.Repeat("acme ", 1<<18), nil, []string{"the value has 1310720 characters"}},
	{"a text beyond reading", "act", "SUMMARY", strings.Repeat("x", 20_001), nil, []string{"the value has 20001 characters, more than 20000"}},
	{"a quotation beyond reading", "act", "SUMMARY", "long", []option{func(cl *timeline.Claim) { cl.Passage = &timeline.Passage{Quotation: strings.Repeat("x", 20_001)} }}, []string{"the quotation has 20001 characters"}},
	{"a locator that is no place", "act", "SUMMARY", "far", []option{func(cl *timeline.Claim) { cl.Passage = &timeline.Passage{Locator: strings.Repeat("1 ", 300)} }}, []string{"the locator has 600 characters"}},
	{"an ID that is none", "act#restriction/X' }) DETACH DELETE n //", "CONDUCT", "USE", nil, []string{`not an ID: lower-case letters and digits`}},
	{"a source that does not exist", "act", "SUMMARY", "x", []option{from("jornal")}, []string{"source", `did you mean "journal"?`}},
	{"a source that is none", "act", timeline.Targets, "vendor", []option{from("vendor")}, []string{"vendor is of kind vendor and no source"}},
	{"a rank without a reason", "act", "SUMMARY", "y", []option{func(cl *timeline.Claim) { cl.Rank = timeline.RankDeprecated }}, []string{"rank deprecated needs a reason"}},
}

// Each row is one fault. All of them stand in one input, and each is reported at its line.
func TestEveryFaultAtOnce(t *testing.T) {
	d := &draft{}
	d.source("journal", "DEFINITIVE_OFFICIAL", "ORIGINAL")
	d.node(timeline.KindAction, "act")
	d.node(timeline.KindVendor, "vendor")
	d.say("act#effective", timeline.On, "2020-01-01")
	lines := make([]int, len(vocabularyFaults))
	for i, row := range vocabularyFaults {
		lines[i] = d.say(row.subject, row.p, row.value, row.options...)
	}
	d.node(timeline.KindAction, "act")
	twice := d.line
	repeated := d.say("act#effective", timeline.On, "2020-01-01")
	problems := d.faults(t)
	if want := len(vocabularyFaults) + 2; len(problems) != want {
		t.Errorf("%d problems, want %d", len(problems), want)
		for _, p := range problems {
			t.Log(p)
		}
	}
	if !slices.IsSortedFunc(problems, func(a, b Problem) int { return a.Line - b.Line }) {
		t.Error("the problems are out of order")
	}
	for i, row := range vocabularyFaults {
		t.Run(row.proves, func(t *testing.T) { wantProblem(t, problems, lines[i], row.words...) })
	}
	wantProblem(t, problems, twice, "act is declared twice", "facts.yaml:4")
	wantProblem(t, problems, repeated, "the same claim as at facts.yaml")
	for _, p := range problems {
		if !strings.HasPrefix(p.Error(), "facts.yaml:") || p.Error() == p.Text {
			t.Errorf("%q does not name its place", p.Error())
		}
	}
}

// A predicate and a term in lower case are those of the table.
func TestCase(t *testing.T) {
	d := rivalDraft()
	d.say("act", "kind", "directive")
	d.say(issued, "on", "2020-01-01")
	c := d.compile(t)
	if a := node[*timeline.Action](t, c, "act"); a.ActionKind != "DIRECTIVE" || a.First == nil {
		t.Errorf("%+v", a)
	}
}

func TestCycles(t *testing.T) {
	d := &draft{}
	d.source("journal", "DEFINITIVE_OFFICIAL", "ORIGINAL")
	d.source("copy", "PRESS", "REPRINT")
	d.node(timeline.KindAction, "a", "b", "c", "d")
	d.say("a", "AMENDS", "b")
	d.say("b", "AMENDS", "c")
	d.say("c", "AMENDS", "d") // the first value of c by rule leads out of the circle
	closing := d.say("c", "AMENDS", "a")
	self := d.say("d", timeline.IssuedUnder, "d")
	d.say("journal", timeline.CopyOf, "copy")
	copies := d.say("copy", timeline.CopyOf, "journal")
	problems := d.faults(t)
	if len(problems) != 3 {
		t.Errorf("%v", problems)
	}
	wantProblem(t, problems, closing, "amends leads in a circle: a -> b -> c -> a: one of these cannot be; turn it round or delete it")
	wantProblem(t, problems, self, "issued_under leads in a circle: d -> d")
	if !slices.ContainsFunc(problems, func(p Problem) bool { return p.Line >= copies-1 && strings.Contains(p.Text, "copy_of") }) {
		t.Error("no circle of copies")
	}
}

// Acts may cite each other, and two relations may lead to and fro.
func TestNoCycles(t *testing.T) {
	d := &draft{}
	d.node(timeline.KindAction, "a", "b")
	d.say("a", "CITES", "b")
	d.say("b", "CITES", "a")
	d.say("a", "AMENDS", "b")
	d.say("b", "IMPLEMENTS", "a")
	d.compile(t)
}
