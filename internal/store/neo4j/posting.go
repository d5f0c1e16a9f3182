package neo4j

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// posting is one place of a record in one list: an index, or the records of an index that have one facet. Its key in
// the database is the lead of the list, then "/", then the record's key in the index. Leads are all of one length, so
// neither names nor values can be taken for a part of a key, and keys of a list sort by bytes as the contract says.
type posting struct {
	at, last string
	id       timeline.ID
}

// leadLength is the length of a lead in bytes and in characters.
const leadLength = 32

// leadOf hashes what names a list, each name behind its length. With 128 bits two lists never share a lead.
func leadOf(names ...string) string {
	var b []byte
	for _, name := range names {
		b = binary.AppendUvarint(b, uint64(len(name)))
		b = append(b, name...)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:leadLength/2])
}

// Keys behind a lead. All keys of a list lie from keysBegin to keysEnd.
const (
	keysBegin = "/"
	keysEnd   = "0" // the character after "/"
)

func keyAt(key string) string { return keysBegin + key }

// keyAfter is the least position behind a key.
func keyAfter(key string) string { return keysBegin + key + "\x00" }

// postings gives the places of a record in all lists: for each place the index itself, then each facet once by which
// the index is filtered.
func postings(id timeline.ID, places []timeline.Place, facets []timeline.Facet) []posting {
	distinct := make(map[timeline.Facet]bool, len(facets))
	for _, f := range facets {
		distinct[f] = true
	}
	out := make([]posting, 0, len(places)*(1+len(distinct)))
	for _, place := range places {
		index := string(place.Index)
		p := posting{at: leadOf(index) + keyAt(place.Key), last: place.Last, id: id}
		out = append(out, p)
		for f := range distinct {
			if !timeline.Filtered(place.Index, f.Name) {
				continue
			}
			p.at = leadOf(index, f.Name, f.Value) + keyAt(place.Key)
			out = append(out, p)
		}
	}
	return out
}

// repost compares the places of a record before and after, and gives what must be closed and written. What stays as
// it is keeps its posting.
func repost(before, after []posting) (drop, add []posting) {
	held := make(map[posting]bool, len(before))
	for _, p := range before {
		held[p] = true
	}
	for _, p := range after {
		if held[p] {
			delete(held, p)
		} else {
			add = append(add, p)
		}
	}
	return slices.Collect(maps.Keys(held)), add
}
