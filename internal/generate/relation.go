package generate

import (
	"slices"
	"strings"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// relationCounts are how many relations to earlier acts an act has at least: three on average, with those that its place
// in a course and its effect ask for.
var relationCounts = []int{1, 2, 2, 2, 3, 3, 3, 4, 4, 5}

// authorityWeights are how often acts are issued under each authority of a land.
var authorityWeights = []int{70, 25, 5}

// relations joins the act to earlier ones: to the act before it in its course, so that a course is a chain, to others of
// the course, to the authorities of its land, and now and then to an act of another course. They lead to lower numbers or
// to the shared world, and so never in a circle.
func (b *blockDraft) relations(a *act, c *course, done *change, upon *act) {
	n := oneOf(b.r, relationCounts)
	to := make(map[timeline.ID]timeline.Predicate, n)
	var order []timeline.ID
	add := func(id timeline.ID, p timeline.Predicate) {
		if to[id] == "" {
			to[id] = p
			order = append(order, id)
		}
	}
	if done != nil {
		add(upon.id, done.rel)
	}
	if k := len(c.acts); k > 0 {
		add(c.acts[k-1].id, oneOf(b.r, a.kind.others))
	}
	for try := 0; len(order) < n && try < 4*n; try++ {
		switch at := b.r.IntN(100); {
		case at < 55 && len(c.acts) > 1:
			add(b.recent(c.acts).id, oneOf(b.r, a.kind.others))
		case at < 60:
			if other := b.elsewhere(a); other != nil {
				add(other.id, "CITES")
			}
		default:
			add(b.authority(a.land), a.kind.authority)
		}
	}
	for _, id := range order {
		b.link(a.id, to[id], id, b.showing(a, to[id]))
	}
}

// recent draws one of the last acts of a course.
func (b *blockDraft) recent(acts []*act) *act {
	return acts[max(0, len(acts)-1-b.r.IntN(8))]
}

// elsewhere draws an act of another course of the block that is not later, nil where a few draws find none.
func (b *blockDraft) elsewhere(a *act) *act {
	for range 4 {
		if len(b.acts) == 0 {
			break
		}
		if other := oneOf(b.r, b.acts); other.day <= a.day {
			return other
		}
	}
	return nil
}

// authority draws one of the land's, the first far more often than the last.
func (b *blockDraft) authority(l land) timeline.ID {
	return pick(b.r, l.authorities, func(id timeline.ID) int { return authorityWeights[slices.Index(l.authorities, id)] })
}

// showing gives a relation the words of a source, a reason where none states it, or neither.
func (b *blockDraft) showing(a *act, p timeline.Predicate) option {
	switch n := b.r.IntN(100); {
	case n < 20:
		return quoted(b.source(a), 1+b.r.IntN(900), strings.ReplaceAll(strings.ToLower(string(p)), "_", " "))
	case n < 30:
		return inferred
	case n < 32:
		return wanted(b.source(a))
	}
	return func(*timeline.Claim) {}
}

// change draws what an act of a day does to an earlier restriction of the land, nil where there is none: it lifts a stay
// where one is left, else it changes one of the last restrictions of the course or, where that has none, of the block.
func (b *blockDraft) change(c *course, day edtf.Day) (*change, *act) {
	all := changes()
	earlier := func(x *act) bool { return x.restriction != "" && x.land.code == c.land.code && x.begins < day }
	for _, x := range b.restricted {
		if earlier(x) && b.stayed[x.restriction] && b.r.IntN(2) == 0 {
			return &all[0], x
		}
	}
	found := slices.DeleteFunc(slices.Clone(c.acts), func(x *act) bool { return !earlier(x) })
	if len(found) == 0 {
		found = slices.DeleteFunc(slices.Clone(b.restricted), func(x *act) bool { return !earlier(x) })
	}
	if len(found) == 0 {
		return nil, nil
	}
	upon := oneOf(b.r, found)
	done := pick(b.r, all, func(x change) int {
		if x.ends && upon.until == "" {
			return 0
		}
		return x.weight
	})
	return &done, upon
}

// effect writes what the act does to the restriction.
func (b *blockDraft) effect(a *act, done change, upon *act) {
	e := a.id.With("effect/" + strings.ReplaceAll(strings.ToLower(done.effect), "_", "-"))
	day := a.day
	switch done.effect {
	case "STAYS":
		b.stayed[upon.restriction] = true
	case "LIFTS":
		delete(b.stayed, upon.restriction)
	case "DELAYS", "EXTENDS":
		day += edtf.Day(30 + b.r.IntN(365))
	}
	b.say(e, "EFFECT_KIND", done.effect)
	b.link(e, timeline.Upon, upon.restriction)
	b.say(e, timeline.On, day.String())
}
