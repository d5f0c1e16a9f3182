package web

import (
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// factView is what a release holds for one predicate of a node.
type factView struct {
	Name     string
	Standing string // of [timeline.Standings], empty where established
	Values   []link
	evidence
}

// facts are all facts of a node with the claims behind them and their rivals.
func (v *visit) facts(n timeline.Node) ([]factView, error) {
	named, err := v.named(n)
	if err != nil {
		return nil, err
	}
	var out []factView
	for _, f := range n.Base().Evidence(nil) {
		e, err := v.evidence(f)
		if err != nil {
			return nil, err
		}
		one := factView{Name: v.predicate(f.Predicate), evidence: e}
		if f.Standing != timeline.StandingEstablished {
			one.Standing = string(f.Standing)
		}
		for _, value := range f.Values {
			if to, ok := named[timeline.ID(value)]; ok {
				one.Values = append(one.Values, v.linkTo(to))
				continue
			}
			one.Values = append(one.Values, link{Text: v.termOf(f.Predicate, n.Base().Kind, value)})
		}
		out = append(out, one)
	}
	return out, nil
}

// named reads the nodes that the facts of a node name.
func (v *visit) named(n timeline.Node) (map[timeline.ID]timeline.Node, error) {
	var ids []timeline.ID
	for _, f := range n.Base().Evidence(nil) {
		d, ok := timeline.LookupPredicate(string(f.Predicate))
		if !ok || d.Value != timeline.ValueRef {
			continue
		}
		for _, value := range f.Values {
			if id := timeline.ID(value); !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	out := make(map[timeline.ID]timeline.Node, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	nodes, err := v.reader.Nodes(v.ctx, ids)
	if err != nil {
		return nil, err
	}
	for i, node := range nodes {
		if node != nil {
			out[ids[i]] = node
		}
	}
	return out, nil
}

// predicate names a predicate.
func (v *visit) predicate(p timeline.Predicate) string {
	if r, ok := relations[string(p)]; ok {
		return r.forward.in(v.lang)
	}
	return v.term("attribute", string(p))
}

// termOf names a value that is a term of a closed list.
func (v *visit) termOf(p timeline.Predicate, subject timeline.Kind, value string) string {
	list := map[timeline.Predicate]string{
		"CONDUCT": "conduct", timeline.Prohibits: "conduct", timeline.NotProhibited: "conduct", "EFFECT_KIND": "effect",
		"STANDING": "document", "FIDELITY": "fidelity", "LICENCE": "licence",
	}[p]
	if p == timeline.KindOf {
		list = map[timeline.Kind]string{timeline.KindAction: "kind", timeline.KindVendor: "vendor", timeline.KindSource: "source"}[subject]
	}
	if list == "" {
		return value
	}
	return v.term(list, value)
}

// statementView is what somebody said.
type statementView struct {
	Anchor  string
	Speaker link
	Manner  string // of [timeline.Manners]
	Said    string
	Summary string
	// NotProhibited names a conduct that the speaker says is not prohibited.
	NotProhibited string
	Quotes        []quote
}

func (v *visit) statements(all []*timeline.Statement) ([]statementView, error) {
	out := make([]statementView, 0, len(all))
	for _, s := range all {
		speaker, err := s.SpokenBy(v.ctx)
		if err != nil {
			return nil, err
		}
		one := statementView{Anchor: s.ID.Part(), Manner: string(s.Manner), Summary: s.Summary}
		if speaker != nil {
			one.Speaker = v.linkTo(speaker)
		}
		if s.Said != nil {
			one.Said = s.Said.Words(v.lang)
		}
		if s.NotProhibited != "" {
			one.NotProhibited = v.term("conduct", s.NotProhibited)
		}
		claims, err := s.Claims(v.ctx)
		if err != nil {
			return nil, err
		}
		if one.Quotes, err = v.quotes(spoken(claims)); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// spoken leaves of the claims of a statement one for each passage.
func spoken(claims []*timeline.Claim) []*timeline.Claim {
	var out []*timeline.Claim
	for _, c := range claims {
		if c.Passage == nil {
			continue
		}
		if !slices.ContainsFunc(out, func(o *timeline.Claim) bool {
			return o.SourceID == c.SourceID && o.Passage.Quotation == c.Passage.Quotation
		}) {
			out = append(out, c)
		}
	}
	return out
}

// rowView is a row of an official list.
type rowView struct {
	List, Row    link
	Names        []link
	Wording      string
	Listed       string
	Delisted     string
	EnteredBy    []link
	evidence     // of the day of listing
	WordingQuote evidence
}

func (v *visit) rows(all []*timeline.ListEntry) ([]rowView, error) {
	out := make([]rowView, 0, len(all))
	for _, e := range all {
		one, err := v.row(e)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

func (v *visit) row(e *timeline.ListEntry) (rowView, error) {
	one := rowView{Row: v.linkTo(e), Wording: e.Wording()}
	if e.Listed != nil {
		one.Listed = e.Listed.Words(v.lang)
	}
	if e.Delisted != nil {
		one.Delisted = e.Delisted.Words(v.lang)
	}
	l, err := e.List(v.ctx)
	if err != nil {
		return one, err
	}
	if l != nil {
		one.List = v.linkTo(l)
	}
	names, err := e.Named(v.ctx)
	if err != nil {
		return one, err
	}
	one.Names = v.linksTo(names)
	acts, err := e.EnteredBy(v.ctx)
	if err != nil {
		return one, err
	}
	one.EnteredBy = v.linksTo(acts)
	steps, err := e.Milestones(v.ctx, []string{"LISTED"})
	if err != nil {
		return one, err
	}
	for _, m := range steps {
		if one.evidence, err = v.evidenceOf(m, timeline.On); err != nil {
			return one, err
		}
	}
	one.WordingQuote, err = v.evidenceOf(e, "WORDING")
	return one, err
}
