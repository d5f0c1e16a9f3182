package timeline

import (
	"context"
	"slices"
)

// Milestone is a dated step of an action or of an entry on a list. Its role is never another's: a date of publication
// is not a date of effect.
type Milestone struct {
	Common
	OwnerID ID     `json:"owner"`
	Role    string `json:"role"`
	Scope   string `json:"scope,omitempty"`
	When    When   `json:"when"`
}

// Owner gives the action or the row of a list whose step this is.
func (m *Milestone) Owner(ctx context.Context) (Node, error) {
	nodes, err := m.cohort.refs(ctx, "Milestone.owner", func(n Node) []ID {
		if m, ok := n.(*Milestone); ok {
			return []ID{m.OwnerID}
		}
		return nil
	})
	return nodes[m.OwnerID], err
}

func milestones(ctx context.Context, c *Common, roles []string) ([]*Milestone, error) {
	all, err := linked[*Milestone](ctx, c, Outgoing, HasMilestone)
	if err != nil || len(roles) == 0 {
		return all, err
	}
	return slices.DeleteFunc(all, func(m *Milestone) bool { return !slices.Contains(roles, m.Role) }), nil
}
