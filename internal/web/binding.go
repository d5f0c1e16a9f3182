package web

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/timeline"
)

// Keys of the address of the page that tells what binds somebody, beside those of a selection and [keyDay].
const (
	keyWho     = "for"     // an audience or a vendor; may be given several times
	keyConduct = "conduct" // of [timeline.Conducts]
)

// bindingView answers what binds somebody on a day.
type bindingView struct {
	On              string // YYYY-MM-DD
	Day             string // in words
	Who             [][]option
	Groups, Vendors []option
	Conducts        []option
	Asked           bool
	Capacities      []capacityView
	Counts          string
	Rows            []*bindingRow
	Next            *nextChange
	Coming          []coming
	Calendar        string
	Clarifications  []statementView
	Acts            string
	Lists           []listView
}

// capacityView is who asks, with the words that define it.
type capacityView struct {
	link
	Definition string
}

// bindingRow is a restriction that reaches who asks.
type bindingRow struct {
	*restrictionView
	Touches []touchView
	Reasons []string // why the verdict is no plain one, in English
	Next    *nextChange
}

// touchView tells how a restriction reaches somebody, and by which audience of its text.
type touchView struct {
	How     string // of [timeline.Touches]
	Through link
}

// nextChange is the day on which the state changes, what it becomes, and what changes it.
type nextChange struct{ When, Becomes, Href string }

// bindingOf is the address of the page for restrictions about a vendor, if there is one.
func (v *visit) bindingOf(vendor timeline.ID) string {
	q := url.Values{}
	if vendor != "" {
		q.Set("vendor", string(vendor))
	}
	return v.to("/binding", q)
}

func (v *visit) bindingPage(pg *page) error {
	pg.Nav = "nav.binding"
	pg.Hidden = slices.DeleteFunc(pg.Hidden, func(f field) bool { return f.Name == keyDay }) // the form asks for it
	view := &bindingView{On: v.today.String(), Day: v.dayWords(v.today)}
	q, err := v.forceQuestion()
	if err != nil {
		return err
	}
	if err := v.fillBindingForm(q, view); err != nil {
		return err
	}
	pg.Title, pg.Description, pg.Main = v.say("binding.title"), v.say("binding.lead"), view
	variables := object{"on": v.today.String(), "capacities": q.Capacities, "vendor": string(v.sel.Vendor), "conduct": q.Conduct}
	if len(q.Capacities) == 0 {
		return v.settle(pg, topic{})
	}
	f, err := v.reader.InForce(v.ctx, *q)
	if err != nil {
		return err
	}
	view.Asked = true
	for _, fill := range []func(*timeline.Force, *bindingView) error{v.fillBindingRows, v.fillBindingDates, v.fillBindingRest} {
		if err := fill(f, view); err != nil {
			return err
		}
	}
	pg.Take = v.take("", opBinding, variables)
	v.takeTable(pg.Take, "/binding")
	pg.Take.Files = append(pg.Take.Files, takeFile{Name: "ics", Href: view.Calendar, Extension: ".ics"})
	return v.settle(pg, topic{owners: (*visit).bindingOwners})
}

// forceQuestion reads who asks, of which day and about what. Without anybody there is no question yet.
func (v *visit) forceQuestion() (*timeline.ForceQuestion, error) {
	values := v.r.URL.Query()
	q := &timeline.ForceQuestion{On: v.today, Capacities: []timeline.ID{}, Vendor: idOrNil(v.sel.Vendor)}
	for _, text := range values[keyWho] {
		if text == "" {
			continue
		}
		id, err := timeline.ParseID(text)
		if err != nil {
			return nil, badQuery(keyWho, "%v", err)
		}
		if !slices.Contains(q.Capacities, id) {
			q.Capacities = append(q.Capacities, id)
		}
	}
	if text := values.Get(keyConduct); text != "" {
		term, ok := timeline.LookupTerm(timeline.Conducts, text)
		if !ok {
			return nil, badQuery(keyConduct, "%.40q is no conduct", text)
		}
		q.Conduct = &term.Name
	}
	return q, nil
}

// whoFields is how many audiences the form asks for.
const whoFields = 2

