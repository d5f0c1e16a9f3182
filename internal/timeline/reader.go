package timeline

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// Reader answers the questions of one request over one view. It is safe for concurrent use and must not outlive the
// request. The nodes it gives out remember with which others they came, their cohort: the first of a cohort that is
// asked for a neighbour loads the neighbours of all, so the number of store calls depends on the depth of a query and
// not on its width. What is foreseen ([Reader.Anticipate]) to be asked of a cohort in one direction is read at once.
type Reader struct {
	view      View
	store     Store     // nil unless other releases may be asked for
	foresight Foresight // nil: nothing is foreseen
}

// NewReader answers over the view.
func NewReader(view View) *Reader { return &Reader{view: view} }

// NewReaderOf answers over the view of a store, whose other releases may be compared with it.
func NewReaderOf(s Store, view View) *Reader { return &Reader{view: view, store: s} }

// Release is the release that the reader answers from.
func (r *Reader) Release() Release { return r.view.Release() }

// origin is where a node came from in this request. It is no part of what a store keeps.
type origin struct{ cohort *cohort }

// cohort is a list of nodes that came together.
type cohort struct {
	reader *Reader
	nodes  []Node
	mu     sync.Mutex
	loads  map[string]*load
	around []*neighbourhood
}

// load is one question put once for a whole cohort.
type load struct {
	once  sync.Once
	links map[ID][]*Link
	nodes map[ID]Node
	err   error
}

// admit copies the nodes of records into the request, each knowing its cohort. Stored nodes are shared between
// requests and never changed.
func (r *Reader) admit(records []*Record) []Node {
	c := &cohort{reader: r, nodes: copyNodes(records)}
	c.adopt()
	return c.nodes
}

// adopt makes the nodes know their cohort.
func (c *cohort) adopt() {
	for _, n := range c.nodes {
		n.Base().cohort = c
	}
}

func (c *cohort) ids() []ID {
	ids := make([]ID, 0, len(c.nodes))
	seen := make(map[ID]bool, len(c.nodes))
	for _, n := range c.nodes {
		if id := n.Base().ID; !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return ids
}

func (c *cohort) load(key string) *load {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.loads == nil {
		c.loads = make(map[string]*load)
	}
	l, ok := c.loads[key]
	if !ok {
		l = &load{}
		c.loads[key] = l
	}
	return l
}

// expand reads the edges of the IDs and the nodes at their other ends.
func (r *Reader) expand(ctx context.Context, ids []ID, rels []Predicate, d Direction) (map[ID][]*Link, error) {
	n := &neighbourhood{reader: r, direction: d, relations: rels}
	if n.read(ctx, ids); n.err != nil {
		return nil, n.err
	}
	return n.links(rels), nil
}

// linked makes links of edges, by their near ends. They form a cohort.
func (r *Reader) linked(edges []Edge, nodes map[ID]Node, d Direction) map[ID][]*Link {
	out := make(map[ID][]*Link)
	links := make([]Link, len(edges))
	lc := &linkCohort{reader: r, links: make([]*Link, len(edges))}
	from := 0 // of the links of one near end: stores give them one after the other
	for i, e := range edges {
		links[i] = Link{Edge: e, Node: nodes[e.end(d)], cohort: lc}
		lc.links[i] = &links[i]
		near := e.end(d.reverse())
		if i+1 < len(edges) && edges[i+1].end(d.reverse()) == near {
			continue
		}
		out[near] = append(out[near], lc.links[from:i+1:i+1]...)
		from = i + 1
	}
	return out
}

// refs gives the nodes that the cohort's members of a type name in a field, Type.field, all in one store call.
func (c *cohort) refs(ctx context.Context, field string, of func(Node) []ID) (map[ID]Node, error) {
	l := c.load(field)
	l.once.Do(func() {
		var ids []ID
		seen := make(map[ID]bool)
		for _, n := range c.nodes {
			for _, id := range of(n) {
				if id != "" && !seen[id] {
					seen[id] = true
					ids = append(ids, id)
				}
			}
		}
		l.nodes, l.err = c.reader.nodesByID(ctx, ids)
	})
	return l.nodes, l.err
}

// claims gives the claims of every member, in one store call.
func (c *cohort) claims(ctx context.Context) (map[ID]Node, error) {
	l := c.load("claims")
	l.once.Do(func() { l.nodes, l.err = c.reader.claimsOf(ctx, c.ids()) })
	return l.nodes, l.err
}

func (r *Reader) claimsOf(ctx context.Context, subjects []ID) (map[ID]Node, error) {
	claims, err := r.view.Claims(ctx, subjects)
	if err != nil {
		return nil, err
	}
	records := make([]*Record, len(claims))
	for i, cl := range claims {
		records[i] = &Record{ID: cl.ID, Kind: KindClaim, Node: cl}
	}
	return byID(r.admit(records)), nil
}

// nodesByID reads nodes that a release must hold, because one of its own records or edges names them.
func (r *Reader) nodesByID(ctx context.Context, ids []ID) (map[ID]Node, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	nodes, err := r.read(ctx, ids)
	if err != nil {
		return nil, err
	}
	return byID(nodes), nil
}

func byID(nodes []Node) map[ID]Node {
	m := make(map[ID]Node, len(nodes))
	for _, n := range nodes {
		m[n.Base().ID] = n
	}
	return m
}

// Nodes gives the nodes of the IDs by position, nil where the release holds none. An ID that was redirected gives the
// node that took its place, under its own ID; the error wraps ErrSplit where several did.
func (r *Reader) Nodes(ctx context.Context, ids []ID) ([]Node, error) {
	ids, err := r.resolve(ids...)
	if err != nil {
		return nil, err
	}
	unique := slices.Compact(slices.Sorted(slices.Values(ids)))
	found, err := r.read(ctx, unique)
	if err != nil && !isNotFound(err) {
		return nil, err
	}
	nodes := byID(found)
	out := make([]Node, len(ids))
	for i, id := range ids {
		if n, ok := nodes[id]; ok {
			out[i] = n
		}
	}
	return out, nil
}

// Node gives one node. The error wraps ErrNotFound where the release holds none. An ID that was redirected gives the
// node that took its place, under its own ID; the error wraps ErrSplit where several did.
func (r *Reader) Node(ctx context.Context, id ID) (Node, error) {
	ids, err := r.resolve(id)
	if err != nil {
		return nil, err
	}
	nodes, err := r.read(ctx, ids)
	if err != nil {
		return nil, err
	}
	return nodes[0], nil
}

// Get gives one node of type T. A node of another kind is ErrNotFound, with the kind in the text.
func Get[T Node](ctx context.Context, r *Reader, id ID) (T, error) {
	var zero T
	n, err := r.Node(ctx, id)
	if err != nil {
		return zero, err
	}
	t, ok := n.(T)
	if !ok {
		return zero, fmt.Errorf("%s is of kind %s: %w", id, n.Base().Kind, ErrNotFound)
	}
	return t, nil
}
