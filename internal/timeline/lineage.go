package timeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/regline/regline/internal/edtf"
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
func (r *Reader) Lineage(ctx context.Context, of []ID, d Direction, rels []Predicate, depth *int) (*Lineage, error) {
	return r.LineageOn(ctx, of, d, rels, depth, nil)
}

// LineageOn is Lineage as it was at the end of a day: acts that certainly came later are left out, with what is reached
// only through them. An act without a date stays.
func (r *Reader) LineageOn(ctx context.Context, of []ID, d Direction, rels []Predicate, depth *int, asOf *edtf.Day) (*Lineage, error) {
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
	of, err := r.resolveSet(of)
	if err != nil {
		return nil, err
	}
	walk, err := r.view.Subgraph(ctx, of, rels, d, n, MaxLineage)
	if err != nil {
		return nil, err
	}
	all := r.admit(walk.Records)
	nodes := byID(all)
	links := r.linked(walk.Edges, nodes, d)
	hops := walk.Hops
	if asOf != nil {
		hops = hopsOn(of, hops, nodes, links, d, *asOf)
	}
	return &Lineage{Roots: all[:len(of)], Steps: steps(of, hops, nodes, links, d)}, nil
}

// hopsOn walks again over what was reached, without the acts that certainly came after the day.
func hopsOn(of []ID, hops []Hop, nodes map[ID]Node, links map[ID][]*Link, d Direction, day edtf.Day) []Hop {
	depth := make(map[ID]int)
	for _, id := range of {
		depth[id] = 0
	}
	for queue := slices.Clone(of); len(queue) > 0; queue = queue[1:] {
		for _, l := range links[queue[0]] {
			far := l.end(d)
			if _, seen := depth[far]; !seen && !cameAfter(nodes[far], day) {
				depth[far] = depth[queue[0]] + 1
				queue = append(queue, far)
			}
		}
	}
	var out []Hop
	for _, h := range hops {
		if n, reached := depth[h.ID]; reached {
			out = append(out, Hop{ID: h.ID, Depth: n})
		}
	}
	slices.SortStableFunc(out, func(a, b Hop) int {
		return cmp.Or(cmp.Compare(a.Depth, b.Depth), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// cameAfter says that an act or row certainly came after the day.
func cameAfter(n Node, day edtf.Day) bool {
	var first *When
	switch n := n.(type) {
	case *Action:
		first = n.First
	case *ListEntry:
		first = n.Listed
	}
	if first == nil || first.Uncertain() {
		return false
	}
	d, ok := first.Date.Earliest()
	return ok && d > day
}

// steps orders the hops and gives each its links and its path.
func steps(of []ID, hops []Hop, nodes map[ID]Node, links map[ID][]*Link, d Direction) []*Step {
	byNode := make(map[ID]*Step, len(hops))
	out := make([]*Step, 0, len(hops))
	depths := make(map[ID]int, len(of)+len(hops))
	for _, id := range of {
		depths[id] = 0
	}
	for _, h := range hops {
		depths[h.ID] = h.Depth
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