func (v *visit) fillBindingForm(q *timeline.ForceQuestion, view *bindingView) error {
	var all []option
	err := walk(func(p timeline.Paging) (*timeline.AudienceConnection, error) { return v.reader.Audiences(v.ctx, p) },
		func(n *timeline.Audience) error {
			all = append(all, option{Value: string(n.ID), Text: v.label(n)})
			return nil
		})
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b option) int { return compareNames(a.Text, b.Text) })
	for i := range max(whoFields, len(q.Capacities)) {
		choice := slices.Clone(all)
		if i < len(q.Capacities) {
			at := slices.IndexFunc(choice, func(o option) bool { return o.Value == string(q.Capacities[i]) })
			if at < 0 { // a vendor, or what there is not, of which the answer tells
				at = len(choice)
				choice = append(choice, option{Value: string(q.Capacities[i]), Text: v.nameOf(q.Capacities[i])})
			}
			choice[at].Chosen = true
		}
		view.Who = append(view.Who, choice)
	}
	for _, c := range timeline.Conducts {
		view.Conducts = append(view.Conducts, option{c.Name, v.term("conduct", c.Name), q.Conduct != nil && *q.Conduct == c.Name})
	}
	f := &filters{}
	err = v.vendorOptions(f)
	view.Groups, view.Vendors = f.Groups, f.Vendors
	return err
}

// nameOf names a node by its ID, by the ID itself where there is none.
func (v *visit) nameOf(id timeline.ID) string {
	if n, err := v.reader.Node(v.ctx, id); err == nil {
		return v.label(n)
	}
	return string(id)
}

func (v *visit) fillBindingRows(f *timeline.Force, view *bindingView) error {
	counts := make(map[timeline.Verdict]int)
	for _, of := range f.Rows {
		counts[of.Verdict]++
		one, err := v.bindingRow(of)
		if err != nil {
			return err
		}
		view.Rows = append(view.Rows, one)
	}
	view.Counts = v.say("binding.count", len(f.Rows), counts[timeline.VerdictInForce], counts[timeline.VerdictPartly],
		counts[timeline.VerdictUnknown], counts[timeline.VerdictNotInForce])
	var err error
	view.Next, err = v.nextChange(f.NextChange)
	return err
}

func (v *visit) bindingRow(of *timeline.ForceRow) (*bindingRow, error) {
	x, err := v.restriction(of.Restriction)
	if err != nil {
		return nil, err
	}
	x.Anchor, x.Verdict = string(of.Restriction.ID), string(of.Verdict)
	one := &bindingRow{restrictionView: x}
	for _, t := range of.Touches {
		through, err := v.reader.Node(v.ctx, t.Through)
		if err != nil {
			return nil, err
		}
		one.Touches = append(one.Touches, touchView{string(t.How), v.linkTo(through)})
	}
	if of.Verdict == timeline.VerdictPartly || of.Verdict == timeline.VerdictUnknown {
		one.Reasons = of.Reasons
	}
	one.Next, err = v.nextChange(of.NextChange)
	return one, err
}

func (v *visit) nextChange(c *timeline.Change) (*nextChange, error) {
	if c == nil {
		return nil, nil
	}
	return &nextChange{When: c.When.Words(v.lang), Becomes: string(c.Becomes), Href: v.id(c.CauseID)}, nil
}

func (v *visit) fillBindingDates(f *timeline.Force, view *bindingView) error {
	var err error
	if view.Coming, err = v.coming(nil, restrictionsOf(f)); err != nil {
		return err
	}
	q := v.r.URL.Query()
	q.Set("lang", v.code())
	q.Set(keyDay, v.today.String())
	view.Calendar = "/binding/ics?" + q.Encode()
	return nil
}

// fillBindingRest tells what is said not to be prohibited, and what was looked through.
func (v *visit) fillBindingRest(f *timeline.Force, view *bindingView) error {
	for _, n := range f.Capacities {
		one := capacityView{link: v.linkTo(n)}
		if a, ok := n.(*timeline.Audience); ok {
			one.Definition = a.Definition
		}
		view.Capacities = append(view.Capacities, one)
	}
	for _, s := range f.Clarifications {
		one, err := v.statement(s)
		if err != nil {
			return err
		}
		view.Clarifications = append(view.Clarifications, one)
	}
	acts, err := f.Covered.Actions(v.ctx)
	if err != nil {
		return err
	}
	view.Acts = grouped(v.lang, acts)
	view.Lists, err = v.lists(f.Covered)
	return err
}

