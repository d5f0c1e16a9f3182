package timeline

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/regline/regline/internal/edtf"
)

// Touch says how a restriction reaches a capacity.
type Touch string

// The ways in which a restriction reaches a capacity.
const (
	// TouchBound: the text itself binds the audience.
	TouchBound Touch = "BOUND"
	// TouchBoundInPart: the text binds a narrower audience than the capacity asked.
	TouchBoundInPart Touch = "BOUND_IN_PART"
	// TouchAffected: the text reaches the audience through another's duty, as the other side of a forbidden dealing.
	TouchAffected Touch = "AFFECTED"
	// TouchUnstated: the text forbids the conduct without saying to whom.
	TouchUnstated Touch = "UNSTATED"
	// TouchExempt: the text leaves the audience out.
	TouchExempt Touch = "EXEMPT"
)

// MaxCapacities bounds the capacities of one question.
const MaxCapacities = 8

// maxRows bounds the records that an answer looks through in one index.
const maxRows = 2000

// ForceQuestion asks what restricts someone on a day. Capacities are audiences or vendors; one asker may have several.
type ForceQuestion struct {
	On         edtf.Day
	Capacities []ID
	Vendor     *ID
	Action     *ID
	Conduct    *string
}

// Force is the answer: one row for each restriction that touches a capacity, those in force first.
type Force struct {
	On   edtf.Day
	Rows []*ForceRow
	// NextChange is the first known day after On on which a row changes, nil where none is known.
	NextChange *Change
	// Clarifications are official statements of what is not prohibited by an act that a row belongs to.
	Clarifications []*Statement
	// Capacities are the nodes asked about.
	Capacities []Node
	// Covered says what the answer was looked up in: no row is no proof that no law exists.
	Covered *Covered
}

// ForceRow is one restriction on one day.
type ForceRow struct {
	Restriction *Restriction
	Verdict     Verdict
	Touches     []*Touched
	// Reasons say in words why the verdict is what it is.
	Reasons    []string
	NextChange *Change
}

// Touched says how the row's restriction reaches one capacity, and by which audience of the text.
type Touched struct {
	Capacity ID
	How      Touch
	Through  ID
}

// Change is a day on which the state of a restriction changes, by the milestone or effect that changes it.
type Change struct {
	When    When
	Becomes Verdict
	CauseID ID

	reader *Reader
}

// Cause gives the milestone or effect.
func (c *Change) Cause(ctx context.Context) (Node, error) { return c.reader.Node(ctx, c.CauseID) }

// InForce answers what restricts the capacities on a day.
func (r *Reader) InForce(ctx context.Context, q ForceQuestion) (*Force, error) {
	if len(q.Capacities) < 1 || len(q.Capacities) > MaxCapacities {
		return nil, fmt.Errorf("%w: ask for 1 to %d capacities, not %d; the query audiences lists them", ErrBadInput, MaxCapacities, len(q.Capacities))
	}
	if err := r.follow(ctx, &q.Vendor, &q.Action); err != nil {
		return nil, err
	}
	caps, err := r.capacities(ctx, q.Capacities)
	if err != nil {
		return nil, err
	}
	restrictions, err := r.touching(ctx, q, caps)
	if err != nil {
		return nil, err
	}
	f := &Force{On: q.On, Covered: r.Covered()}
	for _, c := range caps {
		f.Capacities = append(f.Capacities, c.node)
	}
	for _, x := range restrictions {
		if row := forceRow(r, q.On, x, caps); row != nil {
			f.Rows = append(f.Rows, row)
			f.NextChange = sooner(f.NextChange, row.NextChange)
		}
	}
	slices.SortStableFunc(f.Rows, func(a, b *ForceRow) int {
		return cmp.Or(cmp.Compare(verdictRank(a.Verdict), verdictRank(b.Verdict)), cmp.Compare(changeKey(a), changeKey(b)), cmp.Compare(a.Restriction.ID, b.Restriction.ID))
	})
	f.Clarifications, err = r.clarifications(ctx, f.Rows)
	return f, err
}

func verdictRank(v Verdict) int {
	return slices.Index([]Verdict{VerdictInForce, VerdictPartly, VerdictUnknown, VerdictNotInForce}, v)
}

func changeKey(row *ForceRow) string {
	if row.NextChange == nil {
		return "9999"
	}
	return firstDay(row.NextChange.When).String()
}

