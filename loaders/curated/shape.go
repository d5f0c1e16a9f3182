package curated

import "github.com/regline/regline/internal/timeline"

// shape says what may stand at one place of a fact file: a scalar, a mapping with known fields, a mapping whose keys
// are names, a list, or one of several of these. From the same shapes the loader checks, the formatter orders fields
// and the JSON Schemas are made.
type shape struct {
	// what it is, as a fault says it: "a claim item".
	what string
	// bare is the remedy where a scalar stands and none may.
	bare   string
	scalar *form
	record *record
	names  *names
	list   *shape
}

// record is a mapping with known fields, in the canonical order.
type record struct {
	fields []field
	rules  []rule
}

func (r *record) names() []string {
	out := make([]string, len(r.fields))
	for i, f := range r.fields {
		out[i] = f.name
	}
	return out
}

func (r *record) field(name string) (field, bool) {
	for _, f := range r.fields {
		if f.name == name {
			return f, true
		}
	}
	return field{}, false
}

// obeyed says whether a mapping obeys all rules.
func (r *record) obeyed(n *node) bool {
	for _, rule := range r.rules {
		if !rule.holds(n) {
			return false
		}
	}
	return true
}

// field is a key of a record.
type field struct {
	name     string
	required bool
	shape    *shape
	about    string
	// says is the predicate whose claims the field makes; nil for what is read in a way of its own.
	says *timeline.PredicateDef
}

// names is a mapping whose keys the author chooses.
type names struct {
	key   form
	value *shape
}

// rule joins fields of one record.
type rule struct {
	kind  ruleKind
	names []string
	// remedy says what to do where the rule is broken.
	remedy string
}

type ruleKind int

const (
	// exactlyOne of the names.
	exactlyOne ruleKind = iota
	// atLeastOne of the names.
	atLeastOne
	// atMostOne of the names.
	atMostOne
	// needs: where the first stands, the second must.
	needs
)

// holds says whether a record with these keys obeys the rule.
func (r rule) holds(n *node) bool {
	count := 0
	for _, name := range r.names {
		if n.get(name) != nil {
			count++
		}
	}
	switch r.kind {
	case exactlyOne:
		return count == 1
	case atLeastOne:
		return count >= 1
	case atMostOne:
		return count <= 1
	case needs:
		return n.get(r.names[0]) == nil || n.get(r.names[1]) != nil
	}
	return false
}

// oneOrMany is the shape itself or a list of it.
func oneOrMany(s shape) *shape {
	item := s
	s.list = &item
	return &s
}
