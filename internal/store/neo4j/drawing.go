package neo4j

import (
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// errBadVocabulary says that the vocabulary cannot be drawn as a graph.
var errBadVocabulary = errors.New("the vocabulary cannot be drawn")

// stroke is how a relation is drawn: as a relationship of a type, backwards from its value to its subject or not.
type stroke struct {
	Relation  timeline.Predicate
	Type      string
	Backwards bool
}

// drawing holds how each relation of the vocabulary is drawn. Types in Cypher come from here alone, so that no input
// becomes part of a statement.
type drawing struct {
	strokes    []stroke
	byRelation map[timeline.Predicate]stroke
	byType     map[string]stroke
}

var typeName = regexp.MustCompile(`^[A-Z]+(_[A-Z]+)*$`)

func draw(defs []timeline.PredicateDef) (*drawing, error) {
	d := &drawing{byRelation: make(map[timeline.Predicate]stroke), byType: make(map[string]stroke)}
	for _, def := range defs {
		if !def.Relation() {
			continue
		}
		s := stroke{Relation: def.Name, Type: string(def.Name)}
		if def.Backwards {
			s.Type, s.Backwards = def.Inverse, true
		}
		if !typeName.MatchString(s.Type) {
			return nil, fmt.Errorf("%w: relation %s: %q is no type", errBadVocabulary, s.Relation, s.Type)
		}
		if other, taken := d.byType[s.Type]; taken {
			return nil, fmt.Errorf("%w: relations %s and %s have the type %s", errBadVocabulary, other.Relation, s.Relation, s.Type)
		}
		d.strokes = append(d.strokes, s)
		d.byRelation[s.Relation], d.byType[s.Type] = s, s
	}
	return d, nil
}

// types gives the types of the relations, each once and in the order of their names, those drawn forwards apart from
// those drawn backwards. Relations that the vocabulary does not know have no edges and no type.
func (d *drawing) types(rels []timeline.Predicate) (forwards, backwards []string) {
	for _, r := range slices.Compact(slices.Sorted(slices.Values(rels))) {
		switch s, known := d.byRelation[r]; {
		case !known:
		case s.Backwards:
			backwards = append(backwards, s.Type)
		default:
			forwards = append(forwards, s.Type)
		}
	}
	return forwards, backwards
}

// all gives every type.
func (d *drawing) all() (forwards, backwards []string) {
	rels := make([]timeline.Predicate, len(d.strokes))
	for i, s := range d.strokes {
		rels[i] = s.Relation
	}
	return d.types(rels)
}

// labels of identities by kind. A claim is only ever read through its subject and has no identity of its own, unless
// an edge leads to it.
var labels = map[timeline.Kind]string{
	timeline.KindVendor:       "Vendor",
	timeline.KindPerson:       "Person",
	timeline.KindOrganization: "Organization",
	timeline.KindAgency:       "Agency",
	timeline.KindAction:       "Action",
	timeline.KindMilestone:    "Milestone",
	timeline.KindRestriction:  "Restriction",
	timeline.KindEffect:       "Effect",
	timeline.KindStatement:    "Statement",
	timeline.KindSource:       "Source",
	timeline.KindOfficialList: "OfficialList",
	timeline.KindListEntry:    "ListEntry",
	timeline.KindAudience:     "Audience",
	timeline.KindDiscrepancy:  "Discrepancy",
	timeline.KindClaim:        "Claim",
}

// knows says whether a name in a statement is one that the store gives.
func (d *drawing) knows(name string) bool {
	if _, ok := d.byType[name]; ok {
		return true
	}
	for _, l := range labels {
		if l == name {
			return true
		}
	}
	return slices.Contains(ownNames, name) || slices.Contains(plainNames, name)
}

// ownNames are the labels and properties that the store itself reads.
var ownNames = []string{
	"Head", "Release", "Lock", "Node", "Version", "Posting", "Pending", "Superseded",
	"id", "revision", "shown", "number", "digest", "draft", "body", "order", "kind", "since", "until", "places",
	"facets", "subject", "at", "last", "owner", "expires", "unfinished", "kept", "moved", "layout", "n", "changed", "ended", "keys", "indexes",
	"versions", "postings", "edges",
}
