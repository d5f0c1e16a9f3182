package web

import (
	"errors"
	"strconv"

	"github.com/regline/regline/internal/timeline"
)

// lineageView is what led to an act and what rests on it: a drawing, and the same as two nested lists.
type lineageView struct {
	Graph    *drawing
	Up, Down []*branch
	// Near: only the nearest are shown, because there are too many.
	Near bool
}

// branch is an act of a lineage with the way to it.
type branch struct {
	Anchor     string
	Relation   string
	Node       link
	When       string
	Family     string
	Inferred   bool
	Unverified bool
	Reason     string
	evidence
	// Also are further relations to acts of the lineage.
	Also     []also
	Branches []*branch
}

type also struct {
	Anchor   string
	Relation string
	To       link
	Reason   string
	evidence
}

// maxDrawn is how many acts a drawing holds.
const maxDrawn = 44

func (v *visit) fillLineage(a *timeline.Action, view *actionView) error {
	l := &lineageView{}
	b := &lineageBuilder{v: v, root: a, number: map[timeline.ID]int{a.ID: 0}}
	b.vertices = []vertex{{link: v.linkTo(a), when: whenOf(v, a), family: familyOf(a), root: true}}
	var err error
	for _, way := range []struct {
		direction timeline.Direction
		into      *[]*branch
	}{{timeline.Outgoing, &l.Up}, {timeline.Incoming, &l.Down}} {
		steps, near, err := v.lineage(a.ID, way.direction)
		if err != nil {
			return err
		}
		l.Near = l.Near || near
		if *way.into, err = b.branches(steps, way.direction); err != nil {
			return err
		}
	}
	b.gather()
	if len(b.vertices) > 1 && len(b.vertices) <= maxDrawn {
		l.Graph = newDrawing(b.vertices, b.edges)
	}
	if len(l.Up)+len(l.Down) > 0 {
		view.Lineage = l
	}
	return err
}

// lineage walks as far as the drawing holds, one step at least.
func (v *visit) lineage(id timeline.ID, d timeline.Direction) (steps []*timeline.Step, near bool, err error) {
	for depth := timeline.DefaultDepth; depth >= 1; depth-- {
		l, err := v.reader.Lineage(v.ctx, []timeline.ID{id}, d, nil, &depth)
		if errors.Is(err, timeline.ErrTooLarge) && depth > 1 {
			continue
		} else if err != nil {
			return nil, false, err
		}
		if len(l.Steps) < maxDrawn/2 || depth == 1 {
			return l.Steps, depth < timeline.DefaultDepth, nil
		}
	}
	return nil, false, nil
}

// lineageBuilder makes the lists and the drawing together, so that both say the same.
type lineageBuilder struct {
	v        *visit
	root     *timeline.Action
	number   map[timeline.ID]int // of a vertex
	vertices []vertex
	edges    []edge
}

func (b *lineageBuilder) branches(steps []*timeline.Step, d timeline.Direction) ([]*branch, error) {
	var roots []*branch
	byID := make(map[timeline.ID]*branch)
	for _, s := range steps {
		id := s.Node.Base().ID
		if _, ok := b.number[id]; !ok {
			b.number[id] = len(b.vertices)
			b.vertices = append(b.vertices, vertex{link: b.v.linkTo(s.Node), when: whenOf(b.v, s.Node), family: familyOf(s.Node)})
		}
		one := &branch{Node: b.v.linkTo(s.Node), When: whenOf(b.v, s.Node), Family: familyOf(s.Node)}
		byID[id] = one
		for _, l := range s.Links {
			if err := b.join(one, s, l, d); err != nil {
				return nil, err
			}
		}
		parent := byID[nearEnd(s.Path[len(s.Path)-1], d)]
		if parent == nil {
			roots = append(roots, one)
		} else {
			parent.Branches = append(parent.Branches, one)
		}
	}
	return roots, nil
}

// minGathered is how many vertices make a group.
const minGathered = 4

