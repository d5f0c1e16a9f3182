package web

import (
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// disputeView is a disagreement of sources.
type disputeView struct {
	Anchor, Kind string
	About        link
	Predicate    string
	Sides        []side
}

// side is one position in a disagreement.
type side struct {
	Value   string
	Chosen  bool
	Reading string
	Fits    []link
	Quotes  []quote
}

func (v *visit) disputes(all []*timeline.Discrepancy) ([]*disputeView, error) {
	out := make([]*disputeView, 0, len(all))
	for _, d := range all {
		one, err := v.dispute(d)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

func (v *visit) dispute(d *timeline.Discrepancy) (*disputeView, error) {
	subject, err := d.Subject(v.ctx)
	if err != nil {
		return nil, err
	}
	one := &disputeView{Anchor: string(d.ID), Kind: string(d.DiscrepancyKind), Predicate: v.predicate(d.Predicate)}
	if m, ok := subject.(*timeline.Milestone); ok {
		words, err := v.stepOf(m)
		if err != nil {
			return nil, err
		}
		one.About = link{words, v.id(m.ID)}
	} else if subject != nil {
		one.About = v.linkTo(subject)
	}
	for _, p := range d.Sides() {
		claims, err := p.Claims(v.ctx)
		if err != nil {
			return nil, err
		}
		s := side{Value: p.Value, Chosen: p.Chosen, Reading: p.Reading}
		if len(claims) > 0 {
			s.Value = v.value(claims[0])
		}
		if s.Value == p.Value && subject != nil {
			s.Value = v.termOf(d.Predicate, subject.Base().Kind, p.Value)
		}
		if d, ok := timeline.LookupPredicate(string(d.Predicate)); ok && d.Value == timeline.ValueRef {
			s.Value = v.nameOf(timeline.ID(p.Value))
		}
		if s.Quotes, err = v.quotes(claims); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(s.Quotes, func(q quote) bool { return q.Reading == s.Reading }) {
			s.Reading = "" // its quotation tells it
		}
		for i := range s.Quotes[:max(len(s.Quotes)-1, 0)] { // what several quotations share is told once, at the last
			q, next := &s.Quotes[i], s.Quotes[i+1]
			if q.Reading == next.Reading {
				q.Reading = ""
			}
			if q.Reason == next.Reason {
				q.Reason = ""
			}
		}
		fits, err := p.Fits(v.ctx)
		if err != nil {
			return nil, err
		}
		for _, m := range fits {
			words, err := v.stepOf(m)
			if err != nil {
				return nil, err
			}
			s.Fits = append(s.Fits, link{m.When.Words(v.lang) + ": " + words, v.id(m.ID)})
		}
		one.Sides = append(one.Sides, s)
	}
	return one, nil
}
