package timeline

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"strings"
)

// MaxAltered bounds the nodes that one alteration names.
const MaxAltered = 3

// summarisedAtOnce is how many changed nodes are compared with their former state in one call of the store.
const summarisedAtOnce = 500

// Summary says what the changes from one release to the next mean for a person.
type Summary struct {
	Records Tally `json:"records"`
	Edges   Tally `json:"edges"`
	// Alterations are ordered: nodes before claims and discrepancies, those without a change of facts last, then by sort,
	// kind and role in the order of their tables. Every record that is new, changed or ended counts in at least one of them; those that are part of a new or
	// ended node are told by it.
	Alterations []*Alteration `json:"alterations"`
}

// Tally counts what becomes of records or of edges.
type Tally struct {
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Ended     int `json:"ended"`
	Unchanged int `json:"unchanged"`
}

// Alteration is one sort of change with the first nodes that it befalls.
type Alteration struct {
	Sort AlterationSort `json:"sort"`
	Kind Kind           `json:"kind"` // of the nodes
	// Role of the milestones; empty for other kinds.
	Role  string `json:"role,omitempty"`
	Count int    `json:"count"`
	// Shift is how far all the dates were moved, where it is the same for all.
	Shift *Shift `json:"shift,omitempty"`
	// First are the first nodes by ID, at most MaxAltered.
	First []Altered `json:"first"`
}

// AlterationSort says what happened to a node.
type AlterationSort string

// The sorts of alteration, in the order of a summary. AlteredNew and AlteredRemoved are about what the release holds: a
// restriction that ends by law is an AlteredWindow. AlteredOtherwise: only the evidence, the order, or by what a node is
// found.
const (
	AlteredNew        AlterationSort = "NEW"
	AlteredRemoved    AlterationSort = "REMOVED"
	AlteredRedirect   AlterationSort = "REDIRECTED"
	AlteredDate       AlterationSort = "DATE"
	AlteredWindow     AlterationSort = "WINDOW"
	AlteredNarrowing  AlterationSort = "NARROWING"
	AlteredLabel      AlterationSort = "LABEL"
	AlteredValue      AlterationSort = "VALUE"
	AlteredFactGained AlterationSort = "FACT_GAINED"
	AlteredFactLost   AlterationSort = "FACT_LOST"
	AlteredStanding   AlterationSort = "STANDING"
	AlteredOtherwise  AlterationSort = "OTHERWISE"
)

var alterationSorts = []AlterationSort{AlteredNew, AlteredRemoved, AlteredRedirect, AlteredDate, AlteredWindow, AlteredNarrowing,
	AlteredLabel, AlteredValue, AlteredFactGained, AlteredFactLost, AlteredStanding, AlteredOtherwise}

// Altered is one node of an alteration. Former and Next are values as claims write them, empty where there is none.
type Altered struct {
	ID ID `json:"id"`
	// Subject of a claim, or of a discrepancy.
	Subject   ID        `json:"subject,omitempty"`
	Predicate Predicate `json:"predicate,omitempty"`
	Language  string    `json:"language,omitempty"`
	Former    string    `json:"former,omitempty"`
	Next      string    `json:"next,omitempty"`
	// Shift of a date.
	Shift *Shift `json:"shift,omitempty"`
	// FormerWindow and NextWindow are those of a restriction.
	FormerWindow []Segment `json:"former_window,omitempty"`
	NextWindow   []Segment `json:"next_window,omitempty"`
}

// Summariser gathers the meaning of the changes to a release while they are read. It holds a batch of them at most, and
// the first nodes of each alteration. It is for one reading, by one goroutine at a time.
type Summariser struct {
	former  View
	marks   struct{ records, edges int }
	held    [2]string // the last marks that passed
	tallies struct{ records, edges Tally }
	groups  map[groupKey]*Alteration
	// owner is the last new or ended node of its own: its parts, which follow it, are told by it.
	owner ID
	batch []Delta
}

type groupKey struct {
	sort AlterationSort
	kind Kind
	role string
}

// NewSummariser begins a summary of the changes from a view, nil before the first release, to the next release.
func NewSummariser(former View, next Release) *Summariser {
	s := &Summariser{former: former, groups: make(map[groupKey]*Alteration)}
	var redirects Redirects
	if former != nil {
		redirects = former.Release().Redirects
	}
	for _, id := range sortedIDs(next.Redirects) {
		to := next.Redirects[id].To
		if slices.Equal(to, redirects[id].To) {
			continue
		}
		s.note(AlteredRedirect, "", "", Altered{ID: id, Former: joinIDs(redirects[id].To), Next: joinIDs(to)})
	}
	return s
}

// Changes is [Changes] from the former view to what puts the next release, watched on the way. It may be read once.
func (s *Summariser) Changes(ctx context.Context, next iter.Seq2[Delta, error]) iter.Seq2[Delta, error] {
	var before iter.Seq2[Mark, error]
	if s.former != nil {
		before = s.noting(s.former.Manifest(ctx))
	}
	changes := Changes(before, next)
	return func(yield func(Delta, error) bool) {
		for d, err := range changes {
			if err == nil {
				err = s.add(ctx, d)
			}
			if !yield(d, err) || err != nil {
				return
			}
		}
		if err := s.flush(ctx); err != nil {
			yield(Delta{}, err)
		}
	}
}

