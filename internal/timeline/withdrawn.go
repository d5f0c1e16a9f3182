package timeline

import (
	"cmp"
	"context"
	"slices"
)

// Withdrawn is a dated step that an earlier release held and this one does not. It was an error of ours, or is told
// under another ID now; it is no change of the law.
type Withdrawn struct {
	// Milestone is the step as the last release that dated it held it.
	Milestone *Milestone
	Last      Release
	// Gone is the number of the release that retracted the date, and Reason why.
	Gone   int
	Reason string
}

// Withdrawn lists the steps that this release no longer dates, of those that the filter chose in the release before
// they were retracted, in the order of their dates then. It is empty where the reader may not open other releases.
func (r *Reader) Withdrawn(ctx context.Context, f TimelineFilter) ([]*Withdrawn, error) {
	if r.store == nil {
		return nil, nil
	}
	facets, err := r.everNamed(f.allFacets())
	if err != nil {
		return nil, err
	}
	gone := make(map[ID]*Withdrawn)
	var before View
	for _, number := range r.releases() {
		now, err := r.store.Open(ctx, KnownAt{Release: number})
		if err != nil {
			return nil, err
		}
		if before != nil {
			if err := withdraw(ctx, gone, before, now.Release(), f, facets); err != nil {
				return nil, err
			}
		}
		before = now
	}
	if err := r.keepUndated(ctx, gone); err != nil {
		return nil, err
	}
	out := make([]*Withdrawn, 0, len(gone))
	for _, id := range sortedIDs(gone) {
		out = append(out, gone[id])
	}
	slices.SortStableFunc(out, func(a, b *Withdrawn) int { return cmp.Compare(firstDay(a.Milestone.When), firstDay(b.Milestone.When)) })
	return out, nil
}

// releases are the numbers of the history up to the release of the reader, which is a draft perhaps.
func (r *Reader) releases() []int {
	var out []int
	current := r.Release().Number
	for _, m := range r.Release().History {
		if m.Number < current {
			out = append(out, m.Number)
		}
	}
	return append(out, current)
}

// withdraw notes the steps whose date one release retracts, as the release before held them. A later retraction takes
// the place of an earlier one.
func withdraw(ctx context.Context, gone map[ID]*Withdrawn, before View, now Release, f TimelineFilter, facets [][]Facet) error {
	reasons := make(map[ID]string, len(now.Retracted))
	for _, x := range now.Retracted {
		reasons[x.ClaimID] = x.Reason
	}
	claims, err := found(ctx, before, sortedIDs(reasons))
	if err != nil {
		return err
	}
	reader := NewReader(before)
	why := make(map[ID]string)
	for _, rec := range claims {
		if c, ok := rec.Node.(*Claim); ok && c.Predicate == On && c.Subject.PartKind() == KindMilestone {
			why[c.Subject] = reasons[c.ID]
		}
	}
	records, err := found(ctx, before, sortedIDs(why))
	if err != nil {
		return err
	}
	records = slices.DeleteFunc(records, func(rec *Record) bool { return !f.holds(rec, facets) })
	for _, n := range reader.admit(records) {
		if m, ok := n.(*Milestone); ok {
			gone[m.ID] = &Withdrawn{Milestone: m, Last: before.Release(), Gone: now.Number, Reason: why[m.ID]}
		}
	}
	return nil
}

// found reads the records that a view holds, and passes over the others.
func found(ctx context.Context, v View, ids []ID) ([]*Record, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	records, err := v.Records(ctx, ids)
	if err != nil && !isNotFound(err) {
		return nil, err
	}
	return slices.DeleteFunc(records, func(rec *Record) bool { return rec == nil }), nil
}

// keepUndated leaves only the steps that the reader's release does not date.
func (r *Reader) keepUndated(ctx context.Context, gone map[ID]*Withdrawn) error {
	records, err := found(ctx, r.view, sortedIDs(gone))
	for _, rec := range records {
		if rec.in(IndexTimeline) {
			delete(gone, rec.ID)
		}
	}
	return err
}

// in says whether the record stands in an index.
func (r *Record) in(ix Index) bool {
	return slices.ContainsFunc(r.Places, func(p Place) bool { return p.Index == ix })
}

// everNamed gives for each facet those that it was in earlier releases too, which may know a node by another ID.
func (r *Reader) everNamed(facets []Facet) ([][]Facet, error) {
	out := make([][]Facet, len(facets))
	for i, f := range facets {
		out[i] = []Facet{f}
		if !slices.Contains([]string{FacetVendor, FacetAgency, FacetOwner}, f.Name) {
			continue
		}
		names, err := r.Release().Redirects.names(ID(f.Value))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			out[i] = append(out[i], Facet{f.Name, string(name)})
		}
	}
	return out, nil
}

// holds says whether the filter chooses a record of the timeline: one of each group of facets, and the range of days.
func (f TimelineFilter) holds(rec *Record, facets [][]Facet) bool {
	m, ok := rec.Node.(*Milestone)
	if !ok || !rec.in(IndexTimeline) {
		return false
	}
	for _, any := range facets {
		if !slices.ContainsFunc(any, func(f Facet) bool { return slices.Contains(rec.Facets, f) }) {
			return false
		}
	}
	return m.When.Touches(f.From, f.To)
}

// allFacets are those by which the timeline is filtered.
func (f TimelineFilter) allFacets() []Facet {
	fs := appendFacet(f.facets(), FacetRole, f.Role)
	fs = appendFacet(fs, FacetOwner, (*string)(f.Owner))
	return appendFacet(fs, FacetPrecision, f.Precision)
}
