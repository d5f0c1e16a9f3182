package memory

import "slices"

// listChanges collects what a release changes in a table of ordered lists: of lists named L, whose items V have keys K.
type listChanges[L, K comparable, V any] map[L]*listChange[K, V]

type listChange[K comparable, V any] struct {
	drop map[K]bool
	add  []V
}

func (c listChanges[L, K, V]) at(l L) *listChange[K, V] {
	if c[l] == nil {
		c[l] = &listChange[K, V]{drop: make(map[K]bool)}
	}
	return c[l]
}

func (c listChanges[L, K, V]) drop(l L, k K) { c.at(l).drop[k] = true }

func (c listChanges[L, K, V]) add(l L, v V) {
	ch := c.at(l)
	ch.add = append(ch.add, v)
}

// apply gives the table after the changes. Lists without a change are shared, empty ones are left out. What is dropped
// is dropped from the former lists alone, so an item may be dropped and added with the same key.
func (c listChanges[L, K, V]) apply(t *table[L, []V], key func(V) K, order func(a, b V) int) *table[L, []V] {
	if len(c) == 0 {
		return t
	}
	e := t.edit()
	for l, ch := range c {
		former := e.get(l)
		next := make([]V, 0, len(former)+len(ch.add))
		for _, v := range former {
			if !ch.drop[key(v)] {
				next = append(next, v)
			}
		}
		next = append(next, ch.add...)
		slices.SortFunc(next, order)
		if len(next) == 0 {
			e.drop(l)
		} else {
			e.put(l, slices.Clip(next))
		}
	}
	return e.next
}