// noting remembers the last two marks: Changes reads one beyond that which a change replaces.
func (s *Summariser) noting(marks iter.Seq2[Mark, error]) iter.Seq2[Mark, error] {
	return func(yield func(Mark, error) bool) {
		for m, err := range marks {
			if err == nil {
				s.held[0], s.held[1] = s.held[1], m.Key
				if isRecord(m.Key) {
					s.marks.records++
				} else {
					s.marks.edges++
				}
			}
			if !yield(m, err) {
				return
			}
		}
	}
}

func isRecord(key string) bool { return strings.HasPrefix(key, "n|") }

// Summary gives what was gathered. It is whole once the changes have been read to their end.
func (s *Summariser) Summary() *Summary {
	out := &Summary{Records: s.tallies.records, Edges: s.tallies.edges}
	out.Records.Unchanged = s.marks.records - out.Records.Changed - out.Records.Ended
	out.Edges.Unchanged = s.marks.edges - out.Edges.Changed - out.Edges.Ended
	out.Alterations = slices.SortedFunc(maps.Values(s.groups), func(a, b *Alteration) int {
		return cmp.Or(
			cmp.Compare(part(a), part(b)),
			cmp.Compare(slices.Index(alterationSorts, a.Sort), slices.Index(alterationSorts, b.Sort)),
			cmp.Compare(indexOfTerm(NodeKinds, string(a.Kind)), indexOfTerm(NodeKinds, string(b.Kind))),
			cmp.Compare(indexOfTerm(Roles, a.Role), indexOfTerm(Roles, b.Role)),
		)
	})
	return out
}

// part of a summary: nodes come first, then their evidence, then what changed without a change of facts.
func part(a *Alteration) int {
	switch {
	case a.Sort == AlteredOtherwise:
		return 2
	case a.Kind == KindClaim, a.Kind == KindDiscrepancy:
		return 1
	}
	return 0
}

func indexOfTerm(terms []TermDef, name string) int {
	return slices.IndexFunc(terms, func(t TermDef) bool { return t.Name == name })
}

func (s *Summariser) add(ctx context.Context, d Delta) error {
	key := d.Key()
	tally := &s.tallies.edges
	if isRecord(key) {
		tally = &s.tallies.records
	}
	changed := d.End == nil && (key == s.held[0] || key == s.held[1])
	switch {
	case d.End != nil:
		tally.Ended++
	case changed:
		tally.Changed++
	default:
		tally.New++
	}
	if !isRecord(key) {
		return nil // what an edge says, the facts of its node say too
	}
	if !changed {
		if told := s.comesOrGoes(d, ID(key[len("n|"):])); told {
			return nil
		}
	}
	s.batch = append(s.batch, d)
	if len(s.batch) < summarisedAtOnce {
		return nil
	}
	return s.flush(ctx)
}

// comesOrGoes notes a record that is new or ended. It is false where the former state is needed to tell what is ended.
func (s *Summariser) comesOrGoes(d Delta, id ID) bool {
	if id.Part() == "" && !isEvidence(id) {
		s.owner = id
	} else if id.Owner() == s.owner {
		return true
	}
	if d.Record != nil {
		s.note(AlteredNew, d.Record.Kind, roleOf(d.Record.Node), told(d.Record.Node, false))
		return true
	}
	if g := s.groups[groupKey{AlteredRemoved, KindClaim, ""}]; g != nil && g.Count >= MaxAltered && strings.HasPrefix(string(id), "claim:") {
		g.Count++
		return true
	}
	return false
}

func isEvidence(id ID) bool { return strings.Contains(string(id), ":") }

// flush compares the batch with the former release.
func (s *Summariser) flush(ctx context.Context) error {
	if len(s.batch) == 0 {
		return nil
	}
	ids := make([]ID, len(s.batch))
	for i, d := range s.batch {
		ids[i] = ID(d.Key()[len("n|"):])
	}
	records, err := s.former.Records(ctx, ids)
	if err != nil {
		return err
	}
	for i, d := range s.batch {
		if former := records[i]; d.End != nil {
			s.note(AlteredRemoved, former.Kind, roleOf(former.Node), told(former.Node, true))
		} else {
			s.compare(former, d.Record)
		}
	}
	clear(s.batch)
	s.batch = s.batch[:0]
	return nil
}

// note counts one node of an alteration.
func (s *Summariser) note(sort AlterationSort, kind Kind, role string, a Altered) {
	key := groupKey{sort, kind, role}
	g := s.groups[key]
	if g == nil {
		g = &Alteration{Sort: sort, Kind: kind, Role: role, Shift: a.Shift}
		s.groups[key] = g
	}
	g.Count++
	if g.Shift != nil && !g.Shift.equal(a.Shift) {
		g.Shift = nil
	}
	if len(g.First) < MaxAltered {
		g.First = append(g.First, a)
	}
}
