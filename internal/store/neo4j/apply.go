package neo4j

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"sync/atomic"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/regline/regline/internal/timeline"
)

// afterwards is a context for what must be done though that of the caller may have ended. It lasts no longer than the
// lease, which sets things right by itself.
func (s *Store) afterwards(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), min(s.config.Lease, 5*time.Second))
}

// head is the current revision. Before the first Apply it is zero and has no release.
type head struct {
	revision int64
	// shown is the revision that the plain properties follow.
	shown int64
	// kept is the greatest revision before that is the last of its release number.
	kept    int64
	release *timeline.Release
}

func (s *Store) head(ctx context.Context) (head, error) {
	const doing = "reading the head"
	values, err := s.read(ctx, doing, formerHead, nil)
	if err != nil {
		return head{}, err
	}
	rows, err := rowsOf(values[0], 5)
	if err != nil {
		return head{}, fmt.Errorf("%s: %w", doing, err)
	}
	if len(rows) == 0 {
		return head{}, nil
	}
	if err := checkLayout(rows[0][4]); err != nil {
		return head{}, err
	}
	c := column{row: rows[0]}
	h := head{revision: c.integer(0), shown: c.integer(1)}
	if h.revision == 0 || c.err != nil {
		return h, c.err
	}
	h.kept = c.integer(2)
	body := c.text(3)
	if c.err == nil {
		c.err = json.Unmarshal([]byte(body), &h.release)
	}
	if c.err != nil {
		return head{}, fmt.Errorf("%s: revision %d: %w", doing, h.revision, c.err)
	}
	return h, nil
}

// holds says that next is the current release already.
func (h head) holds(next timeline.Release) bool {
	return h.release != nil && h.release.Same(next)
}

// admits refuses, with ErrStaleRelease, a release that may not follow the current one.
func (h head) admits(next timeline.Release) error {
	switch {
	case h.release == nil && next.Number > 0,
		h.release != nil && next.MayFollow(*h.release):
		return nil
	case h.release == nil:
		return fmt.Errorf("release %d: %w: numbers begin at 1", next.Number, timeline.ErrStaleRelease)
	}
	return fmt.Errorf("release %d after release %d: %w", next.Number, h.release.Number, timeline.ErrStaleRelease)
}

// Apply writes next beside the head in batches and then moves the head to it. Two calls of one store are applied one
// after the other. Of two stores that share a database, in one process or several, one waits for the other's lease and
// is then refused with [timeline.ErrStaleRelease] if the head has moved since it was called, because its changes lead
// from another release.
//
// Changes are read once, while they are written: at most two batches ahead of what the database has. A batch is some
// 5000 rows or 8 MB of them. This is all that Apply holds in memory, whatever the size of the release: what must be
// looked at again it notes in the database. Faults of the changes are found as they come; then nothing more is written
// and the error names those that are found up to the end of the changes, 20 at most. Whether edges have their ends is
// found out by writing, so of these faults the error names those of one batch.
//
// The error wraps [timeline.ErrStaleRelease], [timeline.ErrBadDelta], [timeline.ErrUnavailable], the error of changes
// or that of the context; the head has not moved then. There is one exception, which the error names: if the
// connection ends while the head is being moved and cannot be made again, nobody knows whether it has.
func (s *Store) Apply(ctx context.Context, next timeline.Release, changes iter.Seq2[timeline.Delta, error]) error {
	if err := s.apply(ctx, next, changes); err != nil {
		return fmt.Errorf("release %d: %w", next.Number, err)
	}
	return nil
}

func (s *Store) apply(ctx context.Context, next timeline.Release, changes iter.Seq2[timeline.Delta, error]) error {
	select {
	case s.applying <- struct{}{}:
		defer func() { <-s.applying }()
	case <-ctx.Done():
		return fmt.Errorf("waiting for another Apply: %w", ctx.Err())
	}
	base, err := s.head(ctx)
	if err != nil {
		return err
	}
	if base.holds(next) {
		return s.repairShown(ctx, base)
	}
	if err := base.admits(next); err != nil {
		return err
	}
	l, unfinished, err := s.takeLease(ctx)
	if err != nil {
		return err
	}
	defer l.drop(ctx)
	a := &application{store: s, lease: l, base: base, next: next}
	return a.run(ctx, unfinished, changes)
}

