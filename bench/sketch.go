package main

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strconv"
)

// sketch draws k items at random from a stream of any length: those whose names have the least hashes. What is drawn
// depends on the seed and the names alone, not on the order in which they come.
type sketch[T any] struct {
	k     int
	seed  uint64
	items []hashed[T]
}

type hashed[T any] struct {
	hash uint64
	name string
	item T
}

func (s *sketch[T]) add(name string, item T) {
	s.items = append(s.items, hashed[T]{hashOf(s.seed, name), name, item})
	if len(s.items) >= 4*s.k {
		s.cut()
	}
}

func (s *sketch[T]) cut() {
	slices.SortFunc(s.items, func(a, b hashed[T]) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.name, b.name)) })
	s.items = s.items[:min(s.k, len(s.items))]
}

// drawn gives the items in the order of their hashes.
func (s *sketch[T]) drawn() []T {
	s.cut()
	out := make([]T, len(s.items))
	for i, h := range s.items {
		out[i] = h.item
	}
	return out
}

func hashOf(seed uint64, name string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write(strconv.AppendUint(nil, seed, 10))
	_, _ = h.Write([]byte{'|'})
	_, _ = h.Write([]byte(name))
	// FNV leaves the high bits of short names alike: one round of a finalizer spreads them.
	x := h.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return x
}
