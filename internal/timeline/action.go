package timeline

import "context"

// Action is an act of a body, or a response to one.
type Action struct {
	Common
	ActionKind   string   `json:"kind"`
	Jurisdiction string   `json:"jurisdiction,omitempty"`
	Summary      string   `json:"summary,omitempty"`
	Citations    []string `json:"citations,omitempty"`
	// Zone is the IANA name of the zone in which the act's days are counted.
	Zone string `json:"zone,omitempty"`
	// First is the day on which the action became one, for ordering: a bill, an application or a hearing does not count
	// where a later step is dated, nor does an uncertain day where a certain one is known.
	First *When `json:"first,omitempty"`
	// FirstID is the milestone of that day.
	FirstID ID `json:"first_id,omitempty"`
}

// ActedBy gives who acted.
func (a *Action) ActedBy(ctx context.Context) ([]*Link, error) {
	return a.linksBy(ctx, Outgoing, By)
}

// Targets gives against whom, or about whom, the act is.
func (a *Action) Targets(ctx context.Context) ([]*Link, error) {
	return a.linksBy(ctx, Outgoing, Targets)
}

// Milestones gives the dated steps of the act in order of time, of the given roles or of all.
func (a *Action) Milestones(ctx context.Context, roles []string) ([]*Milestone, error) {
	return milestones(ctx, &a.Common, roles)
}

// Restrictions gives the conducts that the act restricts.
func (a *Action) Restrictions(ctx context.Context) ([]*Restriction, error) {
	return linked[*Restriction](ctx, &a.Common, Outgoing, HasRestrict)
}

// Effects gives what the act does to others.
func (a *Action) Effects(ctx context.Context) ([]*Effect, error) {
	return linked[*Effect](ctx, &a.Common, Outgoing, HasEffect)
}

// Entries gives the rows that the act put on official lists.
func (a *Action) Entries(ctx context.Context) ([]*ListEntry, error) {
	return linked[*ListEntry](ctx, &a.Common, Incoming, EnteredBy)
}
