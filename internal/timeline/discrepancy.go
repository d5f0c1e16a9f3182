package timeline

import "context"

// Discrepancy is a disagreement between live claims of different sources, found by the compiler.
type Discrepancy struct {
	Common
	DiscrepancyKind string     `json:"kind"`
	SubjectID       ID         `json:"subject"`
	OwnerID         ID         `json:"owner"`
	Predicate       Predicate  `json:"predicate"`
	Positions       []Position `json:"positions"`
}

// Position is one side of a discrepancy.
type Position struct {
	Value    string `json:"value"`
	Chosen   bool   `json:"chosen"`
	ClaimIDs []ID   `json:"claims"`
	// Reading says what the claim's words fit, in the editor's words.
	Reading string `json:"reading,omitempty"`
	// FitIDs are other milestones of the same action whose dates the value fits: the reading the dates suggest.
	FitIDs []ID `json:"fits,omitempty"`

	owner *Common
}

// Subject gives the node whose claims disagree: often a milestone.
func (d *Discrepancy) Subject(ctx context.Context) (Node, error) {
	nodes, err := d.cohort.refs(ctx, "Discrepancy.about", discrepancySubjects)
	return nodes[d.SubjectID], err
}

// Owner gives the node of its own to which the subject belongs: the action of a milestone.
func (d *Discrepancy) Owner(ctx context.Context) (Node, error) {
	nodes, err := d.cohort.refs(ctx, "Discrepancy.about", discrepancySubjects)
	return nodes[d.OwnerID], err
}

func discrepancySubjects(n Node) []ID {
	if d, ok := n.(*Discrepancy); ok {
		return []ID{d.SubjectID, d.OwnerID}
	}
	return nil
}

// Sides gives the positions, the chosen one first.
func (d *Discrepancy) Sides() []*Position {
	out := make([]*Position, len(d.Positions))
	for i := range d.Positions {
		p := d.Positions[i]
		p.owner = &d.Common
		out[i] = &p
	}
	return out
}

// Claims gives the claims that take the position.
func (p *Position) Claims(ctx context.Context) ([]*Claim, error) {
	nodes, err := p.owner.cohort.refs(ctx, "Position.claims", func(n Node) []ID {
		var ids []ID
		if d, ok := n.(*Discrepancy); ok {
			for _, p := range d.Positions {
				ids = append(ids, p.ClaimIDs...)
			}
		}
		return ids
	})
	return pick[*Claim](nodes, p.ClaimIDs), err
}

// Fits gives the other milestones of the same act whose dates the value fits.
func (p *Position) Fits(ctx context.Context) ([]*Milestone, error) {
	nodes, err := p.owner.cohort.refs(ctx, "Position.fits", func(n Node) []ID {
		var ids []ID
		if d, ok := n.(*Discrepancy); ok {
			for _, p := range d.Positions {
				ids = append(ids, p.FitIDs...)
			}
		}
		return ids
	})
	return pick[*Milestone](nodes, p.FitIDs), err
}
