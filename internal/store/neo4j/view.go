package neo4j

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// view is one revision. It holds no connection: each call runs one statement that is filtered by the revision.
type view struct {
	store    *Store
	revision int64
	release  timeline.Release
}

var _ timeline.View = (*view)(nil)

func (v *view) Release() timeline.Release { return v.release }

// ask runs a reading statement at the revision.
func (v *view) ask(ctx context.Context, doing, statement string, params map[string]any) ([]any, error) {
	params["r"] = v.revision
	return v.store.read(ctx, doing, statement, params)
}

// rows asks a statement that returns a list of rows of n columns.
func (v *view) rows(ctx context.Context, doing, statement string, params map[string]any, n int) ([][]any, error) {
	values, err := v.ask(ctx, doing, statement, params)
	if err != nil {
		return nil, err
	}
	rows, err := rowsOf(values[0], n)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	return rows, nil
}

func (v *view) Records(ctx context.Context, ids []timeline.ID) ([]*timeline.Record, error) {
	if len(ids) == 0 {
		return []*timeline.Record{}, ctx.Err()
	}
	unique := slices.Compact(slices.Sorted(slices.Values(ids)))
	values, err := v.ask(ctx, "reading records", readRecords, map[string]any{"ids": texts(unique)})
	if err != nil {
		return nil, err
	}
	found, err := v.recordsByID(values[0])
	if err != nil {
		return nil, err
	}
	return found.some(ids)
}

func (v *view) Claims(ctx context.Context, subjects []timeline.ID) ([]*timeline.Claim, error) {
	position, err := positions(subjects)
	if err != nil {
		return nil, err
	}
	if len(subjects) == 0 {
		return nil, ctx.Err()
	}
	rows, err := v.rows(ctx, "reading claims", readClaims, map[string]any{"ids": texts(subjects)}, 2)
	if err != nil {
		return nil, err
	}
	var out []*timeline.Claim
	for _, row := range rows {
		c := column{row: row}
		body := c.text(1)
		if c.err != nil {
			return nil, c.err
		}
		n, err := timeline.DecodeNode(timeline.KindClaim, []byte(body))
		if err != nil {
			return nil, fmt.Errorf("%w: a claim of %v: %w", errForeign, row[0], err)
		}
		claim, ok := n.(*timeline.Claim)
		if !ok {
			return nil, fmt.Errorf("%w: %T for a claim of %v", errForeign, n, row[0])
		}
		out = append(out, claim)
	}
	slices.SortFunc(out, func(a, b *timeline.Claim) int {
		return cmp.Or(cmp.Compare(position[a.Subject], position[b.Subject]), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

func (v *view) ClaimsAbout(ctx context.Context, owner timeline.ID) ([]*timeline.Record, error) {
	if owner != owner.Owner() {
		return nil, ctx.Err() // a part owns nothing
	}
	rows, err := v.rows(ctx, "reading claims", readClaimsAbout, map[string]any{"owner": string(owner)}, recordWidth)
	if err != nil {
		return nil, err
	}
	var out []*timeline.Record
	for _, row := range rows {
		r, err := v.store.recordOf(row)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b *timeline.Record) int { return cmp.Compare(a.ID, b.ID) })
	return out, nil
}

// positions numbers IDs, none of which may stand twice.
func positions(ids []timeline.ID) (map[timeline.ID]int, error) {
	at := make(map[timeline.ID]int, len(ids))
	for i, id := range ids {
		if _, twice := at[id]; twice {
			return nil, fmt.Errorf("%w: %s is asked twice", timeline.ErrBadInput, id)
		}
		at[id] = i
	}
	return at, nil
}

// texts makes a parameter of strings. The driver writes []any without reflection.
func texts[T ~string](in []T) []any {
	out := make([]any, len(in))
	for i, s := range in {
		out[i] = string(s)
	}
	return out
}
