package neo4j

import (
	"context"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/regline/regline/internal/timeline"
)

// notes are what one transaction of an Apply leaves in the database for a later step, so that none of it need be kept
// in memory, and so that another Apply can do the step where this one could not:
//
//   - (:Pending) what is still to be looked at before the head moves (records that are ended, keys of an index that
//     two records seem to have) and to be shown afterwards. On a first load there is nothing of it, unless keys are
//     suspected.
//   - (:Superseded) what the transaction closed, where the revision replaces a draft: once nobody reads the draft any
//     more, [application.vacuum] takes it away.
type notes struct {
	changed, ended     []any // IDs of records; ended ones are among the changed
	versions, postings []any // closed, by ID and place
	edges              []any // closed: type, start and end of each, one after the other
}

func (n *notes) change(id timeline.ID) { n.changed = append(n.changed, string(id)) }

func (n *notes) end(id timeline.ID) {
	n.change(id)
	n.ended = append(n.ended, string(id))
}

func (n *notes) closeVersion(id timeline.ID) { n.versions = append(n.versions, string(id)) }

func (n *notes) closePosting(at string) { n.postings = append(n.postings, at) }

func (n *notes) closeEdge(s stroke, k edgeKey) {
	row := s.row(k)
	n.edges = append(n.edges, s.Type, row[0], row[1])
}

// addNotes adds the notes of one transaction to it. Pending ones have even numbers; the odd ones are for suspected
// keys. Superseded ones are numbered backwards, because edges must go before their ends; that of the first transaction
// is always there and comes last.
func (p *preparation) addNotes(b *batch, n *notes) {
	if len(n.changed) > 0 {
		b.add(writePending, []any{2 * p.batches, n.changed, n.ended})
		p.pending = true
		p.recheck = p.recheck || len(n.ended) > 0
	}
	closed := len(n.versions)+len(n.postings)+len(n.edges) > 0
	if p.replacesDraft() && (closed || p.batches == 0) {
		b.add(writeSuperseded, []any{-p.batches, n.versions, n.postings, n.edges})
	}
}

// noteKeys notes the places of an index that several records have by now. One of them may yet leave it.
func (a *application) noteKeys(ctx context.Context, tx neo4j.ManagedTransaction, j *job, number int64) error {
	params := a.params()
	params["rows"], params["n"] = j.rows, 2*number+1
	if _, err := a.store.step(ctx, tx, writeSuspected, params); err != nil {
		return err
	}
	a.suspected.Store(true)
	return nil
}

// pending is a note as it is read again.
type pending struct {
	n                             int64
	changed, ended, keys, indexes []any
}

// nextPending gives the first note behind another, nil at their end.
func (s *Store) nextPending(ctx context.Context, after int64) (*pending, error) {
	values, err := s.read(ctx, "reading what is pending", readPending, map[string]any{"after": after})
	if err != nil {
		return nil, err
	}
	rows, err := rowsOf(values[0], 5)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	c := column{row: rows[0]}
	p := &pending{n: c.integer(0), changed: c.list(1), ended: c.list(2), keys: c.list(3), indexes: c.list(4)}
	return p, c.err
}

// check looks, when all is written, for what a transaction alone could not tell: edges that stay at records that are
// ended, and keys that two records have.
func (a *application) check(ctx context.Context) error {
	suspected := a.suspected.Load()
	if !a.recheck && !suspected {
		return nil
	}
	a.pending = a.pending || suspected // for their notes to be taken away
	for after := int64(-1); !a.faults.full(); {
		p, err := a.store.nextPending(ctx, after)
		if err != nil {
			return err
		}
		if p == nil {
			break
		}
		if err := a.checkEnded(ctx, p.ended); err != nil {
			return err
		}
		if err := a.checkKeys(ctx, p); err != nil {
			return err
		}
		if err := a.lease.renew(ctx); err != nil {
			return err
		}
		after = p.n
	}
	return a.faults.err()
}

func (a *application) checkEnded(ctx context.Context, ids []any) error {
	if len(ids) == 0 {
		return nil
	}
	params := map[string]any{"r": a.base.revision + 1, "rows": ids, "n": maxFaults + 1}
	values, err := a.store.read(ctx, "looking for edges of records that are ended", readNeighbours, params)
	if err != nil {
		return err
	}
	rows, err := rowsOf(values[0], 3)
	if err != nil {
		return err
	}
	noted := make(map[edgeKey]bool)
	for _, row := range rows {
		c := column{row: row}
		s, ours := a.store.drawing.byType[c.text(0)]
		if c.err != nil || !ours {
			return c.err
		}
		k, err := s.key(row[1:])
		if err != nil {
			return err
		}
		if !noted[k] {
			noted[k] = true
			a.faults.note("a record is ended, the edge %s is not", k)
		}
	}
	return nil
}

func (a *application) checkKeys(ctx context.Context, p *pending) error {
	if len(p.keys) == 0 {
		return nil
	}
	params := map[string]any{"r": a.base.revision + 1, "rows": p.keys}
	values, err := a.store.read(ctx, "looking for records with the same key", readHolders, params)
	if err != nil {
		return err
	}
	rows, err := rowsOf(values[0], 3)
	if err != nil {
		return err
	}
	for _, row := range rows {
		c := column{row: row}
		at, one, other := c.text(0), c.text(1), c.text(2)
		if c.err != nil {
			return c.err
		}
		index := p.indexes[slices.Index(p.keys, any(at))]
		a.faults.note("records %s and %s have the same key %.200q in index %v", one, other, at[leadLength+len(keysBegin):], index)
	}
	return nil
}
