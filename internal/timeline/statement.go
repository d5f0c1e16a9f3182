package timeline

import "context"

// Statement is what somebody said about an act. It is never a fact about the act.
type Statement struct {
	Common
	Manner  Manner `json:"manner"`
	Speaker ID     `json:"speaker,omitempty"`
	// NotProhibited is the conduct that an official statement says is not prohibited.
	NotProhibited string `json:"not_prohibited,omitempty"`
	Summary       string `json:"summary,omitempty"`
	Quotation     string `json:"quotation,omitempty"`
	Said          *When  `json:"said,omitempty"`
}

// SpokenBy gives who says it, nil where the text does not tell.
func (s *Statement) SpokenBy(ctx context.Context) (Node, error) {
	nodes, err := s.cohort.refs(ctx, "Statement.speaker", func(n Node) []ID {
		if s, ok := n.(*Statement); ok {
			return []ID{s.Speaker}
		}
		return nil
	})
	return nodes[s.Speaker], err
}

// Subjects gives what the statement is about.
func (s *Statement) Subjects(ctx context.Context) ([]*Link, error) {
	return s.linksBy(ctx, Outgoing, About)
}

// Claims gives the claims that make up the statement, each with its source.
func (s *Statement) Claims(ctx context.Context) ([]*Claim, error) {
	return s.Common.claims(ctx)
}
