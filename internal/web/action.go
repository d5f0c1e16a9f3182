package web

import (
	"github.com/regline/regline/internal/timeline"
)

// actionView is the page of an act.
type actionView struct {
	Name, Kind, Family, Country, Summary string
	Citations                            []string
	Actors, Targets                      []party
	Steps                                []*event
	Picture                              *picture
	Restrictions                         []*restrictionView
	Effects, Suffered                    []effectView
	Lineage                              *lineageView
	Rows                                 []rowView
	Statements                           []statementView
	Disputes                             []*disputeView
	Facts                                []factView
	Zone                                 string
}

// effectView is what one act does to another.
type effectView struct {
	Anchor string
	Kind   string
	When   string
	// On is what it changes, seen from the act; By is the act, seen from what is changed.
	On []link
	By link
	evidence
}

func (v *visit) actionPage(pg *page) error {
	n, err := asked[timeline.Node](v)
	if err != nil {
		return err
	}
	a, ok := n.(*timeline.Action)
	if !ok { // a row of a list
		return v.showNode(pg, n)
	}
	view := &actionView{Name: v.label(a), Kind: v.term("kind", a.ActionKind), Family: familyOf(a), Summary: a.Summary, Citations: a.Citations, Zone: a.Zone}
	if a.Jurisdiction != "" {
		view.Country = v.countryName(a.Jurisdiction)
	}
	for _, fill := range []func(*timeline.Action, *actionView) error{v.fillParties, v.fillSteps, v.fillEffects, v.fillLineage, v.fillRest} {
		if err := fill(a, view); err != nil {
			return err
		}
	}
	pg.Title, pg.Main = view.Name, view
	if pg.Description = view.Summary; pg.Description == "" && len(view.Steps) > 0 {
		pg.Description = view.Steps[0].Sentence
	}
	v.sel.Action = a.ID
	if pg.LinkedData, err = v.actionLD(pg, a, view); err != nil {
		return err
	}
	pg.Take = v.take("/action", opAction, object{"id": string(a.ID)})
	return v.settle(pg, topic{owner: a.ID})
}

func (v *visit) fillParties(a *timeline.Action, view *actionView) error {
	by, err := a.ActedBy(v.ctx)
	if err != nil {
		return err
	}
	if view.Actors, err = v.parties(by); err != nil {
		return err
	}
	targets, err := a.Targets(v.ctx)
	if err != nil {
		return err
	}
	view.Targets, err = v.parties(targets)
	return err
}

func (v *visit) fillSteps(a *timeline.Action, view *actionView) error {
	steps, err := a.Milestones(v.ctx, nil)
	if err != nil {
		return err
	}
	var moments []*moment
	for i, m := range steps {
		one, err := v.moment(m, i+1)
		if err != nil {
			return err
		}
		e, err := v.event(one)
		if err != nil {
			return err
		}
		if !m.When.Date.IsZero() {
			moments = append(moments, one)
		}
		e.Anchor, e.Act, e.Actors = m.ID.Part(), link{}, nil // the page itself tells which act it is
		view.Steps = append(view.Steps, e)
	}
	restrictions, err := a.Restrictions(v.ctx)
	if err != nil {
		return err
	}
	if view.Restrictions, err = v.restrictionViews(restrictions); err != nil {
		return err
	}
	for _, r := range view.Restrictions {
		r.Act = link{}
	}
	windows := v.windowsOf(restrictions, map[timeline.ID]timeline.Node{a.ID: a})
	view.Picture = v.picture(moments, windows, false)
	if view.Picture != nil {
		view.Picture.lead(func(number int) string { return "#" + steps[number-1].ID.Part() })
	}
	return nil
}

func (v *visit) fillEffects(a *timeline.Action, view *actionView) error {
	effects, err := a.Effects(v.ctx)
	if err != nil {
		return err
	}
	for _, e := range effects {
		one, err := v.effect(e)
		if err != nil {
			return err
		}
		view.Effects = append(view.Effects, one)
	}
	suffered, err := v.suffered(a)
	if err != nil {
		return err
	}
	for _, e := range suffered {
		one, err := v.effect(e)
		if err != nil {
			return err
		}
		view.Suffered = append(view.Suffered, one)
	}
	return nil
}

// suffered lists the effects upon the act and its parts, each once.
func (v *visit) suffered(a *timeline.Action) ([]*timeline.Effect, error) {
	nodes := []timeline.Node{a}
	steps, err := a.Milestones(v.ctx, nil)
	if err != nil {
		return nil, err
	}
	for _, m := range steps {
		nodes = append(nodes, m)
	}
	restrictions, err := a.Restrictions(v.ctx)
	if err != nil {
		return nil, err
	}
	for _, x := range restrictions {
		nodes = append(nodes, x)
	}
	var out []*timeline.Effect
	seen := make(map[timeline.ID]bool)
	size := timeline.MaxPage
	for _, n := range nodes {
		c, err := n.Base().Relations(v.ctx, timeline.Incoming, []timeline.Predicate{timeline.Upon}, &size, nil, nil, nil)
		if err != nil {
			return nil, err
		}
		for _, far := range c.Nodes() {
			if e, ok := far.(*timeline.Effect); ok && !seen[e.ID] {
				seen[e.ID] = true
				out = append(out, e)
			}
		}
	}
	return out, nil
}

func (v *visit) effect(e *timeline.Effect) (effectView, error) {
	one := effectView{Anchor: e.ID.Part(), Kind: v.term("effect", e.EffectKind), When: e.When.Words(v.lang)}
	act, err := e.Owner(v.ctx)
	if err != nil {
		return one, err
	}
	one.By = link{v.label(act), v.id(e.ID)}
	links, err := e.Changes(v.ctx)
	if err != nil {
		return one, err
	}
	for _, l := range links {
		to := v.linkTo(l.Node)
		if l.Node.Base().ID.PartKind() != "" {
			if to.Text, err = v.partWords(l.Node); err != nil {
				return one, err
			}
		}
		one.On = append(one.On, to)
	}
	one.evidence, err = v.evidenceOf(e, "EFFECT_KIND")
	if err == nil && len(one.Quotes) == 0 {
		one.evidence, err = v.evidenceOf(e, timeline.On)
	}
	return one, err
}

// partWords names a part of an act with the act.
func (v *visit) partWords(n timeline.Node) (string, error) {
	switch n := n.(type) {
	case *timeline.Milestone:
		return v.stepOf(n)
	case *timeline.Restriction:
		act, err := n.Owner(v.ctx)
		if err != nil {
			return "", err
		}
		return v.label(act) + ": " + v.term("conduct", n.Conduct), nil
	}
	return v.label(n), nil
}

func (v *visit) fillRest(a *timeline.Action, view *actionView) error {
	entries, err := a.Entries(v.ctx)
	if err != nil {
		return err
	}
	if view.Rows, err = v.rows(entries); err != nil {
		return err
	}
	if view.Statements, err = v.statements(a); err != nil {
		return err
	}
	disputes, err := a.Discrepancies(v.ctx)
	if err != nil {
		return err
	}
	if view.Disputes, err = v.disputes(disputes); err != nil {
		return err
	}
	view.Facts, err = v.facts(a)
	return err
}
