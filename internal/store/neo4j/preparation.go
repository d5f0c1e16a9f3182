package neo4j

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// preparation makes transactions of changes: it reads a few thousand of them, looks up what the head holds of these,
// and hands on what is to be written. It keeps nothing of those before.
type preparation struct {
	*application
	ctx     context.Context
	last    string // the key read last
	records []recordChange
	edges   []edgeChange
	// rows and bytes are about what the transaction will have.
	rows, bytes int
	// batches is how many were handed on.
	batches int64
}

// postingSize is about how many bytes a posting has.
const postingSize = leadLength + 100

// recordChange is a record that is put, or ended: then it has no row.
type recordChange struct {
	id       timeline.ID
	kind     timeline.Kind
	row      []string // of writeVersions
	places   []timeline.Place
	postings []posting
	// identity is the row of createIdentities, on a first load.
	identity map[string]any
}

// edgeChange is an edge that is put, or ended: then it has no row.
type edgeChange struct {
	key edgeKey
	row []string // of writeEdges
}

// write puts the next revision beside the current one. Nothing of it is visible yet. While a transaction is written
// the next is prepared. The first notes that there is something to undo; the last holds the release, so that it is
// there before the head leads to it.
func (a *application) write(ctx context.Context, changes iter.Seq2[timeline.Delta, error]) error {
	p := &preparation{application: a, ctx: ctx}
	f := a.startFlow(ctx)
	err := p.run(changes, func(b *batch) error { return f.send(ctx, b) })
	if ended := f.end(); err == nil {
		err = ended
	}
	if bad := a.faults.err(); bad != nil && ctx.Err() == nil {
		return bad
	}
	return err
}

// run reads all changes and sends them on. After a fault nothing more is sent, but further faults are looked for.
func (p *preparation) run(changes iter.Seq2[timeline.Delta, error], send func(*batch) error) error {
	for d, err := range changes {
		if err != nil {
			return fmt.Errorf("reading changes: %w", err)
		}
		if err := p.ctx.Err(); err != nil {
			return fmt.Errorf("reading changes: %w", err)
		}
		if err := p.take(d); err != nil {
			return err
		}
		if p.rows < p.store.rowsAtOnce && p.bytes < bytesAtOnce {
			continue
		}
		b, err := p.batch()
		if err != nil {
			return err
		}
		if err := p.hand(b, send); err != nil || p.faults.full() {
			return err
		}
	}
	b, err := p.batch()
	if err != nil {
		return err
	}
	row, err := p.releaseRow()
	if err != nil {
		return err
	}
	b.add(writeRelease, row)
	return p.hand(b, send)
}

// hand sends a transaction on, unless something is wrong with the changes.
func (p *preparation) hand(b *batch, send func(*batch) error) error {
	if p.faults.err() != nil {
		return nil
	}
	p.batches++
	return send(b)
}

// take notes one change.
func (p *preparation) take(d timeline.Delta) error {
	key := d.Key()
	switch {
	case key == "":
		p.faults.note("a change must be one of record, edge and end")
		return nil
	case key <= p.last:
		p.faults.note("%.200q comes after %.200q: changes must be ordered by key, each key once", key, p.last)
		return nil
	}
	p.last = key
	switch {
	case d.Record != nil:
		return p.takeRecord(d.Record)
	case d.Edge != nil:
		return p.takeEdge(edgeKey{d.Edge.From, d.Edge.Rel, d.Edge.To}, d.Edge)
	}
	id, edge, ok := parseKey(key)
	switch {
	case !ok:
		p.faults.note("%.200q is no key of a record or edge", key)
	case id == "":
		return p.takeEdge(edge, nil)
	case p.first():
		p.faults.note("record %s is ended and not held", id)
	default:
		p.records = append(p.records, recordChange{id: id})
		p.rows++
	}
	return nil
}

func (p *preparation) takeRecord(r *timeline.Record) error {
	if bad := recordFaults(r); bad != nil {
		for _, text := range bad {
			p.faults.note("%s", text)
		}
		return nil
	}
	row, err := versionRow(r)
	if err != nil {
		return err
	}
	c := recordChange{id: r.ID, kind: r.Kind, row: row, places: r.Places, postings: postings(r.ID, r.Places, r.Facets)}
	if p.first() && r.Kind != timeline.KindClaim {
		c.identity = identityRow(r.Node)
		p.rows++
		p.bytes += sizeOf(c.identity)
	}
	p.records = append(p.records, c)
	p.rows += 1 + len(c.postings)
	p.bytes += sizeOf(row) + len(c.postings)*postingSize
	return nil
}

