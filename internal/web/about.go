package web

import (
	"strconv"

	"github.com/regline/regline/internal/timeline"
)

// aboutView says what the release holds and how fresh that is.
type aboutView struct {
	Coverage      timeline.Coverage
	Acts, Vendors int
	Kinds         []count
	Lists         []listView
	History       []releaseView
	Legend        []string
}

type count struct {
	Kind  string
	Count int
}

type listView struct {
	link
	Covered, Checked string
}

type releaseView struct {
	Number  int
	Known   string
	Pinned  string
	Digest  string
	Current bool
}

func (v *visit) aboutPage(pg *page) error {
	pg.Nav = "nav.about"
	rel := v.reader.Release()
	view := &aboutView{Coverage: rel.Coverage}
	for _, k := range rel.Coverage.Kinds() {
		view.Kinds = append(view.Kinds, count{v.term("claim", string(k.Kind)), k.Count})
	}
	for _, f := range families {
		view.Legend = append(view.Legend, f.Name)
	}
	covered := v.reader.Covered()
	var err error
	if view.Acts, err = covered.Actions(v.ctx); err != nil {
		return err
	}
	if view.Vendors, err = covered.Vendors(v.ctx); err != nil {
		return err
	}
	if view.Lists, err = v.lists(covered); err != nil {
		return err
	}
	for _, m := range v.current.History {
		one := releaseView{Number: m.Number, Digest: m.Digest, Current: m.Number == rel.Number,
			Pinned: v.to("/about", map[string][]string{"release": {strconv.Itoa(m.Number)}})}
		if m.Known != nil {
			one.Known = v.dayWords(*m.Known)
		}
		view.History = append(view.History, one)
	}
	pg.Title, pg.Description, pg.Main = v.say("about.title"), v.say("site.claim"), view
	pg.LinkedData = v.datasetLD(pg)
	pg.Take = v.take("", opAbout, object{})
	return v.settle(pg, topic{})
}

// lists are the official lists, with what is held of each and the day of the last comparison.
func (v *visit) lists(covered *timeline.Covered) ([]listView, error) {
	all, err := covered.Lists(v.ctx)
	if err != nil {
		return nil, err
	}
	var out []listView
	for _, l := range all {
		one := listView{link: v.linkTo(l), Covered: l.Covered}
		if l.Checked != nil {
			one.Checked = l.Checked.Words(v.lang)
		}
		out = append(out, one)
	}
	return out, nil
}
