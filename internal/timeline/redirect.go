package timeline

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Redirects tell what became of IDs that name no node any more, so that every ID once published goes on answering. They
// are statements about IDs and not about the world, so they are no claims: a release carries them itself.
type Redirects map[ID]Redirect

// Redirect is what became of one ID. The IDs are those of nodes of their own; parts follow the node they belong to.
type Redirect struct {
	// To took the place of the ID, in order: one ID where the node was renamed or merged into another, several where it
	// was split. They may be redirected themselves; no chain leads in a circle.
	To []ID `json:"to"`
	// Reason is the editor's.
	Reason string `json:"reason"`
}

// ErrSplit says that several nodes took the place of one, so that its ID alone does not tell which is meant.
var ErrSplit = errors.New("split into several nodes")

// SplitError names the nodes that took the place of an ID, and why. It matches ErrSplit.
type SplitError struct {
	ID     ID
	To     []ID
	Reason string
}

func (e *SplitError) Error() string {
	names := make([]string, len(e.To))
	for i, id := range e.To {
		names[i] = string(id)
	}
	return fmt.Sprintf("%s was %v: ask for %s (%s)", e.ID, ErrSplit, strings.Join(names, " or "), e.Reason)
}

// Is makes errors.Is(err, ErrSplit) true.
func (e *SplitError) Is(target error) bool { return target == ErrSplit }

// Resolve gives the ID by which a node is known now: the ID itself, or that of the one node to which its redirects lead.
// A part keeps its name: old#issued becomes new#issued. Where they lead to several nodes the error is a *SplitError.
func (rs Redirects) Resolve(id ID) (ID, error) {
	owner := id.Owner()
	if _, moved := rs[owner]; !moved {
		return id, nil
	}
	ends := rs.ends(owner)
	if len(ends) != 1 {
		return "", &SplitError{ID: id, To: ends, Reason: rs.parting(owner).Reason}
	}
	return ends[0] + id[len(owner):], nil
}

// Former gives the IDs that lead to a node, in order.
func (rs Redirects) Former(id ID) []ID {
	var out []ID
	for _, old := range sortedIDs(rs) {
		if slices.Contains(rs.ends(old), id) {
			out = append(out, old)
		}
	}
	return out
}

// ends gives the IDs at the ends of all chains from an ID, in order, each once.
func (rs Redirects) ends(id ID) []ID {
	set, seen := make(map[ID]bool), make(map[ID]bool)
	for queue := []ID{id}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		if seen[at] {
			continue
		}
		seen[at] = true
		if r, moved := rs[at]; moved {
			queue = append(queue, r.To...)
		} else {
			set[at] = true
		}
	}
	return sortedIDs(set)
}

// parting gives the redirect of the chain from an ID that leads to more than one.
func (rs Redirects) parting(id ID) Redirect {
	r := rs[id]
	for range rs {
		if len(r.To) != 1 {
			break
		}
		r = rs[r.To[0]]
	}
	return r
}

// resolve gives for each ID, by position, the one by which the release knows the node. It asks nothing of the store.
func (r *Reader) resolve(ids ...ID) ([]ID, error) {
	redirects := r.Release().Redirects
	if len(redirects) == 0 {
		return ids, nil
	}
	out := make([]ID, len(ids))
	for i, id := range ids {
		now, err := redirects.Resolve(id)
		if err != nil {
			return nil, err
		}
		out[i] = now
	}
	return out, nil
}

// resolveSet is resolve for IDs whose positions do not matter: those that have become one node count once.
func (r *Reader) resolveSet(ids []ID) ([]ID, error) {
	now, err := r.resolve(ids...)
	if err != nil || slices.Equal(now, ids) {
		return now, err
	}
	var out []ID
	for _, id := range now {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out, nil
}

// follow puts in place of each ID that is given the one by which the release knows the node. An ID that it does not know
// is a *NotFoundError: an empty answer to a misspelt name would read as if nothing were there.
func (r *Reader) follow(ctx context.Context, ids ...**ID) error {
	var given []ID
	for _, id := range ids {
		if *id == nil {
			continue
		}
		now, err := r.resolve(**id)
		if err != nil {
			return err
		}
		*id = &now[0]
		if !slices.Contains(given, now[0]) {
			given = append(given, now[0])
		}
	}
	if len(given) == 0 {
		return nil
	}
	_, err := r.view.Records(ctx, given)
	var missing *NotFoundError
	if errors.As(err, &missing) {
		return &NotFoundError{IDs: missing.IDs, Covered: r.Covered().words(ctx)}
	}
	return err
}
