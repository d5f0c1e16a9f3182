package timeline

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/regline/regline/internal/edtf"
)

// Stage is a stage of what governments do to vendors, by which vendors are compared.
type Stage string

// StageDef says which acts make a stage: those of a kind, those that restrict a conduct, or those that undo another.
type StageDef struct {
	Name       Stage
	Definition string
	Kinds      []string
	Conducts   []string
	Bound      bound
	Undoes     bool
}

// bound narrows a stage by whom its restrictions bind.
type bound int

const (
	anybody      bound = iota
	publicBodies       // at least one public body
	notOnlyThem        // not only public bodies
)

// PublicBodies is the audience to which every audience of public bodies leads.
const PublicBodies ID = "public-bodies"

// Stages is the table by which acts are sorted, in the order in which stages usually come.
var Stages = []StageDef{
	{Name: "WARNING", Definition: "A public warning or advice without binding force.", Kinds: []string{"WARNING"}},
	{Name: "PROCUREMENT_REMOVAL", Definition: "Taken off the contracts from which public bodies buy, or barred from being bought.", Kinds: []string{"PROCUREMENT_REMOVAL"}, Conducts: []string{"PROCURE"}},
	{Name: "AGENCY_USE_BAN", Definition: "Public bodies may not use it, or must remove it.", Conducts: []string{"USE", "REMOVE"}, Bound: publicBodies},
	{Name: "FUNDING_BAR", Definition: "Public money may not be spent on it.", Conducts: []string{"FUND"}},
	{Name: "EXPORT_RESTRICTION", Definition: "Exports to the vendor need a licence or are denied.", Kinds: []string{"DENIAL_ORDER"}, Conducts: []string{"EXPORT"}},
	{Name: "SALES_BAN", Definition: "It may not be sold or distributed to the public.", Conducts: []string{"ENTER_AGREEMENTS", "SELL", "RESELL", "DISTRIBUTE"}, Bound: notOnlyThem},
	{Name: "REVERSAL", Definition: "A measure against it was revoked, vacated or reversed.", Undoes: true},
}

// MaxCompared bounds the vendors of one comparison.
const MaxCompared = 10

// Comparison sets vendors side by side.
type Comparison struct {
	Vendors []*Vendor
	Columns []*Course
}

// Course is the way of one vendor through the stages.
type Course struct {
	Vendor *Vendor
	// First is the first dated act that a source says to be against the vendor, nil where there is none: the day from
	// which days are counted.
	First  *Action
	Stages []*Reached
}

// Reached is one stage of one vendor. Action and When are nil where the stage did not happen.
type Reached struct {
	Stage      Stage
	Definition string
	Action     *Action
	When       *When
	// CauseID is the milestone or effect that gives the date; its facts are the evidence.
	CauseID ID
	// Days since the vendor's first act; nil unless both are one established day, and where Inferred.
	Days *int
	// Inferred: that the act is against the vendor no source says; the relation gives the reason.
	Inferred bool

	reader *Reader
}

// Cause gives the milestone or effect, nil where the stage did not happen.
func (s *Reached) Cause(ctx context.Context) (Node, error) {
	if s.CauseID == "" {
		return nil, nil
	}
	return s.reader.Node(ctx, s.CauseID)
}

// Compare sets vendors side by side by the first act of each stage, in one jurisdiction or in all.
func (r *Reader) Compare(ctx context.Context, vendors []ID, jurisdiction *string) (*Comparison, error) {
	if len(vendors) < 1 || len(vendors) > MaxCompared {
		return nil, fmt.Errorf("%w: compare 1 to %d vendors, not %d", ErrBadInput, MaxCompared, len(vendors))
	}
	if err := checkJurisdiction(jurisdiction); err != nil {
		return nil, err
	}
	public, err := r.publicBodies(ctx)
	if err != nil {
		return nil, err
	}
	out := &Comparison{}
	for _, id := range vendors {
		v, err := Get[*Vendor](ctx, r, id)
		if err != nil {
			return nil, err
		}
		course, err := r.course(ctx, v, jurisdiction, public)
		if err != nil {
			return nil, err
		}
		out.Vendors = append(out.Vendors, v)
		out.Columns = append(out.Columns, course)
	}
	return out, nil
}

func (r *Reader) publicBodies(ctx context.Context) (map[ID]bool, error) {
	return r.closure(ctx, PublicBodies, []Predicate{NarrowerThan}, Incoming)
}

