package neo4j

import "sync"

// kept keeps values within a bound. There are two generations: a value that is not asked for while the younger fills up
// is forgotten.
type kept[K comparable, V any] struct {
	mu         sync.Mutex
	young, old map[K]weighed[V]
	// size of the younger, most of each generation.
	size, most int
}

type weighed[V any] struct {
	value  V
	weight int
}

func newKept[K comparable, V any](most int) *kept[K, V] {
	return &kept[K, V]{young: make(map[K]weighed[V]), most: most}
}

func (k *kept[K, V]) get(key K) (V, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	w, held := k.young[key]
	if held {
		return w.value, true
	}
	if w, held = k.old[key]; held {
		k.add(key, w)
	}
	return w.value, held
}

// put keeps a value, unless it alone is heavier than a generation.
func (k *kept[K, V]) put(key K, v V, weight int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, held := k.young[key]; !held && weight <= k.most {
		k.add(key, weighed[V]{v, weight})
	}
}

func (k *kept[K, V]) add(key K, w weighed[V]) {
	if k.size+w.weight > k.most {
		k.old, k.young, k.size = k.young, make(map[K]weighed[V]), 0
	}
	k.young[key] = w
	k.size += w.weight
}
