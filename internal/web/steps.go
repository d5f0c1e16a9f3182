package web

import (
	"context"
	"iter"

	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/timeline"
)

// steps walks the selected steps in order.
func steps(ctx context.Context, r *timeline.Reader, s export.Selection) iter.Seq2[*timeline.Milestone, error] {
	return func(yield func(*timeline.Milestone, error) bool) {
		opt := func(id timeline.ID) *timeline.ID {
			if id == "" {
				return nil
			}
			return &id
		}
		str := func(s string) *string {
			if s == "" {
				return nil
			}
			return &s
		}
		size := timeline.MaxPage
		ask := timeline.Paging{First: &size}
		for {
			c, err := r.Timeline(ctx, timeline.TimelineFilter{ActionFilter: timeline.ActionFilter{Vendor: opt(s.Vendor), Agency: opt(s.Agency), Jurisdiction: str(s.Jurisdiction)},
				From: s.From, To: s.To, Role: str(s.Role), Owner: opt(s.Action)}, ask)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, e := range c.Edges {
				if !yield(e.Node, nil) {
					return
				}
			}
			if !c.PageInfo.HasNextPage {
				return
			}
			ask.After = c.PageInfo.EndCursor
		}
	}
}
