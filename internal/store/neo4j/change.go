package neo4j

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// maxFaults bounds how many faults one error lists.
const maxFaults = 20

// change is all that an Apply changes, by what it changes. It holds pointers to records that its caller holds anyway,
// and lets all faults be found before anything is written.
type change struct {
	drawing *drawing
	records map[timeline.ID]*timeline.Record // nil: ended
	edges   map[edgeKey]*timeline.Edge       // nil: ended
	last    string                           // the key taken last
	faults  []string
	more    int // faults beyond maxFaults
}

type edgeKey struct {
	from timeline.ID
	rel  timeline.Predicate
	to   timeline.ID
}

func (k edgeKey) String() string { return fmt.Sprintf("%s %s %s", k.from, k.rel, k.to) }

func compareEdgeKeys(a, b edgeKey) int {
	return cmp.Or(cmp.Compare(a.rel, b.rel), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
}

// collect reads all changes. The error is that of the sequence or the context; faults of the changes are noted.
func collect(ctx context.Context, d *drawing, deltas iter.Seq2[timeline.Delta, error]) (*change, error) {
	c := &change{
		drawing: d,
		records: make(map[timeline.ID]*timeline.Record),
		edges:   make(map[edgeKey]*timeline.Edge),
	}
	for delta, err := range deltas {
		if err != nil {
			return nil, fmt.Errorf("reading changes: %w", err)
		}
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("reading changes: %w", err)
		}
		c.take(delta)
	}
	return c, ctx.Err()
}

func (c *change) take(d timeline.Delta) {
	key := d.Key()
	if key != "" && key <= c.last {
		c.fault("%.200q comes after %.200q: changes must be ordered by key, each key once", key, c.last)
	}
	c.last = max(c.last, key)
	switch {
	case d.Record != nil && d.Edge == nil && d.End == nil:
		c.checkRecord(d.Record)
		c.putRecord(d.Record.ID, d.Record)
	case d.Edge != nil && d.Record == nil && d.End == nil:
		c.putEdge(edgeKey{d.Edge.From, d.Edge.Rel, d.Edge.To}, d.Edge)
	case d.End != nil && d.Record == nil && d.Edge == nil:
		c.end(d.End.Key)
	default:
		c.fault("a change must be one of record, edge and end")
	}
}

func (c *change) putRecord(id timeline.ID, r *timeline.Record) {
	if _, twice := c.records[id]; twice {
		c.fault("record %s is changed twice", id)
	}
	c.records[id] = r
}

func (c *change) putEdge(k edgeKey, e *timeline.Edge) {
	if _, known := c.drawing.byRelation[k.rel]; !known {
		c.fault("edge %s: the vocabulary has no such relation", k)
		return
	}
	if _, twice := c.edges[k]; twice {
		c.fault("edge %s is changed twice", k)
	}
	c.edges[k] = e
}

func (c *change) end(key string) {
	switch parts := strings.Split(key, "|"); {
	case len(parts) == 2 && parts[0] == "n":
		c.putRecord(timeline.ID(parts[1]), nil)
	case len(parts) == 4 && parts[0] == "r":
		c.putEdge(edgeKey{timeline.ID(parts[1]), timeline.Predicate(parts[2]), timeline.ID(parts[3])}, nil)
	default:
		c.fault("%.200q is no key of a record or edge", key)
	}
}

// checkRecord looks at what a record says twice and must say alike.
func (c *change) checkRecord(r *timeline.Record) {
	if r.Node == nil {
		c.fault("record %s has no node", r.ID)
		return
	}
	if b := r.Node.Base(); b.ID != r.ID || b.Kind != r.Kind {
		c.fault("record %s of kind %s holds node %s of kind %s", r.ID, r.Kind, b.ID, b.Kind)
	}
	if _, known := labels[r.Kind]; !known {
		c.fault("record %s: there is no kind %q", r.ID, string(r.Kind))
	}
	if _, is := r.Node.(*timeline.Claim); is != (r.Kind == timeline.KindClaim) {
		c.fault("record %s of kind %s holds a %T", r.ID, r.Kind, r.Node)
	}
	for i, p := range r.Places {
		if slices.ContainsFunc(r.Places[:i], func(q timeline.Place) bool { return q.Index == p.Index }) {
			c.fault("record %s stands twice in index %s", r.ID, p.Index)
		}
	}
}

func (c *change) fault(format string, args ...any) {
	if len(c.faults) == maxFaults {
		c.more++
		return
	}
	c.faults = append(c.faults, fmt.Sprintf(format, args...))
}

func (c *change) err() error {
	if len(c.faults) == 0 {
		return nil
	}
	text := strings.Join(c.faults, "; ")
	if c.more > 0 {
		text += fmt.Sprintf("; and %d more", c.more)
	}
	return fmt.Errorf("%w: %s", timeline.ErrBadDelta, text)
}

// ids gives the IDs of records, put or ended, in order.
func (c *change) ids(put bool) []timeline.ID {
	var out []timeline.ID
	for _, id := range slices.Sorted(maps.Keys(c.records)) {
		if (c.records[id] != nil) == put {
			out = append(out, id)
		}
	}
	return out
}

// edgeKeys gives the keys of edges by their relation, in order.
func (c *change) edgeKeys(keep func(edgeKey, *timeline.Edge) bool) map[timeline.Predicate][]edgeKey {
	out := make(map[timeline.Predicate][]edgeKey)
	for _, k := range slices.SortedFunc(maps.Keys(c.edges), compareEdgeKeys) {
		if keep(k, c.edges[k]) {
			out[k.rel] = append(out[k.rel], k)
		}
	}
	return out
}

// ends gives the IDs at which edges that are put begin and end, in order.
func (c *change) ends() []timeline.ID {
	seen := make(map[timeline.ID]bool)
	for k, e := range c.edges {
		if e != nil {
			seen[k.from], seen[k.to] = true, true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}
