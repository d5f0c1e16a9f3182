package export

import (
	"context"
	"iter"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// Event is one dated step of the timeline with everything that stands behind it.
type Event struct {
	Milestone *timeline.Milestone
	// Act is the action or the row of a list whose step it is.
	Act timeline.Node
	// Actors acted, or took the acts that entered the row; Targets are whom the act is against or whom the row names. Each
	// link has its claims.
	Actors, Targets []*timeline.Link
	// Claims give the date, the best first; Rivals are live claims of another.
	Claims, Rivals []*timeline.Claim
	// Sentence tells the step in the language of the selection.
	Sentence string
}

// Events walks the selected steps in the order of their earliest possible days. It holds one page in memory. The error,
// of the store or of the selection, comes last.
func Events(ctx context.Context, r *timeline.Reader, s Selection) iter.Seq2[*Event, error] {
	return func(yield func(*Event, error) bool) {
		for m, err := range Milestones(ctx, r, s) {
			var e *Event
			if err == nil {
				e, err = newEvent(ctx, m, s.In())
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// Milestones walks the selected steps as [Events] does, without what stands behind them.
func Milestones(ctx context.Context, r *timeline.Reader, s Selection) iter.Seq2[*timeline.Milestone, error] {
	return func(yield func(*timeline.Milestone, error) bool) {
		keep, err := s.keeper(ctx, r)
		if err != nil {
			yield(nil, err)
			return
		}
		page := func(p timeline.Paging) (*timeline.MilestoneConnection, error) { return r.Timeline(ctx, s.Filter(), p) }
		for m, err := range pages(page) {
			if err == nil && !keep.holds(m) {
				continue
			}
			if !yield(m, err) || err != nil {
				return
			}
		}
	}
}

// Filter is the part of the selection that the timeline itself knows: all but Source and Text.
func (s Selection) Filter() timeline.TimelineFilter {
	return timeline.TimelineFilter{
		ActionFilter: timeline.ActionFilter{Vendor: optional(s.Vendor), Agency: optional(s.Agency), Jurisdiction: optional(s.Jurisdiction)},
		From:         s.From,
		To:           s.To,
		Role:         optional(s.Role),
		Owner:        optional(s.Action),
	}
}

// optional is nil for what does not bind.
func optional[T ~string](v T) *T {
	if v == "" {
		return nil
	}
	return &v
}

// pages walks a list to its end.
func pages[T any](page func(timeline.Paging) (*timeline.Connection[T], error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for e, err := range timeline.AllEdges(page) {
			if !yield(e.Node, err) {
				return
			}
		}
	}
}

// links walks the relations of a list to its end.
func links[T any](page func(timeline.Paging) (*timeline.Connection[T], error)) iter.Seq2[*timeline.Link, error] {
	return func(yield func(*timeline.Link, error) bool) {
		for e, err := range timeline.AllEdges(page) {
			if !yield(e.Link, err) {
				return
			}
		}
	}
}

// keeper holds what Source and Text choose; nil sets choose all.
type keeper struct{ milestones, acts map[timeline.ID]bool }

func (k keeper) holds(m *timeline.Milestone) bool {
	return (k.milestones == nil || k.milestones[m.ID]) && (k.acts == nil || k.acts[m.OwnerID])
}

func (s Selection) keeper(ctx context.Context, r *timeline.Reader) (keeper, error) {
	var k keeper
	if s.Source != "" {
		k.milestones = make(map[timeline.ID]bool)
		page := func(p timeline.Paging) (*timeline.ClaimConnection, error) {
			return r.Claims(ctx, timeline.ClaimFilter{Source: &s.Source}, p)
		}
		for c, err := range pages(page) {
			if err != nil {
				return k, err
			}
			k.milestones[c.Subject] = true
		}
	}
	if s.Text == "" {
		return k, nil
	}
	k.acts = make(map[timeline.ID]bool)
	for _, kind := range []timeline.Kind{timeline.KindAction, timeline.KindListEntry} {
		page := func(p timeline.Paging) (*timeline.NodeConnection, error) { return r.Search(ctx, s.Text, &kind, p) }
		for n, err := range pages(page) {
			if err != nil {
				return k, err
			}
			k.acts[n.Base().ID] = true
		}
	}
	return k, nil
}

func newEvent(ctx context.Context, m *timeline.Milestone, language timeline.Language) (*Event, error) {
	e := &Event{Milestone: m}
	var err error
	if e.Sentence, err = m.Tell(ctx, language); err != nil {
		return nil, err
	}
	if e.Act, err = m.Owner(ctx); err != nil {
		return nil, err
	}
	switch act := e.Act.(type) {
	case *timeline.Action:
		if e.Actors, err = act.ActedBy(ctx); err != nil {
			return nil, err
		}
		e.Targets, err = act.Targets(ctx)
	case *timeline.ListEntry:
		if e.Actors, err = enterers(ctx, act); err != nil {
			return nil, err
		}
		e.Targets, err = act.Named(ctx)
	}
	if err != nil {
		return nil, err
	}
	on := string(timeline.On)
	for _, f := range m.Evidence(&on) {
		claims, err := f.Claims(ctx)
		if err != nil {
			return nil, err
		}
		rivals, err := f.Rivals(ctx)
		if err != nil {
			return nil, err
		}
		e.Claims, e.Rivals = append(e.Claims, claims...), append(e.Rivals, rivals...)
	}
	return e, nil
}

// enterers gives who took the acts that put a row on its list, each once.
func enterers(ctx context.Context, row *timeline.ListEntry) ([]*timeline.Link, error) {
	acts, err := row.EnteredBy(ctx)
	if err != nil {
		return nil, err
	}
	var out []*timeline.Link
	for _, l := range acts {
		act, ok := l.Node.(*timeline.Action)
		if !ok {
			continue
		}
		actors, err := act.ActedBy(ctx)
		if err != nil {
			return nil, err
		}
		for _, a := range actors {
			if !slices.ContainsFunc(out, func(b *timeline.Link) bool { return a.To == b.To }) {
				out = append(out, a)
			}
		}
	}
	return out, nil
}

// The marks of a date that is no certain day.
const (
	markUnverified = "unverified"
	markRivals     = "rivals"
	markUncertain  = "uncertain"
)

// Unsettled says why the date is no certain day: "unverified", "rivals" or "uncertain"; empty for an established one.
func (e *Event) Unsettled() string {
	switch w := e.Milestone.When; {
	case w.Standing == timeline.StandingUnverified:
		return markUnverified
	case w.Standing == timeline.StandingRivals:
		return markRivals
	case w.Date.Qualified():
		return markUncertain
	}
	return ""
}
