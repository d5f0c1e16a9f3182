package neo4j

import (
	"context"

	"github.com/regline/regline/internal/timeline"
)

// show gives the identities that are pending the labels and plain properties of a revision, which must be the current
// one, transaction by transaction. It begins where an Apply that could not go on left off.
func (l *lease) show(ctx context.Context, revision int64) error {
	for {
		p, err := l.store.nextPending(ctx, -1)
		if err != nil {
			return err
		}
		b := new(batch)
		if p == nil {
			b.add(endShowing, revision)
			return l.writeJobs(ctx, b, nil)
		}
		if err := l.store.shown(ctx, b, p.changed, revision); err != nil {
			return err
		}
		b.add(deletePending, p.n)
		if err := l.writeJobs(ctx, b, map[string]any{"plain": noPlain()}); err != nil {
			return err
		}
	}
}

// shown adds what makes identities show what a revision holds of them.
func (s *Store) shown(ctx context.Context, b *batch, ids []any, revision int64) error {
	if len(ids) == 0 {
		return nil
	}
	values, err := s.read(ctx, "reading what is shown", readShown, map[string]any{"r": revision, "rows": ids})
	if err != nil {
		return err
	}
	rows, err := rowsOf(values[0], 3)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if row[1] == nil {
			b.add(hideNodes, row[0])
			continue
		}
		c := column{row: row}
		kind, body := timeline.Kind(c.text(1)), c.text(2)
		if c.err != nil {
			return c.err
		}
		n, err := timeline.DecodeNode(kind, []byte(body))
		if err != nil {
			return err
		}
		if kind != timeline.KindClaim {
			b.add(showNodes(labels[kind]), map[string]any{"id": row[0], "plain": plainOf(n)})
		}
	}
	return nil
}

// identityRow is an identity with all that people see of it.
func identityRow(n timeline.Node) map[string]any {
	return map[string]any{"id": string(n.Base().ID), "plain": plainOf(n)}
}

// repairShown does what the Apply that made the head could not. The release is current whether it succeeds or not.
func (s *Store) repairShown(ctx context.Context, h head) error {
	if h.shown == h.revision {
		return nil
	}
	if err := s.tryShow(ctx); err != nil {
		s.warnNotShown(ctx, h.release.Number, err)
	}
	return ctx.Err()
}

func (s *Store) warnNotShown(ctx context.Context, release int, err error) {
	s.config.Logger.WarnContext(ctx, "the plain properties of the graph are not those of the current release; the next Apply sets them",
		"release", release, "error", err)
}

func (s *Store) tryShow(ctx context.Context) error {
	l, _, err := s.takeLease(ctx)
	if err != nil {
		return err
	}
	defer l.drop(ctx)
	h, err := s.head(ctx)
	if err != nil || h.shown == h.revision {
		return err
	}
	return l.show(ctx, h.revision)
}
