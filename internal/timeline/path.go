package timeline

import "context"

// Route is how two acts hang together: the shortest way along the relations from one to the other, and what both go back
// to.
type Route struct {
	From, To Node
	// Links lead from From to To, all in one direction; empty where neither leads to the other.
	Links []*Link
	// Direction is Outgoing where To came before From, Incoming where it came after.
	Direction *Direction
	// Common are the nearest nodes that both lead back to, with the way from each.
	Common []*Meeting
}

// Meeting is a node to which two others both lead back.
type Meeting struct {
	Node               Node
	FromLinks, ToLinks []*Link
}

// Path finds how two acts hang together.
func (r *Reader) Path(ctx context.Context, from, to ID, rels []Predicate, depth *int) (*Route, error) {
	ends, err := r.resolve(from, to)
	if err != nil {
		return nil, err
	}
	from, to = ends[0], ends[1]
	back, err := r.Lineage(ctx, []ID{from}, Outgoing, rels, depth)
	if err != nil {
		return nil, err
	}
	other, err := r.Lineage(ctx, []ID{to}, Outgoing, rels, depth)
	if err != nil {
		return nil, err
	}
	route := &Route{From: back.Roots[0], To: other.Roots[0], Links: []*Link{}, Common: []*Meeting{}}
	if s := back.step(to); s != nil {
		d := Outgoing
		route.Links, route.Direction = s.Path, &d
	} else if s := other.step(from); s != nil {
		d := Incoming
		route.Links, route.Direction = s.Path, &d
	}
	route.Common = meetings(back, other)
	return route, nil
}

func (l *Lineage) step(id ID) *Step {
	for _, s := range l.Steps {
		if s.Node.Base().ID == id {
			return s
		}
	}
	return nil
}

// meetings lists what both lineages reach, without what is only reached through another common node.
func meetings(a, b *Lineage) []*Meeting {
	common := make(map[ID]*Step)
	for _, s := range a.Steps {
		if t := b.step(s.Node.Base().ID); t != nil {
			common[s.Node.Base().ID] = t
		}
	}
	out := []*Meeting{}
	for _, s := range a.Steps {
		t, ok := common[s.Node.Base().ID]
		if !ok || passesThrough(s.Path, common) || passesThrough(t.Path, common) {
			continue
		}
		out = append(out, &Meeting{Node: s.Node, FromLinks: s.Path, ToLinks: t.Path})
	}
	return out
}

// passesThrough says that a way meets a common node before its end.
func passesThrough(path []*Link, common map[ID]*Step) bool {
	for _, l := range path[:max(0, len(path)-1)] {
		if _, ok := common[l.To]; ok {
			return true
		}
	}
	return false
}
