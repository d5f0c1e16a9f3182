package neo4j

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/regline/regline/internal/timeline"
)

// maxFaults bounds how many faults one error lists.
const maxFaults = 20

// faults are what is wrong with the changes of an Apply. The goroutine that prepares notes them, and the one that writes.
type faults struct {
	mu    sync.Mutex
	texts []string
	more  int // faults beyond maxFaults
}

func (f *faults) note(format string, args ...any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.texts) == maxFaults {
		f.more++
		return
	}
	f.texts = append(f.texts, fmt.Sprintf(format, args...))
}

// full says that no further fault would be named.
func (f *faults) full() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.texts) == maxFaults
}

// err is nil where there is no fault; else it wraps [timeline.ErrBadDelta].
func (f *faults) err() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.texts) == 0 {
		return nil
	}
	text := strings.Join(f.texts, "; ")
	if f.more > 0 {
		text += fmt.Sprintf("; and %d more", f.more)
	}
	return fmt.Errorf("%w: %s", timeline.ErrBadDelta, text)
}

type edgeKey struct {
	from timeline.ID
	rel  timeline.Predicate
	to   timeline.ID
}

func (k edgeKey) String() string { return fmt.Sprintf("%s %s %s", k.from, k.rel, k.to) }

// parseKey reads the key of a mark: that of a record, or of an edge.
func parseKey(key string) (id timeline.ID, edge edgeKey, ok bool) {
	switch parts := strings.Split(key, "|"); {
	case len(parts) == 2 && parts[0] == "n":
		return timeline.ID(parts[1]), edge, true
	case len(parts) == 4 && parts[0] == "r":
		return "", edgeKey{timeline.ID(parts[1]), timeline.Predicate(parts[2]), timeline.ID(parts[3])}, true
	}
	return "", edge, false
}

// recordFaults looks at what a record says twice and must say alike.
func recordFaults(r *timeline.Record) []string {
	if r.Node == nil {
		return []string{fmt.Sprintf("record %s has no node", r.ID)}
	}
	var out []string
	note := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if b := r.Node.Base(); b.ID != r.ID || b.Kind != r.Kind {
		note("record %s of kind %s holds node %s of kind %s", r.ID, r.Kind, b.ID, b.Kind)
	}
	if _, known := labels[r.Kind]; !known {
		note("record %s: there is no kind %q", r.ID, string(r.Kind))
	}
	if _, is := r.Node.(*timeline.Claim); is != (r.Kind == timeline.KindClaim) {
		note("record %s of kind %s holds a %T", r.ID, r.Kind, r.Node)
	}
	for i, p := range r.Places {
		if slices.ContainsFunc(r.Places[:i], func(q timeline.Place) bool { return q.Index == p.Index }) {
			note("record %s stands twice in index %s", r.ID, p.Index)
		}
	}
	return out
}
