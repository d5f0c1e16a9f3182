package compile

import (
	"cmp"
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// typed makes the node of an ID with the values of its kind.
func (b *builder) typed(id timeline.ID) timeline.Node {
	switch b.kinds[id] {
	case timeline.KindVendor:
		return &timeline.Vendor{VendorKind: b.value(id, timeline.KindOf), Aliases: b.values(id, "ALIAS"), Jurisdiction: b.value(id, "JURISDICTION"), Description: b.value(id, "DESCRIPTION")}
	case timeline.KindPerson:
		return &timeline.Person{Aliases: b.values(id, "ALIAS"), Description: b.value(id, "DESCRIPTION")}
	case timeline.KindOrganization:
		return &timeline.Organization{Aliases: b.values(id, "ALIAS"), Description: b.value(id, "DESCRIPTION")}
	case timeline.KindAgency:
		return &timeline.Agency{Aliases: b.values(id, "ALIAS"), Jurisdiction: b.value(id, "JURISDICTION"), Description: b.value(id, "DESCRIPTION")}
	case timeline.KindAction:
		first, firstID := b.firstMilestone(id)
		return &timeline.Action{ActionKind: b.value(id, timeline.KindOf), Jurisdiction: b.value(id, "JURISDICTION"), Summary: b.value(id, "SUMMARY"),
			Citations: b.values(id, "CITATION"), Zone: b.value(id, "ZONE"), First: first, FirstID: firstID}
	case timeline.KindMilestone:
		return b.milestone(id)
	case timeline.KindRestriction:
		return b.restriction(id)
	case timeline.KindEffect:
		return &timeline.Effect{OwnerID: id.Owner(), EffectKind: b.value(id, "EFFECT_KIND"), When: orZero(b.when(id, timeline.On))}
	case timeline.KindStatement:
		return b.statement(id)
	case timeline.KindSource:
		return &timeline.Source{SourceKind: b.value(id, timeline.KindOf), Document: b.value(id, "STANDING"), Fidelity: b.value(id, "FIDELITY"),
			CopyOf: timeline.ID(b.value(id, timeline.CopyOf)), Publisher: b.value(id, "PUBLISHER"), URL: b.value(id, "URL"), Published: b.when(id, "PUBLISHED"),
			Read: b.when(id, "READ"), Language: b.value(id, "LANGUAGE"), Licence: b.value(id, "LICENCE"), Citations: b.values(id, "CITATION"), TextSHA256: b.value(id, "TEXT")}
	case timeline.KindOfficialList:
		return &timeline.OfficialList{Citations: b.values(id, "CITATION"), URL: b.value(id, "URL"),
			Covered: b.value(id, "COVERED"), Checked: b.when(id, "CHECKED")}
	case timeline.KindListEntry:
		return &timeline.ListEntry{ListID: timeline.ID(b.value(id, timeline.OnList)), Wordings: b.wordings(id),
			Listed: b.when(id.With("listed"), timeline.On), Delisted: b.when(id.With("delisted"), timeline.On)}
	}
	return &timeline.Audience{Definition: b.value(id, "DEFINITION")}
}

// orZero gives a date without bounds for one that is not known: no day is certain of it.
func orZero(w *timeline.When) timeline.When {
	if w == nil {
		return timeline.When{Standing: timeline.StandingRivals}
	}
	return *w
}

func (b *builder) milestone(id timeline.ID) *timeline.Milestone {
	role, scope := id.Role()
	return &timeline.Milestone{OwnerID: id.Owner(), Role: strings.ToUpper(role), Scope: scope, When: orZero(b.when(id, timeline.On))}
}

func (b *builder) restriction(id timeline.ID) *timeline.Restriction {
	r := &timeline.Restriction{OwnerID: id.Owner(), Conduct: b.value(id, "CONDUCT"), Targets: b.refs(id, timeline.Targets), Binds: b.refs(id, timeline.Binds), Affects: b.refs(id, timeline.Affects),
		Counterparties: b.refs(id, timeline.Counterparty), Exempts: b.refs(id, timeline.Exempts), Products: b.values(id, "PRODUCT"),
		Exceptions: b.values(id, "EXCEPTION"), Unstated: b.value(id, "UNSTATED") == "true"}
	window, effects := b.window(id), b.effectsUpon(id)
	r.Segments = foldSegments(window, effects)
	r.Narrowings = b.narrowings(effects)
	if r.BeginUnknown = window.FromID == "" && len(r.Segments) == 0; r.BeginUnknown {
		r.NotBefore, r.NotBeforeID = b.made(id.Owner())
	}
	return r
}

// window is the restriction's time as its own act writes it, without FromID where it gives no beginning. An end whose day
// is not known is an end all the same.
func (b *builder) window(id timeline.ID) timeline.Segment {
	s := timeline.Segment{State: timeline.StateInForce, FromID: timeline.ID(b.value(id, timeline.WindowFrom)), ToID: timeline.ID(b.value(id, timeline.WindowTo))}
	if s.FromID != "" {
		w := orZero(b.when(s.FromID, timeline.On))
		s.From = &w
	}
	if s.ToID != "" {
		w := orZero(b.when(s.ToID, timeline.On))
		s.To = &w
	}
	return s
}

// narrowings lists the effects that take something out of the scope. One that gives no end ends when its own act
// expires, if it does.
func (b *builder) narrowings(effects []effect) []timeline.Narrowing {
	var out []timeline.Narrowing
	for _, e := range effects {
		if e.kind != "NARROWS" {
			continue
		}
		n := timeline.Narrowing{EffectID: e.id, From: e.when}
		if end := e.id.Owner().With("expires"); b.when(end, timeline.On) != nil {
			n.To, n.ToID = b.when(end, timeline.On), end
		}
		out = append(out, n)
	}
	return out
}

// effectsUpon lists the dated effects upon the restriction, upon its whole act, upon the milestone it begins with, and
// the extensions of the one at which it ends.
func (b *builder) effectsUpon(id timeline.ID) []effect {
	targets := []timeline.ID{id, id.Owner(), timeline.ID(b.value(id, timeline.WindowFrom))}
	end := timeline.ID(b.value(id, timeline.WindowTo))
	var ids []timeline.ID
	for _, t := range targets {
		ids = append(ids, b.upon[t]...)
	}
	for _, e := range b.upon[end] {
		if b.value(e, "EFFECT_KIND") == "EXTENDS" {
			ids = append(ids, e)
		}
	}
	slices.Sort(ids)
	var out []effect
	for _, e := range slices.Compact(ids) {
		if w := b.when(e, timeline.On); w != nil {
			out = append(out, effect{id: e, kind: b.value(e, "EFFECT_KIND"), when: *w})
		}
	}
	return out
}

// effectsByTarget gives the effects upon each node that has some.
func (c *compiler) effectsByTarget() map[timeline.ID][]timeline.ID {
	upon := make(map[timeline.ID][]timeline.ID)
	for _, e := range c.subjects() {
		if e.PartKind() == timeline.KindEffect {
			for _, t := range c.refs(e, timeline.Upon) {
				upon[t] = append(upon[t], e)
			}
		}
	}
	return upon
}

func (b *builder) statement(id timeline.ID) *timeline.Statement {
	s := &timeline.Statement{Speaker: timeline.ID(b.value(id, timeline.SpokenBy)),
		NotProhibited: b.value(id, timeline.NotProhibited), Summary: b.value(id, "SUMMARY"), Said: b.when(id, timeline.On), Manner: timeline.MannerStates}
	for _, p := range sortedPredicates(b.facts[id]) {
		for _, cl := range b.facts[id][p].chosen {
			if cl.Passage != nil && s.Quotation == "" {
				s.Quotation, s.Manner = cl.Passage.Quotation, cl.Manner
			}
		}
	}
	return s
}

// wordings orders the texts of a row by the days of the copies that gave them.
func (b *builder) wordings(id timeline.ID) []timeline.Wording {
	f := b.fact(id, "WORDING")
	if f == nil {
		return nil
	}
	var out []timeline.Wording
	for _, cl := range f.chosen {
		out = append(out, timeline.Wording{Text: cl.Value, AsOf: b.when(cl.SourceID, "PUBLISHED"), ClaimID: cl.ID})
	}
	slices.SortStableFunc(out, func(x, y timeline.Wording) int {
		return cmp.Or(cmp.Compare(asOfKey(x), asOfKey(y)), cmp.Compare(x.ClaimID, y.ClaimID))
	})
	return out
}

func asOfKey(w timeline.Wording) string {
	if w.AsOf == nil {
		return ""
	}
	return dayKey(w.AsOf)
}
