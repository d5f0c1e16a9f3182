package export

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// writeJSONLD writes a graph of JSON-LD 1.1 that needs no document from elsewhere: acts as schema.org Legislation with
// ELI's relations and dates, sources as schema.org CreativeWork, claims as PROV entities that are quoted from a source
// or derived from other claims. The terms are those that the vocabulary maps to; what it maps to nothing is Regline's
// own. A date is an EDTF literal; schema.org and ELI dates stand beside it only for established days.
func writeJSONLD(ctx context.Context, w io.Writer, r *timeline.Reader, s Selection, m Meta) error {
	l := linked{teller: newTeller(r, s, m), out: w, seen: make(map[string]bool)}
	context, err := json.Marshal(l.context())
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "{\"@context\":%s,\n\"@graph\":[", context); err != nil {
		return err
	}
	l.put(l.dataset(s))
	for e, err := range Events(ctx, r, s) {
		if err != nil {
			return err
		}
		if err := l.event(ctx, e); err != nil {
			return err
		}
	}
	if l.err != nil {
		return l.err
	}
	_, err = io.WriteString(w, "\n]}\n")
	return err
}

// object is a node of JSON-LD.
type object map[string]any

// linked writes each node once.
type linked struct {
	teller
	out  io.Writer
	seen map[string]bool
	err  error
}

func (l *linked) context() object {
	return object{
		"@version": 1.1,
		"schema":   "https://schema.org/",
		"eli":      "http://data.europa.eu/eli/ontology#",
		"prov":     "http://www.w3.org/ns/prov#",
		"rdf":      "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
		"skos":     "http://www.w3.org/2004/02/skos/core#",
		"xsd":      "http://www.w3.org/2001/XMLSchema#",
		"edtf":     "http://id.loc.gov/datatypes/edtf/",
		"regline":  l.meta.origin() + "/about#",
	}
}

// put writes a node unless one of its name was written.
func (l *linked) put(o object) {
	id, _ := o["@id"].(string)
	if l.err != nil || l.seen[id] {
		return
	}
	b, err := json.Marshal(o)
	if err != nil {
		l.err = err
		return
	}
	separator := ","
	if len(l.seen) == 0 {
		separator = ""
	}
	l.seen[id] = true
	_, l.err = fmt.Fprintf(l.out, "%s\n%s", separator, b)
}

func ref(address string) object { return object{"@id": address} }

// iri names a node. It is the same in every release.
func (l *linked) iri(id timeline.ID, kind timeline.Kind) string { return l.meta.page(id, kind, 0) }

// claimIRI names a claim by its ID alone, which derivations know.
func (l *linked) claimIRI(id timeline.ID) string { return l.meta.origin() + "/about#" + string(id) }

// outside is the term that the vocabulary maps to, else Regline's own.
func outside(term, own string) string {
	if term == "" || term == "none" {
		return "regline:" + own
	}
	return term
}

func (l *linked) dataset(s Selection) object {
	o := object{
		"@id": l.meta.address("jsonld", s.Pinned(l.release.Number)), "@type": []string{"schema:Dataset", "prov:Entity"}, "schema:name": "Regline",
		"schema:version": fmt.Sprint(l.release.Number), "schema:identifier": l.release.Digest,
	}
	if l.release.Known != nil {
		o["schema:datePublished"] = typed(l.release.Known.String(), "xsd:date")
	}
	return o
}

func typed(value, datatype string) object { return object{"@value": value, "@type": datatype} }

func (l *linked) event(ctx context.Context, e *Event) error {
	if err := l.owner(ctx, e); err != nil {
		return err
	}
	m := e.Milestone
	o := object{
		"@id": l.iri(m.ID, e.Act.Base().Kind), "@type": "regline:" + string(timeline.KindMilestone), "schema:identifier": string(m.ID),
		"regline:MILESTONE_OF": ref(l.iri(e.Act.Base().ID, e.Act.Base().Kind)), "regline:role": ref("regline:" + m.Role),
		"regline:on": typed(m.When.Date.String(), "edtf:EDTF"), "regline:standing": ref("regline:" + string(m.When.Standing)),
		"schema:description": l.text(e.Sentence),
	}
	if m.Scope != "" {
		o["regline:scope"] = m.Scope
	}
	for _, side := range []struct {
		term   string
		claims []*timeline.Claim
	}{{"regline:statedBy", e.Claims}, {"regline:rivalledBy", e.Rivals}} {
		refs, err := l.claimed(ctx, side.claims, e.Act.Base().Kind)
		if err != nil {
			return err
		}
		if len(refs) > 0 {
			o[side.term] = refs
		}
	}
	l.put(o)
	return l.err
}

