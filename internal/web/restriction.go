package web

import (
	"github.com/regline/regline/internal/timeline"
)

// restrictionView is a restriction with its words, whom it reaches, when it holds, and the evidence.
type restrictionView struct {
	Anchor, Conduct, Label  string
	Href                    string
	Act                     link
	Binds, Affects, Towards []party
	Exempt                  []party
	Products, Exceptions    []string
	Unstated, BeginUnknown  bool
	Windows                 []string
	Narrowings              []string
	Verdict                 string // of [timeline.Verdicts], today
	Evidence                evidence
	Picture                 *picture
}

// party is somebody whom a restriction reaches, with the claims that say so.
type party struct {
	link
	Quotes []quote
}

func (v *visit) parties(links []*timeline.Link) ([]party, error) {
	out := make([]party, 0, len(links))
	for _, l := range links {
		claims, err := l.Claims(v.ctx)
		if err != nil {
			return nil, err
		}
		quotes, err := v.quotes(claims)
		if err != nil {
			return nil, err
		}
		out = append(out, party{v.linkTo(l.Node), quotes})
	}
	return out, nil
}

func (v *visit) restriction(x *timeline.Restriction) (*restrictionView, error) {
	verdict, _ := x.StateOn(v.today)
	r := &restrictionView{
		Anchor: x.ID.Part(), Conduct: v.term("conduct", x.Conduct), Label: v.label(x), Href: v.id(x.ID),
		Products: x.Products, Exceptions: x.Exceptions, Unstated: x.Unstated, BeginUnknown: x.BeginUnknown, Verdict: string(verdict),
	}
	if r.Label == string(x.ID) {
		r.Label = ""
	}
	act, err := x.Owner(v.ctx)
	if err != nil {
		return nil, err
	}
	r.Act = v.linkTo(act)
	for _, of := range []struct {
		read func() ([]*timeline.Link, error)
		into *[]party
	}{
		{func() ([]*timeline.Link, error) { return x.Bound(v.ctx) }, &r.Binds},
		{func() ([]*timeline.Link, error) { return x.Affected(v.ctx) }, &r.Affects},
		{func() ([]*timeline.Link, error) { return x.Towards(v.ctx) }, &r.Towards},
		{func() ([]*timeline.Link, error) { return x.Exempt(v.ctx) }, &r.Exempt},
	} {
		links, err := of.read()
		if err != nil {
			return nil, err
		}
		if *of.into, err = v.parties(links); err != nil {
			return nil, err
		}
	}
	for _, s := range x.Windows() {
		r.Windows = append(r.Windows, v.segmentWords(s))
	}
	for _, n := range x.Narrowed() {
		words, err := v.narrowing(n)
		if err != nil {
			return nil, err
		}
		r.Narrowings = append(r.Narrowings, words)
	}
	r.Evidence, err = v.evidenceOf(x, "CONDUCT")
	return r, err
}

// narrowing tells which act takes something out of the scope, and when.
func (v *visit) narrowing(n *timeline.Narrowing) (string, error) {
	e, err := n.Effect(v.ctx)
	if err != nil {
		return "", err
	}
	name := string(n.EffectID)
	if e != nil {
		act, err := e.Owner(v.ctx)
		if err != nil {
			return "", err
		}
		name = v.label(act)
	}
	if n.To == nil {
		return v.say("narrowed.from", name, n.From.Words(v.lang)), nil
	}
	return v.say("narrowed.both", name, n.From.Words(v.lang), n.To.Words(v.lang)), nil
}

func (v *visit) restrictionViews(all []*timeline.Restriction) ([]*restrictionView, error) {
	out := make([]*restrictionView, 0, len(all))
	for _, x := range all {
		r, err := v.restriction(x)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}
