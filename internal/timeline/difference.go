package timeline

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// maxDifference bounds the claims of one difference.
const maxDifference = 2000

// Difference is what changed in our knowledge from one release to a later one. It is no change of the law.
type Difference struct {
	From, To  Release
	Added     []*Claim
	Retracted []*RetractedClaim
}

// RetractedClaim is a claim that is no longer made.
type RetractedClaim struct {
	Claim  *Claim
	Reason string
}

// ChangesSince compares an earlier release with a later one, by default with the one that the reader answers from.
func (r *Reader) ChangesSince(ctx context.Context, since int, until *int, vendor, owner *ID) (*Difference, error) {
	to := r.Release().Number
	if until != nil {
		to = *until
	}
	if since < 1 || to < 1 {
		return nil, fmt.Errorf("%w: releases are numbered from 1", ErrBadInput)
	}
	return Diff(ctx, r.store, KnownAt{Release: since}, KnownAt{Release: to}, vendor, owner)
}

// Diff compares two releases: the claims added and those retracted with the reasons, about a vendor and the acts that
// target it, about one node and its parts, or all. What the earlier release said under an ID that the later one redirects
// counts as said of the node that took its place.
func Diff(ctx context.Context, s Store, from, to KnownAt, vendor, owner *ID) (*Difference, error) {
	a, err := s.Open(ctx, from)
	if err != nil {
		return nil, err
	}
	b, err := s.Open(ctx, to)
	if err != nil {
		return nil, err
	}
	if a.Release().Number > b.Release().Number {
		return nil, fmt.Errorf("%w: release %d is later than release %d", ErrBadInput, a.Release().Number, b.Release().Number)
	}
	of, err := topicOf(b.Release().Redirects, vendor, owner)
	if err != nil {
		return nil, err
	}
	added, gone, err := claimsApart(ctx, a, b)
	if err != nil {
		return nil, err
	}
	d := &Difference{From: a.Release(), To: b.Release()}
	if d.Added, err = concerned(ctx, NewReader(b), added, of); err != nil {
		return nil, err
	}
	retracted, err := concerned(ctx, NewReader(a), gone, of)
	if err != nil {
		return nil, err
	}
	reasons, err := reasonsBetween(ctx, s, a.Release(), b.Release())
	if err != nil {
		return nil, err
	}
	for _, c := range retracted {
		d.Retracted = append(d.Retracted, &RetractedClaim{Claim: c, Reason: reasons[c.ID]})
	}
	return d, nil
}

// claimsApart gives the IDs of the claims that only the later view holds, and that only the earlier one holds.
func claimsApart(ctx context.Context, a, b View) (added, gone []ID, err error) {
	before, err := claimMarks(a.Manifest(ctx))
	if err != nil {
		return nil, nil, err
	}
	after, err := claimMarks(b.Manifest(ctx))
	if err != nil {
		return nil, nil, err
	}
	for id := range after {
		if !before[id] {
			added = append(added, id)
		}
	}
	for id := range before {
		if !after[id] {
			gone = append(gone, id)
		}
	}
	slices.Sort(added)
	slices.Sort(gone)
	return added, gone, nil
}

func claimMarks(marks iter.Seq2[Mark, error]) (map[ID]bool, error) {
	out := make(map[ID]bool)
	for m, err := range marks {
		if err != nil {
			return nil, err
		}
		if id, ok := strings.CutPrefix(m.Key, "n|"); ok && strings.HasPrefix(id, "claim:") {
			out[ID(id)] = true
		}
	}
	return out, nil
}

// topic is what a difference is about: the IDs that a vendor and a node of its own have and had; empty for all.
type topic struct{ vendors, owners []ID }

func topicOf(rs Redirects, vendor, owner *ID) (topic, error) {
	var t topic
	var err error
	if vendor != nil {
		if t.vendors, err = rs.names(*vendor); err != nil {
			return t, err
		}
	}
	if owner != nil {
		t.owners, err = rs.names(owner.Owner())
	}
	return t, err
}

// names gives the ID by which a node is known now and those by which it was known.
func (rs Redirects) names(id ID) ([]ID, error) {
	now, err := rs.Resolve(id)
	return append([]ID{now}, rs.Former(now)...), err
}

// concerned reads the claims and keeps those of the topic.
func concerned(ctx context.Context, r *Reader, ids []ID, of topic) ([]*Claim, error) {
	nodes, err := r.nodesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	claims := pick[*Claim](nodes, ids)
	if of.owners != nil {
		claims = slices.DeleteFunc(claims, func(c *Claim) bool { return !slices.Contains(of.owners, c.Subject.Owner()) })
	}
	if of.vendors != nil {
		if claims, err = r.aboutVendor(ctx, claims, of.vendors); err != nil {
			return nil, err
		}
	}
	if len(claims) > maxDifference {
		return nil, fmt.Errorf("%w: more than %d claims differ: ask for one vendor or one node", ErrTooLarge, maxDifference)
	}
	slices.SortFunc(claims, func(a, b *Claim) int {
		return strings.Compare(string(a.Subject)+"|"+string(a.ID), string(b.Subject)+"|"+string(b.ID))
	})
	return claims, nil
}

// aboutVendor keeps the claims about the vendor itself, by any of its names, and about nodes that its facet marks.
func (r *Reader) aboutVendor(ctx context.Context, claims []*Claim, names []ID) ([]*Claim, error) {
	owners := make(map[ID]bool)
	for _, c := range claims {
		owners[c.Subject.Owner()] = true
	}
	records, err := r.view.Records(ctx, sortedIDs(owners))
	if err != nil && !isNotFound(err) {
		return nil, err
	}
	about := make(map[ID]bool)
	for _, name := range names {
		about[name] = true
		for _, rec := range records {
			if rec != nil && slices.Contains(rec.Facets, Facet{FacetVendor, string(name)}) {
				about[rec.ID] = true
			}
		}
	}
	return slices.DeleteFunc(claims, func(c *Claim) bool { return !about[c.Subject.Owner()] }), nil
}

// reasonsBetween collects the reasons of every release after the first, up to the second.
func reasonsBetween(ctx context.Context, s Store, a, b Release) (map[ID]string, error) {
	reasons := make(map[ID]string)
	for _, m := range b.History {
		if m.Number <= a.Number {
			continue
		}
		v, err := s.Open(ctx, KnownAt{Release: m.Number})
		if err != nil {
			return nil, err
		}
		for _, r := range v.Release().Retracted {
			reasons[r.ClaimID] = r.Reason
		}
	}
	for _, r := range b.Retracted { // a draft is in no history yet
		reasons[r.ClaimID] = r.Reason
	}
	return reasons, nil
}
