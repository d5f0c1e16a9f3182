package timeline

import (
	"context"
	"errors"
	"iter"
)

// Store holds releases and answers for each of them the same operations with the same results. It knows no rule of
// the domain. Package storetest is its specification.
type Store interface {
	// Open pins one release for a whole request. It returns ErrNoRelease before the first Apply and for a release
	// that the store does not hold.
	Open(ctx context.Context, at KnownAt) (View, error)
	// Apply makes next visible all at once; until it returns, Open gives the former release. Applying the current
	// release again ([Release.Same]) writes nothing and does not read changes. Otherwise the number of next must be
	// greater than the current one, or equal where the current release is a draft, which next replaces
	// ([Release.MayFollow]); else the error is ErrStaleRelease. An Apply that fails, or whose context ends, leaves the former release and is
	// undone by the next.
	//
	// Changes lead from the current release to next, also from a draft that next replaces. They come in the order of
	// their keys, one at most for each record or edge, so records before edges, and are read once. No other Apply moves
	// the store while they are read, so they must lead from what Open gives then; they may be read from the store itself
	// while they are applied: [Changes] makes them. ErrBadDelta: they are out of order, an edge would
	// be without one of its ends, something is ended that is not held, a record and its node differ in ID or kind, a
	// record stands twice in an index, or two at one key of it. Releases and records belong to the store once applied
	// and must not be changed; it keeps Since as it is given. Two calls at once are applied one after the other.
	Apply(ctx context.Context, next Release, changes iter.Seq2[Delta, error]) error
	Close() error
}

// KnownAt chooses a release by number; zero is the current one.
type KnownAt struct{ Release int }

// View is one release: immutable, safe for concurrent use, never torn. All results are in a defined order, so that
// every store gives the same. Records of Records and ClaimsAbout are whole; those that come with a page, with edges or on
// a walk may be without Places and Facets.
type View interface {
	Release() Release
	// Records gives the record of each ID, by position. Missing IDs make a *NotFoundError that lists each of them once
	// in the order asked; the records found are returned beside it, nil in the places of the missing. Records are
	// shared between readers and must not be changed.
	Records(ctx context.Context, ids []ID) ([]*Record, error)
	// Edges gives the edges that leave (Outgoing) or reach (Incoming) the IDs by any of the relations, ordered by the
	// position of the ID, then by the sort key of the other end, then relation, then the other end's ID, all by bytes.
	// IDs that the release does not hold have no edges. ErrBadInput: an ID stands twice, or an unknown direction.
	Edges(ctx context.Context, ids []ID, rels []Predicate, d Direction) ([]Edge, error)
	// Expand gives what Edges gives, with the records of the nodes at the other ends, each once, in the order in which
	// the edges first name them. Errors are those of Edges.
	Expand(ctx context.Context, ids []ID, rels []Predicate, d Direction) ([]Edge, []*Record, error)
	// Surroundings gives in one what Records and Expand give. Errors are those of both; IDs that the release does not
	// hold make a *NotFoundError beside what was found.
	Surroundings(ctx context.Context, ids []ID, rels []Predicate, d Direction) (Surroundings, error)
	// Reach gives every node at most depth steps from the nearest root, each once at its least distance, never a root,
	// also where a cycle leads back to it; ordered by distance, then ID. More than limit nodes: ErrTooLarge, never a
	// cut answer. Roots that the release does not hold reach nothing. ErrBadInput: a negative depth or limit, or an
	// unknown direction.
	Reach(ctx context.Context, roots []ID, rels []Predicate, d Direction, depth, limit int) ([]Hop, error)
	// Subgraph gives what Reach gives, with the records of the roots and of the nodes reached and the edges among them.
	// Errors are those of Reach, and a *NotFoundError, with nothing beside it, for roots that the release does not hold.
	// ErrBadInput: a root stands twice.
	Subgraph(ctx context.Context, roots []ID, rels []Predicate, d Direction, depth, limit int) (Subgraph, error)
	// Page gives a window of an index in the order of its keys, of the records that have all the facets. An index or
	// value that no record has gives an empty page. ErrBadInput: not exactly one of First and Last is positive, or the
	// index is not filtered by a facet ([CheckFacets]).
	Page(ctx context.Context, ix Index, facets []Facet, w Window) (Page, error)
	// Count counts what Page would give without First, Last, After and Before. ErrBadInput: as there.
	Count(ctx context.Context, ix Index, facets []Facet, r Range) (int, error)
	// Claims gives the claims of each subject, losers too, ordered by the position of the subject, then claim ID.
	// ErrBadInput: a subject stands twice.
	Claims(ctx context.Context, subjects []ID) ([]*Claim, error)
	// ClaimsAbout gives the records of the claims about a node of its own and about its parts: those whose subject has
	// that owner ([ID.Owner]), ordered by ID.
	ClaimsAbout(ctx context.Context, owner ID) ([]*Record, error)
	// Manifest lists every live record and edge with its digest, ordered by key: records, then edges. It is how two
	// releases are compared.
	Manifest(ctx context.Context) iter.Seq2[Mark, error]
}

// Errors of a store. Implementations wrap them with the operand.
var (
	ErrNoRelease = errors.New("no such release")
	ErrTooLarge  = errors.New("answer too large")
	ErrNotFound  = errors.New("not found")
	// ErrStaleRelease: a release is applied that does not follow the current one.
	ErrStaleRelease = errors.New("release does not follow the current one")
	// ErrBadDelta: changes that do not fit the release they are applied to, or each other.
	ErrBadDelta = errors.New("bad change")
	// ErrUnavailable: the database cannot be reached or did not answer in time; trying again may help.
	ErrUnavailable = errors.New("store unavailable")
)

