package memory_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"

	"github.com/regline/regline/internal/timeline"
)

// oracle is the contract written down as plainly as possible: lists that are looked through from end to end.
type oracle struct {
	applying sync.Mutex
	mu       sync.Mutex
	releases []*oracleView // the last is the current one
}

func (o *oracle) Close() error { return nil }

func (o *oracle) Open(ctx context.Context, at timeline.KnownAt) (timeline.View, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	for _, v := range slices.Backward(o.releases) {
		if at.Release == 0 || at.Release == v.release.Number {
			return v, nil
		}
	}
	return nil, timeline.ErrNoRelease
}

func (o *oracle) current() *oracleView {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.releases) == 0 {
		return &oracleView{}
	}
	return o.releases[len(o.releases)-1]
}

func (o *oracle) Apply(ctx context.Context, next timeline.Release, changes iter.Seq2[timeline.Delta, error]) error {
	o.applying.Lock()
	defer o.applying.Unlock()
	head := o.current()
	was := head.release
	switch {
	case was.Number == next.Number && was.Digest == next.Digest && was.Draft == next.Draft && next.Number > 0:
		return nil
	case next.Number < was.Number, next.Number == was.Number && !was.Draft:
		return timeline.ErrStaleRelease
	}
	v := &oracleView{release: next, records: maps.Clone(head.records), edges: maps.Clone(head.edges)}
	if head.records == nil {
		v.records, v.edges = map[string]*timeline.Record{}, map[string]*timeline.Edge{}
	}
	err := v.change(changes)
	if err = cmp.Or(ctx.Err(), err); err != nil {
		return err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.releases = append(o.releases, v)
	return nil
}

// oracleView holds records and edges by the keys of their marks.
type oracleView struct {
	release timeline.Release
	records map[string]*timeline.Record
	edges   map[string]*timeline.Edge
}

func (v *oracleView) change(changes iter.Seq2[timeline.Delta, error]) error {
	var bad error
	last := ""
	ordered := func(key string) {
		if key <= last {
			bad = fmt.Errorf("%w: %s after %s", timeline.ErrBadDelta, key, last)
		}
		last = max(last, key)
	}
	for d, err := range changes {
		switch {
		case err != nil:
			return err
		case d.Record != nil && d.Edge == nil && d.End == nil:
			if !sound(d.Record) {
				bad = fmt.Errorf("%w: record %s", timeline.ErrBadDelta, d.Record.ID)
			}
			ordered(d.Record.Mark().Key)
			v.records[d.Record.Mark().Key] = d.Record
		case d.Edge != nil && d.Record == nil && d.End == nil:
			ordered(d.Edge.Mark().Key)
			v.edges[d.Edge.Mark().Key] = d.Edge
		case d.End != nil && d.Record == nil && d.Edge == nil:
			key := d.End.Key
			if v.records[key] == nil && v.edges[key] == nil {
				bad = fmt.Errorf("%w: end of %s", timeline.ErrBadDelta, key)
			}
			ordered(key)
			delete(v.records, key)
			delete(v.edges, key)
		default:
			bad = fmt.Errorf("%w: not one of record, edge and end", timeline.ErrBadDelta)
		}
	}
	for key, e := range v.edges {
		if v.record(e.From) == nil || v.record(e.To) == nil {
			return fmt.Errorf("%w: edge %s", timeline.ErrBadDelta, key)
		}
	}
	return cmp.Or(bad, v.keysTwice())
}

// keysTwice says which key of an index two records have.
func (v *oracleView) keysTwice() error {
	taken := make(map[string]timeline.ID)
	for _, r := range v.records {
		for _, p := range r.Places {
			at := string(p.Index) + "|" + p.Key
			if other, twice := taken[at]; twice {
				return fmt.Errorf("%w: %s and %s at %s", timeline.ErrBadDelta, other, r.ID, at)
			}
			taken[at] = r.ID
		}
	}
	return nil
}

func sound(r *timeline.Record) bool {
	if r.Node == nil || r.Node.Base().ID != r.ID || r.Node.Base().Kind != r.Kind {
		return false
	}
	indexes := make(map[timeline.Index]bool)
	for _, p := range r.Places {
		indexes[p.Index] = true
	}
	return len(indexes) == len(r.Places)
}

func (v *oracleView) Release() timeline.Release { return v.release }

func (v *oracleView) record(id timeline.ID) *timeline.Record { return v.records["n|"+string(id)] }

func (v *oracleView) Records(ctx context.Context, ids []timeline.ID) ([]*timeline.Record, error) {
	var out []*timeline.Record
	var missing []timeline.ID
	for _, id := range ids {
		r := v.record(id)
		if r == nil && !slices.Contains(missing, id) {
			missing = append(missing, id)
		}
		out = append(out, r)
	}
	if missing != nil {
		return out, cmp.Or(ctx.Err(), error(&timeline.NotFoundError{IDs: missing}))
	}
	return out, ctx.Err()
}

func twice(ids []timeline.ID) error {
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			return timeline.ErrBadInput
		}
	}
	return nil
}

