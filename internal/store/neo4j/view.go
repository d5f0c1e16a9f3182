package neo4j

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// view is one revision. It holds no connection: each call runs one statement that is filtered by the revision.
type view struct {
	store    *Store
	revision int64
	*openedRelease
}

var _ timeline.View = (*view)(nil)

func (v *view) Release() timeline.Release { return v.release }

// rows asks a statement that returns a list of rows of n columns. What it returns is not kept.
func (v *view) rows(ctx context.Context, doing, statement string, params map[string]any, n int) ([][]any, error) {
	params["r"] = v.revision
	values, err := v.store.read(ctx, doing, statement, params)
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
	found, err := answer(ctx, v, "reading records", readRecords, map[string]any{"ids": texts(unique)}, func(values []any) (foundRecords, error) {
		return v.recordsByID(values[0])
	}, itself)
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
	return answer(ctx, v, "reading claims", readClaims, map[string]any{"ids": texts(subjects)}, func(values []any) ([]*timeline.Claim, error) {
		claims, err := claimsOf(values[0])
		slices.SortFunc(claims, func(a, b *timeline.Claim) int {
			return cmp.Or(cmp.Compare(position[a.Subject], position[b.Subject]), cmp.Compare(a.ID, b.ID))
		})
		return claims, err
	}, slices.Clone)
}

func claimsOf(value any) ([]*timeline.Claim, error) {
	rows, err := rowsOf(value, 2)
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
	return out, nil
}

func (v *view) ClaimsAbout(ctx context.Context, owner timeline.ID) ([]*timeline.Record, error) {
	if owner != owner.Owner() {
		return nil, ctx.Err() // a part owns nothing
	}
	return answer(ctx, v, "reading claims", readClaimsAbout, map[string]any{"owner": string(owner)}, func(values []any) ([]*timeline.Record, error) {
		found, err := v.recordsByID(values[0])
		if err != nil || len(found) == 0 {
			return nil, err
		}
		return found.all(slices.Sorted(maps.Keys(found)))
	}, slices.Clone)
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
