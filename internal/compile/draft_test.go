package compile

import (
	"slices"
	"strings"
	"testing"

	"github.com/regline/regline/internal/timeline"
)

// draft collects an input. Every assertion stands on a line of its own.
type draft struct {
	Input
	line int
}

// option changes a claim of a draft.
type option func(*timeline.Claim)

func (d *draft) at() Place {
	d.line++
	return Place{File: "facts.yaml", Line: d.line, Column: 1}
}

func (d *draft) node(kind timeline.Kind, ids ...timeline.ID) {
	for _, id := range ids {
		d.Declarations = append(d.Declarations, Declaration{ID: id, Kind: kind, At: d.at()})
	}
}

// say makes a claim: editorial, or quoted where an option names a source. It gives the line.
func (d *draft) say(subject timeline.ID, p timeline.Predicate, value string, options ...option) int {
	cl := timeline.Claim{Subject: subject, Predicate: p, Value: value, ClaimKind: timeline.ClaimEditorial, Manner: timeline.MannerStates, Rank: timeline.RankNormal}
	for _, o := range options {
		o(&cl)
	}
	at := d.at()
	d.Assertions = append(d.Assertions, Assertion{Claim: cl, At: at, Field: strings.ToLower(string(p))})
	return at.Line
}

// source declares a source with its standing and fidelity.
func (d *draft) source(id timeline.ID, document, fidelity string) {
	d.node(timeline.KindSource, id)
	d.say(id, "STANDING", document)
	d.say(id, "FIDELITY", fidelity)
}

func from(source timeline.ID) option {
	return func(cl *timeline.Claim) { cl.SourceID, cl.ClaimKind = source, timeline.ClaimQuoted }
}

func quoting(words string) option {
	return func(cl *timeline.Claim) { cl.Passage = &timeline.Passage{Quotation: words} }
}

func ranked(r timeline.Rank) option {
	return func(cl *timeline.Claim) { cl.Rank, cl.Reason = r, "for the test" }
}

func in(language string) option { return func(cl *timeline.Claim) { cl.Language = language } }

func unverified(cl *timeline.Claim) { cl.Unverified = true }

func inferred(cl *timeline.Claim) { cl.ClaimKind, cl.Reason = timeline.ClaimInferred, "for the test" }

func rule(text string) option {
	return func(cl *timeline.Claim) {
		cl.ClaimKind, cl.Derivation = timeline.ClaimDerived, &timeline.Derivation{Rule: text}
	}
}

// compile compiles a draft that must be without fault.
func (d *draft) compile(t testing.TB) *timeline.Content {
	t.Helper()
	content, problems := Compile(d.Input, 1, false, nil)
	for _, p := range problems {
		t.Error(p)
	}
	if content == nil {
		t.FailNow()
	}
	return content
}

// faults compiles a draft that must have faults.
func (d *draft) faults(t testing.TB) []Problem {
	t.Helper()
	content, problems := Compile(d.Input, 1, false, nil)
	if content != nil || len(problems) == 0 {
		t.Fatal("compiled without a fault")
	}
	return problems
}

func record(t testing.TB, c *timeline.Content, id timeline.ID) *timeline.Record {
	t.Helper()
	i := slices.IndexFunc(c.Records, func(r *timeline.Record) bool { return r.ID == id })
	if i < 0 {
		t.Fatalf("no record of %s", id)
	}
	return c.Records[i]
}

func node[T timeline.Node](t testing.TB, c *timeline.Content, id timeline.ID) T {
	t.Helper()
	n, ok := record(t, c, id).Node.(T)
	if !ok {
		t.Fatalf("%s is of kind %s", id, record(t, c, id).Kind)
	}
	return n
}

func factOf(t testing.TB, c *timeline.Content, id timeline.ID, p timeline.Predicate) timeline.Fact {
	t.Helper()
	facts := record(t, c, id).Node.Base().Facts
	i := slices.IndexFunc(facts, func(f timeline.Fact) bool { return f.Predicate == p })
	if i < 0 {
		t.Fatalf("%s has no %s", id, p)
	}
	return facts[i]
}

func valuesOf(t testing.TB, c *timeline.Content, claims []timeline.ID) []string {
	t.Helper()
	var out []string
	for _, id := range claims {
		out = append(out, node[*timeline.Claim](t, c, id).Value)
	}
	slices.Sort(out)
	return out
}

func discrepancies(c *timeline.Content) []*timeline.Discrepancy {
	var out []*timeline.Discrepancy
	for _, r := range c.Records {
		if d, ok := r.Node.(*timeline.Discrepancy); ok {
			out = append(out, d)
		}
	}
	return out
}

// wantProblem asks for one problem on the line with all the words.
func wantProblem(t *testing.T, problems []Problem, line int, words ...string) {
	t.Helper()
	for _, p := range problems {
		if p.Line != line {
			continue
		}
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(p.Text, w) }) {
			return
		}
	}
	t.Errorf("no problem on line %d says %q; there are:", line, words)
	for _, p := range problems {
		t.Log(p)
	}
}
