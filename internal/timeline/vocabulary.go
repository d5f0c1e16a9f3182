package timeline

import "strings"

// Kind is a kind of node.
type Kind string

// Predicate names what a claim says of its subject: an attribute, or a relation, whose value is another node. In files
// it is written in lower case.
type Predicate string

// ClaimKind says how a claim came to be.
type ClaimKind string

// Manner says how a source or speaker says something.
type Manner string

// Rank is an editor's judgement of a claim among rivals.
type Rank string

// Standing says how far a value can be relied on.
type Standing string

// PassageCheck says how a quotation was compared with its text.
type PassageCheck string

// SegmentState is the state of a restriction during one segment.
type SegmentState string

// The kinds of node.
const (
	KindVendor       Kind = "VENDOR"
	KindPerson       Kind = "PERSON"
	KindOrganization Kind = "ORGANIZATION"
	KindAgency       Kind = "AGENCY"
	KindAction       Kind = "ACTION"
	KindMilestone    Kind = "MILESTONE"
	KindRestriction  Kind = "RESTRICTION"
	KindEffect       Kind = "EFFECT"
	KindStatement    Kind = "STATEMENT"
	KindSource       Kind = "SOURCE"
	KindOfficialList Kind = "OFFICIAL_LIST"
	KindListEntry    Kind = "LIST_ENTRY"
	KindAudience     Kind = "AUDIENCE"
	KindDiscrepancy  Kind = "DISCREPANCY"
	KindClaim        Kind = "CLAIM"
)

// The kinds of claim.
const (
	ClaimQuoted    ClaimKind = "QUOTED"
	ClaimWanted    ClaimKind = "WANTED"
	ClaimDerived   ClaimKind = "DERIVED"
	ClaimInferred  ClaimKind = "INFERRED"
	ClaimEditorial ClaimKind = "EDITORIAL"
)

// The manners of saying.
const (
	MannerStates  Manner = "STATES"
	MannerAlleges Manner = "ALLEGES"
	MannerDenies  Manner = "DENIES"
	MannerOpines  Manner = "OPINES"
)

// The ranks.
const (
	RankPreferred  Rank = "PREFERRED"
	RankNormal     Rank = "NORMAL"
	RankDeprecated Rank = "DEPRECATED"
)

// The standings of a value.
const (
	StandingEstablished Standing = "ESTABLISHED"
	StandingUnverified  Standing = "UNVERIFIED"
	StandingRivals      Standing = "RIVALS"
)

// The checks of a quotation.
const (
	CheckTextKept PassageCheck = "TEXT_KEPT"
	CheckNone     PassageCheck = "TEXT_NOT_KEPT"
)

// The states of a restriction.
const (
	StateInForce   SegmentState = "IN_FORCE"
	StateStayed    SegmentState = "STAYED"
	StateSuspended SegmentState = "ENFORCEMENT_SUSPENDED"
)

// The relations that code names. The table below defines them and all others.
const (
	By            Predicate = "BY"
	Targets       Predicate = "TARGETS"
	HasMilestone  Predicate = "HAS_MILESTONE"
	HasRestrict   Predicate = "HAS_RESTRICTION"
	HasEffect     Predicate = "HAS_EFFECT"
	HasStatement  Predicate = "HAS_STATEMENT"
	Upon          Predicate = "UPON"
	PartOf        Predicate = "PART_OF"
	IssuedUnder   Predicate = "ISSUED_UNDER"
	EnteredBy     Predicate = "ENTERED_BY"
	OnList        Predicate = "ON_LIST"
	NamesParty    Predicate = "NAMES"
	NarrowerThan  Predicate = "NARROWER_THAN"
	Binds         Predicate = "BINDS"
	Affects       Predicate = "AFFECTS"
	Counterparty  Predicate = "COUNTERPARTY"
	Exempts       Predicate = "EXEMPTS"
	WindowFrom    Predicate = "WINDOW_FROM"
	WindowTo      Predicate = "WINDOW_TO"
	SpokenBy      Predicate = "SPOKEN_BY"
	About         Predicate = "ABOUT"
	CopyOf        Predicate = "COPY_OF"
	KeptBy        Predicate = "KEPT_BY"
	Concerns      Predicate = "CONCERNS"
	SubsidiaryOf  Predicate = "SUBSIDIARY_OF"
	MemberOf      Predicate = "MEMBER_OF"
	BrandOf       Predicate = "BRAND_OF"
	OfficerOf     Predicate = "OFFICER_OF"
	Label         Predicate = "LABEL"
	KindOf        Predicate = "KIND"
	On            Predicate = "ON"
	NotProhibited Predicate = "NOT_PROHIBITED"
	Prohibits     Predicate = "PROHIBITS"
	AppliesTo     Predicate = "APPLIES_TO"
)

