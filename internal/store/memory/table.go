package memory

import (
	"hash/maphash"
	"iter"
	"maps"
)

// shardCount is how many parts a table is copied in: a release that changes few keys copies few of them.
const shardCount = 128

// table is a map that never changes once published. A release that differs in some keys shares all shards that hold
// none of them with the release before.
type table[K comparable, V any] struct {
	seed   maphash.Seed
	shards [shardCount]map[K]V
}

func newTable[K comparable, V any]() *table[K, V] { return &table[K, V]{seed: maphash.MakeSeed()} }

func (t *table[K, V]) shard(k K) int { return int(maphash.Comparable(t.seed, k) % shardCount) }

// get gives the zero value for a key that is not held.
func (t *table[K, V]) get(k K) V { return t.shards[t.shard(k)][k] }

func (t *table[K, V]) all() iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		for _, s := range t.shards {
			for k, v := range s {
				if !yield(k, v) {
					return
				}
			}
		}
	}
}

// edit begins the next version of the table. The table itself stays as it is.
func (t *table[K, V]) edit() *tableEdit[K, V] {
	return &tableEdit[K, V]{next: &table[K, V]{seed: t.seed, shards: t.shards}}
}

// tableEdit copies a shard at its first write. It must not be used after its next table is published.
type tableEdit[K comparable, V any] struct {
	next  *table[K, V]
	owned [shardCount]bool
}

func (e *tableEdit[K, V]) own(k K) map[K]V {
	i := e.next.shard(k)
	if !e.owned[i] {
		e.owned[i] = true
		if e.next.shards[i] == nil {
			e.next.shards[i] = make(map[K]V)
		} else {
			e.next.shards[i] = maps.Clone(e.next.shards[i])
		}
	}
	return e.next.shards[i]
}

func (e *tableEdit[K, V]) get(k K) V    { return e.next.get(k) }
func (e *tableEdit[K, V]) put(k K, v V) { e.own(k)[k] = v }
func (e *tableEdit[K, V]) drop(k K)     { delete(e.own(k), k) }
