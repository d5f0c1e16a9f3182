package timeline

import (
	"context"
	"slices"
	"sync"
)

// Ask is a question for the neighbours of a node: those by any of the relations, in one direction. Without relations
// it is for all of them.
type Ask struct {
	Direction Direction
	Relations []Predicate
}

func (a Ask) relations() []Predicate {
	if len(a.Relations) > 0 {
		return a.Relations
	}
	return relationsWhere(func(PredicateDef) bool { return true })
}

// Foresight tells what is going to be asked. It decides how much is read at once, never what an answer holds.
type Foresight interface {
	// Beside gives what is going to be asked of the nodes of a kind that came together with the one whose neighbours are
	// asked for with the context.
	Beside(ctx context.Context, k Kind) []Ask
	// Below gives what is going to be asked of the nodes, of any kind, that are read with the context.
	Below(ctx context.Context) []Ask
}

// Anticipate makes the reader read at once what is going to be asked of the same nodes in the same direction, and
// together with nodes what is going to be asked of them. It must be called before the first question.
func (r *Reader) Anticipate(f Foresight) { r.foresight = f }

// neighbourhood is what was read around the nodes of a cohort in one direction. Each of the questions for it has
// copies of the nodes at the other ends, which form a cohort of their own: what is asked of those concerns no others.
type neighbourhood struct {
	reader    *Reader
	direction Direction
	relations []Predicate
	once      sync.Once
	edges     []Edge
	records   map[ID]*Record
	err       error
}

// links gives, for every node of the cohort, its edges by the relations with the nodes at their other ends.
func (c *cohort) links(ctx context.Context, rels []Predicate, d Direction) (map[ID][]*Link, error) {
	l := c.load(linksKey(rels, d))
	l.once.Do(func() {
		n := c.neighbourhood(ctx, Ask{d, rels})
		n.once.Do(func() { n.read(ctx, c.ids()) })
		if l.err = n.err; l.err == nil {
			l.links = n.links(rels)
		}
	})
	return l.links, l.err
}

// linksKey is made for every node that is asked.
func linksKey(rels []Predicate, d Direction) string {
	b := append(make([]byte, 0, 64), "links "...)
	b = append(b, d...)
	for _, rel := range rels {
		b = append(append(b, ' '), rel...)
	}
	return string(b)
}

// neighbourhood finds the one that answers the question, or makes one for it and for all the questions in the same
// direction that are foreseen and have none yet.
func (c *cohort) neighbourhood(ctx context.Context, ask Ask) *neighbourhood {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n := c.answering(ask); n != nil {
		return n
	}
	rels := slices.Clone(ask.Relations)
	for _, a := range c.foreseen(ctx) {
		if a.Direction == ask.Direction && c.answering(a) == nil {
			rels = append(rels, a.relations()...)
		}
	}
	slices.Sort(rels)
	n := &neighbourhood{reader: c.reader, direction: ask.Direction, relations: slices.Compact(rels)}
	c.around = append(c.around, n)
	return n
}

func (c *cohort) answering(ask Ask) *neighbourhood {
	for _, n := range c.around {
		misses := func(p Predicate) bool { return !slices.Contains(n.relations, p) }
		if n.direction == ask.Direction && !slices.ContainsFunc(ask.relations(), misses) {
			return n
		}
	}
	return nil
}

// foreseen gives what is going to be asked of the kinds of the cohort.
func (c *cohort) foreseen(ctx context.Context) []Ask {
	if c.reader.foresight == nil {
		return nil
	}
	var asks []Ask
	seen := make(map[Kind]bool)
	for _, n := range c.nodes {
		if k := n.Base().Kind; !seen[k] {
			seen[k] = true
			asks = append(asks, c.reader.foresight.Beside(ctx, k)...)
		}
	}
	return asks
}

// read gives the cohort of the nodes of the IDs, in their order. The neighbours that are foreseen to be asked for in one
// direction are read with them. Missing IDs are a *NotFoundError beside the nodes found.
func (r *Reader) read(ctx context.Context, ids []ID) ([]Node, error) {
	n := r.below(ctx)
	if n == nil {
		records, err := r.view.Records(ctx, ids)
		return r.admit(records), err
	}
	s, err := r.view.Surroundings(ctx, ids, n.relations, n.direction)
	if err != nil && !isNotFound(err) {
		return nil, err
	}
	n.take(s.Edges, s.Far)
	n.once.Do(func() {}) // it is read
	nodes := r.admit(s.Records)
	if len(nodes) > 0 {
		nodes[0].Base().cohort.around = []*neighbourhood{n}
	}
	return nodes, err
}

// below makes the neighbourhood for the questions that are foreseen in the direction of the first, nil where none is.
func (r *Reader) below(ctx context.Context) *neighbourhood {
	if r.foresight == nil {
		return nil
	}
	var n *neighbourhood
	for _, a := range r.foresight.Below(ctx) {
		if n == nil {
			n = &neighbourhood{reader: r, direction: a.Direction}
		}
		if a.Direction == n.direction {
			n.relations = append(n.relations, a.relations()...)
		}
	}
	if n != nil {
		slices.Sort(n.relations)
		n.relations = slices.Compact(n.relations)
	}
	return n
}

func (n *neighbourhood) read(ctx context.Context, ids []ID) {
	var edges []Edge
	var far []*Record
	edges, far, n.err = n.reader.view.Expand(ctx, ids, n.relations, n.direction)
	n.take(edges, far)
}

func (n *neighbourhood) take(edges []Edge, far []*Record) {
	n.edges = edges
	n.records = make(map[ID]*Record, len(far))
	for _, r := range far {
		n.records[r.ID] = r
	}
}

// links gives the edges by the relations, with copies of the nodes at their other ends. The order is that in which a
// store gives the edges by these relations alone.
func (n *neighbourhood) links(rels []Predicate) map[ID][]*Link {
	edges := make([]Edge, 0, len(n.edges))
	for _, e := range n.edges {
		if slices.Contains(rels, e.Rel) {
			edges = append(edges, e)
		}
	}
	far := FarEnds(edges, n.direction)
	records := make([]*Record, len(far))
	for i, id := range far {
		records[i] = n.records[id]
	}
	return n.reader.linked(edges, byID(n.reader.admit(records)), n.direction)
}
