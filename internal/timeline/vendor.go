package timeline

import "context"

// Vendor is a legal entity, a brand or a group that acts name.
type Vendor struct {
	Common
	VendorKind   string   `json:"kind"`
	Aliases      []string `json:"aliases,omitempty"`
	Jurisdiction string   `json:"jurisdiction,omitempty"`
	Description  string   `json:"description,omitempty"`
}

// Actions gives the acts that target the entity itself. Acts against a group it belongs to are found through the group.
func (v *Vendor) Actions(ctx context.Context, first *int, after *string, last *int, before *string) (*ActionConnection, error) {
	return pageLinked[*Action](ctx, &v.Common, Paging{first, last, after, before}, Incoming, Targets)
}

// ActsTaken gives what the entity did itself.
func (v *Vendor) ActsTaken(ctx context.Context, first *int, after *string, last *int, before *string) (*ActionConnection, error) {
	return pageLinked[*Action](ctx, &v.Common, Paging{first, last, after, before}, Incoming, By)
}

// ListEntries gives the rows of official lists that name the entity.
func (v *Vendor) ListEntries(ctx context.Context) ([]*ListEntry, error) {
	return linked[*ListEntry](ctx, &v.Common, Incoming, NamesParty)
}

// Affiliates gives the groups, parents, subsidiaries and brands of the entity, one step away, in both directions.
func (v *Vendor) Affiliates(ctx context.Context) ([]*Link, error) {
	up, err := v.linksBy(ctx, Outgoing, MemberOf, SubsidiaryOf, BrandOf)
	if err != nil {
		return nil, err
	}
	down, err := v.linksBy(ctx, Incoming, MemberOf, SubsidiaryOf, BrandOf)
	if err != nil {
		return nil, err
	}
	return append(append(make([]*Link, 0, len(up)+len(down)), up...), down...), nil
}