func (p *preparation) takeEdge(k edgeKey, e *timeline.Edge) error {
	s, known := p.store.drawing.byRelation[k.rel]
	switch {
	case !known:
		p.faults.note("edge %s: the vocabulary has no such relation", k)
		return nil
	case e == nil && p.first():
		p.faults.note("edge %s is ended and not held", k)
		return nil
	}
	c := edgeChange{key: k}
	if e != nil {
		body, err := json.Marshal(e)
		if err != nil {
			return fmt.Errorf("edge %s: %w", k, err)
		}
		c.row = append(s.row(k), e.Digest, string(body))
	}
	p.edges = append(p.edges, c)
	p.rows++
	p.bytes += sizeOf(c.row)
	return nil
}

// batch makes a transaction of what was taken.
func (p *preparation) batch() (*batch, error) {
	b := &batch{number: p.batches}
	if p.batches == 0 {
		b.add(beginWriting, true)
	}
	n := &notes{}
	if err := p.addRecords(b, n); err != nil {
		return nil, err
	}
	if err := p.addEdges(b, n); err != nil {
		return nil, err
	}
	p.addNotes(b, n)
	p.records, p.edges, p.rows, p.bytes = nil, nil, 0, 0
	return b, nil
}

func (p *preparation) addRecords(b *batch, n *notes) error {
	former, err := p.formerRecords()
	if err != nil {
		return err
	}
	for _, c := range p.records {
		before, held := former[c.id]
		if c.row == nil && !held {
			p.faults.note("record %s is ended and not held", c.id)
			continue
		}
		if held {
			b.add(closeVersions, string(c.id))
			n.closeVersion(c.id)
		}
		gone, added := repost(before, c.postings)
		for _, q := range gone {
			b.add(closePostings, q.at)
			n.closePosting(q.at)
		}
		for _, q := range added {
			b.add(writePostings, []string{q.at, string(q.id), q.last})
		}
		if c.row == nil {
			n.end(c.id)
			continue
		}
		b.add(writeVersions, c.row)
		if len(added) > 0 {
			for _, place := range c.places {
				b.add(checkKeys, []string{leadOf(string(place.Index)) + keyAt(place.Key), string(place.Index)})
			}
		}
		switch {
		case c.identity != nil:
			b.add(createIdentities(labels[c.kind]), c.identity)
		case c.kind != timeline.KindClaim:
			b.add(mergeIdentities, string(c.id))
			n.change(c.id)
		}
	}
	return nil
}

func (p *preparation) addEdges(b *batch, n *notes) error {
	former, err := p.formerEdges()
	if err != nil {
		return err
	}
	for _, c := range p.edges {
		s := p.store.drawing.byRelation[c.key.rel]
		held := former[c.key]
		switch {
		case held:
			b.add(closeEdges(s.Type), s.row(c.key))
			n.closeEdge(s, c.key)
		case c.row == nil:
			p.faults.note("edge %s is ended and not held", c.key)
		}
		if c.row != nil {
			b.add(writeEdges(s.Type), c.row)
		}
	}
	if !p.first() {
		b.checkEnds()
	}
	return nil
}

// checkEnds adds what makes sure that the records at the ends of the edges are there, and their identities: claims
// have none of themselves.
func (b *batch) checkEnds() {
	ends := make(map[string]bool)
	for _, j := range b.of(phaseEdges) {
		for _, row := range j.rows {
			row := row.([]string)
			ends[row[0]], ends[row[1]] = true, true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(ends)) {
		b.add(countEnds, id)
		b.add(mergeEnds, id)
	}
	b.checked = true
}

func versionRow(r *timeline.Record) ([]string, error) {
	body, err := timeline.EncodeNode(r.Node)
	if err != nil {
		return nil, fmt.Errorf("record %s: %w", r.ID, err)
	}
	places, err := json.Marshal(r.Places)
	if err != nil {
		return nil, fmt.Errorf("record %s: %w", r.ID, err)
	}
	facets, err := json.Marshal(r.Facets)
	if err != nil {
		return nil, fmt.Errorf("record %s: %w", r.ID, err)
	}
	row := []string{string(r.ID), string(r.Kind), r.Digest, string(body), string(places), string(facets)}
	if c, ok := r.Node.(*timeline.Claim); ok {
		row = append(row, string(c.Subject))
	}
	return row, nil
}

func (p *preparation) releaseRow() (map[string]any, error) {
	body, err := json.Marshal(p.next)
	if err != nil {
		return nil, err
	}
	return map[string]any{
		"number": p.next.Number, "digest": p.next.Digest, "draft": p.next.Draft, "body": string(body), "kept": p.kept(),
	}, nil
}
