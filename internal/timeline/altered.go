package timeline

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// compare notes what became of a record.
func (s *Summariser) compare(former, next *Record) {
	if former.Kind != next.Kind {
		s.note(AlteredRemoved, former.Kind, roleOf(former.Node), told(former.Node, true))
		s.note(AlteredNew, next.Kind, roleOf(next.Node), told(next.Node, false))
		return
	}
	d := &nodeDifference{summariser: s, kind: next.Kind, role: roleOf(next.Node), id: next.ID}
	switch a := former.Node.(type) {
	case *Claim:
		d.claims(a, next.Node.(*Claim))
	case *Discrepancy:
		d.positions(a, next.Node.(*Discrepancy))
	default:
		d.labels(a.Base(), next.Node.Base())
		d.dates(dateOf(a), dateOf(next.Node))
		if r, ok := a.(*Restriction); ok {
			d.windows(r, next.Node.(*Restriction))
		}
		d.facts(a.Base().Facts, next.Node.Base().Facts)
	}
	if !d.noted {
		d.role = "" // it does not matter here
		d.note(AlteredOtherwise, Altered{Subject: told(next.Node, false).Subject})
	}
}

// nodeDifference notes in what one node differs from its former state.
type nodeDifference struct {
	summariser *Summariser
	kind       Kind
	role       string
	id         ID
	noted      bool
	// told are predicates that need no word beside what was noted already.
	told []Predicate
}

func (d *nodeDifference) note(sort AlterationSort, a Altered) {
	a.ID, d.noted = d.id, true
	d.summariser.note(sort, d.kind, d.role, a)
}

// labels compares those that claims give; the others are made of the labels of other nodes.
func (d *nodeDifference) labels(former, next *Common) {
	d.told = append(d.told, Label)
	named := func(f Fact) bool { return f.Predicate == Label }
	if !slices.ContainsFunc(former.Facts, named) && !slices.ContainsFunc(next.Facts, named) {
		return
	}
	languages := slices.Sorted(maps.Keys(former.Labels))
	for _, l := range slices.Sorted(maps.Keys(next.Labels)) {
		if _, both := former.Labels[l]; !both {
			languages = append(languages, l)
		}
	}
	for _, l := range languages {
		if former.Labels[l] != next.Labels[l] {
			d.note(AlteredLabel, Altered{Predicate: Label, Language: l, Former: former.Labels[l], Next: next.Labels[l]})
		}
	}
}

func (d *nodeDifference) dates(former, next *When) {
	if former == nil || next == nil {
		return
	}
	d.told = append(d.told, On)
	if former.Date == next.Date {
		return
	}
	shift := ShiftOf(former.Date, next.Date)
	d.note(AlteredDate, Altered{Predicate: On, Former: former.Date.String(), Next: next.Date.String(), Shift: &shift})
}

func (d *nodeDifference) windows(former, next *Restriction) {
	if former.BeginUnknown != next.BeginUnknown || !slices.EqualFunc(former.Segments, next.Segments, sameStretch) {
		d.told = append(d.told, WindowFrom, WindowTo)
		d.note(AlteredWindow, Altered{FormerWindow: former.Segments, NextWindow: next.Segments})
	}
	if !slices.EqualFunc(former.Narrowings, next.Narrowings, func(a, b Narrowing) bool {
		return a.EffectID == b.EffectID && sameWhen(&a.From, &b.From) && sameWhen(a.To, b.To)
	}) {
		d.note(AlteredNarrowing, Altered{Former: effectsOf(former), Next: effectsOf(next)})
	}
}

func sameStretch(a, b Segment) bool {
	return a.State == b.State && sameWhen(a.From, b.From) && sameWhen(a.To, b.To)
}

func sameWhen(a, b *When) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

func effectsOf(r *Restriction) string {
	ids := make([]ID, len(r.Narrowings))
	for i, n := range r.Narrowings {
		ids[i] = n.EffectID
	}
	return joinIDs(ids)
}

