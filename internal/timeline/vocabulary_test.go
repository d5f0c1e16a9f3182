package timeline

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// termLists are the closed lists of the vocabulary.
var termLists = map[string][]TermDef{
	"node": NodeKinds, "vendor": VendorKinds, "action": ActionKinds, "role": Roles, "conduct": Conducts, "effect": EffectKinds,
	"discrepancy": DiscrepancyKinds, "source": SourceKinds, "document": Documents, "fidelity": Fidelities, "licence": Licences,
	"claim": ClaimKinds, "manner": Manners, "rank": Ranks, "standing": Standings, "check": PassageChecks, "segment": SegmentStates,
	"verdict": Verdicts, "touch": Touches, "order": Orders, "precision": Precisions, "direction": Directions, "language": Languages,
}

var termName = regexp.MustCompile(`^[A-Z]+(_[A-Z]+)*$`)

func TestPredicateTable(t *testing.T) {
	names, inverses := make(map[string]bool), make(map[string]bool)
	kinds := make(map[Kind]bool)
	for _, k := range NodeKinds {
		kinds[Kind(k.Name)] = true
	}
	for _, d := range Predicates() {
		fault := func(text string) { t.Errorf("%s: %s", d.Name, text) }
		if !termName.MatchString(string(d.Name)) || names[string(d.Name)] {
			fault("the name is malformed or taken")
		}
		names[string(d.Name)] = true
		if !strings.HasSuffix(d.Definition, ".") || d.Outside == "" || d.Value == "" {
			fault("definition, value or outside term is missing")
		}
		if len(d.Subjects) == 0 {
			fault("no subjects")
		}
		for _, k := range slices.Concat(d.Subjects, d.Objects) {
			if !kinds[k] {
				fault("unknown kind " + string(k))
			}
		}
		if d.Relation() != (d.Inverse != "") || d.Relation() != (len(d.Objects) > 0) {
			fault("a relation has an inverse and objects, an attribute has neither")
		}
		if !d.Relation() && (d.Acyclic || d.Transitive || d.Lineage || d.Authority || d.Backwards) {
			fault("an attribute has the algebra of a relation")
		}
		if d.Authority && !d.Lineage {
			fault("authority without lineage")
		}
		if d.Transitive && !d.Acyclic {
			fault("a transitive relation that may lead in a circle says that a node is ahead of itself")
		}
		if d.Relation() {
			if !termName.MatchString(d.Inverse) || inverses[d.Inverse] {
				fault("the inverse is malformed or taken")
			}
			inverses[d.Inverse] = true
		}
		if (d.Value == ValueTerm) != (d.Terms != nil || d.Name == KindOf) {
			fault("a term comes from a list")
		}
		if got, ok := LookupPredicate(strings.ToLower(string(d.Name))); !ok || got.Name != d.Name {
			fault("not found by its name in lower case")
		}
	}
	for inverse := range inverses {
		if names[inverse] {
			t.Errorf("%s is the name of a predicate and of an inverse", inverse)
		}
	}
}

func TestTermLists(t *testing.T) {
	for list, terms := range termLists {
		names := make(map[string]bool)
		for _, term := range terms {
			if !termName.MatchString(term.Name) || names[term.Name] || !strings.HasSuffix(term.Definition, ".") {
				t.Errorf("%s %q: the name is malformed or taken, or the definition is missing", list, term.Name)
			}
			names[term.Name] = true
			if got, ok := LookupTerm(terms, strings.ToLower(term.Name)); !ok || got.Name != term.Name {
				t.Errorf("%s %q: not found in lower case", list, term.Name)
			}
		}
	}
}

// The terms that other tables name are terms of the lists.
func TestTablesNameTerms(t *testing.T) {
	has := func(list []TermDef, name string) bool {
		_, ok := LookupTerm(list, name)
		return ok
	}
	for _, s := range Stages {
		for _, k := range s.Kinds {
			if !has(ActionKinds, k) {
				t.Errorf("stage %s: kind %s", s.Name, k)
			}
		}
		for _, c := range s.Conducts {
			if !has(Conducts, c) {
				t.Errorf("stage %s: conduct %s", s.Name, c)
			}
		}
		if s.Definition == "" || len(s.Kinds)+len(s.Conducts) == 0 && !s.Undoes {
			t.Errorf("stage %s: nothing makes it", s.Name)
		}
	}
	for _, role := range deadlineRoles {
		if !has(Roles, role) {
			t.Errorf("deadline role %s", role)
		}
	}
	for _, kind := range undoing {
		if !has(EffectKinds, kind) {
			t.Errorf("undoing effect %s", kind)
		}
	}
	for rel := range carriesAll {
		if !slices.Contains(AuthorityRelations(), rel) {
			t.Errorf("%s carries an act and is no relation of authority", rel)
		}
	}
	for language, words := range storyWords {
		for _, role := range Roles {
			if words.roles[role.Name] == "" {
				t.Errorf("no words of %s for %s", language, role.Name)
			}
		}
		if len(words.roles) != len(Roles) {
			t.Errorf("%s has words for a role that is none", language)
		}
	}
}

// Every kind of node can be made, kept and read back.
func TestEveryKindIsKept(t *testing.T) {
	var records []*Record
	var want []Node
	for _, k := range NodeKinds {
		n, err := newNode(Kind(k.Name))
		if err != nil {
			t.Fatal(err)
		}
		n.Base().ID, n.Base().Kind = "x", Kind(k.Name)
		body, err := EncodeNode(n)
		if err != nil {
			t.Fatal(err)
		}
		back, err := DecodeNode(Kind(k.Name), body)
		if err != nil || back.Base().ID != "x" {
			t.Errorf("%s: %v, %v", k.Name, back, err)
		}
		records = append(records, &Record{Node: n}, &Record{Node: back}, nil, &Record{Node: n})
		want = append(want, n, back, n)
	}
	copies := copyNodes(records)
	if len(copies) != len(want) {
		t.Fatalf("%d copies of %d nodes", len(copies), len(want))
	}
	for i, c := range copies {
		if c == want[i] || reflect.TypeOf(c) != reflect.TypeOf(want[i]) || c.Base().ID != "x" {
			t.Errorf("%T is not copied", want[i])
		}
	}
	if _, err := newNode("NOTHING"); err == nil {
		t.Error("a kind that is none is made")
	}
}
