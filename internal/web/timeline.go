package web

import (
	"errors"
	"slices"
	"strconv"

	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/timeline"
)

// timelineView is the page of the timeline: a picture, what comes next, and the steps in order, each with the sentence of
// its source.
type timelineView struct {
	Heading, Lead string
	Filters       *filters
	Picture       *picture
	Now           *now
	Years         []eventYear
	Pager         *pager
	Total         int
}

// eventYear are the events of a year.
type eventYear struct {
	Year   string
	Events []*event
}

// pageSize is how many events a page lists.
const pageSize = 150

// timelinePage answers with the timeline.
func (v *visit) timelinePage(pg *page) error {
	if err := v.open(); err != nil {
		return err
	}
	pg.Nav = "nav.timeline"
	heading, err := v.heading()
	if err != nil {
		return err
	}
	view := &timelineView{Heading: heading}
	if view.Filters, err = v.filters(); err != nil {
		return err
	}
	course, err := v.course(view.Filters.Lanes == lanesVendor)
	if err != nil {
		return err
	}
	view.Picture, view.Now, view.Total = course.Picture, course.Now, course.Total
	view.Years, view.Pager, view.Lead = course.Years, course.Pager, course.Lead
	pg.Title, pg.Description, pg.Main = heading, course.Lead, view
	pg.LinkedData = v.datasetLD(pg)
	operation, variables := opTimeline, object{
		"vendor": string(v.sel.Vendor), "agency": string(v.sel.Agency), "jurisdiction": v.sel.Jurisdiction, "role": v.sel.Role, "owner": string(v.sel.Action),
		"from": view.Filters.From, "to": view.Filters.To,
	}
	if v.sel.Vendor != "" && v.sel.Agency == "" && v.sel.Role == "" && v.sel.From == nil && v.sel.To == nil && v.sel.Action == "" {
		operation, variables = opStory, object{"vendor": string(v.sel.Vendor), "jurisdiction": v.sel.Jurisdiction, "language": string(v.lang)}
	}
	pg.Take = v.take("/", operation, variables)
	return v.settle(pg, v.selected())
}

// selected is what the changes of a timeline of the selection are about.
func (v *visit) selected() topic {
	if !v.narrowed() {
		return topic{vendor: v.sel.Vendor, owner: v.sel.Action, source: v.sel.Source}
	}
	return topic{source: v.sel.Source, owners: func(v *visit) (map[timeline.ID]bool, error) {
		return v.chosenActs(v.sel.Vendor, v.sel.Agency)
	}}
}

// narrowed says that less is shown than all about one vendor, act or source.
func (v *visit) narrowed() bool {
	s := v.sel
	return s.Agency != "" || s.Jurisdiction != "" || s.Role != "" || s.Text != "" || s.From != nil || s.To != nil
}

// chosenActs are the acts that the selection of the visit chooses, and the nodes that it names.
func (v *visit) chosenActs(named ...timeline.ID) (map[timeline.ID]bool, error) {
	out := make(map[timeline.ID]bool)
	for _, id := range named {
		out[id] = true
	}
	for m, err := range export.Milestones(v.ctx, v.reader, v.sel) {
		if errors.Is(err, timeline.ErrNotFound) { // the other release does not know it
			return out, nil
		} else if err != nil {
			return nil, err
		}
		out[m.OwnerID] = true
	}
	return out, nil
}

// open makes the selection that of the story on which the site opens, where the address selects nothing.
func (v *visit) open() error {
	if v.selects() || v.start.Vendor == "" {
		return nil
	}
	_, err := timeline.Get[*timeline.Vendor](v.ctx, v.reader, v.start.Vendor)
	if errors.Is(err, timeline.ErrNotFound) || errors.Is(err, timeline.ErrSplit) {
		return nil
	} else if err != nil {
		return err
	}
	v.sel.Vendor, v.sel.Jurisdiction = v.start.Vendor, v.start.Jurisdiction
	return nil
}

// selects says that the address makes a selection, if only that of everything.
func (v *visit) selects() bool {
	q := v.r.URL.Query()
	return slices.ContainsFunc(export.SelectionKeys(), func(key string) bool {
		return key != "release" && key != "lang" && q.Has(key)
	})
}

// heading tells what is selected. The error wraps [timeline.ErrNotFound] where the release holds none of an ID.
func (v *visit) heading() (string, error) {
	name := ""
	for _, id := range []timeline.ID{v.sel.Vendor, v.sel.Agency, v.sel.Action, v.sel.Source} {
		if id == "" {
			continue
		}
		n, err := v.reader.Node(v.ctx, id)
		if err != nil {
			return "", err
		}
		if name == "" {
			name = v.label(n)
		}
	}
	if name == "" {
		name = v.say("timeline.everything")
	}
	if v.sel.Jurisdiction != "" {
		return v.say("timeline.in", name, v.country(v.sel.Jurisdiction)), nil
	}
	return name, nil
}

// country names a jurisdiction, by its code where there is no word for it.
func (v *visit) country(code string) string {
	if p, ok := phrases["in."+code]; ok {
		return p.in(v.lang)
	}
	return v.say("in.other", code)
}

// course is a timeline with all that stands around it, of the selection of the visit.
type course struct {
	Picture *picture
	Now     *now
	Years   []eventYear
	Pager   *pager
	Total   int
	Lead    string
}

