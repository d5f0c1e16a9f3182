package curated

import (
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// saysRecord is one sentence of a report.
var saysRecord = &record{
	fields: append([]field{
		{name: "quote", required: true, shape: textShape("the words"), about: "The words exactly as the source prints them."},
		{name: "at", shape: textShape("a text"), about: "The place as a reader cites it."},
		{name: "language", shape: formShape(languageForm), about: "The language of the words, where it is not the source's."},
		{name: "about", shape: formShape(refForm), about: "The node of which the sentence gives values."},
		{name: "gives", shape: &shape{what: "a list of values", list: &shape{what: "a value such as {milestone: issued, on: 2017-09-13}", record: givesRecord}}, about: "The values that the sentence gives."},
	}, append(judgementFields(),
		field{name: "statement", shape: &shape{what: "a statement", record: spokenRecord}, about: "What a speaker says in the sentence."})...),
	rules: append([]rule{
		{atLeastOne, []string{"gives", "statement"}, "the sentence says nothing: add `gives` or `statement`, or delete it"},
		{needs, []string{"gives", "about"}, "`gives` without `about`: name the node of which the sentence gives the values"},
		{needs, []string{"about", "gives"}, "`about` without `gives`: what a statement is about stands within it"},
	}, judgementRules()...),
}

// givesRecord is one value: a milestone's day, a relation, or an attribute.
var givesRecord = &record{
	fields: append([]field{
		{name: "milestone", shape: formShape(milestoneForm), about: "The milestone whose day the sentence gives."},
		{name: "relation", shape: formShape(predicateForm(true)), about: "The relation that the sentence states."},
		{name: "predicate", shape: formShape(predicateForm(false)), about: "The attribute that the sentence gives."},
		{name: "on", shape: formShape(dateForm), about: "The day."},
		{name: "ref", shape: formShape(refForm), about: "The other node."},
		{name: "value", shape: textShape("a text"), about: "The value."},
		{name: "unverified", shape: textShape("the reason"), about: "Why the value is doubted."},
	}, judgementFields()...),
	rules: append([]rule{
		{exactlyOne, []string{"milestone", "relation", "predicate"}, "write `milestone`, `relation` or `predicate`: exactly one"},
		{exactlyOne, []string{"on", "ref", "value"}, "write `on`, `ref` or `value`: exactly one"},
		{needs, []string{"milestone", "on"}, "`milestone` without `on`: write the day"},
		{needs, []string{"relation", "ref"}, "`relation` without `ref`: write the ID of the other node"},
	}, judgementRules()...),
}

// spokenRecord is a statement of a report. It rests on the sentence in which it stands.
var spokenRecord = &record{fields: arrange(append(attributes(timeline.KindStatement),
	field{name: "name", shape: formShape(nameForm), about: "The name of the statement: its ID is SOURCE#statement/NAME."},
	judgementFields()[slices.IndexFunc(judgementFields(), func(f field) bool { return f.name == "manner" })],
), []string{"name", "label", "speaker", "manner", "about", "not_prohibited", "on", "summary"}, []string{"name", "speaker", "about"})}

var reportRecord = &record{fields: []field{
	{name: "source", required: true, shape: formShape(nodeForm), about: "The source that says it: also the name of the file."},
	{name: "says", required: true, shape: &shape{what: "a list of sentences", list: &shape{what: "a sentence such as {quote: the words, about: ID, gives: [...]}", record: saysRecord}}, about: "What it says, sentence by sentence."},
}}

// predicateForm is the name of a predicate that a sentence may give: a relation, or an attribute.
func predicateForm(relation bool) form {
	var terms []timeline.TermDef
	for _, d := range timeline.Predicates() {
		if d.Relation() == relation && !slices.Contains(unwritten, d.Name) && d.Value != timeline.ValueHash {
			terms = append(terms, timeline.TermDef{Name: string(d.Name), Definition: d.Definition})
		}
	}
	return termForm(terms)
}

// report reads a file of what one source says.
func (r *reader) report(root spot, name string) {
	source, ok := r.namedAfter(root, "source", name)
	if !ok {
		return
	}
	says, _ := root.at("says")
	names := map[string]spot{}
	for _, s := range says.each() {
		r.sentence(s, source, names)
	}
}

// sentence reads one sentence; names are the statements of the sentences before.
func (r *reader) sentence(s spot, source timeline.ID, names map[string]spot) {
	words, ok := s.text("quote")
	if !ok {
		return
	}
	at, _ := s.text("at")
	language, _ := s.text("language")
	claim := judged(s, bare()[0])
	claim.ClaimKind, claim.SourceID = timeline.ClaimQuoted, source
	claim.Passage = &timeline.Passage{Quotation: words, Locator: at, Language: language}

	if gives, ok := s.at("gives"); ok {
		if node, ok := s.text("about"); ok && checkRef(node) == nil {
			for _, g := range gives.each() {
				r.given(g, timeline.ID(node), claim)
			}
		}
	}
	if said, ok := s.at("statement"); ok {
		r.spoken(said, source, claim, names)
	}
}

// given reads one value that a sentence gives of a node.
func (r *reader) given(s spot, id timeline.ID, claim timeline.Claim) {
	claim = judged(s, claim)
	if why, ok := s.text("unverified"); ok {
		claim.Unverified, claim.Reason = true, because(claim.Reason, why)
	}
	d, ok := r.givenPredicate(s)
	if !ok {
		if role, ok := s.text("milestone"); ok {
			r.misspelt(id, role)
		}
		return
	}
	if role, ok := s.text("milestone"); ok {
		if id.Part() != "" {
			r.fail(s.node, s.path, "a milestone of %s, which is a part: name the act in `about`", id)
			return
		}
		m, _ := s.at("milestone")
		if id, ok = r.partID(m, id, role); !ok {
			return
		}
	}
	v, ok := s.at(valueName(d))
	if !ok {
		if givesRecord.obeyed(s.node) {
			r.fail(s.node, s.path, "`%s` takes `%s`: write that", fieldName(d.Name), valueName(d))
		}
		return
	}
	r.givenValue(v, d, id, support{claim})
}

// givenPredicate is the predicate that a given value is of.
func (r *reader) givenPredicate(s spot) (timeline.PredicateDef, bool) {
	if m, ok := s.at("milestone"); ok {
		return dated, milestoneForm.valid(m.node)
	}
	for _, key := range []string{"relation", "predicate"} {
		if name, ok := s.text(key); ok {
			return timeline.LookupPredicate(name)
		}
	}
	return timeline.PredicateDef{}, false
}

// givenValue adds the claims of a value whose subject stands in another file: a term must be one for some kind of
// subject, and the compiler knows which.
func (r *reader) givenValue(s spot, d timeline.PredicateDef, id timeline.ID, from support) {
	value, language := strings.TrimSpace(s.node.text), ""
	switch d.Value {
	case timeline.ValueTerm:
		var terms []timeline.TermDef
		for _, kind := range d.Subjects {
			terms = append(terms, timeline.TermsFor(d.Name, kind)...)
		}
		r.checkScalar(s.node, termForm(terms), s.path)
		value = strings.ToUpper(value)
	case timeline.ValueLabel:
		language = from[0].Passage.Language
		if language == "" {
			r.fail(s.node, s.path, "a label without a language: add `language` to the sentence")
			return
		}
		if err := labelForm.check(language); err != nil {
			r.fail(s.node, s.path, "%v", err)
			return
		}
	case timeline.ValueRef, timeline.ValueDate:
		// check has seen it.
	default:
		if s.node.kind == text {
			r.checkScalar(s.node, formOf(d, d.Subjects[0]), s.path)
		}
	}
	if s.node.kind.scalar() && value != "" {
		r.assert(id, d.Name, value, language, from, s)
	}
}

// spoken reads a statement within a sentence.
func (r *reader) spoken(s spot, source timeline.ID, claim timeline.Claim, names map[string]spot) {
	name, ok := s.at("name")
	if !ok || !nameForm.valid(name.node) {
		return
	}
	if before, twice := names[name.node.text]; twice {
		r.fail(name.node, name.path, "a second statement `%s`: the first stands in line %d; name it otherwise", clip(name.node.text), before.node.line)
		return
	}
	names[name.node.text] = name
	if manner, ok := s.text("manner"); ok {
		claim.Manner = timeline.Manner(strings.ToUpper(manner))
	}
	id, ok := r.partID(name, source, statement.prefix+name.node.text)
	if !ok {
		return
	}
	about := subject{id: id, kind: timeline.KindStatement, around: support{claim}}
	c := &citer{r: r, quotes: map[string]*quote{}}
	c.attributes(s, spokenRecord, about)
}
