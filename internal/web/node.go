package web

import "github.com/regline/regline/internal/timeline"

// nodeView is the page of what has no page of its own kind: a person, an organization, an audience, a list, a row.
type nodeView struct {
	Name, Kind, Description string
	// Binding is the question what binds an audience.
	Binding               string
	Row                   *rowView
	Covered, Checked, URL string
	Rows                  []rowView
	Course                *course
	Relations             []relation
	More                  bool
	Facts                 []factView
}

// relation leads to another node.
type relation struct {
	Relation string
	link
	Quotes []quote
}

// nodePage shows any node, and sends the reader on where its kind has a page.
func (v *visit) nodePage(pg *page) error {
	n, err := asked[timeline.Node](v)
	if err != nil {
		return err
	}
	return v.showNode(pg, n)
}

func (v *visit) showNode(pg *page, n timeline.Node) error {
	view := &nodeView{Name: v.label(n), Kind: v.term("node", string(n.Base().Kind))}
	err := v.fillNode(n, view)
	if err == nil {
		err = v.fillRelations(n, view)
	}
	if err == nil {
		view.Facts, err = v.facts(n)
	}
	if err != nil {
		return err
	}
	pg.Template, pg.Title, pg.Description, pg.Main = "node", view.Name, view.Description, view
	path := ""
	if v.sel.Action != "" { // a row of a list has steps
		path = "/action"
	}
	pg.Take = v.take(path, opNode, object{"id": string(n.Base().ID)})
	return v.settle(pg, topic{owner: n.Base().ID})
}

// fillNode shows what a kind has beside names and relations.
func (v *visit) fillNode(n timeline.Node, view *nodeView) error {
	var err error
	switch n := n.(type) {
	case *timeline.Person:
		view.Description = n.Description
	case *timeline.Organization:
		view.Description = n.Description
	case *timeline.Audience:
		view.Description = n.Definition
		view.Binding = v.to("/binding", map[string][]string{keyWho: {string(n.ID)}})
	case *timeline.OfficialList:
		view.Covered, view.URL = n.Covered, n.URL
		if n.Checked != nil {
			view.Checked = n.Checked.Words(v.lang)
		}
		size := timeline.MaxPage
		c, err := n.Entries(v.ctx, &size, nil, nil, nil)
		if err != nil {
			return err
		}
		view.More = c.PageInfo.HasNextPage
		view.Rows, err = v.rows(c.Nodes())
		return err
	case *timeline.ListEntry:
		row, err := v.row(n)
		if err != nil {
			return err
		}
		view.Row = &row
		v.sel.Action = n.ID
		if view.Course, err = v.course(false); err == nil {
			view.Course.byPart()
		}
		return err
	}
	return err
}

// maxRelations is how many relations a page lists.
const maxRelations = timeline.MaxPage

// fillRelations lists what leads to the node; what leads from it is among its facts.
func (v *visit) fillRelations(n timeline.Node, view *nodeView) error {
	size := maxRelations
	c, err := n.Base().Relations(v.ctx, timeline.Incoming, nil, &size, nil, nil, nil)
	if err != nil {
		return err
	}
	view.More = view.More || c.PageInfo.HasNextPage
	for _, e := range c.Edges {
		if e.Link.Rel == timeline.OnList { // the rows of a list stand above
			continue
		}
		claims, err := e.Claims(v.ctx)
		if err != nil {
			return err
		}
		quotes, err := v.quotes(claims)
		if err != nil {
			return err
		}
		to := v.linkTo(e.Node)
		if e.Node.Base().ID.PartKind() != "" {
			if to.Text, err = v.partWords(e.Node); err != nil {
				return err
			}
		}
		view.Relations = append(view.Relations, relation{relations[string(e.Link.Rel)].backward.in(v.lang), to, quotes})
	}
	return nil
}
