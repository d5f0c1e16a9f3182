package web

import (
	"errors"
	"strconv"

	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/timeline"
)

// compareView sets vendors side by side.
type compareView struct {
	Choices       [][]option // one list to choose from for each column, and an empty one
	Groups        []option
	Jurisdictions []option
	Columns       []link
	First         []string
	Rows          []compareRow
}

// compareRow is a stage with what each vendor has there.
type compareRow struct {
	Stage, Definition string
	Cells             []compareCell
}

// compareCell is empty where the stage did not happen.
type compareCell struct {
	When, Days string
	Act        link
	Unsettled  bool
	evidence
}

// keyVendors is the key of an address that names the vendors of a comparison, each once.
const keyVendors = "vendors"

func (v *visit) comparePage(pg *page) error {
	pg.Nav = "nav.compare"
	ids, err := v.compared()
	if err != nil {
		return err
	}
	view := &compareView{}
	if err := v.fillChoices(ids, view); err != nil {
		return err
	}
	pg.Title, pg.Description, pg.Main = v.say("compare.title"), v.say("compare.lead"), view
	if len(ids) == 0 {
		return nil
	}
	c, err := v.reader.Compare(v.ctx, ids, strOrNil(v.sel.Jurisdiction))
	if err != nil {
		return err
	}
	for i, course := range c.Columns {
		view.Columns = append(view.Columns, v.linkTo(course.Vendor))
		first := ""
		if course.First != nil {
			first = whenOf(v, course.First)
		}
		view.First = append(view.First, first)
		for j, s := range course.Stages {
			if i == 0 {
				view.Rows = append(view.Rows, compareRow{Stage: v.term("stage", string(s.Stage)), Definition: s.Definition})
			}
			cell, err := v.compareCell(s)
			if err != nil {
				return err
			}
			view.Rows[j].Cells = append(view.Rows[j].Cells, cell)
		}
	}
	pg.Take = v.take("", opCompare, object{"vendors": ids, "jurisdiction": v.sel.Jurisdiction})
	v.takeTable(pg.Take, "/compare")
	return v.settle(pg, topic{vendors: ids})
}

// compared are the vendors that the address names, else those of the configuration that the store holds.
func (v *visit) compared() ([]timeline.ID, error) {
	var ids []timeline.ID
	names, given := v.r.URL.Query()[keyVendors]
	for _, text := range names {
		if text == "" {
			continue
		}
		id, err := timeline.ParseID(text)
		if err != nil {
			return nil, badQuery(keyVendors, "%v", err)
		}
		ids = append(ids, id)
	}
	if given {
		return ids, nil
	}
	for _, id := range v.versus {
		_, err := timeline.Get[*timeline.Vendor](v.ctx, v.reader, id)
		switch {
		case err == nil:
			ids = append(ids, id)
		case !errors.Is(err, timeline.ErrNotFound) && !errors.Is(err, timeline.ErrSplit):
			return nil, err
		}
	}
	return ids, nil
}

func (v *visit) fillChoices(ids []timeline.ID, view *compareView) error {
	f := &filters{}
	if err := v.vendorOptions(f); err != nil {
		return err
	}
	if err := v.agencyOptions(f); err != nil {
		return err
	}
	view.Jurisdictions = f.Jurisdictions
	all := append(f.Groups, f.Vendors...)
	for i := range min(max(len(ids)+1, 3), timeline.MaxCompared) {
		choice := make([]option, len(all))
		copy(choice, all)
		listed := i >= len(ids)
		for j := range choice {
			choice[j].Chosen = i < len(ids) && choice[j].Value == string(ids[i])
			listed = listed || choice[j].Chosen
		}
		if !listed {
			n, err := timeline.Get[*timeline.Vendor](v.ctx, v.reader, ids[i])
			if err != nil {
				return err
			}
			choice = append(choice, option{string(n.ID), v.label(n), true})
		}
		view.Choices = append(view.Choices, choice)
	}
	return nil
}

func (v *visit) compareCell(s *timeline.Reached) (compareCell, error) {
	var c compareCell
	if s.Action == nil || s.When == nil {
		return c, nil
	}
	c.When, c.Act, c.Unsettled = s.When.Words(v.lang), v.linkTo(s.Action), unsettled(*s.When)
	if s.Days != nil {
		c.Days = strconv.Itoa(*s.Days)
	}
	cause, err := s.Cause(v.ctx)
	if err != nil || cause == nil {
		return c, err
	}
	c.Act.Href = v.node(cause)
	c.evidence, err = v.evidenceOf(cause, timeline.On)
	return c, err
}

func strOrNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// compareTable is the comparison as a table: a row for each stage, a column for each vendor.
func (v *visit) compareTable() (*export.Table, error) {
	ids, err := v.compared()
	if err != nil {
		return nil, err
	}
	c, err := v.reader.Compare(v.ctx, ids, strOrNil(v.sel.Jurisdiction))
	if err != nil {
		return nil, err
	}
	t := &export.Table{Title: v.say("compare.title"), Columns: []string{v.say("compare.stage")}}
	if v.sel.Jurisdiction != "" {
		t.Asked = [][2]string{{v.say("filter.country"), v.countryName(v.sel.Jurisdiction)}}
	}
	for i, course := range c.Columns {
		t.Columns = append(t.Columns, v.label(course.Vendor))
		for j, s := range course.Stages {
			if i == 0 {
				t.Rows = append(t.Rows, []export.Cell{{Text: v.term("stage", string(s.Stage))}})
			}
			cell, err := v.reachedCell(s)
			if err != nil {
				return nil, err
			}
			t.Rows[j] = append(t.Rows[j], cell)
		}
	}
	return t, nil
}

func (v *visit) reachedCell(s *timeline.Reached) (export.Cell, error) {
	one, err := v.compareCell(s)
	if err != nil || one.When == "" {
		return export.Cell{Text: v.say("compare.never")}, err
	}
	c := export.Cell{Text: one.When, Path: one.Act.Href}
	if one.Days != "" {
		c.Text += " (" + v.say("compare.days", one.Days) + ")"
	}
	c.Text += ", " + one.Act.Text
	cause, err := s.Cause(v.ctx)
	if err != nil || cause == nil {
		return c, err
	}
	c.Claims, err = claimsBehind(v.ctx, cause, timeline.On)
	return c, err
}
