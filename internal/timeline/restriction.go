package timeline

import "context"

// Restriction is one conduct that an act restricts: for whom, towards whom, for which products, and from when to when.
type Restriction struct {
	Common
	OwnerID ID     `json:"owner"`
	Conduct string `json:"conduct"`
	// Targets are those of the act's targets whom the restriction is about; empty: all.
	Targets        []ID     `json:"targets,omitempty"`
	Binds          []ID     `json:"binds,omitempty"`
	Affects        []ID     `json:"affects,omitempty"`
	Counterparties []ID     `json:"counterparties,omitempty"`
	Exempts        []ID     `json:"exempts,omitempty"`
	Products       []string `json:"products,omitempty"`
	Exceptions     []string `json:"exceptions,omitempty"`
	// Unstated is true where the text forbids the conduct without saying to whom.
	Unstated bool      `json:"unstated,omitempty"`
	Segments []Segment `json:"segments"`
	// Narrowings take something out of the scope for a time; what they take out, their effects' acts say.
	Narrowings []Narrowing `json:"narrowings,omitempty"`
	// BeginUnknown: no source gives the beginning, so there is no segment and no day is certain, but for those ahead of
	// NotBefore, the day on which the act was made, if a source tells it.
	BeginUnknown bool  `json:"begin_unknown,omitempty"`
	NotBefore    *When `json:"not_before,omitempty"`
	NotBeforeID  ID    `json:"not_before_id,omitempty"`
}

// Narrowing is a half-open stretch [From, To) in which an act takes something out of the scope of a restriction.
type Narrowing struct {
	EffectID ID    `json:"effect"`
	From     When  `json:"from"`
	To       *When `json:"to,omitempty"`
	ToID     ID    `json:"to_id,omitempty"`

	owner *Common
}

// Segment is a half-open stretch [From, To) of legal time in which a restriction has one state.
type Segment struct {
	State SegmentState `json:"state"`
	From  *When        `json:"from,omitempty"`
	To    *When        `json:"to,omitempty"`
	// FromID and ToID are the milestones or effects that make the ends.
	FromID ID `json:"from_id,omitempty"`
	ToID   ID `json:"to_id,omitempty"`

	owner *Common
}

// Owner gives the action that restricts.
func (r *Restriction) Owner(ctx context.Context) (Node, error) {
	nodes, err := r.cohort.refs(ctx, "Restriction.owner", func(n Node) []ID {
		if r, ok := n.(*Restriction); ok {
			return []ID{r.OwnerID}
		}
		return nil
	})
	return nodes[r.OwnerID], err
}

// Bound gives whom the text itself binds.
func (r *Restriction) Bound(ctx context.Context) ([]*Link, error) {
	return r.linksBy(ctx, Outgoing, Binds)
}

// Affected gives whom the text reaches through another's duty.
func (r *Restriction) Affected(ctx context.Context) ([]*Link, error) {
	return r.linksBy(ctx, Outgoing, Affects)
}

// Towards gives with or towards whom the conduct is restricted.
func (r *Restriction) Towards(ctx context.Context) ([]*Link, error) {
	return r.linksBy(ctx, Outgoing, Counterparty)
}

// Exempt gives whom or which systems the text leaves out.
func (r *Restriction) Exempt(ctx context.Context) ([]*Link, error) {
	return r.linksBy(ctx, Outgoing, Exempts)
}

// Windows gives the segments of legal time of the restriction, in order.
func (r *Restriction) Windows() []*Segment {
	out := make([]*Segment, len(r.Segments))
	for i := range r.Segments {
		s := r.Segments[i]
		s.owner = &r.Common
		out[i] = &s
	}
	return out
}

// Begins gives the milestone or effect that begins the segment, nil where none does.
func (s *Segment) Begins(ctx context.Context) (Node, error) { return s.node(ctx, s.FromID) }

// Ends gives the milestone or effect that ends the segment, nil where none does.
func (s *Segment) Ends(ctx context.Context) (Node, error) { return s.node(ctx, s.ToID) }

func (s *Segment) node(ctx context.Context, id ID) (Node, error) {
	if id == "" {
		return nil, nil
	}
	nodes, err := s.owner.cohort.refs(ctx, "Segment.ends", func(n Node) []ID {
		var ids []ID
		if r, ok := n.(*Restriction); ok {
			for _, s := range r.Segments {
				ids = append(ids, s.FromID, s.ToID)
			}
		}
		return ids
	})
	return nodes[id], err
}

// Narrowed gives the narrowings of the restriction.
func (r *Restriction) Narrowed() []*Narrowing {
	out := make([]*Narrowing, len(r.Narrowings))
	for i := range r.Narrowings {
		n := r.Narrowings[i]
		n.owner = &r.Common
		out[i] = &n
	}
	return out
}

// Effect gives the effect that narrows.
func (n *Narrowing) Effect(ctx context.Context) (*Effect, error) {
	nodes, err := n.owner.cohort.refs(ctx, "Narrowing.effect", func(x Node) []ID {
		var ids []ID
		if r, ok := x.(*Restriction); ok {
			for _, n := range r.Narrowings {
				ids = append(ids, n.EffectID)
			}
		}
		return ids
	})
	e, _ := nodes[n.EffectID].(*Effect)
	return e, err
}
