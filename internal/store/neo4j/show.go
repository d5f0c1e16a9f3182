package neo4j

import (
	"context"
	"iter"
	"maps"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// show gives the changed identities the labels and plain properties of the revision that is now current. If an earlier
// Apply could not do so, all identities get theirs.
func (a *application) show(ctx context.Context) error {
	if a.base.shown != a.base.revision {
		return a.lease.reshow(ctx, a.base.revision+1)
	}
	s := newShown()
	for _, id := range slices.Sorted(maps.Keys(a.change.records)) {
		if r := a.change.records[id]; r != nil {
			s.put(r.Node)
		} else {
			s.gone = append(s.gone, string(id))
		}
	}
	s.revision = a.base.revision + 1
	return s.write(ctx, a.lease)
}

// repairShown does what the Apply that made the head could not. The release is current whether it succeeds or not.
func (s *Store) repairShown(ctx context.Context, h head) error {
	if h.shown == h.revision {
		return nil
	}
	if err := s.tryReshow(ctx); err != nil {
		s.warnNotShown(ctx, h.release.Number, err)
	}
	return ctx.Err()
}

func (s *Store) warnNotShown(ctx context.Context, release int, err error) {
	s.config.Logger.WarnContext(ctx, "the plain properties of the graph are not those of the current release; the next Apply sets them",
		"release", release, "error", err)
}

func (s *Store) tryReshow(ctx context.Context) error {
	l, _, err := s.takeLease(ctx)
	if err != nil {
		return err
	}
	defer l.drop(ctx)
	h, err := s.head(ctx)
	if err != nil || h.shown == h.revision {
		return err
	}
	return l.reshow(ctx, h.revision)
}

// reshow gives all identities the labels and plain properties of a revision.
func (l *lease) reshow(ctx context.Context, revision int64) error {
	after := ""
	for {
		params := map[string]any{"r": revision, "after": after, "n": nodesAtOnce}
		values, err := l.store.read(ctx, "reading what is shown", readShown, params)
		if err != nil {
			return err
		}
		rows, err := rowsOf(values[0], 4)
		if err != nil {
			return err
		}
		s := newShown()
		for _, row := range rows {
			if err := s.take(row); err != nil {
				return err
			}
			after, _ = row[0].(string)
		}
		if len(rows) < nodesAtOnce {
			s.revision = revision
		}
		if err := s.write(ctx, l); err != nil || s.revision != 0 {
			return err
		}
	}
}

// shown is a part of what people see: rows for identities by their kind, and the IDs of those that are no longer
// current. The last part holds the revision that is then shown, all others zero.
type shown struct {
	nodes    map[timeline.Kind][]any
	gone     []any
	revision int64
}

func newShown() *shown { return &shown{nodes: make(map[timeline.Kind][]any)} }

// take reads a row of readShown.
func (s *shown) take(row []any) error {
	if row[2] == nil {
		s.gone = append(s.gone, row[1])
		return nil
	}
	c := column{row: row}
	kind, body := timeline.Kind(c.text(2)), c.text(3)
	if c.err != nil {
		return c.err
	}
	n, err := timeline.DecodeNode(kind, []byte(body))
	if err != nil {
		return err
	}
	s.put(n)
	return nil
}

func (s *shown) put(n timeline.Node) {
	b := n.Base()
	if b.Kind != timeline.KindClaim {
		s.nodes[b.Kind] = append(s.nodes[b.Kind], map[string]any{"id": string(b.ID), "plain": plainOf(n)})
	}
}

func (s *shown) write(ctx context.Context, l *lease) error {
	return l.writeAll(ctx, s.items(), map[string]any{"plain": noPlain()})
}

func (s *shown) items() iter.Seq2[item, error] {
	const doing = "showing the release"
	return func(yield func(item, error) bool) {
		for _, kind := range slices.Sorted(maps.Keys(s.nodes)) {
			for it, err := range rowsFor(doing, showNodes(labels[kind]), s.nodes[kind]) {
				if !yield(it, err) {
					return
				}
			}
		}
		for it, err := range rowsFor(doing, hideNodes(), s.gone) {
			if !yield(it, err) {
				return
			}
		}
		if s.revision != 0 {
			yield(item{doing, endShowing, s.revision}, nil)
		}
	}
}
