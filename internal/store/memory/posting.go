package memory

import (
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// list names a list of postings: a whole index, or the records of an index that have a facet by which it is filtered.
type list struct {
	index   timeline.Index
	facet   timeline.Facet
	faceted bool
}

// posting is one place in an index. It names the record by ID, so that a record whose places and facets stay the same
// changes no list.
type posting struct {
	key, last string
	id        timeline.ID
}

func postingKey(p posting) string { return p.key }

func postingOrder(a, b posting) int { return strings.Compare(a.key, b.key) }

func keyOrder(p posting, key string) int { return strings.Compare(p.key, key) }

// position is the number of postings with a lesser key.
func position(ps []posting, key string) int {
	i, _ := slices.BinarySearchFunc(ps, key, keyOrder)
	return i
}

// positionAfter is the number of postings with a lesser or the same key.
func positionAfter(ps []posting, key string) int {
	i, found := slices.BinarySearchFunc(ps, key, keyOrder)
	if found {
		i++
	}
	return i
}

func holds(ps []posting, key string) bool {
	_, found := slices.BinarySearchFunc(ps, key, keyOrder)
	return found
}

type postingChanges = listChanges[list, string, posting]

// repost notes that after stands where before stood; either may be nil.
func repost(c postingChanges, before, after *timeline.Record) {
	if before != nil && after != nil && slices.Equal(before.Places, after.Places) && slices.Equal(before.Facets, after.Facets) {
		return
	}
	if before != nil {
		eachPosting(before, func(l list, p posting) { c.drop(l, p.key) })
	}
	if after != nil {
		eachPosting(after, c.add)
	}
}

// eachPosting gives every list in which the record stands. A facet that the record names twice counts once.
func eachPosting(r *timeline.Record, give func(list, posting)) {
	for _, place := range r.Places {
		p := posting{key: place.Key, last: place.Last, id: r.ID}
		give(list{index: place.Index}, p)
		for i, f := range r.Facets {
			if timeline.Filtered(place.Index, f.Name) && !slices.Contains(r.Facets[:i], f) {
				give(list{index: place.Index, facet: f, faceted: true}, p)
			}
		}
	}
}