// NotFoundError lists the IDs that a release does not hold. It matches ErrNotFound.
type NotFoundError struct {
	IDs []ID
	// Covered says in words what the data holds, where the reader needs to know; stores leave it empty.
	Covered string
}

func (e *NotFoundError) Error() string {
	const most = 5
	s := "not found:"
	for i, id := range e.IDs {
		if i == most {
			s += " and more"
			break
		}
		s += " " + string(id)
	}
	if e.Covered != "" {
		s += "; " + e.Covered
	}
	return s
}

// Is makes errors.Is(err, ErrNotFound) true.
func (e *NotFoundError) Is(target error) bool { return target == ErrNotFound }

// Direction of a walk along relations.
type Direction string

// Outgoing leads from subject to value: from the later act to the earlier. Incoming is the reverse.
const (
	Outgoing Direction = "OUTGOING"
	Incoming Direction = "INCOMING"
)

// Index names an order over records.
type Index string

// The indexes, beside those of claims ([IndexClaims]). Records of a kind stand in the index of that kind; milestones
// with a date stand in IndexTimeline, and those whose date is no single day also in IndexImprecise.
const (
	IndexVendors       Index = "vendors"
	IndexPersons       Index = "persons"
	IndexOrganizations Index = "organizations"
	IndexAgencies      Index = "agencies"
	IndexActions       Index = "actions"
	IndexSources       Index = "sources"
	IndexStatements    Index = "statements"
	IndexLists         Index = "lists"
	IndexListEntries   Index = "list_entries"
	IndexAudiences     Index = "audiences"
	IndexRestrictions  Index = "restrictions"
	IndexDiscrepancies Index = "discrepancies"
	IndexTimeline      Index = "timeline"
	IndexImprecise     Index = "imprecise"
	IndexSearch        Index = "search"
)

// Facet is a property by which pages are filtered, such as {"vendor", "kaspersky-lab-inc"}. A record may have facets by
// which some index that it stands in is not filtered, or none.
type Facet struct {
	Name  string `json:"n"`
	Value string `json:"v"`
}

// Place is where a record stands in an index. A record stands in an index once at most.
type Place struct {
	Index Index `json:"index"`
	// Key is ASCII, unique in the index, and sorts by bytes.
	Key string `json:"key"`
	// Last is the last day of a milestone as YYYY-MM-DD, "9999-12-31" where open; empty elsewhere.
	Last string `json:"last,omitempty"`
}

// Range bounds a page: From <= Key < To, and Last >= LastFrom. Empty bounds do not bind.
type Range struct {
	From, To string
	LastFrom string
}

// Window is a keyset page within a range: the first First records after After, or the last Last records before Before.
// Exactly one of First and Last is positive; After and Before are exclusive keys and both may be set.
type Window struct {
	Range
	After, Before string
	First, Last   int
}

// Page is a part of an index, always in ascending order of keys.
type Page struct {
	Records []*Record
	Keys    []string // the key of each record in the index asked
	// HasNext and HasPrevious say whether the range holds more records with the facets behind and ahead of this page,
	// those beyond After and Before too. An empty page stands right behind After, or where that is empty at the
	// beginning of the range.
	HasNext, HasPrevious bool
}

// Hop is a node reached by a walk.
type Hop struct {
	ID    ID
	Depth int
}

// Surroundings are nodes with what is one step away.
type Surroundings struct {
	Records []*Record // of the IDs asked for, by position; nil where the release holds none
	Edges   []Edge
	Far     []*Record // the nodes at the other ends, each once, in the order in which the edges first name them
}

// Subgraph is what a walk reaches.
type Subgraph struct {
	Hops    []Hop
	Records []*Record // of the roots, then of the hops, by position
	// Edges join those records by the relations of the walk, in the order in which [View.Edges] gives them for those IDs.
	Edges []Edge
}

// Record is one node as a release holds it.
type Record struct {
	ID     ID
	Kind   Kind
	Places []Place
	Facets []Facet
	Node   Node
	// Digest is the hash of everything above in canonical form.
	Digest string
}

// Edge is one relation between two nodes as a release holds it.
type Edge struct {
	From ID        `json:"from"`
	Rel  Predicate `json:"rel"`
	To   ID        `json:"to"`
	// FromKey and ToKey are the sort keys of the two ends.
	FromKey string `json:"from_key"`
	ToKey   string `json:"to_key"`
	// Subject owns the claims that state the relation; empty for the parts of a node, which its ID states.
	Subject    ID     `json:"subject,omitempty"`
	ClaimIDs   []ID   `json:"claims,omitempty"`
	Inferred   bool   `json:"inferred,omitempty"`
	Unverified bool   `json:"unverified,omitempty"`
	Reason     string `json:"reason,omitempty"`
	Since      int    `json:"since"`
	Digest     string `json:"-"`
}

// Delta is one change from a release to the next: a record or edge put in place of any with the same key, or the end
// of one.
type Delta struct {
	Record *Record
	Edge   *Edge
	// End is the mark of a record or edge that the next release no longer holds.
	End *Mark
}

// Key is that of the record or edge that is changed, as in its mark; empty where d is not one change of one thing.
func (d Delta) Key() string {
	switch {
	case d.Record != nil && d.Edge == nil && d.End == nil:
		return d.Record.Mark().Key
	case d.Edge != nil && d.Record == nil && d.End == nil:
		return d.Edge.Mark().Key
	case d.End != nil && d.Record == nil && d.Edge == nil:
		return d.End.Key
	}
	return ""
}

// Mark names a record or an edge with the digest of its contents.
type Mark struct {
	// Key is "n|ID" for a record and "r|FROM|REL|TO" for an edge: sorted by bytes, all records come first.
	Key    string
	Digest string
}
