package neo4j

import (
	"errors"
	"slices"
	"testing"

	"github.com/regline/regline/internal/timeline"
)

// Every relation of the vocabulary can be drawn, each in its own way.
func TestDrawVocabulary(t *testing.T) {
	d, err := draw(timeline.Predicates())
	if err != nil {
		t.Fatal(err)
	}
	for _, def := range timeline.Predicates() {
		s, drawn := d.byRelation[def.Name]
		if drawn != def.Relation() {
			t.Errorf("%s: drawn %v", def.Name, drawn)
		}
		if drawn && (s.Backwards != def.Backwards || d.byType[s.Type] != s) {
			t.Errorf("%s is drawn as %+v", def.Name, s)
		}
	}
	if s := d.byRelation[timeline.By]; s.Type != "TOOK" || !s.Backwards {
		t.Errorf("BY is drawn as %+v, want TOOK from the agency to the action", s)
	}
}

func TestDrawRefuses(t *testing.T) {
	relation := func(name timeline.Predicate, inverse string, backwards bool) timeline.PredicateDef {
		return timeline.PredicateDef{Name: name, Value: timeline.ValueRef, Inverse: inverse, Backwards: backwards}
	}
	for name, defs := range map[string][]timeline.PredicateDef{
		"injection":      {relation("A]->() DETACH DELETE n //", "B", false)},
		"lower case":     {relation("amends", "B", false)},
		"no inverse":     {relation("A", "", true)},
		"one type":       {relation("A", "B", true), relation("B", "A", false)},
		"relation twice": {relation("A", "B", false), relation("A", "C", false)},
	} {
		if _, err := draw(defs); !errors.Is(err, errBadVocabulary) {
			t.Errorf("%s: error %v, want errBadVocabulary", name, err)
		}
	}
}

// Relations asked for in any order, twice or unknown, make the same types: statements are planned once.
func TestTypesAreOrdered(t *testing.T) {
	d, err := draw(timeline.Predicates())
	if err != nil {
		t.Fatal(err)
	}
	forwards, backwards := d.types([]timeline.Predicate{timeline.Targets, timeline.By, "NO_SUCH", timeline.IssuedUnder, timeline.Targets, timeline.Label})
	if !slices.Equal(forwards, []string{"ISSUED_UNDER", "TARGETS"}) || !slices.Equal(backwards, []string{"TOOK"}) {
		t.Errorf("got %v and %v", forwards, backwards)
	}
}

// Each kind has a label of its own, which the store's own labels do not take.
func TestLabels(t *testing.T) {
	seen := make(map[string]timeline.Kind)
	for kind, label := range labels {
		if other, twice := seen[label]; twice {
			t.Errorf("%s and %s have the label %s", kind, other, label)
		}
		seen[label] = kind
		if slices.Contains(ownNames, label) {
			t.Errorf("%s has the label %s, which the store uses", kind, label)
		}
		if _, err := timeline.DecodeNode(kind, []byte("{}")); err != nil {
			t.Errorf("label %s: %v", label, err)
		}
	}
}
