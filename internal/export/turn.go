package export

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// effects writes the effects of the acts whose days no step of the act gives. Where steps of one role are asked for, an
// effect is none.
func (c *calendar) effects(ctx context.Context, s Selection, acts []*timeline.Action) error {
	if s.Role != "" {
		return nil
	}
	for _, act := range acts {
		all, err := act.Effects(ctx)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			continue
		}
		steps, err := act.Milestones(ctx, nil)
		if err != nil {
			return err
		}
		for _, e := range all {
			given := func(m *timeline.Milestone) bool { return m.When.Date.String() == e.When.Date.String() }
			if e.When.Date.IsZero() || slices.ContainsFunc(steps, given) || !e.When.Touches(s.From, s.To) {
				continue
			}
			x, err := c.effect(ctx, act, e)
			if err != nil {
				return err
			}
			if s.Source != "" && !slices.ContainsFunc(x.Claims, func(q claimRow) bool { return q.Source != nil && q.Source.ID == s.Source }) {
				continue
			}
			if err := c.step(x); err != nil {
				return err
			}
		}
	}
	return nil
}

// effect tells an effect as a step of its act: what it does, and to what.
func (t teller) effect(ctx context.Context, act *timeline.Action, e *timeline.Effect) (*row, error) {
	upon, err := e.Changes(ctx)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, l := range upon {
		name, err := t.nameOf(ctx, l.Node)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	step := t.words().effects[e.EffectKind] + " " + strings.Join(names, "; ")
	x := &row{
		ID: e.ID, Date: t.date(e.When), Role: e.EffectKind, Act: t.act(act), Link: t.meta.page(e.ID, timeline.KindAction, t.release.Number),
		Release: t.releaseRow(),
		kind:    timeline.KindAction, since: e.Since, when: e.When, step: step,
	}
	x.Sentence = x.Date.Words + ": " + x.Act.Label + " " + step + "."
	claims, err := t.evidence(ctx, e)
	if err != nil {
		return nil, err
	}
	for _, c := range claims {
		if !slices.ContainsFunc(x.Claims, func(q claimRow) bool { return t.passage(q) == t.passage(c) }) {
			x.Claims = append(x.Claims, c)
		}
	}
	return x, nil
}

// nameOf names what an effect changes: an act, or the act that a part belongs to.
func (t teller) nameOf(ctx context.Context, n timeline.Node) (string, error) {
	if part, ok := n.(interface {
		Owner(context.Context) (timeline.Node, error)
	}); ok {
		owner, err := part.Owner(ctx)
		if err != nil {
			return "", err
		}
		n = owner
	}
	return t.label(n), nil
}

// WriteDeadlines writes coming dates as a calendar: the steps and effects that set them, each told as a calendar of the
// timeline tells it, with the last full day before it.
func WriteDeadlines(ctx context.Context, w io.Writer, r *timeline.Reader, l timeline.Language, all []*timeline.Deadline, m Meta) error {
	c := newCalendar(newTeller(r, Selection{Language: strings.ToLower(string(l))}, m), w)
	c.head()
	for _, d := range all {
		x, err := c.deadline(ctx, d)
		if err != nil {
			return err
		}
		if x == nil {
			continue
		}
		if d.LastFullDay != nil {
			x.Sentence += " " + c.words().lastFull + " " + d.LastFullDay.String() + "."
		}
		if err := c.step(x); err != nil {
			return err
		}
	}
	c.line("END", "VCALENDAR")
	return c.err
}

// deadline is the row of what sets a date; nil where that is no step and no effect of an act.
func (t teller) deadline(ctx context.Context, d *timeline.Deadline) (*row, error) {
	switch cause := d.Cause.(type) {
	case *timeline.Milestone:
		e, err := newEvent(ctx, cause, t.language)
		if err != nil {
			return nil, err
		}
		return t.row(ctx, e)
	case *timeline.Effect:
		owner, err := cause.Owner(ctx)
		if err != nil {
			return nil, err
		}
		if act, ok := owner.(*timeline.Action); ok {
			return t.effect(ctx, act, cause)
		}
	}
	return nil, nil
}
