package timeline

import (
	"fmt"
	"iter"
)

// Content is everything that a compiled release holds.
type Content struct {
	Release Release
	Records []*Record // ordered by ID
	Edges   []*Edge   // ordered by mark
}

// Changes compares what a store holds (before, ordered by key; nil for nothing) with the content of the next release
// and yields what must be written: new and changed records and edges, and the end of those that are gone. A record
// that did not change is not yielded. It reads before as a stream and holds only the content's own keys in memory.
func Changes(before iter.Seq2[Mark, error], next *Content) iter.Seq2[Delta, error] {
	return func(yield func(Delta, error) bool) {
		put := make(map[string]Delta, len(next.Records)+len(next.Edges))
		digest := make(map[string]string, len(put))
		order := make([]string, 0, len(put))
		add := func(m Mark, d Delta) {
			put[m.Key], digest[m.Key] = d, m.Digest
			order = append(order, m.Key)
		}
		for _, r := range next.Records {
			add(r.Mark(), Delta{Record: r})
		}
		for _, e := range next.Edges {
			add(e.Mark(), Delta{Edge: e})
		}
		if before != nil {
			for m, err := range before {
				if err != nil {
					yield(Delta{}, fmt.Errorf("reading the former release: %w", err))
					return
				}
				switch d, held := digest[m.Key]; {
				case !held:
					end := m
					if !yield(Delta{End: &end}, nil) {
						return
					}
				case d == m.Digest:
					delete(put, m.Key)
				}
			}
		}
		for _, k := range order {
			if d, ok := put[k]; ok && !yield(d, nil) {
				return
			}
		}
	}
}
