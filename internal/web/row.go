package web

import "github.com/regline/regline/internal/timeline"

// rowView is a row of an official list.
type rowView struct {
	List, Row link
	Names     []link
	Wording   string
	Listed    string
	Delisted  string
	EnteredBy []link
	evidence  // of the day of listing
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
	return one, nil
}
