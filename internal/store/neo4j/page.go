package neo4j

import (
	"context"
	"fmt"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

func (v *view) Page(ctx context.Context, ix timeline.Index, facets []timeline.Facet, w timeline.Window) (timeline.Page, error) {
	if w.First < 0 || w.Last < 0 || (w.First > 0) == (w.Last > 0) {
		return timeline.Page{}, fmt.Errorf("%w: a window of first %d and last %d: exactly one must be positive", timeline.ErrBadInput, w.First, w.Last)
	}
	if err := timeline.CheckFacets(ix, facets); err != nil {
		return timeline.Page{}, err
	}
	lists := listsOf(ix, facets)
	size := max(w.First, w.Last)
	params := bounds(w)
	params["lists"], params["n"] = lists, oneMore(size)
	statement := readPage(len(lists) > 1, w.Last > 0)
	return answer(ctx, v, "reading a page", statement, params, func(values []any) (timeline.Page, error) {
		return v.store.pageOf(values, size, w.Last > 0)
	}, func(p timeline.Page) timeline.Page {
		p.Records, p.Keys = slices.Clone(p.Records), slices.Clone(p.Keys)
		return p
	})
}

// pageOf reads a page of at most the size, which may have come backwards.
func (s *Store) pageOf(values []any, size int, backwards bool) (timeline.Page, error) {
	rows, err := rowsOf(values[0], 1+recordWidth)
	if err != nil {
		return timeline.Page{}, err
	}
	before, _ := values[1].(bool)
	behind, _ := values[2].(bool)
	more := len(rows) > size
	if more {
		rows = rows[:size]
	}
	if backwards {
		slices.Reverse(rows)
		before = before || more
	} else {
		behind = behind || more
	}
	page := timeline.Page{
		Records:     make([]*timeline.Record, len(rows)),
		Keys:        make([]string, len(rows)),
		HasPrevious: before,
		HasNext:     behind,
	}
	for i, row := range rows {
		c := column{row: row}
		at := c.text(0)
		if c.err != nil || len(at) <= leadLength {
			return timeline.Page{}, fmt.Errorf("%w: posting at %v", errForeign, row[0])
		}
		page.Keys[i] = at[leadLength+len(keysBegin):]
		r, err := s.recordOf(row[1:])
		if err != nil {
			return timeline.Page{}, err
		}
		page.Records[i] = r
	}
	return page, nil
}

func (v *view) Count(ctx context.Context, ix timeline.Index, facets []timeline.Facet, r timeline.Range) (int, error) {
	if err := timeline.CheckFacets(ix, facets); err != nil {
		return 0, err
	}
	lists := listsOf(ix, facets)
	params := bounds(timeline.Window{Range: r})
	params["lists"] = lists
	return answer(ctx, v, "counting", readCount(len(lists) > 1), params, func(values []any) (int, error) {
		c := column{row: values}
		n := c.integer(0)
		return int(n), c.err
	}, itself)
}

// bounds are the ends of a window behind any lead: the range from lo to hi, and in it the part from from to to that
// lies between the cursors.
func bounds(w timeline.Window) map[string]any {
	lo, hi := keysBegin, keysEnd
	if w.To != "" {
		hi = keyAt(w.To)
	}
	if w.From != "" {
		lo = min(keyAt(w.From), hi)
	}
	from, to := lo, hi
	if w.After != "" {
		from = min(max(lo, keyAfter(w.After)), hi)
	}
	if w.Before != "" {
		to = max(from, min(hi, keyAt(w.Before)))
	}
	return map[string]any{"lo": lo, "from": from, "to": to, "hi": hi, "last": w.LastFrom}
}

// listsOf gives the lists whose common records are asked for, each with the leads of the others: any may be walked.
func listsOf(ix timeline.Index, facets []timeline.Facet) []any {
	var leads []string
	for _, f := range facets {
		if lead := leadOf(string(ix), f.Name, f.Value); !slices.Contains(leads, lead) {
			leads = append(leads, lead)
		}
	}
	if len(leads) == 0 {
		leads = []string{leadOf(string(ix))}
	}
	lists := make([]any, len(leads))
	for i, lead := range leads {
		others := slices.Delete(slices.Clone(leads), i, i+1)
		lists[i] = map[string]any{"lead": lead, "others": texts(others)}
	}
	return lists
}
