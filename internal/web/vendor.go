package web

import (
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// vendorView is the page of a vendor.
type vendorView struct {
	Name, Kind, Country, Description string
	Aliases                          []string
	Family                           []relative
	Course                           *course
	Restrictions                     []*restrictionView
	Rows                             []rowView
	Statements                       []statementView
	Disputes                         []*disputeView
	Facts                            []factView
}

// relative are the entities that belong together with the vendor in one way.
type relative struct {
	Relation string
	Others   []link
}

func (v *visit) vendorPage(pg *page) error {
	n, err := asked[*timeline.Vendor](v)
	if err != nil {
		return err
	}
	v.sel.Vendor = n.ID
	view := &vendorView{Name: v.label(n), Kind: v.term("vendor", n.VendorKind), Description: n.Description, Aliases: n.Aliases}
	if n.Jurisdiction != "" {
		view.Country = v.countryName(n.Jurisdiction)
	}
	if view.Family, err = v.family(n); err != nil {
		return err
	}
	if view.Course, err = v.course(false); err != nil {
		return err
	}
	if view.Restrictions, err = v.vendorRestrictions(n.ID); err != nil {
		return err
	}
	entries, err := v.vendorRows(n.ID)
	if err != nil {
		return err
	}
	if view.Rows, err = v.rows(entries); err != nil {
		return err
	}
	if view.Statements, err = v.statements(n); err != nil {
		return err
	}
	disputes, err := n.Discrepancies(v.ctx)
	if err != nil {
		return err
	}
	if view.Disputes, err = v.disputes(disputes); err != nil {
		return err
	}
	if view.Facts, err = v.facts(n); err != nil {
		return err
	}
	pg.Title, pg.Description, pg.Main = view.Name, view.Course.Lead, view
	pg.LinkedData = v.vendorLD(pg, n)
	pg.Take = v.take("/vendor", opStory, object{"vendor": string(n.ID), "language": string(v.lang)})
	return v.settle(pg, topic{vendor: n.ID})
}

func (v *visit) family(n *timeline.Vendor) ([]relative, error) {
	links, err := n.Affiliates(v.ctx)
	if err != nil {
		return nil, err
	}
	var out []relative
	for _, l := range links {
		phrase := relations[string(l.Rel)].forward
		if l.Edge.To == n.ID {
			phrase = relations[string(l.Rel)].backward
		}
		words := phrase.in(v.lang)
		i := slices.IndexFunc(out, func(r relative) bool { return r.Relation == words })
		if i < 0 {
			i = len(out)
			out = append(out, relative{Relation: words})
		}
		out[i].Others = append(out[i].Others, v.linkTo(l.Node))
	}
	return out, nil
}

func (v *visit) vendorRestrictions(id timeline.ID) ([]*restrictionView, error) {
	var all []*timeline.Restriction
	err := walk(func(p timeline.Paging) (*timeline.Connection[*timeline.Restriction], error) {
		return v.reader.Restrictions(v.ctx, &id, nil, p)
	}, func(x *timeline.Restriction) error {
		all = append(all, x)
		return nil
	})
	if err != nil {
		return nil, err
	}
	views, err := v.restrictionViews(all)
	for i, x := range all[:len(views)] {
		views[i].Anchor = string(x.ID) // parts of several acts may have one name
	}
	return views, err
}

func (v *visit) vendorRows(id timeline.ID) ([]*timeline.ListEntry, error) {
	var all []*timeline.ListEntry
	err := walk(func(p timeline.Paging) (*timeline.ListEntryConnection, error) {
		return v.reader.ListEntries(v.ctx, nil, &id, p)
	}, func(e *timeline.ListEntry) error {
		all = append(all, e)
		return nil
	})
	return all, err
}