// gather draws vertices that are joined to one other, by one relation, as one box: the lists name each of them.
func (b *lineageBuilder) gather() {
	degree := make([]int, len(b.vertices))
	for _, e := range b.edges {
		degree[e.from]++
		degree[e.to]++
	}
	type kind struct {
		far              int
		relation, family string
		doubtful         bool
	}
	groups := make(map[kind][]int) // edges
	for i, e := range b.edges {
		for _, end := range [][2]int{{e.from, e.to}, {e.to, e.from}} {
			if degree[end[0]] == 1 && !b.vertices[end[0]].root {
				k := kind{end[1], e.relation, b.vertices[end[0]].family, e.doubtful}
				groups[k] = append(groups[k], i)
			}
		}
	}
	gone := make(map[int]bool) // vertices
	for k, edges := range groups {
		if len(edges) < minGathered {
			continue
		}
		for n, i := range edges {
			v := b.edges[i].from + b.edges[i].to - k.far
			if n > 0 {
				gone[v] = true
				continue
			}
			b.vertices[v] = vertex{link: link{b.v.sayCount("lineage.group", len(edges)), "#" + b.edges[i].anchor}, when: b.vertices[v].when, family: k.family}
			b.edges[i].title = b.vertices[v].Text
		}
	}
	b.drop(gone)
}

// drop takes vertices out, with their edges.
func (b *lineageBuilder) drop(gone map[int]bool) {
	if len(gone) == 0 {
		return
	}
	at := make([]int, len(b.vertices))
	var left []vertex
	for i, v := range b.vertices {
		at[i] = len(left)
		if !gone[i] {
			left = append(left, v)
		}
	}
	var edges []edge
	for _, e := range b.edges {
		if !gone[e.from] && !gone[e.to] {
			e.from, e.to = at[e.from], at[e.to]
			edges = append(edges, e)
		}
	}
	b.vertices, b.edges = left, edges
}

// nearEnd is the end of a link from which the walk came.
func nearEnd(l *timeline.Link, d timeline.Direction) timeline.ID {
	if d == timeline.Outgoing {
		return l.From
	}
	return l.To
}

// join adds a link of a step: the last of its path makes the branch, others stand beside it.
func (b *lineageBuilder) join(one *branch, s *timeline.Step, l *timeline.Link, d timeline.Direction) error {
	claims, err := l.Claims(b.v.ctx)
	if err != nil {
		return err
	}
	quotes, err := b.v.quotes(claims)
	if err != nil {
		return err
	}
	words := relations[string(l.Rel)]
	name := "l" + strconv.Itoa(len(b.edges)+1)
	e := edge{arc: arc{b.vertexOf(l.From), b.vertexOf(l.To)}, relation: words.forward.in(b.v.lang), anchor: name, doubtful: l.Inferred || l.Unverified}
	e.title = b.vertices[e.from].Text + " " + e.relation + " " + b.vertices[e.to].Text
	b.edges = append(b.edges, e)
	relation := words.forward
	if d == timeline.Incoming {
		relation = words.backward
	}
	if l == s.Path[len(s.Path)-1] {
		one.Anchor, one.Relation = name, relation.in(b.v.lang)
		one.Inferred, one.Unverified, one.Reason, one.Quotes = l.Inferred, l.Unverified, l.Reason, quotes
		return nil
	}
	near := b.vertices[b.vertexOf(nearEnd(l, d))]
	back := words.backward // read from the act of the step
	if d == timeline.Incoming {
		back = words.forward
	}
	one.Also = append(one.Also, also{Anchor: name, Relation: back.in(b.v.lang), To: near.link, evidence: evidence{Quotes: quotes}, Reason: l.Reason})
	return nil
}

// vertexOf numbers a node; a link never leads to one that no step brought, but for the root.
func (b *lineageBuilder) vertexOf(id timeline.ID) int { return b.number[id] }

// whenOf is the day by which an act is ordered, empty where none is known.
func whenOf(v *visit, n timeline.Node) string {
	switch n := n.(type) {
	case *timeline.Action:
		if n.First != nil {
			return n.First.Words(v.lang)
		}
	case *timeline.ListEntry:
		if n.Listed != nil {
			return n.Listed.Words(v.lang)
		}
	}
	return ""
}
