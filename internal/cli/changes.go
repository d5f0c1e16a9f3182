package cli

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// tally counts what becomes of records or edges.
type tally struct {
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Ended     int `json:"ended"`
	Unchanged int `json:"unchanged"`
}

// changes lead from what a store holds to a release.
type changes struct {
	next timeline.Release
	// former is nil before the first release.
	former         *timeline.Release
	deltas         []timeline.Delta
	records, edges tally
}

// compare reads the store's manifest and compares it with the content.
func compare(ctx context.Context, s timeline.Store, next *timeline.Content) (*changes, error) {
	c := &changes{next: next.Release}
	view, err := s.Open(ctx, timeline.KnownAt{})
	if err != nil && !errors.Is(err, timeline.ErrNoRelease) {
		return nil, fmt.Errorf("opening the current release: %w", err)
	}
	held := make(map[string]bool)
	var before iter.Seq2[timeline.Mark, error]
	if err == nil {
		former := view.Release()
		c.former = &former
		before = noting(held, view.Manifest(ctx))
	}
	for d, err := range timeline.Changes(before, next.Stream().Deltas) {
		if err != nil {
			return nil, err
		}
		c.add(d, held)
	}
	c.records.Unchanged = len(next.Records) - c.records.New - c.records.Changed
	c.edges.Unchanged = len(next.Edges) - c.edges.New - c.edges.Changed
	return c, nil
}

// noting remembers the keys of the marks that pass.
func noting(held map[string]bool, marks iter.Seq2[timeline.Mark, error]) iter.Seq2[timeline.Mark, error] {
	return func(yield func(timeline.Mark, error) bool) {
		for m, err := range marks {
			if err == nil {
				held[m.Key] = true
			}
			if !yield(m, err) {
				return
			}
		}
	}
}

func (c *changes) add(d timeline.Delta, held map[string]bool) {
	c.deltas = append(c.deltas, d)
	key := d.Key()
	t := &c.edges
	if strings.HasPrefix(key, "n|") {
		t = &c.records
	}
	switch {
	case d.End != nil:
		t.Ended++
	case held[key]:
		t.Changed++
	default:
		t.New++
	}
}

// all gives the changes one by one.
func (c *changes) all() iter.Seq2[timeline.Delta, error] {
	return func(yield func(timeline.Delta, error) bool) {
		for _, d := range c.deltas {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// current says that the store holds the release already.
func (c *changes) current() bool {
	return c.former != nil && c.former.Same(c.next)
}

// follows says that the store is at this release or a later one, so that it is not to be applied any more. A draft of
// the same number is replaced by the release.
func (c *changes) follows() bool {
	return c.former != nil && !c.next.MayFollow(*c.former)
}