// facts compares the values of every predicate, both in the order of the predicates.
func (d *nodeDifference) facts(former, next []Fact) {
	of := func(fs []Fact, p Predicate) Fact {
		if i := slices.IndexFunc(fs, func(f Fact) bool { return f.Predicate == p }); i >= 0 {
			return fs[i]
		}
		return Fact{Predicate: p}
	}
	predicates := make(map[Predicate]bool)
	for _, f := range former {
		predicates[f.Predicate] = true
	}
	for _, f := range next {
		predicates[f.Predicate] = true
	}
	for _, p := range slices.Sorted(maps.Keys(predicates)) {
		a, b := of(former, p), of(next, p)
		if !slices.Contains(d.told, p) {
			d.values(a, b)
		}
		if a.Standing != b.Standing && a.Standing != "" && b.Standing != "" {
			d.note(AlteredStanding, Altered{Predicate: p, Former: string(a.Standing), Next: string(b.Standing)})
		}
	}
}

func (d *nodeDifference) values(former, next Fact) {
	p := next.Predicate
	if def, _ := LookupPredicate(string(p)); def.Single && former.Standing != "" && next.Standing != "" {
		if a, b := strings.Join(former.Values, " "), strings.Join(next.Values, " "); a != b {
			d.note(AlteredValue, Altered{Predicate: p, Former: a, Next: b})
		}
		return
	}
	for _, v := range next.Values {
		if !slices.Contains(former.Values, v) {
			d.note(AlteredFactGained, Altered{Predicate: p, Next: v})
		}
	}
	for _, v := range former.Values {
		if !slices.Contains(next.Values, v) {
			d.note(AlteredFactLost, Altered{Predicate: p, Former: v})
		}
	}
}

// claims compares what the ID of a claim leaves open.
func (d *nodeDifference) claims(former, next *Claim) {
	about := Altered{Subject: next.Subject, Predicate: next.Predicate}
	for _, x := range []struct{ former, next string }{
		{string(former.ClaimKind), string(next.ClaimKind)},
		{string(former.Rank), string(next.Rank)},
		{verified(former), verified(next)},
	} {
		if x.former != x.next {
			about.Former, about.Next = x.former, x.next
			d.note(AlteredStanding, about)
		}
	}
}

// verified names the mark that a claim does or does not bear.
func verified(c *Claim) string {
	if c.Unverified {
		return string(StandingUnverified)
	}
	return "VERIFIED"
}

func (d *nodeDifference) positions(former, next *Discrepancy) {
	if a, b := sides(former), sides(next); a != b {
		d.note(AlteredValue, Altered{Subject: next.SubjectID, Predicate: next.Predicate, Former: a, Next: b})
	}
}

func sides(d *Discrepancy) string {
	values := make([]string, len(d.Positions))
	for i, p := range d.Positions {
		values[i] = p.Value
	}
	return strings.Join(values, " | ")
}

// roleOf gives the role of a milestone by the table of roles, else "".
func roleOf(n Node) string {
	if m, ok := n.(*Milestone); ok && indexOfTerm(Roles, m.Role) >= 0 {
		return m.Role
	}
	return ""
}

// dateOf gives the date of a node that is one event, nil for others.
func dateOf(n Node) *When {
	switch n := n.(type) {
	case *Milestone:
		return &n.When
	case *Effect:
		return &n.When
	case *Statement:
		return n.Said
	}
	return nil
}

// told names a node that comes or goes, with what it says where that is one thing.
func told(n Node, goes bool) Altered {
	a := Altered{ID: n.Base().ID}
	value := ""
	switch n := n.(type) {
	case *Claim:
		a.Subject, a.Predicate, value = n.Subject, n.Predicate, n.Value
	case *Discrepancy:
		a.Subject, a.Predicate, value = n.SubjectID, n.Predicate, sides(n)
	default:
		if w := dateOf(n); w != nil {
			a.Predicate, value = On, w.Date.String()
		}
	}
	if goes {
		a.Former = value
	} else {
		a.Next = value
	}
	return a
}

func joinIDs(ids []ID) string {
	var b strings.Builder
	for i, id := range ids {
		if i > 0 {
			b.WriteString(" ")
		}
		fmt.Fprint(&b, id)
	}
	return b.String()
}