// text is a text in the language of the selection.
func (l *linked) text(s string) object {
	return object{"@value": oneLine(s), "@language": strings.ToLower(string(l.language))}
}

// owner writes the act or row of a step with its dates, its relations, and the nodes that they name.
func (l *linked) owner(ctx context.Context, e *Event) error {
	n := e.Act
	iri := l.iri(n.Base().ID, n.Base().Kind)
	if l.seen[iri] {
		return nil
	}
	o := l.node(n)
	steps, err := milestonesOf(ctx, n)
	if err != nil {
		return err
	}
	for _, m := range steps {
		if term := roleTerm(m.Role); term != "" && m.When.Exact() {
			day, _ := m.When.Date.Earliest()
			values, _ := o[term].([]object)
			o[term] = append(values, typed(day.String(), "xsd:date"))
		}
	}
	page := func(p timeline.Paging) (*timeline.NodeConnection, error) {
		return n.Base().Relations(ctx, timeline.Outgoing, drawn(), p.First, p.After, p.Last, p.Before)
	}
	var ends []timeline.Node
	for x, err := range links(page) {
		if err != nil {
			return err
		}
		if err := l.relate(ctx, o, x, n.Base().Kind); err != nil {
			return err
		}
		if k := x.Node.Base().Kind; k != timeline.KindAction && k != timeline.KindListEntry {
			ends = append(ends, x.Node)
		}
	}
	l.put(o)
	for _, end := range ends {
		l.put(l.node(end))
	}
	return l.err
}

func milestonesOf(ctx context.Context, n timeline.Node) ([]*timeline.Milestone, error) {
	switch n := n.(type) {
	case *timeline.Action:
		return n.Milestones(ctx, nil)
	case *timeline.ListEntry:
		return n.Milestones(ctx, nil)
	}
	return nil, nil
}

// roleTerm is the property of schema.org or ELI that dates a role, or empty.
func roleTerm(role string) string {
	d, _ := timeline.LookupTerm(timeline.Roles, role)
	return d.Outside
}

// relate adds a relation of a node of the kind. What a source states is the mapped property; what is inferred or unverified is said by
// Regline's own term alone, so that nobody takes it for established.
func (l *linked) relate(ctx context.Context, o object, x *timeline.Link, kind timeline.Kind) error {
	d, _ := timeline.LookupPredicate(string(x.Rel))
	term := outside(d.Outside, string(x.Rel))
	if x.Inferred || x.Unverified {
		term = "regline:SUPPOSED_" + string(x.Rel)
	}
	values, _ := o[term].([]object)
	o[term] = append(values, ref(l.iri(x.Node.Base().ID, x.Node.Base().Kind)))
	claims, err := x.Claims(ctx)
	if err != nil {
		return err
	}
	refs, err := l.claimed(ctx, claims, kind)
	if err != nil || len(refs) == 0 {
		return err
	}
	stated, _ := o["regline:statedBy"].([]object)
	for _, r := range refs {
		if !slices.ContainsFunc(stated, func(s object) bool { return s["@id"] == r["@id"] }) {
			stated = append(stated, r)
		}
	}
	o["regline:statedBy"] = stated
	return nil
}

