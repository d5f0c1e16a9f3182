package timeline

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"sync"
)

// Bounds of a page.
const (
	DefaultPage = 50
	MaxPage     = 200
)

// Errors of what a reader asks. Texts name the operand and the remedy.
var (
	ErrBadCursor = errors.New("bad cursor")
	ErrBadInput  = errors.New("bad input")
)

// Connection is a page of a list, after the Relay specification.
type Connection[T any] struct {
	Edges    []*ConnectionEdge[T]
	PageInfo PageInfo
	count    func(context.Context) (int, error)
}

// ConnectionEdge is one item of a page.
type ConnectionEdge[T any] struct {
	Node T
	// Link is the relation that brought the item, nil for items of an index.
	Link *Link
	seal *seal
	key  string // empty: that of the link
}

// Cursor is the item's place in the list.
func (e *ConnectionEdge[T]) Cursor() string {
	if e.key == "" {
		return e.seal.cursor(e.Link.key(e.seal.direction))
	}
	return e.seal.cursor(e.key)
}

// PageInfo says what lies around a page.
type PageInfo struct {
	HasNextPage     bool
	HasPreviousPage bool
	start, end      interface{ Cursor() string } // nil where the page is empty
}

// StartCursor is that of the first item, nil where there is none.
func (p PageInfo) StartCursor() *string { return cursorOf(p.start) }

// EndCursor is that of the last item, nil where there is none.
func (p PageInfo) EndCursor() *string { return cursorOf(p.end) }

func cursorOf(item interface{ Cursor() string }) *string {
	if item == nil {
		return nil
	}
	c := item.Cursor()
	return &c
}

// Nodes gives the items alone.
func (c *Connection[T]) Nodes() []T {
	out := make([]T, len(c.Edges))
	for i, e := range c.Edges {
		out[i] = e.Node
	}
	return out
}

// AllEdges walks a list to its end, a page at a time. With an error, which is the last, comes an empty edge.
func AllEdges[T any](page func(Paging) (*Connection[T], error)) iter.Seq2[*ConnectionEdge[T], error] {
	return func(yield func(*ConnectionEdge[T], error) bool) {
		size := MaxPage
		ask := Paging{First: &size}
		for {
			c, err := page(ask)
			if err != nil {
				yield(&ConnectionEdge[T]{}, err)
				return
			}
			for _, e := range c.Edges {
				if !yield(e, nil) {
					return
				}
			}
			if !c.PageInfo.HasNextPage || c.PageInfo.EndCursor() == nil {
				return
			}
			ask.After = c.PageInfo.EndCursor()
		}
	}
}

// TotalCount counts the whole list. It costs a store call of its own, so it runs only if asked.
func (c *Connection[T]) TotalCount(ctx context.Context) (int, error) { return c.count(ctx) }

// Claims gives the claims that state the relation, none where the item came by no relation.
func (e *ConnectionEdge[T]) Claims(ctx context.Context) ([]*Claim, error) {
	if e.Link == nil {
		return []*Claim{}, nil
	}
	return e.Link.Claims(ctx)
}

// Paging is what a reader asks of a list: the first so many after a cursor, or the last so many before one.
type Paging struct {
	First, Last   *int
	After, Before *string
}

// window checks the paging and makes the store's window of it. The filter names the list: a cursor of another list, or
// of another release, is refused with ErrBadCursor.
func (p Paging) window(rel Release, filter string) (Window, error) {
	w := Window{First: DefaultPage}
	switch {
	case p.First != nil && p.Last != nil:
		return w, fmt.Errorf("%w: give first or last, not both", ErrBadInput)
	case p.First != nil:
		w.First = *p.First
	case p.Last != nil:
		w.First, w.Last = 0, *p.Last
	}
	if n := w.First + w.Last; n < 1 || n > MaxPage {
		return w, fmt.Errorf("%w: a page has 1 to %d items, not %d", ErrBadInput, MaxPage, n)
	}
	var err error
	if w.After, err = openCursor(p.After, rel, filter); err != nil {
		return w, err
	}
	w.Before, err = openCursor(p.Before, rel, filter)
	return w, err
}

// cursor is a place in a list of one release.
type cursor struct {
	Release string `json:"r"` // number and first digits of the digest
	Filter  string `json:"f"`
	Key     string `json:"k"`
}

func releaseTag(rel Release) string { return fmt.Sprintf("%d.%.12s", rel.Number, rel.Digest) }

func filterTag(filter string) string {
	sum := sha256.Sum256([]byte(filter))
	return hex.EncodeToString(sum[:6])
}

// seal makes the cursors of a list, where any is asked for.
type seal struct {
	reader    *Reader
	filter    func() string
	direction Direction // of a list of links
	once      sync.Once
	list      cursor // without a key
}

func (s *seal) cursor(key string) string {
	s.once.Do(func() { s.list = listOf(s.reader.Release(), s.filter()) })
	return s.list.at(key)
}

// listOf is a cursor without a key.
func listOf(rel Release, filter string) cursor {
	return cursor{Release: releaseTag(rel), Filter: filterTag(filter)}
}

