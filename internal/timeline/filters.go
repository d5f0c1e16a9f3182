package timeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// filters says by which facets an index is filtered. Stores list a record under these facets alone: what no answer
// asks for would cost a place in the database. A new filter of listing.go, search.go or another answer needs its row.
var filters = map[Index][]string{
	IndexVendors:       {FacetKind, FacetJurisdiction},
	IndexAgencies:      {FacetJurisdiction},
	IndexActions:       {FacetVendor, FacetTarget, FacetAgency, FacetKind, FacetJurisdiction, FacetCitation},
	IndexSources:       {FacetKind, FacetCitation},
	IndexStatements:    {FacetAbout, FacetSpeaker, FacetSource},
	IndexListEntries:   {FacetList, FacetParty},
	IndexRestrictions:  {FacetTarget, FacetOwner, FacetKind, FacetAudience},
	IndexDiscrepancies: {FacetAbout, FacetSource, FacetKind},
	IndexTimeline:      {FacetVendor, FacetAgency, FacetKind, FacetJurisdiction, FacetRole, FacetOwner, FacetPrecision},
	IndexImprecise:     {FacetVendor, FacetAgency, FacetKind, FacetJurisdiction, FacetRole, FacetOwner, FacetPrecision},
	IndexSearch:        {FacetNode, FacetTerm},
}

// claimFilters are those of every index of claims.
var claimFilters = []string{FacetPredicate, FacetMark}

// Filtered says whether an index can be filtered by facets of a name.
func Filtered(ix Index, facet string) bool {
	if strings.HasPrefix(string(ix), claimIndexes) {
		return slices.Contains(claimFilters, facet)
	}
	return slices.Contains(filters[ix], facet)
}

// FiltersDigest names the filters of all indexes: it changes when one of them does.
func FiltersDigest() string {
	h := sha256.New()
	for _, ix := range slices.Sorted(maps.Keys(filters)) {
		fmt.Fprintln(h, ix, filters[ix])
	}
	fmt.Fprintln(h, claimIndexes, claimFilters)
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// CheckFacets refuses, with ErrBadInput, facets by which an index cannot be filtered. Stores ask it.
func CheckFacets(ix Index, facets []Facet) error {
	for _, f := range facets {
		if !Filtered(ix, f.Name) {
			return fmt.Errorf("%w: index %.60q is not filtered by %.60q", ErrBadInput, ix, f.Name)
		}
	}
	return nil
}

// claimIndexes begins the name of every index of claims.
const claimIndexes = "claims/"

// IndexClaims is the index of the claims of a kind, in the order of source and place in the source: the keys begin
// with the source and "|".
func IndexClaims(k ClaimKind) Index { return claimIndexes + Index(strings.ToLower(string(k))) }

// ofSource is the range of an index of claims that holds those of a source; all if it is empty.
func ofSource(source ID) Range {
	if source == "" {
		return Range{}
	}
	return Range{From: string(source) + "|", To: string(source) + "}"} // the character after "|"
}

// pageMerged gives a page of the list that indexes make when their keys are put in one order.
func (r *Reader) pageMerged(ctx context.Context, ixs []Index, facets []Facet, w Window) (Page, error) {
	var out keyedRecords
	var hasNext, hasPrevious bool
	for _, ix := range ixs {
		p, err := r.view.Page(ctx, ix, facets, w)
		if err != nil {
			return Page{}, err
		}
		for i, rec := range p.Records {
			out = append(out, keyedRecord{p.Keys[i], rec})
		}
		hasNext, hasPrevious = hasNext || p.HasNext, hasPrevious || p.HasPrevious
	}
	p := out.window(Window{First: w.First, Last: w.Last})
	p.HasNext, p.HasPrevious = p.HasNext || hasNext, p.HasPrevious || hasPrevious
	return p, nil
}

// keyedRecords are records with their keys in an index.
type keyedRecords []keyedRecord

type keyedRecord struct {
	key    string
	record *Record
}

// window sorts the records and cuts a page out of them, as [View.Page] does of an index. The range does not bind.
func (rs keyedRecords) window(w Window) Page {
	slices.SortFunc(rs, func(a, b keyedRecord) int { return strings.Compare(a.key, b.key) })
	from, to := 0, len(rs)
	for i, r := range rs {
		if w.After != "" && r.key <= w.After {
			from = i + 1
		}
		if w.Before != "" && r.key >= w.Before {
			to = min(to, i)
		}
	}
	to = max(from, to)
	if w.First > 0 {
		to = min(to, from+w.First)
	} else {
		from = max(from, to-w.Last)
	}
	p := Page{HasPrevious: from > 0, HasNext: to < len(rs)}
	for _, r := range rs[from:to] {
		p.Records, p.Keys = append(p.Records, r.record), append(p.Keys, r.key)
	}
	return p
}