// node is what all nodes have: their names, and their classes by the kind of node and by the node's own kind.
func (l *linked) node(n timeline.Node) object {
	c := n.Base()
	kind, _ := timeline.LookupTerm(timeline.NodeKinds, string(c.Kind))
	o := object{"@id": l.iri(c.ID, c.Kind), "schema:identifier": string(c.ID)}
	types := []string{"regline:" + string(c.Kind)}
	add := func(term string) {
		if term != "" && term != "none" {
			types = append(types, term)
		}
	}
	add(kind.Outside)
	var names []object
	for _, language := range []string{"en", "de"} {
		if name, ok := c.Labels[language]; ok {
			names = append(names, object{"@value": oneLine(name), "@language": language})
		}
	}
	if names != nil {
		o["schema:name"] = names
	}
	switch n := n.(type) {
	case *timeline.Action:
		term, _ := timeline.LookupTerm(timeline.ActionKinds, n.ActionKind)
		add(term.Outside)
		o["schema:legislationType"] = n.ActionKind
		set(o, "eli:jurisdiction", n.Jurisdiction)
		set(o, "schema:abstract", n.Summary)
		if len(n.Citations) > 0 {
			o["eli:id_local"] = n.Citations
		}
	case *timeline.Vendor:
		term, _ := timeline.LookupTerm(timeline.VendorKinds, n.VendorKind)
		add(term.Outside)
	}
	o["@type"] = types
	return o
}

func set(o object, term, value string) {
	if value != "" {
		o[term] = oneLine(value)
	}
}

// claimed writes claims about a node of the kind or its parts, with their sources, and gives references to them.
func (l *linked) claimed(ctx context.Context, claims []*timeline.Claim, kind timeline.Kind) ([]object, error) {
	refs := make([]object, 0, len(claims))
	for _, c := range claims {
		s, err := c.Source(ctx)
		if err != nil {
			return nil, err
		}
		refs = append(refs, ref(l.claimIRI(c.ID)))
		l.put(l.claimObject(c, s, kind))
		if s != nil {
			l.put(l.sourceObject(s))
		}
	}
	return refs, l.err
}

// claimObject is a claim as a statement that PROV traces to where it comes from.
func (l *linked) claimObject(c *timeline.Claim, s *timeline.Source, kind timeline.Kind) object {
	o := object{
		"@id": l.claimIRI(c.ID), "@type": []string{"prov:Entity", "rdf:Statement", "regline:" + string(timeline.KindClaim)}, "schema:identifier": string(c.ID),
		"rdf:subject": ref(l.iri(c.Subject, kind)), "rdf:predicate": ref("regline:" + string(c.Predicate)), "prov:value": c.Value, "schema:url": typed(l.meta.claimPage(c, 0), "xsd:anyURI"),
		"regline:kind": ref("regline:" + string(c.ClaimKind)), "regline:manner": ref("regline:" + string(c.Manner)), "regline:rank": ref("regline:" + string(c.Rank)),
		"regline:unverified": c.Unverified,
	}
	if p := c.Passage; p != nil {
		o["schema:text"] = quotationObject(p)
		set(o, "regline:locator", p.Locator)
		o["regline:check"] = ref("regline:" + string(p.Check))
	}
	set(o, "regline:reason", c.Reason)
	set(o, "regline:reading", c.Reading)
	if s != nil {
		o["prov:wasQuotedFrom"] = ref(l.iri(s.ID, timeline.KindSource))
	}
	if d := c.Derivation; d != nil {
		o["regline:rule"] = d.Rule
		for _, step := range d.Steps {
			values, _ := o["regline:step"].([]string)
			o["regline:step"] = append(values, oneLine(step))
		}
		for _, input := range d.Inputs {
			values, _ := o["prov:wasDerivedFrom"].([]object)
			o["prov:wasDerivedFrom"] = append(values, ref(l.claimIRI(input)))
		}
	}
	return o
}

func quotationObject(p *timeline.Passage) object {
	o := object{"@value": p.Quotation}
	if p.Language != "" {
		o["@language"] = p.Language
	}
	return o
}

func (l *linked) sourceObject(s *timeline.Source) object {
	o := l.node(s)
	o["@type"] = append(o["@type"].([]string), "prov:Entity")
	o["schema:additionalType"] = ref("regline:" + s.SourceKind)
	set(o, "schema:publisher", s.Publisher)
	set(o, "schema:inLanguage", s.Language)
	if s.URL != "" {
		o["schema:url"] = typed(s.URL, "xsd:anyURI")
	}
	for term, w := range map[string]*timeline.When{"regline:published": s.Published, "regline:read": s.Read} {
		if w != nil {
			o[term] = typed(w.Date.String(), "edtf:EDTF")
		}
	}
	if s.CopyOf != "" {
		o["prov:wasQuotedFrom"] = ref(l.iri(s.CopyOf, timeline.KindSource))
	}
	return o
}