// ValueType is the form of a predicate's value.
type ValueType string

// The forms of a value.
const (
	ValueText     ValueType = "text"
	ValueLabel    ValueType = "text in a language"
	ValueDate     ValueType = "EDTF date"
	ValueRef      ValueType = "reference"
	ValueTerm     ValueType = "term"
	ValueCitation ValueType = "citation"
	ValueURL      ValueType = "URL"
	ValueZone     ValueType = "IANA time zone"
	ValueHash     ValueType = "SHA-256"
	ValueFlag     ValueType = "true"
)

// PredicateDef is a row of the vocabulary: what a predicate means and what its claims must look like.
type PredicateDef struct {
	Name       Predicate
	Definition string
	Subjects   []Kind
	Value      ValueType
	// Objects are the kinds of node that a reference may name; Terms the list that a term comes from.
	Objects []Kind
	Terms   []TermDef
	// Single: a subject has one value, rivals compete. Otherwise every value stands beside the others.
	Single bool
	// Inverse names the relation read backwards; empty for attributes.
	Inverse string
	// Transitive: a to b and b to c imply a to c.
	Transitive bool
	// Acyclic: a chain that leads back to its start is a fault.
	Acyclic bool
	// Lineage: the relation leads from an act to what came before it. Authority: and the later rests on the earlier.
	Lineage, Authority bool
	// Backwards: a graph drawn for people shows the relation from its value to its subject, under the inverse name.
	Backwards bool
	// Outside is the term of ELI, schema.org, PROV or SKOS with the same meaning; "none" where there is none.
	Outside string
}

// Relation says that the value is a node.
func (d PredicateDef) Relation() bool { return d.Value == ValueRef }

// TermDef is a term of a closed list with its definition.
type TermDef struct {
	Name       string
	Definition string
	// Outside is the matching term of an outside vocabulary, or empty.
	Outside string
}

// LookupPredicate finds a predicate by its name in any case.
func LookupPredicate(name string) (PredicateDef, bool) {
	d, ok := predicateByName[Predicate(strings.ToUpper(name))]
	return d, ok
}

// Predicates is the whole table, in the order of the documentation. The caller must not change it.
func Predicates() []PredicateDef { return predicates }

// LookupTerm finds a term of a list by its name in any case.
func LookupTerm(list []TermDef, name string) (TermDef, bool) {
	up := strings.ToUpper(name)
	for _, t := range list {
		if t.Name == up {
			return t, true
		}
	}
	return TermDef{}, false
}

// LineageRelations are the relations that lead from an act to what came before it.
func LineageRelations() []Predicate {
	return relationsWhere(func(d PredicateDef) bool { return d.Lineage })
}

// AuthorityRelations are the relations by which the later act rests on the earlier.
func AuthorityRelations() []Predicate {
	return relationsWhere(func(d PredicateDef) bool { return d.Authority })
}

func relationsWhere(keep func(PredicateDef) bool) []Predicate {
	var rels []Predicate
	for _, d := range predicates {
		if d.Relation() && keep(d) {
			rels = append(rels, d.Name)
		}
	}
	return rels
}

var predicateByName = func() map[Predicate]PredicateDef {
	m := make(map[Predicate]PredicateDef, len(predicates))
	for _, d := range predicates {
		m[d.Name] = d
	}
	return m
}()