func (r *Reader) course(ctx context.Context, v *Vendor, jurisdiction *string, public map[ID]bool) (*Course, error) {
	facets := appendFacet([]Facet{{FacetTarget, string(v.ID)}}, FacetJurisdiction, jurisdiction)
	records, err := r.all(ctx, IndexActions, facets, maxRows)
	if err != nil {
		return nil, err
	}
	var acts []*Action
	for _, n := range r.admit(records) {
		if a, ok := n.(*Action); ok && a.ActionKind != "COMPANY_ACT" {
			acts = append(acts, a)
		}
	}
	group, err := r.group(ctx, v.ID)
	if err != nil {
		return nil, err
	}
	inferred, err := inferredTargets(ctx, acts, group)
	if err != nil {
		return nil, err
	}
	c := &Course{Vendor: v}
	if i := slices.IndexFunc(acts, func(a *Action) bool { return a.First != nil && !inferred[a.ID] }); i >= 0 {
		c.First = acts[i]
	}
	for _, def := range Stages {
		reached := &Reached{Stage: def.Name, Definition: def.Definition, reader: r}
		for _, a := range acts {
			turn, err := def.reachedBy(ctx, a, public, group)
			if err != nil {
				return nil, err
			}
			if turn != nil && (reached.When == nil || before(turn.When, *reached.When)) {
				reached.Action, reached.When, reached.CauseID, reached.Inferred = a, &turn.When, turn.CauseID, inferred[a.ID]
			}
		}
		if c.First != nil && reached.When != nil && !reached.Inferred {
			reached.Days = daysBetween(*c.First.First, *reached.When)
		}
		c.Stages = append(c.Stages, reached)
	}
	return c, nil
}

// inferredTargets gives the acts of which no source says that they are against one of the group.
func inferredTargets(ctx context.Context, acts []*Action, group map[ID]bool) (map[ID]bool, error) {
	out := make(map[ID]bool)
	for _, a := range acts {
		links, err := a.linksBy(ctx, Outgoing, Targets)
		if err != nil {
			return nil, err
		}
		out[a.ID] = !slices.ContainsFunc(links, func(l *Link) bool { return group[l.Edge.To] && !l.Edge.Inferred })
	}
	return out, nil
}

// group gives the vendor with the groups it belongs to and the members of it.
func (r *Reader) group(ctx context.Context, vendor ID) (map[ID]bool, error) {
	rels := []Predicate{MemberOf, BrandOf}
	up, err := r.closure(ctx, vendor, rels, Outgoing)
	if err != nil {
		return nil, err
	}
	down, err := r.closure(ctx, vendor, rels, Incoming)
	if err != nil {
		return nil, err
	}
	maps.Copy(up, down)
	return up, nil
}

// reachedBy gives the date with which an act reaches the stage, with its cause, nil where it does not: for a conduct the
// beginning of the restriction, or the end of a stay that held from the beginning, else the first date of the act.
func (d StageDef) reachedBy(ctx context.Context, a *Action, public, group map[ID]bool) (*Change, error) {
	if slices.Contains(d.Kinds, a.ActionKind) {
		return a.firstTurn(), nil
	}
	if d.Undoes {
		return undone(ctx, a)
	}
	if len(d.Conducts) == 0 {
		return nil, nil
	}
	restrictions, err := a.Restrictions(ctx)
	if err != nil {
		return nil, err
	}
	var best *Change
	for _, x := range restrictions {
		if !slices.Contains(d.Conducts, x.Conduct) || !d.Bound.fits(x.Binds, public) {
			continue
		}
		if len(x.Targets) > 0 && !slices.ContainsFunc(x.Targets, func(id ID) bool { return group[id] }) {
			continue
		}
		i := slices.IndexFunc(x.Segments, func(s Segment) bool { return s.From != nil && s.State != StateStayed })
		if i >= 0 && (best == nil || before(*x.Segments[i].From, best.When)) {
			best = &Change{When: *x.Segments[i].From, CauseID: x.Segments[i].FromID}
		}
	}
	return best, nil
}

// firstTurn is the day on which the act became one, nil where none is known.
func (a *Action) firstTurn() *Change {
	if a.First == nil {
		return nil
	}
	return &Change{When: *a.First, CauseID: a.FirstID}
}

// fits says whether those whom a restriction binds are those of the stage. A text that says to nobody whom it binds
// binds not only public bodies.
func (b bound) fits(binds []ID, public map[ID]bool) bool {
	isPublic := func(id ID) bool { return public[id] }
	switch b {
	case publicBodies:
		return slices.ContainsFunc(binds, isPublic)
	case notOnlyThem:
		return len(binds) == 0 || slices.ContainsFunc(binds, func(id ID) bool { return !isPublic(id) })
	}
	return true
}

// undoing are the effects by which an act undoes another.
var undoing = []string{"REVOKES", "VACATES"}

// undone gives the date with which an act undoes another, by an effect or by a relation, with its cause; nil where it
// does not.
func undone(ctx context.Context, a *Action) (*Change, error) {
	effects, err := a.Effects(ctx)
	if err != nil {
		return nil, err
	}
	for _, e := range effects {
		if slices.Contains(undoing, e.EffectKind) {
			return &Change{When: e.When, CauseID: e.ID}, nil
		}
	}
	links, err := a.linksBy(ctx, Outgoing, "REVOKES", "REVERSES")
	if err != nil || len(links) == 0 {
		return nil, err
	}
	return a.firstTurn(), nil
}

func before(a, b When) bool {
	x, okX := a.Date.Earliest()
	y, okY := b.Date.Earliest()
	return okX && (!okY || cmp.Compare(x, y) < 0)
}

// daysBetween gives the days between two established days, else nil.
func daysBetween(a, b When) *int {
	if !a.Exact() || !b.Exact() {
		return nil
	}
	n, ok := edtf.Between(a.Date, b.Date).Exact()
	if !ok {
		return nil
	}
	return &n
}
