package curated

import (
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// spelled are the predicates that files write otherwise than by their name in lower case.
var spelled = map[timeline.Predicate]string{
	"ALIAS":             "aliases",
	"CITATION":          "citations",
	"PRODUCT":           "products",
	"EXCEPTION":         "exceptions",
	"EFFECT_KIND":       "kind",
	timeline.WindowFrom: "from",
	timeline.WindowTo:   "to",
	timeline.SpokenBy:   "speaker",
	timeline.OnList:     "list",
}

// unwritten are the predicates that no field states: the structure of a file does.
var unwritten = []timeline.Predicate{
	timeline.HasMilestone, timeline.HasRestrict, timeline.HasEffect, timeline.HasStatement, timeline.EnteredBy,
}

// ours are the predicates that the editor says: they may stand without a citation, and a bare value of theirs is never
// what a quotation beside it says. A predicate that is not listed here is a fact and says where it is from.
var ours = []timeline.Predicate{
	timeline.Label, "ALIAS", "DESCRIPTION", "SUMMARY", "JURISDICTION", timeline.KindOf, "CITATION", "ZONE", "DEFINITION", "URL", "COVERED", "CHECKED",
}

// mode says what a value needs beside it.
type mode int

const (
	// editorial: the bare value, never a citation.
	editorial mode = iota
	// attribute: the bare value, or a claim item.
	attribute
	// fact: a claim item that says where the value is from.
	fact
	// shared: the bare value, which rests on what the mapping around it cites, or a claim item.
	shared
)

// modeOf is the mode of a predicate in files about a kind of node.
func modeOf(d timeline.PredicateDef, kind timeline.Kind) mode {
	switch {
	case kind == timeline.KindSource:
		return editorial
	case slices.Contains(ours, d.Name):
		return attribute
	case kind == timeline.KindRestriction, kind == timeline.KindEffect, kind == timeline.KindStatement:
		return shared
	case d.Name == timeline.OnList:
		return shared // with the parties that the row names
	}
	return fact
}

// fieldName is how files write a predicate.
func fieldName(p timeline.Predicate) string {
	if s, ok := spelled[p]; ok {
		return s
	}
	return strings.ToLower(string(p))
}

// formOf is the form of a predicate's value on a kind of node.
func formOf(d timeline.PredicateDef, kind timeline.Kind) form {
	switch {
	case d.Value == timeline.ValueTerm:
		return termForm(timeline.TermsFor(d.Name, kind))
	case d.Name == timeline.WindowFrom, d.Name == timeline.WindowTo:
		return windowForm
	case d.Name == "LANGUAGE":
		return languageForm
	case d.Name == "JURISDICTION":
		return jurisdictionForm
	}
	return forms[d.Value]
}

// valueName is the key of the value in a claim item.
func valueName(d timeline.PredicateDef) string {
	switch d.Value {
	case timeline.ValueRef:
		return "ref"
	case timeline.ValueDate:
		return "on"
	}
	return "value"
}

// attributes are the fields of a kind of node that the vocabulary gives, in its order.
func attributes(kind timeline.Kind) []field {
	var out []field
	for _, d := range timeline.Predicates() {
		if !slices.Contains(d.Subjects, kind) || slices.Contains(unwritten, d.Name) {
			continue
		}
		def := d
		out = append(out, field{name: fieldName(d.Name), shape: claimShape(d, kind, modeOf(d, kind)), about: d.Definition, says: &def})
	}
	return out
}

// claimShape is what may stand as the value of a predicate.
func claimShape(d timeline.PredicateDef, kind timeline.Kind, m mode) *shape {
	f := formOf(d, kind)
	if d.Value == timeline.ValueLabel {
		each := shape{what: "a text", scalar: &textForm}
		if m != editorial {
			each.record = itemRecord(d, textForm, attribute)
		}
		return &shape{what: "a mapping of languages such as {en: Name}", scalar: &textForm, names: &names{key: labelForm, value: &each}}
	}
	s := shape{what: f.want, scalar: &f}
	switch m {
	case editorial:
		if d.Single {
			return &s
		}
		return oneOrMany(s)
	case fact:
		s.scalar, s.what = nil, "a claim item such as {"+valueName(d)+": ..., cite: KEY}"
		s.bare = "no citation: write {" + valueName(d) + ": ..., cite: KEY} with the quotation under `quotes`, or `cite: wanted`, or `inferred: the reason`"
	}
	s.record = itemRecord(d, f, m)
	return oneOrMany(s)
}

// itemRecord is a claim item.
func itemRecord(d timeline.PredicateDef, f form, m mode) *record {
	value := valueName(d)
	rec := &record{fields: []field{{name: value, shape: &shape{what: f.want, scalar: &f}, about: "The value."}}}
	alternatives := []string{value}
	if d.Value == timeline.ValueDate {
		rec.fields = append(rec.fields, field{name: "rule", shape: textShape("a rule such as issued + 90 days"), about: "The rule from which the date is computed."})
		alternatives = append(alternatives, "rule")
	}
	rec.fields = append(rec.fields, supportFields()...)
	rec.rules = append(rec.rules, rule{exactlyOne, alternatives, "write `" + strings.Join(alternatives, "` or `") + "`: exactly one"})
	if m == fact {
		rec.rules = append(rec.rules, needsSupport(alternatives[1:]...))
	}
	rec.rules = append(rec.rules, supportRules()...)
	return rec
}

// arrange puts fields into the canonical order of a record: those named first, the others as they come. Those
// required are marked.
func arrange(fields []field, first, required []string) []field {
	rank := func(f field) int {
		if i := slices.Index(first, f.name); i >= 0 {
			return i
		}
		return len(first)
	}
	slices.SortStableFunc(fields, func(a, b field) int { return rank(a) - rank(b) })
	for i := range fields {
		fields[i].required = slices.Contains(required, fields[i].name)
	}
	return fields
}

func textShape(what string) *shape { return &shape{what: what, scalar: &textForm} }

func formShape(f form) *shape { return &shape{what: f.want, scalar: &f} }
