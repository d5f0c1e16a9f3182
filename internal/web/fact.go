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
