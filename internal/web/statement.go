package web

import (
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// statementView is what somebody said.
type statementView struct {
	Anchor  string
	Speaker link
	Manner  string // of [timeline.Manners]
	Said    string
	Summary string
	// NotProhibited names a conduct that the speaker says is not prohibited.
	NotProhibited string
	Quotes        []quote
}

// statements tells what was said about a node or stands in it, each once.
func (v *visit) statements(n timeline.Node) ([]statementView, error) {
	all, err := v.said(n)
	if err != nil {
		return nil, err
	}
	out := make([]statementView, 0, len(all))
	for _, s := range all {
		one, err := v.statement(s)
		if err != nil {
			return nil, err
		}
		if s.ID.Owner() == n.Base().ID {
			one.Anchor = s.ID.Part()
		}
		out = append(out, one)
	}
	return out, nil
}

func (v *visit) statement(s *timeline.Statement) (statementView, error) {
	one := statementView{Anchor: string(s.ID), Manner: string(s.Manner), Summary: s.Summary}
	speaker, err := s.SpokenBy(v.ctx)
	if err != nil {
		return one, err
	}
	if speaker != nil {
		one.Speaker = v.linkTo(speaker)
	}
	if s.Said != nil {
		one.Said = s.Said.Words(v.lang)
	}
	if s.NotProhibited != "" {
		one.NotProhibited = v.term("conduct", s.NotProhibited)
	}
	claims, err := s.Claims(v.ctx)
	if err != nil {
		return one, err
	}
	one.Quotes, err = v.quotes(spoken(claims))
	return one, err
}

// said lists the statements about a node and those that belong to it.
func (v *visit) said(n timeline.Node) ([]*timeline.Statement, error) {
	size := timeline.MaxPage
	own, err := n.Base().Relations(v.ctx, timeline.Outgoing, []timeline.Predicate{timeline.HasStatement}, &size, nil, nil, nil)
	if err != nil {
		return nil, err
	}
	about, err := n.Base().Statements(v.ctx)
	if err != nil {
		return nil, err
	}
	var out []*timeline.Statement
	add := func(s *timeline.Statement) {
		if !slices.ContainsFunc(out, func(o *timeline.Statement) bool { return o.ID == s.ID }) {
			out = append(out, s)
		}
	}
	for _, far := range own.Nodes() {
		if s, ok := far.(*timeline.Statement); ok {
			add(s)
		}
	}
	for _, s := range about {
		add(s)
	}
	return out, nil
}

// spoken leaves of the claims of a statement one for each passage.
func spoken(claims []*timeline.Claim) []*timeline.Claim {
	var out []*timeline.Claim
	for _, c := range claims {
		if c.Passage == nil {
			continue
		}
		if !slices.ContainsFunc(out, func(o *timeline.Claim) bool {
			return o.SourceID == c.SourceID && o.Passage.Quotation == c.Passage.Quotation
		}) {
			out = append(out, c)
		}
	}
	return out
}
