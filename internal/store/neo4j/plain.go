package neo4j

import (
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// plainNames are the properties that people see on identities; docs/cypher.md explains them. It is "name" and not
// "label" because tools for graphs caption a node by its name, and a label is something else in Cypher.
//
// "when" is a date as the sources allow it (EDTF), "standing" how far it can be relied on. "earliest" and "latest" are
// its bounds and "date" the day itself, of Neo4j's own type; "date" is set only where one day is certain.
var plainNames = []string{
	"name", "kind", "aliases", "description", "jurisdiction", "summary", "citations", "role", "scope", "when", "date",
	"earliest", "latest", "standing", "conduct", "products", "exceptions", "windows", "manner", "quotation", "url",
	"publisher", "language", "covered", "wording", "definition", "predicate",
}

// plainEdgeNames are those on relationships. They never change: a relation that does is another relationship.
var plainEdgeNames = []string{"inferred", "unverified", "reason"}

// noPlain takes all plain properties away.
func noPlain() map[string]any {
	p := make(map[string]any, len(plainNames))
	for _, name := range plainNames {
		p[name] = nil
	}
	return p
}

// plain collects the properties that an identity has.
type plain map[string]any

func (p plain) text(name, value string) {
	if value != "" {
		p[name] = value
	}
}

func (p plain) list(name string, values []string) {
	if len(values) > 0 {
		p[name] = texts(values)
	}
}

func (p plain) when(w *timeline.When) {
	if w == nil || w.Date.IsZero() {
		return
	}
	p["when"] = w.Date.String()
	p.text("standing", string(w.Standing))
	p.day("earliest", w.Earliest())
	p.day("latest", w.Latest())
	if w.Exact() {
		p.day("date", w.Earliest())
	}
}

// day sets a date of Neo4j's own type.
func (p plain) day(name string, day *edtf.Day) {
	if day != nil {
		y, m, d := day.Date()
		p[name] = neo4j.DateOf(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC))
	}
}

// windows sets the stretches of legal time of a restriction in words, and the first and the last day on which it can
// be in force; a bound that is open, unknown or uncertain is left out.
func (p plain) windows(r *timeline.Restriction) {
	var words []string
	say := func(state string, from, to *timeline.When) {
		if from != nil {
			state += " from " + from.Date.String()
		}
		if to != nil {
			state += " until " + to.Date.String()
		}
		words = append(words, state)
	}
	for _, s := range r.Segments {
		say(string(s.State), s.From, s.To)
	}
	for _, n := range r.Narrowings {
		say("NARROWED", &n.From, n.To)
	}
	p.list("windows", words)
	if len(r.Segments) == 0 {
		return
	}
	first, last := r.Segments[0].From, r.Segments[len(r.Segments)-1].To
	if first != nil && !first.Uncertain() {
		p.day("earliest", first.Earliest())
	}
	if last != nil && !last.Uncertain() {
		if day := last.Latest(); day != nil {
			before := *day - 1 // the day of the end is no longer covered
			p.day("latest", &before)
		}
	}
}

func plainOf(n timeline.Node) map[string]any {
	p := make(plain)
	p["name"] = n.Base().Label(nil)
	switch n := n.(type) {
	case *timeline.Vendor:
		p.text("kind", n.VendorKind)
		p.list("aliases", n.Aliases)
		p.text("jurisdiction", n.Jurisdiction)
		p.text("description", n.Description)
	case *timeline.Person:
		p.list("aliases", n.Aliases)
		p.text("description", n.Description)
	case *timeline.Organization:
		p.list("aliases", n.Aliases)
		p.text("description", n.Description)
	case *timeline.Agency:
		p.list("aliases", n.Aliases)
		p.text("jurisdiction", n.Jurisdiction)
		p.text("description", n.Description)
	case *timeline.Action:
		p.text("kind", n.ActionKind)
		p.text("jurisdiction", n.Jurisdiction)
		p.text("summary", n.Summary)
		p.list("citations", n.Citations)
		p.when(n.First)
	case *timeline.Audience:
		p.text("definition", n.Definition)
	default:
		p.part(n)
	}
	return p
}

// part takes the properties of parts of acts, of documents and of lists.
func (p plain) part(n timeline.Node) {
	switch n := n.(type) {
	case *timeline.Milestone:
		p.text("role", n.Role)
		p.text("scope", n.Scope)
		p.when(&n.When)
	case *timeline.Restriction:
		p.text("conduct", n.Conduct)
		p.list("products", n.Products)
		p.list("exceptions", n.Exceptions)
		p.windows(n)
	case *timeline.Effect:
		p.text("kind", n.EffectKind)
		p.when(&n.When)
	case *timeline.Statement:
		p.text("manner", string(n.Manner))
		p.text("summary", n.Summary)
		p.text("quotation", n.Quotation)
		p.when(n.Said)
	case *timeline.Source:
		p.text("kind", n.SourceKind)
		p.text("url", n.URL)
		p.text("publisher", n.Publisher)
		p.text("language", n.Language)
		p.list("citations", n.Citations)
		p.when(n.Published)
		p.text("standing", n.Document)
	case *timeline.OfficialList:
		p.text("url", n.URL)
		p.text("covered", n.Covered)
		p.list("citations", n.Citations)
	case *timeline.ListEntry:
		p.text("wording", n.Wording())
		p.when(n.Listed)
	case *timeline.Discrepancy:
		p.text("kind", n.DiscrepancyKind)
		p.text("predicate", string(n.Predicate))
	}
}

// plainOfEdge gives what is out of the ordinary of a relation: inferred, unverified, reason. Most have nothing.
func plainOfEdge(e *timeline.Edge) []any {
	if !e.Inferred && !e.Unverified && e.Reason == "" {
		return nil
	}
	out := make([]any, 3)
	if e.Inferred {
		out[0] = true
	}
	if e.Unverified {
		out[1] = true
	}
	if e.Reason != "" {
		out[2] = e.Reason
	}
	return out
}