// ends gives the end of the edge that a walk comes from, the end it goes to, and the sort key of that.
func ends(e *timeline.Edge, d timeline.Direction) (near, far timeline.ID, key string) {
	if d == timeline.Outgoing {
		return e.From, e.To, e.ToKey
	}
	return e.To, e.From, e.FromKey
}

func (v *oracleView) Edges(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) ([]timeline.Edge, error) {
	if d != timeline.Outgoing && d != timeline.Incoming || twice(ids) != nil {
		return nil, timeline.ErrBadInput
	}
	var out []timeline.Edge
	for _, e := range v.edges {
		if near, _, _ := ends(e, d); slices.Contains(ids, near) && slices.Contains(rels, e.Rel) {
			out = append(out, *e)
		}
	}
	slices.SortFunc(out, func(a, b timeline.Edge) int {
		nearA, farA, keyA := ends(&a, d)
		nearB, farB, keyB := ends(&b, d)
		return cmp.Or(slices.Index(ids, nearA)-slices.Index(ids, nearB), cmp.Compare(keyA, keyB), cmp.Compare(a.Rel, b.Rel), cmp.Compare(farA, farB))
	})
	return out, ctx.Err()
}

func (v *oracleView) Expand(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) ([]timeline.Edge, []*timeline.Record, error) {
	edges, err := v.Edges(ctx, ids, rels, d)
	if err != nil {
		return nil, nil, err
	}
	var records []*timeline.Record
	for _, e := range edges {
		_, far, _ := ends(&e, d)
		if r := v.record(far); !slices.Contains(records, r) {
			records = append(records, r)
		}
	}
	return edges, records, nil
}

func (v *oracleView) Surroundings(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) (timeline.Surroundings, error) {
	edges, far, err := v.Expand(ctx, ids, rels, d)
	if err != nil {
		return timeline.Surroundings{}, err
	}
	records, err := v.Records(ctx, ids)
	return timeline.Surroundings{Records: records, Edges: edges, Far: far}, err
}

func (v *oracleView) Subgraph(ctx context.Context, roots []timeline.ID, rels []timeline.Predicate, d timeline.Direction, depth, limit int) (sub timeline.Subgraph, err error) {
	if sub.Hops, err = v.Reach(ctx, roots, rels, d, depth, limit); twice(roots) != nil || err != nil {
		return timeline.Subgraph{}, cmp.Or(twice(roots), err)
	}
	ids := slices.Clone(roots)
	for _, h := range sub.Hops {
		ids = append(ids, h.ID)
	}
	if sub.Records, err = v.Records(ctx, ids); err != nil {
		return timeline.Subgraph{}, err
	}
	edges, err := v.Edges(ctx, ids, rels, d)
	for _, e := range edges {
		if _, far, _ := ends(&e, d); slices.Contains(ids, far) {
			sub.Edges = append(sub.Edges, e)
		}
	}
	return sub, err
}

// Reach relaxes the distances of all nodes over all edges as often as there are steps.
func (v *oracleView) Reach(ctx context.Context, roots []timeline.ID, rels []timeline.Predicate, d timeline.Direction, depth, limit int) ([]timeline.Hop, error) {
	if d != timeline.Outgoing && d != timeline.Incoming || depth < 0 || limit < 0 {
		return nil, timeline.ErrBadInput
	}
	distance := make(map[timeline.ID]int)
	for _, id := range roots {
		distance[id] = 0
	}
	for step := 1; step <= depth && step <= len(v.records); step++ {
		for _, e := range v.edges {
			near, far, _ := ends(e, d)
			at, reached := distance[near]
			if _, known := distance[far]; reached && at == step-1 && !known && slices.Contains(rels, e.Rel) {
				distance[far] = step
			}
		}
	}
	var hops []timeline.Hop
	for id, at := range distance {
		if at > 0 {
			hops = append(hops, timeline.Hop{ID: id, Depth: at})
		}
	}
	if len(hops) > limit {
		return nil, timeline.ErrTooLarge
	}
	slices.SortFunc(hops, func(a, b timeline.Hop) int { return cmp.Or(a.Depth-b.Depth, cmp.Compare(a.ID, b.ID)) })
	return hops, ctx.Err()
}