func (c cursor) at(key string) string {
	c.Key = key
	b, _ := json.Marshal(c)
	return base64.RawURLEncoding.EncodeToString(b)
}

func openCursor(s *string, rel Release, filter string) (string, error) {
	if s == nil || *s == "" {
		return "", nil
	}
	var c cursor
	b, err := base64.RawURLEncoding.DecodeString(*s)
	if err != nil || json.Unmarshal(b, &c) != nil || c.Key == "" {
		return "", fmt.Errorf("%w: it does not come from this API", ErrBadCursor)
	}
	if c.Release != releaseTag(rel) {
		return "", fmt.Errorf("%w: it belongs to release %s, this answer to %s: begin the list again", ErrBadCursor, c.Release, releaseTag(rel))
	}
	if c.Filter != filterTag(filter) {
		return "", fmt.Errorf("%w: it belongs to a list with other arguments: begin this list without a cursor", ErrBadCursor)
	}
	return c.Key, nil
}

// pageOf makes a connection of a page that the store gave.
func pageOf[T Node](r *Reader, p Page, filter string, count func(context.Context) (int, error)) *Connection[T] {
	nodes := r.admit(p.Records)
	c := &Connection[T]{Edges: make([]*ConnectionEdge[T], 0, len(nodes)), count: count}
	s := &seal{reader: r, filter: func() string { return filter }}
	edges := make([]ConnectionEdge[T], len(nodes))
	for i, n := range nodes {
		if t, ok := n.(T); ok {
			edges[i] = ConnectionEdge[T]{Node: t, seal: s, key: p.Keys[i]}
			c.Edges = append(c.Edges, &edges[i])
		}
	}
	c.PageInfo = PageInfo{HasNextPage: p.HasNext, HasPreviousPage: p.HasPrevious}
	c.ends()
	return c
}

// pageOfLinks cuts a page out of a list of links that is already here. Only nodes of type T count. The filter, which names
// the list, is made only for cursors.
func pageOfLinks[T Node](r *Reader, links []*Link, d Direction, filter func() string, ask Paging) (*Connection[T], error) {
	name := ""
	if ask.After != nil || ask.Before != nil {
		name = filter()
	}
	w, err := ask.window(r.Release(), name)
	if err != nil {
		return nil, err
	}
	s := &seal{reader: r, filter: filter, direction: d}
	all := make([]*ConnectionEdge[T], 0, len(links))
	edges := make([]ConnectionEdge[T], len(links))
	from, to := 0, 0
	for i, l := range links {
		t, ok := l.Node.(T)
		if !ok {
			continue
		}
		edges[i] = ConnectionEdge[T]{Node: t, Link: l, seal: s}
		all = append(all, &edges[i])
		if w.After != "" && l.key(d) <= w.After {
			from = len(all)
		}
		if w.Before == "" || l.key(d) < w.Before {
			to = len(all)
		}
	}
	total := len(all)
	to = max(from, to)
	if w.First > 0 {
		to = min(to, from+w.First)
	} else {
		from = max(from, to-w.Last)
	}
	c := &Connection[T]{Edges: all[from:to], count: func(context.Context) (int, error) { return total, nil }}
	c.PageInfo = PageInfo{HasNextPage: to < total, HasPreviousPage: from > 0}
	c.ends()
	return c, nil
}

func (c *Connection[T]) ends() {
	if n := len(c.Edges); n > 0 {
		c.PageInfo.start, c.PageInfo.end = c.Edges[0], c.Edges[n-1]
	}
}

// key orders the links of one node as a store does: the space sorts before everything that its parts hold.
func (l *Link) key(d Direction) string {
	if d == Outgoing {
		return l.ToKey + " " + string(l.Rel) + " " + string(l.To)
	}
	return l.FromKey + " " + string(l.Rel) + " " + string(l.From)
}

// The connections of the API.
type (
	VendorConnection       = Connection[*Vendor]
	VendorEdge             = ConnectionEdge[*Vendor]
	AgencyConnection       = Connection[*Agency]
	AgencyEdge             = ConnectionEdge[*Agency]
	ActionConnection       = Connection[*Action]
	ActionEdge             = ConnectionEdge[*Action]
	SourceConnection       = Connection[*Source]
	SourceEdge             = ConnectionEdge[*Source]
	MilestoneConnection    = Connection[*Milestone]
	MilestoneEdge          = ConnectionEdge[*Milestone]
	StatementConnection    = Connection[*Statement]
	StatementEdge          = ConnectionEdge[*Statement]
	DiscrepancyConnection  = Connection[*Discrepancy]
	DiscrepancyEdge        = ConnectionEdge[*Discrepancy]
	ClaimConnection        = Connection[*Claim]
	ClaimEdge              = ConnectionEdge[*Claim]
	ListEntryConnection    = Connection[*ListEntry]
	ListEntryEdge          = ConnectionEdge[*ListEntry]
	NodeConnection         = Connection[Node]
	NodeEdge               = ConnectionEdge[Node]
	AudienceConnection     = Connection[*Audience]
	AudienceEdge           = ConnectionEdge[*Audience]
	OfficialListConnection = Connection[*OfficialList]
	OfficialListEdge       = ConnectionEdge[*OfficialList]
)
