package timeline

import "context"

// Person is a natural person whom an act or a statement names.
type Person struct {
	Common
	Aliases     []string `json:"aliases,omitempty"`
	Description string   `json:"description,omitempty"`
}

// Organization is a body that neither acts by law nor is a vendor: a newspaper, a law firm, a customer.
type Organization struct {
	Common
	Aliases     []string `json:"aliases,omitempty"`
	Description string   `json:"description,omitempty"`
}

// Actions gives the acts that target the person.
func (p *Person) Actions(ctx context.Context, first *int, after *string, last *int, before *string) (*ActionConnection, error) {
	return pageLinked[*Action](ctx, &p.Common, Paging{first, last, after, before}, Incoming, Targets)
}

// ListEntries gives the rows of official lists that name the person.
func (p *Person) ListEntries(ctx context.Context) ([]*ListEntry, error) {
	return linked[*ListEntry](ctx, &p.Common, Incoming, NamesParty)
}

// Offices gives the entities in which the person held an office.
func (p *Person) Offices(ctx context.Context) ([]*Link, error) {
	return p.linksBy(ctx, Outgoing, OfficerOf)
}
