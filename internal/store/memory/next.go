package memory

import (
	"cmp"
	"context"
	"iter"

	"github.com/regline/regline/internal/timeline"
)

// next builds the snapshot that follows s by the changes. It shares with s all that stays. The error wraps
// [timeline.ErrBadDelta], or is that of the changes or the context.
func (s *snapshot) next(ctx context.Context, release timeline.Release, changes iter.Seq2[timeline.Delta, error]) (*snapshot, error) {
	c, err := collect(ctx, changes)
	if err != nil {
		return nil, err
	}
	if err := c.err(); err != nil {
		return nil, err
	}
	next := &snapshot{release: release}
	s.nextRecords(next, c)
	s.nextEdges(next, c)
	next.checkEnds(c)
	if err := errorOr(ctx, c.err()); err != nil {
		return nil, err
	}
	return next, nil
}

func (s *snapshot) nextRecords(next *snapshot, c *change) {
	records := s.records.edit()
	postings := make(postingChanges)
	claims := make(listChanges[timeline.ID, timeline.ID, *timeline.Claim])
	for id, after := range c.records {
		before := s.records.get(id)
		switch {
		case after != nil:
			records.put(id, after)
		case before != nil:
			records.drop(id)
		default:
			c.fault("record %s is ended and not held", id)
		}
		repost(postings, before, after)
		if cl := claimOf(before); cl != nil {
			claims.drop(cl.Subject.Owner(), cl.ID)
		}
		if cl := claimOf(after); cl != nil {
			claims.add(cl.Subject.Owner(), cl)
		}
	}
	next.records = records.next
	next.postings = postings.apply(s.postings, postingKey, postingOrder)
	next.claims = claims.apply(s.claims, claimID, func(a, b *timeline.Claim) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.ID, b.ID))
	})
	next.checkKeys(c, postings)
}

func claimOf(r *timeline.Record) *timeline.Claim {
	if r == nil {
		return nil
	}
	cl, _ := r.Node.(*timeline.Claim)
	return cl
}

func claimID(cl *timeline.Claim) timeline.ID { return cl.ID }

// checkKeys looks for two records at one key of an index that changed.
func (s *snapshot) checkKeys(c *change, postings postingChanges) {
	for l := range postings {
		if l.faceted {
			continue
		}
		ps := s.postings.get(l)
		for i := 1; i < len(ps); i++ {
			if a, b := ps[i-1], ps[i]; a.key == b.key {
				c.fault("records %s and %s have the same key %.200q in index %s", a.id, b.id, a.key, l.index)
			}
		}
	}
}

func (s *snapshot) nextEdges(next *snapshot, c *change) {
	outgoing := make(listChanges[timeline.ID, edgeKey, *timeline.Edge])
	incoming := make(listChanges[timeline.ID, edgeKey, *timeline.Edge])
	for k, e := range c.edges {
		outgoing.drop(k.from, k)
		incoming.drop(k.to, k)
		if e != nil {
			outgoing.add(k.from, e)
			incoming.add(k.to, e)
		} else if !s.holdsEdge(k) {
			c.fault("edge %s is ended and not held", k)
		}
	}
	next.outgoing = outgoing.apply(s.outgoing, keyOf, edgeOrder(timeline.Outgoing))
	next.incoming = incoming.apply(s.incoming, keyOf, edgeOrder(timeline.Incoming))
}

func (s *snapshot) holdsEdge(k edgeKey) bool {
	for _, e := range s.outgoing.get(k.from) {
		if keyOf(e) == k {
			return true
		}
	}
	return false
}

// checkEnds looks for changed edges without their ends, and for ended records to which an edge still leads. All other
// edges were whole before and are so still.
func (s *snapshot) checkEnds(c *change) {
	for k, e := range c.edges {
		for _, id := range []timeline.ID{k.from, k.to} {
			if e != nil && s.records.get(id) == nil {
				c.fault("edge %s: there is no record %s", k, id)
			}
		}
	}
	for id, r := range c.records {
		if r != nil {
			continue
		}
		for _, e := range s.outgoing.get(id) {
			c.fault("record %s is ended, the edge %s is not", id, keyOf(e))
		}
		for _, e := range s.incoming.get(id) {
			c.fault("record %s is ended, the edge %s is not", id, keyOf(e))
		}
	}
}
