package timeline

import "context"

// Agency is any body that acts by law: a department, an office, a court, a legislature, a head of state.
type Agency struct {
	Common
	Aliases      []string `json:"aliases,omitempty"`
	Jurisdiction string   `json:"jurisdiction,omitempty"`
	Description  string   `json:"description,omitempty"`
}

// PartOf gives the bodies of which the agency is a part.
func (a *Agency) PartOf(ctx context.Context) ([]*Link, error) {
	return a.linksBy(ctx, Outgoing, PartOf)
}

// Parts gives the bodies that are parts of the agency.
func (a *Agency) Parts(ctx context.Context) ([]*Link, error) {
	return a.linksBy(ctx, Incoming, PartOf)
}

// Actions gives what the agency itself did. The filter of the query actions also finds the acts of its parts.
func (a *Agency) Actions(ctx context.Context, first *int, after *string, last *int, before *string) (*ActionConnection, error) {
	return pageLinked[*Action](ctx, &a.Common, Paging{first, last, after, before}, Incoming, By)
}
