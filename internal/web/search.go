package web

import (
	"slices"
	"strings"

	"github.com/regline/regline/internal/citation"
	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/timeline"
)

// searchView is the page of a search.
type searchView struct {
	Text  string
	Total int
	// Cited is how the words were read as a citation, empty where they are none; Printed is what stands there.
	Cited   string
	Printed []found
	Groups  []foundGroup
	Next    string
}

type foundGroup struct {
	Kind string // of [timeline.NodeKinds]
	All  []found
}

// found is a thing that a search finds.
type found struct {
	link
	When, About string
	Family      string
}

func (v *visit) searchPage(pg *page) error {
	view := &searchView{Text: v.sel.Text}
	pg.Title, pg.Main = v.say("search.title"), view
	if v.sel.Text == "" {
		return nil
	}
	pg.Title = v.say("search.for", v.sel.Text)
	pg.Take = v.take("", opSearch, object{"text": v.sel.Text})
	if err := v.fillCited(view); err != nil {
		return err
	}
	size := 100
	ask := timeline.Paging{First: &size}
	if after := v.r.URL.Query().Get("after"); after != "" {
		ask.After = &after
	}
	c, err := v.reader.Search(v.ctx, v.sel.Text, nil, ask)
	if err != nil {
		return err
	}
	if view.Total, err = c.TotalCount(v.ctx); err != nil {
		return err
	}
	if c.PageInfo.HasNextPage {
		view.Next = v.to("/search", map[string][]string{"q": {v.sel.Text}, "after": {*c.PageInfo.EndCursor()}})
	}
	for _, n := range c.Nodes() {
		kind := string(n.Base().Kind)
		if k := len(view.Groups); k == 0 || view.Groups[k-1].Kind != kind {
			view.Groups = append(view.Groups, foundGroup{Kind: kind})
		}
		g := &view.Groups[len(view.Groups)-1]
		g.All = append(g.All, v.found(n))
	}
	v.takeTable(pg.Take, "/search")
	return v.settle(pg, topic{owners: (*visit).foundIDs})
}

// fillCited shows what is printed where the words cite.
func (v *visit) fillCited(view *searchView) error {
	cited, printed, err := v.cited()
	view.Cited = cited
	for _, n := range printed {
		view.Printed = append(view.Printed, v.found(n))
	}
	return err
}

// cited looks the words up as a citation where they are one, and tells how it was read and what is printed there.
func (v *visit) cited() (string, []timeline.Node, error) {
	if len(v.sel.Text) > 300 || citation.Parse(v.sel.Text).Kind() == citation.Unknown {
		return "", nil, nil
	}
	c, err := v.reader.Citation(v.ctx, v.sel.Text)
	if err != nil {
		return "", nil, err
	}
	var printed []timeline.Node
	for _, a := range c.Actions {
		printed = append(printed, a)
	}
	for _, s := range c.Sources {
		printed = append(printed, s)
	}
	return c.Normal, printed, nil
}

func (v *visit) found(n timeline.Node) found {
	f := found{link: v.linkTo(n), When: whenOf(v, n)}
	switch n := n.(type) {
	case *timeline.Action:
		f.Family, f.About = familyOf(n), v.term("kind", n.ActionKind)
	case *timeline.Vendor:
		f.About = n.Description
	case *timeline.Agency:
		f.About = n.Description
	case *timeline.Person:
		f.About = n.Description
	case *timeline.Organization:
		f.About = n.Description
	case *timeline.Audience:
		f.About = n.Definition
	case *timeline.ListEntry:
		f.Family, f.About = familyOf(n), shorten(n.Wording(), 140)
	case *timeline.Statement:
		f.Text, f.About = shorten(n.Summary, 100), shorten(n.Quotation, 200)
		if strings.TrimSpace(f.Text) == "" {
			f.Text = v.label(n)
		}
	case *timeline.Source:
		f.About = v.term("source", n.SourceKind)
	}
	return f
}

// maxFound is how many results are looked through beyond a page.
const maxFound = 2000

// foundNodes walks what is printed where the words cite, then what else they find.
func (v *visit) foundNodes(each func(timeline.Node) error) error {
	_, printed, err := v.cited()
	if err != nil {
		return err
	}
	for _, n := range printed {
		if err := each(n); err != nil {
			return err
		}
	}
	n := len(printed)
	err = walk(func(p timeline.Paging) (*timeline.NodeConnection, error) {
		return v.reader.Search(v.ctx, v.sel.Text, nil, p)
	},
		func(found timeline.Node) error {
			if slices.ContainsFunc(printed, func(p timeline.Node) bool { return p.Base().ID == found.Base().ID }) {
				return nil
			}
			if n++; n > maxFound {
				return errEnough
			}
			return each(found)
		})
	if err == errEnough {
		return nil
	}
	return err
}

// foundIDs are the nodes that the words find.
func (v *visit) foundIDs() (map[timeline.ID]bool, error) {
	out := make(map[timeline.ID]bool)
	err := v.foundNodes(func(n timeline.Node) error {
		out[n.Base().ID] = true
		return nil
	})
	return out, err
}

// searchTable lists what the words find.
func (v *visit) searchTable() (*export.Table, error) {
	t := &export.Table{Title: v.say("search.for", v.sel.Text), Columns: []string{v.say("disputes.kind"), v.say("table.name"), v.say("table.date"), v.say("table.about")}}
	if v.sel.Text == "" {
		return nil, badQuery("q", "write the words to search for")
	}
	err := v.foundNodes(func(n timeline.Node) error {
		f := v.found(n)
		t.Rows = append(t.Rows, []export.Cell{{Text: v.term("node", string(n.Base().Kind))}, {Text: f.Text, Path: f.Href}, {Text: f.When}, {Text: f.About}})
		return nil
	})
	return t, err
}
