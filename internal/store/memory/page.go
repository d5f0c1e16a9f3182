package memory

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// checkEvery is how many postings a walk passes between two looks at the context.
const checkEvery = 1 << 12

func (s *snapshot) Page(ctx context.Context, ix timeline.Index, facets []timeline.Facet, w timeline.Window) (timeline.Page, error) {
	var err error
	if w.First < 0 || w.Last < 0 || (w.First > 0) == (w.Last > 0) {
		err = fmt.Errorf("%w: a window of first %d and last %d: exactly one must be positive", timeline.ErrBadInput, w.First, w.Last)
	}
	if err = errorOr(ctx, cmp.Or(err, timeline.CheckFacets(ix, facets))); err != nil {
		return timeline.Page{}, err
	}
	sel := s.choose(ctx, ix, facets, w.Range)
	from, to := sel.from, sel.to
	if w.After != "" {
		from = min(max(from, positionAfter(sel.walk, w.After)), to)
	}
	if w.Before != "" {
		to = max(from, min(to, position(sel.walk, w.Before)))
	}
	var found []int
	if w.First > 0 {
		found = sel.first(w.First, from, to)
	} else {
		found = sel.last(w.Last, from, to)
	}
	begin, end := from, from
	if len(found) > 0 {
		begin, end = found[0], found[len(found)-1]+1
	}
	page := s.pageOf(sel, found)
	page.HasPrevious = len(sel.last(1, sel.from, begin)) > 0
	page.HasNext = len(sel.first(1, end, sel.to)) > 0
	if sel.err != nil {
		return timeline.Page{}, sel.err
	}
	return page, nil
}

func (s *snapshot) pageOf(sel *selection, found []int) timeline.Page {
	page := timeline.Page{Records: make([]*timeline.Record, len(found)), Keys: make([]string, len(found))}
	for i, at := range found {
		p := sel.walk[at]
		page.Records[i], page.Keys[i] = s.records.get(p.id), p.key
	}
	return page
}

func (s *snapshot) Count(ctx context.Context, ix timeline.Index, facets []timeline.Facet, r timeline.Range) (int, error) {
	if err := errorOr(ctx, timeline.CheckFacets(ix, facets)); err != nil {
		return 0, err
	}
	sel := s.choose(ctx, ix, facets, r)
	if len(sel.others) == 0 && sel.lastFrom == "" {
		return sel.to - sel.from, nil
	}
	n := 0
	for i := sel.from; i < sel.to && sel.goOn(i); i++ {
		if sel.matches(i) {
			n++
		}
	}
	return n, sel.err
}

// selection is the part of an index that has all the facets and lies in a range. It walks the shortest list and looks
// each posting up in the others.
type selection struct {
	ctx      context.Context
	walk     []posting
	from, to int // the part of walk within the range's keys
	others   [][]posting
	lastFrom string
	err      error // of the context, once a walk was cut short
}

func (s *snapshot) choose(ctx context.Context, ix timeline.Index, facets []timeline.Facet, r timeline.Range) *selection {
	lists := make([][]posting, 0, len(facets))
	for _, f := range facets {
		lists = append(lists, s.postings.get(list{index: ix, facet: f, faceted: true}))
	}
	sel := &selection{ctx: ctx, lastFrom: r.LastFrom}
	if len(lists) == 0 {
		sel.walk = s.postings.get(list{index: ix})
	} else {
		slices.SortFunc(lists, func(a, b []posting) int { return len(a) - len(b) })
		sel.walk, sel.others = lists[0], lists[1:]
	}
	sel.to = len(sel.walk)
	if r.To != "" {
		sel.to = position(sel.walk, r.To)
	}
	if r.From != "" {
		sel.from = min(position(sel.walk, r.From), sel.to)
	}
	return sel
}

func (sel *selection) matches(i int) bool {
	p := sel.walk[i]
	if p.last < sel.lastFrom {
		return false
	}
	for _, o := range sel.others {
		if !holds(o, p.key) {
			return false
		}
	}
	return true
}

// first gives the positions of the first n matches in [from, to), ascending.
func (sel *selection) first(n, from, to int) []int {
	var found []int
	for i := from; i < to && len(found) < n && sel.goOn(i); i++ {
		if sel.matches(i) {
			found = append(found, i)
		}
	}
	return found
}

// last gives the positions of the last n matches in [from, to), ascending.
func (sel *selection) last(n, from, to int) []int {
	var found []int
	for i := to - 1; i >= from && len(found) < n && sel.goOn(i); i-- {
		if sel.matches(i) {
			found = append(found, i)
		}
	}
	slices.Reverse(found)
	return found
}

// goOn looks at the context now and then.
func (sel *selection) goOn(i int) bool {
	if i%checkEvery == 0 && sel.err == nil {
		sel.err = sel.ctx.Err()
	}
	return sel.err == nil
}