// bindingOwners are those who ask and the acts of the rows.
func (v *visit) bindingOwners() (map[timeline.ID]bool, error) {
	out := make(map[timeline.ID]bool)
	q, err := v.forceQuestion()
	if err != nil {
		return nil, err
	}
	f, err := v.reader.InForce(v.ctx, *q)
	if errors.Is(err, timeline.ErrNotFound) { // the other release does not know who asks
		return out, nil
	} else if err != nil {
		return nil, err
	}
	for _, row := range f.Rows {
		out[row.Restriction.OwnerID] = true
	}
	for _, c := range f.Capacities {
		out[c.Base().ID] = true
	}
	return out, nil
}

// bindingTable is the answer as a table.
func (v *visit) bindingTable() (*export.Table, error) {
	q, err := v.forceQuestion()
	if err != nil {
		return nil, err
	}
	f, err := v.reader.InForce(v.ctx, *q)
	if err != nil {
		return nil, err
	}
	t := &export.Table{Title: v.say("binding.title"), Columns: []string{
		v.say("binding.verdict"), v.say("binding.restricts"), v.say("restriction.act"), v.say("binding.how"), v.say("restriction.when"), v.say("binding.next"),
	}}
	for i, c := range f.Capacities {
		key := "binding.who"
		if i > 0 {
			key = "binding.also"
		}
		t.Asked = append(t.Asked, [2]string{v.say(key), v.label(c)})
	}
	t.Asked = append(t.Asked, [2]string{v.say("binding.day"), v.dayWords(v.today)})
	if q.Vendor != nil {
		t.Asked = append(t.Asked, [2]string{v.say("binding.about"), v.nameOf(*q.Vendor)})
	}
	if q.Conduct != nil {
		t.Asked = append(t.Asked, [2]string{v.say("binding.conduct"), v.term("conduct", *q.Conduct)})
	}
	for _, of := range f.Rows {
		row, err := v.bindingCells(of)
		if err != nil {
			return nil, err
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

func (v *visit) bindingCells(of *timeline.ForceRow) ([]export.Cell, error) {
	x, err := v.bindingRow(of)
	if err != nil {
		return nil, err
	}
	what := x.Conduct
	if x.Label != "" {
		what += ": " + x.Label
	}
	var how []string
	for _, t := range x.Touches {
		how = append(how, v.say("binding.how.as", v.term("touch", t.How), t.Through.Text))
	}
	next := export.Cell{Text: v.say("binding.nonext")}
	if x.Next != nil {
		next = export.Cell{Text: x.Next.When + ": " + v.term("verdict", x.Next.Becomes), Path: x.Next.Href}
	}
	claims, err := claimsBehind(v.ctx, of.Restriction, "CONDUCT")
	return []export.Cell{
		{Text: v.term("verdict", x.Verdict)}, {Text: what, Path: x.Href, Claims: claims}, {Text: x.Act.Text, Path: x.Act.Href}, {Text: strings.Join(how, "; ")}, {Text: strings.Join(append(v.held(x.restrictionView), x.Reasons...), "; ")}, next,
	}, err
}

// held tells when a restriction holds, as its page does.
func (v *visit) held(x *restrictionView) []string {
	windows := x.Windows
	switch {
	case x.BeginUnknown:
		windows = []string{v.say("restriction.begin")}
	case len(windows) == 0:
		windows = []string{v.say("restriction.ended")}
	}
	return slices.Concat(windows, x.Narrowings)
}

// bindingCalendar answers with the coming dates of who asks.
func (p *pages) bindingCalendar(w http.ResponseWriter, r *http.Request) {
	v, err := p.visit(r)
	if err != nil {
		v.fail(w, err)
		return
	}
	all, err := v.bindingDates()
	if err != nil {
		v.fail(w, err)
		return
	}
	v.attach(w, "binding", ".ics", "text/calendar; charset=utf-8", func(out io.Writer) error {
		return export.WriteDeadlines(v.ctx, out, v.reader, v.lang, all, export.Meta{Origin: v.origin()})
	})
}

// bindingDates are the coming dates of who asks.
func (v *visit) bindingDates() ([]*timeline.Deadline, error) {
	q, err := v.forceQuestion()
	if err != nil {
		return nil, err
	}
	f, err := v.reader.InForce(v.ctx, *q)
	if err != nil {
		return nil, err
	}
	return v.reader.Coming(v.ctx, restrictionsOf(f), v.today)
}

// restrictionsOf are those of the rows of an answer.
func restrictionsOf(f *timeline.Force) []*timeline.Restriction {
	out := make([]*timeline.Restriction, len(f.Rows))
	for i, row := range f.Rows {
		out[i] = row.Restriction
	}
	return out
}