// unfiltered says that the index cannot be filtered by one of the facets.
func unfiltered(ix timeline.Index, facets []timeline.Facet) bool {
	return slices.ContainsFunc(facets, func(f timeline.Facet) bool { return !timeline.Filtered(ix, f.Name) })
}

// inRange gives the records of a range by key, and the keys.
func (v *oracleView) inRange(ix timeline.Index, facets []timeline.Facet, r timeline.Range) (map[string]*timeline.Record, []string) {
	found := make(map[string]*timeline.Record)
	for _, rec := range v.records {
		for _, p := range rec.Places {
			all := true
			for _, f := range facets {
				all = all && slices.Contains(rec.Facets, f)
			}
			if all && p.Index == ix && p.Key >= r.From && (r.To == "" || p.Key < r.To) && p.Last >= r.LastFrom {
				found[p.Key] = rec
			}
		}
	}
	return found, slices.Sorted(maps.Keys(found))
}

func (v *oracleView) Page(ctx context.Context, ix timeline.Index, facets []timeline.Facet, w timeline.Window) (timeline.Page, error) {
	if w.First < 0 || w.Last < 0 || (w.First == 0) == (w.Last == 0) || unfiltered(ix, facets) {
		return timeline.Page{}, timeline.ErrBadInput
	}
	found, keys := v.inRange(ix, facets, w.Range)
	var ahead, behind, page []string // of the page, which starts out as everything between After and Before
	for _, k := range keys {
		switch {
		case w.After != "" && k <= w.After:
			ahead = append(ahead, k)
		case w.Before != "" && k >= w.Before:
			behind = append(behind, k)
		default:
			page = append(page, k)
		}
	}
	if w.First > 0 && len(page) > w.First {
		page, behind = page[:w.First], page[w.First:]
	}
	if w.Last > 0 && len(page) > w.Last {
		page, ahead = page[len(page)-w.Last:], page[:len(page)-w.Last]
	}
	out := timeline.Page{Keys: page, HasPrevious: len(ahead) > 0, HasNext: len(behind) > 0}
	for _, k := range page {
		out.Records = append(out.Records, found[k])
	}
	return out, ctx.Err()
}

func (v *oracleView) Count(ctx context.Context, ix timeline.Index, facets []timeline.Facet, r timeline.Range) (int, error) {
	if unfiltered(ix, facets) {
		return 0, timeline.ErrBadInput
	}
	_, keys := v.inRange(ix, facets, r)
	return len(keys), ctx.Err()
}

func (v *oracleView) Claims(ctx context.Context, subjects []timeline.ID) ([]*timeline.Claim, error) {
	if twice(subjects) != nil {
		return nil, timeline.ErrBadInput
	}
	var out []*timeline.Claim
	for _, id := range subjects {
		for _, key := range slices.Sorted(maps.Keys(v.records)) {
			if c, is := v.records[key].Node.(*timeline.Claim); is && c.Subject == id {
				out = append(out, c)
			}
		}
	}
	return out, ctx.Err()
}

func (v *oracleView) ClaimsAbout(ctx context.Context, owner timeline.ID) ([]*timeline.Record, error) {
	var out []*timeline.Record
	for _, key := range slices.Sorted(maps.Keys(v.records)) {
		if c, is := v.records[key].Node.(*timeline.Claim); is && c.Subject.Owner() == owner {
			out = append(out, v.records[key])
		}
	}
	return out, ctx.Err()
}

func (v *oracleView) Manifest(ctx context.Context) iter.Seq2[timeline.Mark, error] {
	return func(yield func(timeline.Mark, error) bool) {
		marks := make(map[string]timeline.Mark)
		for key, e := range v.edges {
			marks[key] = e.Mark()
		}
		for key, r := range v.records {
			marks[key] = r.Mark()
		}
		for _, key := range slices.Sorted(maps.Keys(marks)) {
			if ctx.Err() != nil {
				yield(timeline.Mark{}, errors.Join(ctx.Err()))
				return
			}
			if !yield(marks[key], nil) {
				return
			}
		}
	}
}