// application is one Apply that holds the lease.
type application struct {
	store  *Store
	lease  *lease
	base   head
	next   timeline.Release
	faults faults
	// pending says that identities are to be shown after the head has moved, recheck that records are ended, suspected
	// that keys seem to be taken twice.
	pending, recheck bool
	suspected        atomic.Bool
}

// first says that there is no former release: nothing can be in the way of what is written, nor be seen by anybody
// before the head moves to it.
func (a *application) first() bool { return a.base.revision == 0 }

// replacesDraft says that nobody can open the former revision by its number any more.
func (a *application) replacesDraft() bool {
	return a.base.release != nil && a.base.release.Number == a.next.Number
}

// kept is the greatest revision before the next that is the last of its release number.
func (a *application) kept() int64 {
	if a.replacesDraft() {
		return a.base.kept
	}
	return a.base.revision
}

func (a *application) run(ctx context.Context, unfinished bool, changes iter.Seq2[timeline.Delta, error]) error {
	now, err := a.store.head(ctx)
	if err != nil {
		return err
	}
	if now.revision != a.base.revision {
		return fmt.Errorf("%w: another Apply moved it meanwhile: compare again", timeline.ErrStaleRelease)
	}
	a.base = now
	if unfinished {
		if err := a.undo(ctx); err != nil {
			return err
		}
	}
	if a.base.shown != a.base.revision {
		if err := a.lease.show(ctx, a.base.revision); err != nil {
			return err
		}
	}
	if err := a.write(ctx, changes); err != nil {
		return err
	}
	if err := a.check(ctx); err != nil {
		return err
	}
	if err := a.move(ctx); err != nil {
		return err
	}
	a.tidy(ctx)
	return nil
}

// tidy does what follows the move of the head. The release is current, whatever becomes of it; the next Apply goes on.
func (a *application) tidy(ctx context.Context) {
	if a.pending {
		if err := a.lease.show(ctx, a.base.revision+1); err != nil {
			a.store.warnNotShown(ctx, a.next.Number, err)
			return
		}
	}
	if err := a.vacuum(ctx); err != nil {
		a.store.config.Logger.WarnContext(ctx, "drafts that were replaced are not vacuumed; the next Apply goes on", "error", err)
	}
}

// move makes the new revision current. The compare-and-set never fails while the lease is held, and guards against a
// database that others write to.
func (a *application) move(ctx context.Context) error {
	const doing = "moving the head"
	err := a.lease.write(ctx, doing, func(ctx context.Context, tx neo4j.ManagedTransaction) error {
		if _, err := a.store.step(ctx, tx, endWriting, nil); err != nil {
			return err
		}
		params := a.params()
		params["pending"] = a.pending
		moved, err := a.store.step(ctx, tx, moveHead, params)
		if err == nil && moved == nil {
			err = fmt.Errorf("%w: another Apply moved it meanwhile", timeline.ErrStaleRelease)
		}
		return err
	})
	if err == nil || errors.Is(err, errLostLease) || errors.Is(err, timeline.ErrStaleRelease) {
		return err
	}
	// The connection may have been lost after the server had committed.
	after, cancel := a.store.afterwards(ctx)
	defer cancel()
	now, unknown := a.store.head(after)
	switch {
	case unknown != nil:
		return fmt.Errorf("%w; whether the release is current is unknown: open it to see", err)
	case now.revision == a.base.revision+1 && now.holds(a.next):
		return nil
	}
	return err
}

// params are what writing statements need.
func (a *application) params() map[string]any {
	return map[string]any{"r": a.base.revision, "next": a.base.revision + 1, "open": open}
}
