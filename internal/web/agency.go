package web

import "github.com/regline/regline/internal/timeline"

// agencyView is the page of a body.
type agencyView struct {
	Name, Country, Description string
	Aliases                    []string
	PartOf, Parts              []party
	Course                     *course
	Facts                      []factView
}

func (v *visit) agencyPage(pg *page) error {
	n, err := asked[*timeline.Agency](v)
	if err != nil {
		return err
	}
	v.sel.Agency = n.ID
	view := &agencyView{Name: v.label(n), Description: n.Description, Aliases: n.Aliases}
	if n.Jurisdiction != "" {
		view.Country = v.countryName(n.Jurisdiction)
	}
	above, err := n.PartOf(v.ctx)
	if err != nil {
		return err
	}
	if view.PartOf, err = v.parties(above); err != nil {
		return err
	}
	below, err := n.Parts(v.ctx)
	if err != nil {
		return err
	}
	if view.Parts, err = v.parties(below); err != nil {
		return err
	}
	if view.Course, err = v.course(true); err != nil {
		return err
	}
	if view.Facts, err = v.facts(n); err != nil {
		return err
	}
	pg.Title, pg.Description, pg.Main = view.Name, view.Course.Lead, view
	pg.LinkedData = v.agencyLD(pg, n)
	pg.Take = v.take("/agency", opTimeline, object{"agency": string(n.ID)})
	return v.settle(pg, topic{owners: func(v *visit) (map[timeline.ID]bool, error) { return v.chosenActs(n.ID) }})
}
