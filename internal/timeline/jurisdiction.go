package timeline

import "context"

// JurisdictionRow is what one country or union did about a vendor.
type JurisdictionRow struct {
	Jurisdiction string
	// Acts in the order of their first dates.
	Acts []*Action
	// Follows are the relations that its acts state to acts of other jurisdictions: whom it cites or follows.
	Follows []*Link
}

// Jurisdictions lists who acted about a vendor, the earliest first, and who says to follow whom. What vendors did
// themselves is left out.
func (r *Reader) Jurisdictions(ctx context.Context, vendor ID) ([]*JurisdictionRow, error) {
	v, err := Get[*Vendor](ctx, r, vendor)
	if err != nil {
		return nil, err
	}
	records, err := r.all(ctx, IndexActions, []Facet{{FacetTarget, string(v.ID)}}, maxRows)
	if err != nil {
		return nil, err
	}
	rows := make(map[string]*JurisdictionRow)
	var order []*JurisdictionRow // as the index orders their first acts
	for _, n := range r.admit(records) {
		a, ok := n.(*Action)
		if !ok || a.ActionKind == "COMPANY_ACT" {
			continue
		}
		row := rows[a.Jurisdiction]
		if row == nil {
			row = &JurisdictionRow{Jurisdiction: a.Jurisdiction, Follows: []*Link{}}
			rows[a.Jurisdiction] = row
			order = append(order, row)
		}
		row.Acts = append(row.Acts, a)
		links, err := a.linksBy(ctx, Outgoing, LineageRelations()...)
		if err != nil {
			return nil, err
		}
		for _, l := range links {
			if other, ok := l.Node.(*Action); ok && other.Jurisdiction != a.Jurisdiction {
				row.Follows = append(row.Follows, l)
			}
		}
	}
	return order, nil
}