// capacity is one of the asker's capacities with all broader and narrower audiences.
type capacity struct {
	node              Node
	broader, narrower map[ID]bool
}

// capacities reads the capacities and walks the audience graph both ways: what binds a broader audience binds the
// capacity, what binds a narrower one binds a part of it.
func (r *Reader) capacities(ctx context.Context, ids []ID) ([]*capacity, error) {
	ids, err := r.resolveSet(ids)
	if err != nil {
		return nil, err
	}
	nodes, err := r.Nodes(ctx, ids)
	if err != nil {
		return nil, err
	}
	var missing []ID
	for i, n := range nodes {
		if n == nil {
			missing = append(missing, ids[i])
		}
	}
	if missing != nil {
		return nil, &NotFoundError{IDs: missing}
	}
	rels := []Predicate{NarrowerThan, MemberOf, BrandOf}
	var out []*capacity
	for i, n := range nodes {
		if k := n.Base().Kind; k != KindAudience && k != KindVendor {
			return nil, fmt.Errorf("%w: %s is of kind %s; a capacity is an audience or a vendor", ErrBadInput, ids[i], k)
		}
		c := &capacity{node: n}
		if c.broader, err = r.closure(ctx, ids[i], rels, Outgoing); err != nil {
			return nil, err
		}
		if c.narrower, err = r.closure(ctx, ids[i], rels, Incoming); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

func (r *Reader) closure(ctx context.Context, id ID, rels []Predicate, d Direction) (map[ID]bool, error) {
	hops, err := r.view.Reach(ctx, []ID{id}, rels, d, MaxDepth, MaxLineage)
	if err != nil {
		return nil, err
	}
	set := map[ID]bool{id: true}
	for _, h := range hops {
		set[h.ID] = true
	}
	return set, nil
}

// touching reads the restrictions that name any audience of the capacities, each once, by key.
func (r *Reader) touching(ctx context.Context, q ForceQuestion, caps []*capacity) ([]*Restriction, error) {
	common := appendFacet(nil, FacetTarget, (*string)(q.Vendor))
	common = appendFacet(common, FacetOwner, (*string)(q.Action))
	common = appendFacet(common, FacetKind, upper(q.Conduct))
	audiences := make(map[ID]bool)
	for _, c := range caps {
		for _, set := range []map[ID]bool{c.broader, c.narrower} {
			for id := range set {
				audiences[id] = true
			}
		}
	}
	var records []*Record
	seen := make(map[ID]bool)
	for _, id := range sortedIDs(audiences) {
		found, err := r.all(ctx, IndexRestrictions, append(slices.Clone(common), Facet{FacetAudience, string(id)}), maxRows)
		if err != nil {
			return nil, err
		}
		for _, rec := range found {
			if !seen[rec.ID] {
				seen[rec.ID] = true
				records = append(records, rec)
			}
		}
	}
	var out []*Restriction
	for _, n := range r.admit(records) {
		if x, ok := n.(*Restriction); ok {
			out = append(out, x)
		}
	}
	return out, nil
}

// all reads an index to its end. More than limit records are ErrTooLarge.
func (r *Reader) all(ctx context.Context, ix Index, facets []Facet, limit int) ([]*Record, error) {
	var out []*Record
	w := Window{First: MaxPage}
	for {
		p, err := r.view.Page(ctx, ix, facets, w)
		if err != nil {
			return nil, err
		}
		out = append(out, p.Records...)
		if len(out) > limit {
			return nil, fmt.Errorf("%w: more than %d %s: narrow the question", ErrTooLarge, limit, ix)
		}
		if !p.HasNext {
			return out, nil
		}
		w.After = p.Keys[len(p.Keys)-1]
	}
}

// forceRow judges one restriction; nil where it touches no capacity.
func forceRow(r *Reader, on edtf.Day, x *Restriction, caps []*capacity) *ForceRow {
	row := &ForceRow{Restriction: x}
	for _, c := range caps {
		if t := touch(x, c); t != nil {
			row.Touches = append(row.Touches, t)
		}
	}
	if row.Touches == nil {
		return nil
	}
	row.Verdict, row.Reasons, row.NextChange = stateOn(on, x)
	if row.NextChange != nil {
		row.NextChange.reader = r
		if row.NextChange.When.Exact() { // several things may change or go on that day
			row.NextChange.Becomes, _, _ = stateOn(firstDay(row.NextChange.When), x)
		}
	}
	return row
}

// touch says how a restriction reaches a capacity: the strongest way counts, an exemption above all.
func touch(x *Restriction, c *capacity) *Touched {
	me := c.node.Base().ID
	for _, way := range []struct {
		ids []ID
		set map[ID]bool
		how Touch
	}{
		{x.Exempts, c.broader, TouchExempt},
		{x.Binds, c.broader, TouchBound},
		{x.Binds, c.narrower, TouchBoundInPart},
		{x.Affects, c.broader, touchAffected(x)},
		{x.Counterparties, c.broader, TouchAffected},
		{x.Affects, c.narrower, touchAffected(x)},
		{x.Counterparties, c.narrower, TouchAffected},
	} {
		for _, id := range way.ids {
			if way.set[id] {
				return &Touched{Capacity: me, How: way.how, Through: id}
			}
		}
	}
	return nil
}

func touchAffected(x *Restriction) Touch {
	if x.Unstated {
		return TouchUnstated
	}
	return TouchAffected
}

// stateOn folds the segments into the verdict of one day, with the reasons and the next known change. The segments
// follow each other in time: a day before the beginning of one is before all behind it, a day after the end of one after
// all ahead of it, and one that certainly holds the day leaves no doubt about the others.
func stateOn(on edtf.Day, x *Restriction) (Verdict, []string, *Change) {
	verdict, reasons := VerdictNotInForce, []string(nil)
	var next *Change
	ahead, settled := false, false
	for _, s := range x.Segments {
		next = sooner(next, boundary(on, s.From, s.FromID, verdictFor(s.State)))
		next = sooner(next, boundary(on, s.To, s.ToID, VerdictNotInForce))
		if ahead = ahead || reached(on, s.From) == edtf.No; ahead {
			continue
		}
		held, why := stateIn(on, s)
		switch {
		case why == "": // after its end, and so after that of those ahead of it
			verdict, reasons, settled = VerdictNotInForce, nil, false
			continue
		case held == VerdictUnknown && (settled || s.State == StateStayed): // stayed is as good as outside
			continue
		case held != VerdictUnknown && !settled:
			verdict, reasons, settled = held, nil, true
		case held != VerdictNotInForce: // else stayed from a time of that day on
			verdict = held
		}
		reasons = append(reasons, why)
	}
	switch {
	case x.BeginUnknown:
		verdict, reasons, next = begunSometime(on, x)
	case len(reasons) == 0:
		reasons = append(reasons, outside(on, x))
	}
	return narrowed(on, x, verdict, reasons, next)
}

// begunSometime is stateOn where no source gives the beginning: an act restricts nothing before it is made.
func begunSometime(on edtf.Day, x *Restriction) (Verdict, []string, *Change) {
	const why = "no source gives the beginning of this restriction"
	if x.NotBefore != nil && reached(on, x.NotBefore) == edtf.No {
		return VerdictNotInForce, []string{why + "; the act was made " + x.NotBefore.Date.String()},
			boundary(on, x.NotBefore, x.NotBeforeID, VerdictUnknown)
	}
	return VerdictUnknown, []string{why}, nil
}

// narrowed takes into account what acts have taken out of the scope: the restriction is then in force in part. Where the
// dates do not settle whether they have, nobody knows whether it is in force in part or wholly.
func narrowed(on edtf.Day, x *Restriction, verdict Verdict, reasons []string, next *Change) (Verdict, []string, *Change) {
	perhaps := false
	for _, n := range x.Narrowings {
		switch within(on, &n.From, n.To) {
		case edtf.Yes:
			if verdict == VerdictInForce {
				verdict = VerdictPartly
			}
			reasons = append(reasons, "narrowed by "+string(n.EffectID)+" "+span(Segment{From: &n.From, To: n.To}))
		case edtf.Unknown:
			perhaps = true
			reasons = append(reasons, "perhaps narrowed by "+string(n.EffectID)+" "+span(Segment{From: &n.From, To: n.To}))
		}
		if verdict == VerdictInForce || verdict == VerdictPartly {
			next = sooner(next, boundary(on, &n.From, n.EffectID, VerdictPartly))
			next = sooner(next, boundary(on, n.To, n.ToID, VerdictInForce))
		}
	}
	if perhaps && verdict == VerdictInForce {
		verdict = VerdictUnknown
	}
	return verdict, reasons, next
}

// stateIn gives the verdict of one segment that may have begun by the day, and in words why; no words where it ended.
func stateIn(on edtf.Day, s Segment) (Verdict, string) {
	part := partOfDay(on, s.From)
	to := s.To
	if partOfDay(on, to) {
		part, to = true, nil // it ends within that day, not ahead of it
	}
	switch t := within(on, s.From, to); {
	case t == edtf.Unknown:
		return VerdictUnknown, "the dates do not settle whether the day lies in the window " + span(s)
	case t == edtf.No:
		return VerdictNotInForce, ""
	case s.State == StateSuspended:
		return VerdictPartly, "the duty stands, enforcement is suspended " + span(s)
	case s.State == StateStayed:
		return VerdictNotInForce, "stayed " + span(s)
	case part:
		return VerdictPartly, "only part of that day lies within the window: in force " + span(s)
	}
	return VerdictInForce, "in force " + span(s)
}

func verdictFor(s SegmentState) Verdict {
	switch s {
	case StateInForce:
		return VerdictInForce
	case StateSuspended:
		return VerdictPartly
	}
	return VerdictNotInForce
}

// partOfDay says that an end of a window lies within the day, after its first moment.
func partOfDay(on edtf.Day, w *When) bool {
	if w == nil || w.Uncertain() {
		return false
	}
	c, ok := w.Date.Clock()
	first, has := w.Date.Earliest()
	return ok && has && first == on && (c.Hour != 0 || c.Minute != 0 || c.Second != 0)
}

func boundary(on edtf.Day, w *When, cause ID, becomes Verdict) *Change {
	if w == nil {
		return nil
	}
	if last, ok := w.Date.Latest(); w.Date.IsZero() || ok && last <= on {
		return nil
	}
	return &Change{When: *w, Becomes: becomes, CauseID: cause}
}

// sooner gives the change whose earliest day comes first; at the same day the one that begins something.
func sooner(a, b *Change) *Change {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case firstDay(b.When) < firstDay(a.When):
		return b
	case firstDay(b.When) == firstDay(a.When) && a.Becomes == VerdictNotInForce && b.Becomes != VerdictNotInForce:
		return b
	}
	return a
}

func firstDay(w When) edtf.Day {
	d, _ := w.Date.Earliest()
	return d
}

func span(s Segment) string {
	from, to := "since always", "without a known end"
	if s.From != nil {
		from = "from " + s.From.Date.String()
	}
	if s.To != nil {
		to = "until " + s.To.Date.String() + " (that day excluded)"
	}
	return from + " " + to
}

func outside(on edtf.Day, x *Restriction) string {
	if len(x.Segments) == 0 {
		return "it was ended before it began"
	}
	if s := x.Segments[0]; s.From != nil && firstDay(*s.From) > on {
		return "begins " + s.From.Date.String()
	}
	if s := x.Segments[len(x.Segments)-1]; s.To != nil && firstDay(*s.To) <= on {
		return "ended " + s.To.Date.String()
	}
	return "outside its windows"
}

// clarifications reads the official statements of what is not prohibited by the acts of the rows.
func (r *Reader) clarifications(ctx context.Context, rows []*ForceRow) ([]*Statement, error) {
	owners := make(map[ID]bool)
	for _, row := range rows {
		owners[row.Restriction.OwnerID] = true
	}
	if len(owners) == 0 {
		return []*Statement{}, nil
	}
	links, err := r.expand(ctx, sortedIDs(owners), []Predicate{About, HasStatement}, Incoming)
	if err != nil {
		return nil, err
	}
	out, seen := []*Statement{}, make(map[ID]bool)
	for _, owner := range sortedIDs(owners) {
		for _, l := range links[owner] {
			if s, ok := l.Node.(*Statement); ok && s.NotProhibited != "" && !seen[s.ID] {
				seen[s.ID] = true
				out = append(out, s)
			}
		}
	}
	return out, nil
}

// sortedIDs gives the keys of a map in order.
func sortedIDs[V any](m map[ID]V) []ID { return slices.Sorted(maps.Keys(m)) }
