package web

import (
	"github.com/regline/regline/internal/timeline"
)

// discrepanciesView is the page of all disagreements of sources.
type discrepanciesView struct {
	Total          int
	Kinds          []option
	Disputes       []*disputeView
	Previous, Next string
}

// maxDisputes is how many disagreements a page lists.
const maxDisputes = 40

func (v *visit) discrepanciesPage(pg *page) error {
	pg.Nav = "nav.discrepancies"
	q := v.r.URL.Query()
	view := &discrepanciesView{}
	var kind *string
	if text := q.Get("kind"); text != "" {
		term, ok := timeline.LookupTerm(timeline.DiscrepancyKinds, text)
		if !ok {
			return badQuery("kind", "%.40q is no kind of disagreement", text)
		}
		kind = &term.Name
	}
	for _, k := range timeline.DiscrepancyKinds {
		view.Kinds = append(view.Kinds, option{k.Name, v.term("discrepancy", k.Name), kind != nil && *kind == k.Name})
	}
	size := maxDisputes
	ask := timeline.Paging{First: &size}
	if after := q.Get("after"); after != "" {
		ask.After = &after
	} else if before := q.Get("before"); before != "" {
		ask = timeline.Paging{Last: &size, Before: &before}
	}
	c, err := v.reader.DiscrepanciesOf(v.ctx, nil, nil, kind, ask)
	if err != nil {
		return err
	}
	if view.Total, err = c.TotalCount(v.ctx); err != nil {
		return err
	}
	to := func(key, cursor string) string {
		query := map[string][]string{key: {cursor}}
		if kind != nil {
			query["kind"] = []string{*kind}
		}
		return v.to("/discrepancies", query)
	}
	if c.PageInfo.HasNextPage {
		view.Next = to("after", *c.PageInfo.EndCursor())
	}
	if c.PageInfo.HasPreviousPage {
		view.Previous = to("before", *c.PageInfo.StartCursor())
	}
	if view.Disputes, err = v.disputes(c.Nodes()); err != nil {
		return err
	}
	pg.Title, pg.Description, pg.Main = v.say("disputes.title"), v.say("disputes.lead"), view
	pg.LinkedData = v.reviewsLD(pg, view.Disputes)
	pg.Take = v.take("", opDiscrepancies, object{"kind": kind})
	return v.settle(pg, topic{})
}
