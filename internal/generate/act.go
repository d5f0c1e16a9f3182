package generate

import (
	"fmt"
	"strings"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// lastYear is the last of the years of milestones, which begin in 1990.
const lastYear = 2030

// act writes the next act of a course.
func (b *blockDraft) act(c *course, p part) {
	a := &act{id: timeline.ID(fmt.Sprintf("act-%07d", b.first+len(b.acts)+1)), land: c.land, day: b.nextDay(c)}
	var done *change
	var upon *act
	if p.effect {
		done, upon = b.change(c, a.day)
	}
	switch weight := func(k actKind) int { return k.weight }; {
	case done != nil:
		a.kind = done.act
	case p.restriction:
		a.kind = pick(b.r, restricting(), weight)
	default:
		a.kind = pick(b.r, other(), weight)
	}
	b.describe(a, c)
	b.milestones(a, p)
	switch {
	case done != nil:
		b.effect(a, *done, upon)
	case p.restriction:
		b.restriction(a)
	}
	if p.statement {
		b.statement(a, c)
	}
	if a.kind.name == "LISTING" {
		b.entry(a, c)
	}
	b.relations(a, c, done, upon)
	c.acts, b.acts = append(c.acts, a), append(b.acts, a)
	if a.restriction != "" {
		b.restricted = append(b.restricted, a)
	}
}

// nextDay moves the course on: its acts mostly follow quickly, some months apart, few years.
func (b *blockDraft) nextDay(c *course) edtf.Day {
	last, _ := edtf.DayOf(lastYear, 1, 1)
	days := 1 + b.r.IntN(30)
	switch n := b.r.IntN(20); {
	case n < 5:
		days += b.r.IntN(150)
	case n < 6:
		days += b.r.IntN(800)
	}
	c.day = min(last, c.day+edtf.Day(days))
	return c.day
}

// describe says what the act is, who took it and against whom.
func (b *blockDraft) describe(a *act, c *course) {
	b.node(a.id, timeline.KindAction, b.words.label(a.kind.noun, 2+b.r.IntN(4)/3))
	b.say(a.id, timeline.KindOf, a.kind.name)
	b.say(a.id, "JURISDICTION", c.land.code)
	by := a.kind.by(c.land)
	if by == "" {
		by = c.vendors[0]
	}
	b.link(a.id, timeline.By, by)
	b.link(a.id, timeline.Targets, c.vendors[0])
	if len(c.vendors) > 1 && b.r.IntN(12) == 0 {
		b.link(a.id, timeline.Targets, c.vendors[1])
	}
}

// milestones writes the act's first day and, for some and for all that restrict something, a second one.
func (b *blockDraft) milestones(a *act, p part) {
	first := a.id.With(a.kind.first)
	switch {
	case p.rival:
		b.rivals(first, a)
	case p.effect || p.restriction:
		b.say(first, timeline.On, a.day.String(), b.stating(a, a.kind.first, a.day.String()))
	default:
		text := b.imprecise(a.day)
		b.say(first, timeline.On, text, b.stating(a, a.kind.first, text))
	}
	a.begins = a.day
	if !p.restriction || p.effect {
		if b.r.IntN(12) == 0 {
			day := a.day + edtf.Day(b.r.IntN(90))
			b.say(a.id.With(a.kind.second), timeline.On, day.String())
		}
		return
	}
	switch b.r.IntN(4) {
	case 0, 1: // it works from its first day on
	case 2: // until a day
		a.until = a.id.With("expires")
		last, _ := edtf.DayOf(lastYear, 12, 31)
		day := min(last, a.day+edtf.Day(180+b.r.IntN(5*365)))
		b.say(a.until, timeline.On, day.String(), b.stating(a, "expires", day.String()))
	default: // from a later day on
		a.begins = a.day + edtf.Day(1+b.r.IntN(180))
		b.say(a.id.With(a.kind.second), timeline.On, b.imprecise(a.begins))
	}
}

// imprecise gives most days as they are, and some only by the month, by the year or about.
func (b *blockDraft) imprecise(day edtf.Day) string {
	text := day.String()
	switch n := b.r.IntN(100); {
	case n < 8:
		return text[:7]
	case n < 11:
		return text[:4]
	case n < 13:
		return text + "~"
	case n < 15:
		return text[:7] + "~"
	}
	return text
}

// stating gives most days the words of a source; some have only a source that is believed to say it.
func (b *blockDraft) stating(a *act, role, text string) option {
	switch n := b.r.IntN(100); {
	case n < 50:
		return quoted(b.source(a), 1+b.r.IntN(900), strings.ReplaceAll(role, "_", " ")+" "+text)
	case n < 52:
		return wanted(b.source(a))
	}
	return func(*timeline.Claim) {}
}

// source is where an act of the kind is printed.
func (b *blockDraft) source(a *act) timeline.ID {
	switch a.kind.name {
	case "RULING", "MOTION", "LAWSUIT":
		return a.land.opinion
	case "COMPANY_ACT", "WARNING":
		return a.land.press
	case "NOTICE", "DECISION", "LISTING":
		return a.land.notice
	}
	return a.land.journal
}

// rivals writes two days of different sources for one milestone. The better source has it, or the editor's rank.
func (b *blockDraft) rivals(m timeline.ID, a *act) {
	right, wrong := a.day.String(), (a.day + edtf.Day(1+b.r.IntN(30))).String()
	role := strings.ReplaceAll(a.kind.first, "_", " ")
	best, ranked := b.source(a), func(*timeline.Claim) {}
	other := a.land.press
	if best == other { // a press report against the journal
		other, ranked = a.land.journal, preferred
	}
	b.say(m, timeline.On, right, quoted(best, 1+b.r.IntN(900), role+" "+right), ranked)
	b.say(m, timeline.On, wrong, quoted(other, 1+b.r.IntN(900), role+" "+wrong))
}

// restriction restricts one conduct from a milestone of the act on.
func (b *blockDraft) restriction(a *act) {
	x := pick(b.r, conducts(), func(x conduct) int { return x.weight })
	a.restriction = a.id.With("restriction/" + strings.ReplaceAll(strings.ToLower(x.name), "_", "-"))
	b.say(a.restriction, "CONDUCT", x.name)
	b.link(a.restriction, timeline.Binds, x.binds(a.land))
	from := a.kind.first
	if a.begins != a.day {
		from = a.kind.second
	}
	b.link(a.restriction, timeline.WindowFrom, a.id.With(from))
	if a.until != "" {
		b.link(a.restriction, timeline.WindowTo, a.until)
	}
}

// statement is what the vendor says about the act.
func (b *blockDraft) statement(a *act, c *course) {
	s := a.id.With("statement/reply")
	b.link(s, timeline.SpokenBy, c.vendors[0])
	b.link(s, timeline.About, a.id, quoted(a.land.press, 1+b.r.IntN(900), b.words.label("We deny the", 3)), func(cl *timeline.Claim) { cl.Manner = timeline.MannerDenies })
	if a.restriction != "" && b.r.IntN(2) == 0 {
		b.say(s, timeline.NotProhibited, oneOf(b.r, conducts()).name)
	}
}

// entry is the row that a listing puts on the list of its land.
func (b *blockDraft) entry(a *act, c *course) {
	row := timeline.ID(strings.Replace(string(a.id), "act-", "row-", 1))
	b.node(row, timeline.KindListEntry, "Row "+strings.TrimPrefix(string(a.id), "act-"))
	b.link(row, timeline.OnList, a.land.list)
	b.link(row, timeline.NamesParty, c.vendors[0])
	b.link(row, timeline.EnteredBy, a.id)
	b.say(row.With("listed"), timeline.On, a.day.String())
}
