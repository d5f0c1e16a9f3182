package neo4j

import (
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/regline/regline/internal/timeline"
)

// plainNames are the properties that people see on identities. "when" is a date as the sources allow it (EDTF); "date"
// is a date of Neo4j's own type, set only where one day is certain.
var plainNames = []string{
	"label", "kind", "aliases", "description", "jurisdiction", "summary", "citations", "role", "scope", "when", "date",
	"conduct", "products", "exceptions", "manner", "quotation", "url", "publisher", "language", "covered", "wording",
	"definition", "predicate",
}

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
	if day := w.Earliest(); w.Exact() && day != nil {
		y, m, d := day.Date()
		p["date"] = neo4j.DateOf(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC))
	}
}

func plainOf(n timeline.Node) map[string]any {
	p := make(plain)
	p["label"] = n.Base().Label(nil)
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
