package memory

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// snapshot is one release. It implements [timeline.View] and never changes once published.
type snapshot struct {
	release timeline.Release
	records *table[timeline.ID, *timeline.Record]
	// Edges by the node that they leave and by the node that they reach, in the order that Edges gives them.
	outgoing, incoming *table[timeline.ID, []*timeline.Edge]
	// Claims by the owner of their subject, ordered by subject, then ID.
	claims   *table[timeline.ID, []*timeline.Claim]
	postings *table[list, []posting]
}

var _ timeline.View = (*snapshot)(nil)

func emptySnapshot() *snapshot {
	return &snapshot{
		records:  newTable[timeline.ID, *timeline.Record](),
		outgoing: newTable[timeline.ID, []*timeline.Edge](),
		incoming: newTable[timeline.ID, []*timeline.Edge](),
		claims:   newTable[timeline.ID, []*timeline.Claim](),
		postings: newTable[list, []posting](),
	}
}

func (s *snapshot) Release() timeline.Release { return s.release }

func (s *snapshot) Records(ctx context.Context, ids []timeline.ID) ([]*timeline.Record, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := make([]*timeline.Record, len(ids))
	var missing []timeline.ID
	listed := make(map[timeline.ID]bool)
	for i, id := range ids {
		out[i] = s.records.get(id)
		if out[i] == nil && !listed[id] {
			listed[id] = true
			missing = append(missing, id)
		}
	}
	if missing != nil {
		return out, &timeline.NotFoundError{IDs: missing}
	}
	return out, nil
}

func (s *snapshot) Claims(ctx context.Context, subjects []timeline.ID) ([]*timeline.Claim, error) {
	if err := errorOr(ctx, repeated(subjects)); err != nil {
		return nil, err
	}
	var out []*timeline.Claim
	for _, id := range subjects {
		claims := s.claims.get(id.Owner())
		from, _ := slices.BinarySearchFunc(claims, id, func(c *timeline.Claim, id timeline.ID) int { return cmp.Compare(c.Subject, id) })
		for to := from; to < len(claims) && claims[to].Subject == id; to++ {
			out = append(out, claims[to])
		}
	}
	return out, nil
}

func (s *snapshot) ClaimsAbout(ctx context.Context, owner timeline.ID) ([]*timeline.Record, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var out []*timeline.Record
	for _, c := range s.claims.get(owner) {
		out = append(out, s.records.get(c.ID))
	}
	slices.SortFunc(out, func(a, b *timeline.Record) int { return cmp.Compare(a.ID, b.ID) })
	return out, nil
}

// Manifest sorts the marks when it is read: comparing releases is rare, and a sorted copy with each release would not
// be shared.
func (s *snapshot) Manifest(ctx context.Context) iter.Seq2[timeline.Mark, error] {
	return func(yield func(timeline.Mark, error) bool) {
		var marks []timeline.Mark
		for _, r := range s.records.all() {
			marks = append(marks, r.Mark())
		}
		for _, edges := range s.outgoing.all() {
			for _, e := range edges {
				marks = append(marks, e.Mark())
			}
		}
		slices.SortFunc(marks, func(a, b timeline.Mark) int { return strings.Compare(a.Key, b.Key) })
		for _, m := range marks {
			if err := ctx.Err(); err != nil {
				yield(timeline.Mark{}, err)
				return
			}
			if !yield(m, nil) {
				return
			}
		}
	}
}

// repeated says which ID stands twice.
func repeated(ids []timeline.ID) error {
	seen := make(map[timeline.ID]bool, len(ids))
	for _, id := range ids {
		if seen[id] {
			return fmt.Errorf("%w: %s is asked twice", timeline.ErrBadInput, id)
		}
		seen[id] = true
	}
	return nil
}

// errorOr gives the context's error, else err.
func errorOr(ctx context.Context, err error) error {
	if cerr := ctx.Err(); cerr != nil {
		return cerr
	}
	return err
}
