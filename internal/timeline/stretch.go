package timeline

import "context"

// stretch is a range of an index. Several stretches whose keys follow each other make one list.
type stretch struct {
	Index Index
	Range Range
}

// listAcross gives a page of the list that the stretches make together.
func listAcross[T Node](ctx context.Context, r *Reader, parts []stretch, facets []Facet, filter string, ask Paging) (*Connection[T], error) {
	w, err := ask.window(r.Release(), filter)
	if err != nil {
		return nil, err
	}
	p, err := r.pageAcross(ctx, parts, facets, w)
	if err != nil {
		return nil, err
	}
	count := func(ctx context.Context) (int, error) {
		total := 0
		for _, s := range parts {
			n, err := r.view.Count(ctx, s.Index, facets, s.Range)
			if err != nil {
				return 0, err
			}
			total += n
		}
		return total, nil
	}
	return pageOf[T](r, p, filter, count), nil
}

// pageAcross fills a page from the stretches in the direction of the window. A stretch that the page does not reach
// is asked for one record, to know whether the list goes on.
func (r *Reader) pageAcross(ctx context.Context, parts []stretch, facets []Facet, w Window) (Page, error) {
	if len(parts) == 1 {
		w.Range = parts[0].Range
		return r.view.Page(ctx, parts[0].Index, facets, w)
	}
	var out Page
	forward := w.First > 0
	left := w.First + w.Last
	for i := range parts {
		s := parts[i]
		if !forward {
			s = parts[len(parts)-1-i]
		}
		probe := max(left, 1)
		win := Window{Range: s.Range, After: w.After, Before: w.Before}
		if forward {
			win.First = probe
		} else {
			win.Last = probe
		}
		p, err := r.view.Page(ctx, s.Index, facets, win)
		if err != nil {
			return Page{}, err
		}
		if left == 0 {
			found := len(p.Records) > 0
			out.HasNext = out.HasNext || p.HasNext || (forward && found)
			out.HasPrevious = out.HasPrevious || p.HasPrevious || (!forward && found)
			continue
		}
		left -= len(p.Records)
		out = join(out, p, forward)
	}
	return out, nil
}

// join appends a stretch's page behind (forward) or ahead of what is there.
func join(a, b Page, forward bool) Page {
	if !forward {
		a, b = b, a
	}
	return Page{
		Records:     append(a.Records, b.Records...),
		Keys:        append(a.Keys, b.Keys...),
		HasNext:     b.HasNext || (a.HasNext && len(b.Records) == 0),
		HasPrevious: a.HasPrevious || (b.HasPrevious && len(a.Records) == 0),
	}
}