func (v *visit) course(byVendor bool) (*course, error) {
	moments, err := v.moments()
	if err != nil {
		return nil, err
	}
	c := &course{Total: len(moments)}
	if c.Pager, err = v.pager(len(moments), pageSize); err != nil {
		return nil, err
	}
	restrictions, acts, err := v.restrictions(moments)
	if err != nil {
		return nil, err
	}
	if c.Picture = v.picture(moments, v.windowsOf(restrictions, acts), byVendor); c.Picture != nil {
		c.Picture.lead(c.Pager.event)
	}
	if c.Now, err = v.nowOf(moments, restrictions); err != nil {
		return nil, err
	}
	for _, m := range moments[c.Pager.from:c.Pager.to] {
		e, err := v.event(m)
		if err != nil {
			return nil, err
		}
		if n := len(c.Years); n == 0 || c.Years[n-1].Year != e.Year {
			c.Years = append(c.Years, eventYear{Year: e.Year})
		}
		y := &c.Years[len(c.Years)-1]
		y.Events = append(y.Events, e)
	}
	c.Lead = v.lead(moments)
	return c, nil
}

// byPart calls the events by their names within the act, on its own page.
func (c *course) byPart() {
	parts := make(map[int]string)
	for _, y := range c.Years {
		for _, e := range y.Events {
			e.Anchor, parts[e.Number] = e.part, e.part
		}
	}
	if c.Picture != nil {
		c.Picture.lead(func(number int) string { return "#" + parts[number] })
	}
}

// lead tells how much there is.
func (v *visit) lead(moments []*moment) string {
	if len(moments) == 0 {
		return v.say("timeline.none")
	}
	acts := make(map[timeline.ID]bool)
	for _, m := range moments {
		acts[m.act.Base().ID] = true
	}
	return v.say("timeline.lead", v.sayCount("steps", len(moments)), v.sayCount("acts", len(acts)),
		v.dateWords(moments[0].step.When), v.dateWords(moments[len(moments)-1].step.When))
}

// restrictions reads those of the acts of the moments, and the acts by ID. Where the selection names a vendor, only
// those about it count: an act may restrict some of its targets alone.
func (v *visit) restrictions(moments []*moment) ([]*timeline.Restriction, map[timeline.ID]timeline.Node, error) {
	acts := make(map[timeline.ID]timeline.Node)
	if len(moments) > maxMarks {
		return nil, acts, nil
	}
	var order []*timeline.Action
	for _, m := range moments {
		if a, ok := m.act.(*timeline.Action); ok && acts[a.ID] == nil {
			acts[a.ID] = a
			order = append(order, a)
		}
	}
	about, err := v.about()
	if err != nil {
		return nil, nil, err
	}
	var out []*timeline.Restriction
	for _, a := range order {
		all, err := a.Restrictions(v.ctx)
		if err != nil {
			return nil, nil, err
		}
		for _, x := range all {
			if about == nil || about[x.ID] {
				out = append(out, x)
			}
		}
	}
	return out, acts, nil
}

// about lists the restrictions about the selected vendor; nil where none is selected.
func (v *visit) about() (map[timeline.ID]bool, error) {
	if v.sel.Vendor == "" {
		return nil, nil
	}
	out := make(map[timeline.ID]bool)
	err := walk(func(p timeline.Paging) (*timeline.Connection[*timeline.Restriction], error) {
		return v.reader.Restrictions(v.ctx, &v.sel.Vendor, nil, p)
	}, func(x *timeline.Restriction) error {
		out[x.ID] = true
		return nil
	})
	return out, err
}

// walk reads a list to its end.
func walk[T any](list func(timeline.Paging) (*timeline.Connection[T], error), each func(T) error) error {
	for e, err := range timeline.AllEdges(list) {
		if err != nil {
			return err
		}
		if err := each(e.Node); err != nil {
			return err
		}
	}
	return nil
}

// pager leads through a long list.
type pager struct {
	Page, Pages    int
	Previous, Next string
	from, to, size int
	at             func(page int) string
}

// event is the address of an event by its number: on this page or on another.
func (p *pager) event(number int) string {
	to := "#" + anchorOf(number)
	if page := (number-1)/p.size + 1; page != p.Page {
		to = p.at(page) + to
	}
	return to
}

// pager reads which page of a list is asked for.
func (v *visit) pager(total, size int) (*pager, error) {
	p := &pager{Page: 1, Pages: max((total+size-1)/size, 1)}
	if text := v.r.URL.Query().Get("page"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > p.Pages {
			return nil, badQuery("page", "%.20q: there are pages 1 to %d", text, p.Pages)
		}
		p.Page = n
	}
	p.from, p.to = (p.Page-1)*size, min(p.Page*size, total)
	p.size = size
	p.at = func(n int) string {
		q := v.r.URL.Query()
		q.Set("page", strconv.Itoa(n))
		return v.r.URL.Path + "?" + q.Encode()
	}
	if p.Page > 1 {
		p.Previous = p.at(p.Page - 1)
	}
	if p.Page < p.Pages {
		p.Next = p.at(p.Page + 1)
	}
	return p, nil
}

// errEnough ends a walk early.
var errEnough = errors.New("enough")
