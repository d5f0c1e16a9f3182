package timeline

import (
	"context"
	"fmt"
)

// Bounds of a walk.
const (
	DefaultDepth = 5
	MaxDepth     = 12
	MaxLineage   = 1000
	MaxRoots     = 20
)

// Lineage is what led to some acts, or what rests on them.
type Lineage struct {
	Roots []Node
	Steps []*Step
}

// Step is one node of a lineage with the way to it.
type Step struct {
	Node  Node
	Depth int
	// Links join the node to nodes of the lineage that are nearer to a root, or equally near.
	Links []*Link
	// Path is one shortest way from a root to the node: of equal ways the first by the order of the links.
	Path []*Link
}

// Lineage walks from the acts along the relations: Outgoing to what led to them, Incoming to what rests on them.
// Without relations it takes all of lineage. More than MaxLineage nodes are ErrTooLarge, never a cut answer.
func (r *Reader) Lineage(ctx context.Context, of []ID, d Direction, rels []Relation, depth *int) (*Lineage, error) {
	n := DefaultDepth
	if depth != nil {
		n = *depth
	}
	if n < 1 || n > MaxDepth {
		return nil, fmt.Errorf("%w: depth is 1 to %d, not %d", ErrBadInput, MaxDepth, n)
	}
	if len(of) < 1 || len(of) > MaxRoots {
		return nil, fmt.Errorf("%w: a lineage begins at 1 to %d nodes, not %d", ErrBadInput, MaxRoots, len(of))
	}
	if len(rels) == 0 {
		rels = LineageRelations()
	}
	roots, err := r.view.Records(ctx, of)
	if err != nil {
		return nil, err
	}
	hops, err := r.view.Reach(ctx, of, rels, d, n, MaxLineage)
	if err != nil {
		return nil, err
	}
	lin := &Lineage{Roots: r.admit(roots)}
	ids := make([]ID, 0, len(hops))
	depths := make(map[ID]int, len(of)+len(hops))
	for _, id := range of {
		depths[id] = 0
	}
	for _, h := range hops {
		depths[h.ID] = h.Depth
		ids = append(ids, h.ID)
	}
	links, err := r.expand(ctx, append(append([]ID{}, of...), ids...), rels, d)
	if err != nil {
		return nil, err
	}
	nodes, err := r.nodesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	lin.Steps = steps(of, hops, nodes, depths, links, d)
	return lin, nil
}

// steps orders the hops and gives each its links and its path.
func steps(of []ID, hops []Hop, nodes map[ID]Node, depths map[ID]int, links map[ID][]*Link, d Direction) []*Step {
	byNode := make(map[ID]*Step, len(hops))
	out := make([]*Step, 0, len(hops))
	for _, h := range hops {
		s := &Step{Node: nodes[h.ID], Depth: h.Depth}
		byNode[h.ID] = s
		out = append(out, s)
	}
	order := append([]ID{}, of...)
	for _, h := range hops {
		order = append(order, h.ID)
	}
	for _, near := range order {
		for _, l := range links[near] {
			far := l.end(d)
			s := byNode[far]
			if s == nil || depths[near] > depths[far] {
				continue
			}
			s.Links = append(s.Links, l)
			if s.Path == nil && depths[near] == depths[far]-1 {
				var before []*Link
				if p := byNode[near]; p != nil {
					before = p.Path
				}
				s.Path = append(append(make([]*Link, 0, len(before)+1), before...), l)
			}
		}
	}
	return out
}
