package timeline

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// Link is an edge with the node at its far end.
type Link struct {
	Edge
	Node   Node
	cohort *linkCohort
}

// linkCohort is a list of links that came together: their claims are loaded once for all.
type linkCohort struct {
	reader *Reader
	links  []*Link
	once   sync.Once
	claims map[ID]Node
	err    error
}

// Claims gives the claims that state the relation, the best first. The parts of a node, which its ID states, have the
// claims of the part.
func (l *Link) Claims(ctx context.Context) ([]*Claim, error) {
	c := l.cohort
	c.once.Do(func() {
		var subjects []ID
		seen := make(map[ID]bool)
		for _, m := range c.links {
			if m.Subject != "" && !seen[m.Subject] {
				seen[m.Subject] = true
				subjects = append(subjects, m.Subject)
			}
		}
		if len(subjects) > 0 {
			c.claims, c.err = c.reader.claimsOf(ctx, subjects)
		}
	})
	if c.err != nil {
		return nil, c.err
	}
	return pick[*Claim](c.claims, l.ClaimIDs), nil
}

// Inverse is the relation's name read from its value.
func (l *Link) Inverse() string { return predicateByName[l.Rel].Inverse }

func (e Edge) end(d Direction) ID {
	if d == Outgoing {
		return e.To
	}
	return e.From
}

// FarEnds gives the other ends of edges that leave (Outgoing) or reach (Incoming) some nodes, each once, in the order in
// which the edges first name them.
func FarEnds(edges []Edge, d Direction) []ID {
	var far []ID
	seen := make(map[ID]bool)
	for _, e := range edges {
		if id := e.end(d); !seen[id] {
			seen[id] = true
			far = append(far, id)
		}
	}
	return far
}

// Walked gives the IDs of a walk: the roots, then those of the hops.
func Walked(roots []ID, hops []Hop) []ID {
	ids := slices.Grow(slices.Clone(roots), len(hops))
	for _, h := range hops {
		ids = append(ids, h.ID)
	}
	return ids
}

// Among leaves of the edges those that join two of the IDs. It takes the slice of edges for its own.
func Among(ids []ID, edges []Edge) []Edge {
	among := make(map[ID]bool, len(ids))
	for _, id := range ids {
		among[id] = true
	}
	return slices.DeleteFunc(edges, func(e Edge) bool { return !among[e.From] || !among[e.To] })
}

func (d Direction) reverse() Direction {
	if d == Outgoing {
		return Incoming
	}
	return Outgoing
}

func isNotFound(err error) bool { return errors.Is(err, ErrNotFound) }

// pick gives the nodes of the IDs that are of type T, in the order of the IDs.
func pick[T Node](nodes map[ID]Node, ids []ID) []T {
	out := make([]T, 0, len(ids))
	for _, id := range ids {
		if t, ok := nodes[id].(T); ok {
			out = append(out, t)
		}
	}
	return out
}
