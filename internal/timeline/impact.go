package timeline

import (
	"context"
	"fmt"
)

// Fate is what becomes of an act if another fell.
type Fate string

// The fates.
const (
	// FateFalls: every authority that carries it falls.
	FateFalls Fate = "FALLS"
	// FateFallsInPart: it loses what rests on the other, and keeps what does not.
	FateFallsInPart Fate = "FALLS_IN_PART"
	// FateUnknown: the relation is inferred or unverified, or what it rests on is itself unknown.
	FateUnknown Fate = "UNKNOWN"
	// FateStands: nothing that carries it is touched.
	FateStands Fate = "STANDS"
)

// carriesAll says how much of an act each relation of authority carries: all of it, or only what it adds to the other.
var carriesAll = map[Predicate]bool{IssuedUnder: true, "IMPLEMENTS": true, "REDESIGNATES": true, "CORRECTS": true, "PUBLISHES": true, "CONFIRMS": true, EnteredBy: true}

// Impact is the answer to: if these acts fell, what would fall with them?
type Impact struct {
	Roots []Node
	Fates []*Fated
	// Stands are acts against the vendor asked about that are not touched.
	Stands []*Action
}

// Fated is one act with its fate and the links that decide it.
type Fated struct {
	Node  Node
	Fate  Fate
	Depth int
	Path  []*Link
	// Because are the links to what falls or is in doubt; Besides those to what stands.
	Because, Besides []*Link
}

// ImpactOf answers what would fall with some acts. An act falls if every authority that carries it falls. An authority
// above the fallen one saves nothing that drew its power through the fallen one. What only adds to a fallen act or
// relies on it falls in part. A link that is inferred or unverified decides nothing: the fate is unknown.
func (r *Reader) ImpactOf(ctx context.Context, of []ID, vendor *ID) (*Impact, error) {
	of, err := r.resolveSet(of)
	if err != nil {
		return nil, err
	}
	if err := r.follow(ctx, &vendor); err != nil {
		return nil, err
	}
	rels := AuthorityRelations()
	depth := MaxDepth
	down, err := r.Lineage(ctx, of, Incoming, rels, &depth)
	if err != nil {
		return nil, err
	}
	up, err := r.view.Reach(ctx, of, rels, Outgoing, depth, MaxLineage)
	if err != nil {
		return nil, err
	}
	above := make(map[ID]bool)
	for _, h := range up {
		above[h.ID] = true
	}
	ids := make([]ID, 0, len(down.Steps))
	for _, s := range down.Steps {
		ids = append(ids, s.Node.Base().ID)
	}
	if err := r.reachesAll(ctx, of, rels, down.Steps); err != nil {
		return nil, err
	}
	rests := map[ID][]*Link{}
	if len(ids) > 0 {
		if rests, err = r.expand(ctx, ids, rels, Outgoing); err != nil {
			return nil, err
		}
	}
	out := &Impact{Roots: down.Roots, Fates: fates(of, down.Steps, rests, above)}
	if vendor != nil {
		out.Stands, err = r.standing(ctx, *vendor, out, of)
	}
	return out, err
}

// reachesAll refuses, with ErrTooLarge, steps that are not all that rests on the acts: what lies beyond them would seem
// to stand.
func (r *Reader) reachesAll(ctx context.Context, of []ID, rels []Predicate, steps []*Step) error {
	if n := len(steps); n == 0 || steps[n-1].Depth < MaxDepth {
		return nil
	}
	hops, err := r.view.Reach(ctx, of, rels, Incoming, MaxDepth+1, MaxLineage)
	if err == nil && len(hops) > len(steps) {
		err = fmt.Errorf("%w: some acts rest on these by more than %d steps: ask for one nearer to them", ErrTooLarge, MaxDepth)
	}
	return err
}

// fates judges the steps again and again until nothing changes, because a fate may depend on one that is judged later.
// Every round settles at least the next step, so there are no more rounds than steps.
func fates(of []ID, steps []*Step, rests map[ID][]*Link, above map[ID]bool) []*Fated {
	fate := make(map[ID]Fate, len(steps)+len(of))
	for _, id := range of {
		fate[id] = FateFalls
	}
	out := make([]*Fated, len(steps))
	for i, s := range steps {
		out[i] = &Fated{Node: s.Node, Depth: s.Depth, Path: s.Path}
	}
	changed := true
	for round := 0; changed && round <= len(steps); round++ {
		changed = false
		for _, f := range out {
			id := f.Node.Base().ID
			judged := judge(f, rests[id], fate, above)
			if fate[id] != judged {
				fate[id], changed = judged, true
			}
			f.Fate = judged
		}
	}
	return out
}

// judge gives the fate of one act from the links by which it rests on others.
func judge(f *Fated, links []*Link, fate map[ID]Fate, above map[ID]bool) Fate {
	f.Because, f.Besides = []*Link{}, []*Link{}
	falls, part, unknown := 0, 0, 0
	saves, maySave := 0, 0 // links that carry the act and do not fall, or not wholly
	for _, l := range links {
		state, touched := fate[l.To]
		doubtful := l.Inferred || l.Unverified
		switch {
		case above[l.To]:
			continue
		case !touched || state == FateStands:
			f.Besides = append(f.Besides, l)
			if carriesAll[l.Rel] && doubtful {
				maySave++
			} else if carriesAll[l.Rel] {
				saves++
			}
			continue
		case doubtful || state == FateUnknown:
			unknown++
			if carriesAll[l.Rel] && state != FateFalls {
				maySave++
			}
		case state == FateFalls && carriesAll[l.Rel]:
			falls++
		default:
			part++
			if carriesAll[l.Rel] {
				saves++
			}
		}
		f.Because = append(f.Because, l)
	}
	switch {
	case falls > 0 && saves == 0 && maySave == 0:
		return FateFalls
	case falls > 0 && saves == 0:
		return FateUnknown
	case falls > 0 || part > 0:
		return FateFallsInPart
	case unknown > 0:
		return FateUnknown
	}
	return FateStands
}

// standing lists the acts against a vendor that no fate touches.
func (r *Reader) standing(ctx context.Context, vendor ID, impact *Impact, of []ID) ([]*Action, error) {
	records, err := r.all(ctx, IndexActions, []Facet{{FacetTarget, string(vendor)}}, maxRows)
	if err != nil {
		return nil, err
	}
	touched := make(map[ID]bool)
	for _, id := range of {
		touched[id] = true
	}
	for _, f := range impact.Fates {
		touched[f.Node.Base().ID] = f.Fate != FateStands
	}
	out := []*Action{}
	for _, n := range r.admit(records) {
		if a, ok := n.(*Action); ok && !touched[a.ID] {
			out = append(out, a)
		}
	}
	return out, nil
}
