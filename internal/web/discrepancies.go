package web

import (
	"github.com/regline/regline/internal/export"
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
	kind, err := v.discrepancyKind()
	if err != nil {
		return err
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
	v.takeTable(pg.Take, "/discrepancies")
	return v.settle(pg, topic{owners: func(v *visit) (map[timeline.ID]bool, error) { return v.disputed(kind) }})
}

// discrepancies walks all disagreements of a kind, nil for all.
func (v *visit) discrepancies(kind *string, each func(*timeline.Discrepancy) error) error {
	return walk(func(p timeline.Paging) (*timeline.DiscrepancyConnection, error) {
		return v.reader.DiscrepanciesOf(v.ctx, nil, nil, kind, p)
	}, each)
}

// disputed are the nodes of whose values sources disagree.
func (v *visit) disputed(kind *string) (map[timeline.ID]bool, error) {
	out := make(map[timeline.ID]bool)
	err := v.discrepancies(kind, func(d *timeline.Discrepancy) error {
		out[d.SubjectID] = true
		return nil
	})
	return out, err
}

// discrepanciesTable lists the sides of all disagreements, a row each.
func (v *visit) discrepanciesTable() (*export.Table, error) {
	kind, err := v.discrepancyKind()
	if err != nil {
		return nil, err
	}
	t := &export.Table{Title: v.say("disputes.title"), Columns: []string{v.say("disputes.kind"), v.say("table.about"), v.say("table.side"), v.say("table.reading")}}
	if kind != nil {
		t.Asked = [][2]string{{v.say("disputes.kind"), v.term("discrepancy", *kind)}}
	}
	err = v.discrepancies(kind, func(d *timeline.Discrepancy) error {
		one, err := v.dispute(d)
		if err != nil {
			return err
		}
		for i, p := range d.Sides() {
			claims, err := p.Claims(v.ctx)
			if err != nil {
				return err
			}
			value := one.Sides[i].Value + " (" + v.say("dispute.lost") + ")"
			if p.Chosen {
				value = one.Sides[i].Value + " (" + v.say("dispute.chosen") + ")"
			}
			t.Rows = append(t.Rows, []export.Cell{
				{Text: v.term("discrepancy", one.Kind)}, {Text: one.About.Text + " – " + one.Predicate, Path: one.About.Href}, {Text: value, Claims: claims}, {Text: p.Reading},
			})
		}
		return nil
	})
	return t, err
}

// discrepancyKind reads the kind of the address; nil for all.
func (v *visit) discrepancyKind() (*string, error) {
	text := v.r.URL.Query().Get("kind")
	if text == "" {
		return nil, nil
	}
	term, ok := timeline.LookupTerm(timeline.DiscrepancyKinds, text)
	if !ok {
		return nil, badQuery("kind", "%.40q is no kind of disagreement", text)
	}
	return &term.Name, nil
}
