package memory

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// maxFaults bounds how many faults one error lists.
const maxFaults = 20

// change is everything that a release changes, by what it changes.
type change struct {
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

func keyOf(e *timeline.Edge) edgeKey { return edgeKey{e.From, e.Rel, e.To} }

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

// collect reads all deltas. Faults of single deltas are noted; the error is that of the sequence or the context.
func collect(ctx context.Context, deltas iter.Seq2[timeline.Delta, error]) (*change, error) {
	c := &change{records: make(map[timeline.ID]*timeline.Record), edges: make(map[edgeKey]*timeline.Edge)}
	for d, err := range deltas {
		if err != nil {
			return nil, fmt.Errorf("reading changes: %w", err)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c.take(d)
	}
	return c, ctx.Err()
}

func (c *change) take(d timeline.Delta) {
	key := d.Key()
	switch {
	case key == "":
		c.fault("a change must be one of record, edge and end")
		return
	case key <= c.last:
		c.fault("%.200q comes after %.200q: changes must be ordered by key, each key once", key, c.last)
		return
	}
	c.last = key
	switch {
	case d.Record != nil:
		for _, f := range recordFaults(d.Record) {
			c.fault("%s", f)
		}
		c.records[d.Record.ID] = d.Record
	case d.Edge != nil:
		c.edges[keyOf(d.Edge)] = d.Edge
	default:
		c.end(d.End.Key)
	}
}

func (c *change) end(key string) {
	switch parts := strings.Split(key, "|"); {
	case len(parts) == 2 && parts[0] == "n":
		c.records[timeline.ID(parts[1])] = nil
	case len(parts) == 4 && parts[0] == "r":
		c.edges[edgeKey{timeline.ID(parts[1]), timeline.Predicate(parts[2]), timeline.ID(parts[3])}] = nil
	default:
		c.fault("%.200q is no key of a record or edge", key)
	}
}

func (k edgeKey) String() string { return fmt.Sprintf("%s %s %s", k.from, k.rel, k.to) }

// recordFaults checks what a record says twice and must say alike, so that every store finds it again.
func recordFaults(r *timeline.Record) []string {
	if r.Node == nil {
		return []string{fmt.Sprintf("record %s has no node", r.ID)}
	}
	var faults []string
	if b := r.Node.Base(); b.ID != r.ID || b.Kind != r.Kind {
		faults = append(faults, fmt.Sprintf("record %s of kind %s holds node %s of kind %s", r.ID, r.Kind, b.ID, b.Kind))
	}
	if _, is := r.Node.(*timeline.Claim); is != (r.Kind == timeline.KindClaim) {
		faults = append(faults, fmt.Sprintf("record %s of kind %s holds a %T", r.ID, r.Kind, r.Node))
	}
	for i, p := range r.Places {
		if slices.ContainsFunc(r.Places[:i], func(q timeline.Place) bool { return q.Index == p.Index }) {
			faults = append(faults, fmt.Sprintf("record %s stands twice in index %s", r.ID, p.Index))
		}
	}
	return faults
}
