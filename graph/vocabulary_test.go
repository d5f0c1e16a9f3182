package graph

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

var update = flag.Bool("update", false, "write the enumerations of schema.graphqls anew; then run go generate")

const (
	schemaFile   = "../schema.graphqls"
	vocabularyAt = "# vocabulary:begin\n"
	vocabularyTo = "# vocabulary:end"
)

// enumeration is an enumeration of the schema and the closed list of the vocabulary that it comes from.
type enumeration struct {
	name, definition string
	terms            []timeline.TermDef
}

func enumerations() []enumeration {
	return []enumeration{
		{"NodeKind", "The kinds of node.", timeline.NodeKinds},
		{"VendorKind", "The kinds of vendor.", timeline.VendorKinds},
		{"ActionKind", "The kinds of action.", timeline.ActionKinds},
		{"Role", "The roles of a milestone.", timeline.Roles},
		{"Conduct", "What restrictions restrict.", timeline.Conducts},
		{"EffectKind", "What acts do to acts.", timeline.EffectKinds},
		{"SegmentState", "The states of a restriction.", timeline.SegmentStates},
		{"SourceKind", "The kinds of document.", timeline.SourceKinds},
		{"Document", "What weight a source has among rivals, the best first.", timeline.Documents},
		{"Fidelity", "How a copy relates to its original, the best first.", timeline.Fidelities},
		{"Licence", "What of a text may be kept.", timeline.Licences},
		{"DiscrepancyKind", "The kinds of disagreement.", timeline.DiscrepancyKinds},
		{"Relation", "What the later or dependent node says of the other.", predicates(timeline.PredicateDef.Relation)},
		{"Direction", "The directions of a walk along relations.", timeline.Directions},
		{"ClaimKind", "How a claim came to be.", timeline.ClaimKinds},
		{"Manner", "How a source or speaker says something.", timeline.Manners},
		{"Rank", "An editor's judgement of a claim among rivals, the best first.", timeline.Ranks},
		{"Standing", "How far a value can be relied on.", timeline.Standings},
		{"PassageCheck", "How a quotation was compared with its text.", timeline.PassageChecks},
		{"Precision", "How exactly a date is written, the finest first.", timeline.Precisions},
		{"Order", "The orders of two milestones in time.", timeline.Orders},
		{"Verdict", "Whether something holds on a day.", timeline.Verdicts},
		{"Touch", "How a restriction reaches a capacity.", timeline.Touches},
		{"Fate", "What becomes of an act if another fell.", timeline.Fates},
		{"Stage", "Stages by which vendors are compared, in the order in which they usually come.", timeline.StageTerms()},
		{"Language", "The languages that labels are kept in.", timeline.Languages},
	}
}

func allPredicates() []timeline.TermDef {
	return predicates(func(timeline.PredicateDef) bool { return true })
}

// predicates gives the definitions of the predicates that are kept.
func predicates(keep func(timeline.PredicateDef) bool) []timeline.TermDef {
	var terms []timeline.TermDef
	for _, d := range timeline.Predicates() {
		if keep(d) {
			terms = append(terms, timeline.TermDef{Name: string(d.Name), Definition: d.Definition})
		}
	}
	return terms
}

// TestEnumerationsOfSchema proves that the enumerations of the schema are those of the vocabulary, word for word.
func TestEnumerationsOfSchema(t *testing.T) {
	file, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, begun := strings.Cut(string(file), vocabularyAt)
	got, tail, ended := strings.Cut(rest, vocabularyTo)
	if !begun || !ended {
		t.Fatalf("%s lacks the lines %q and %q", schemaFile, vocabularyAt, vocabularyTo)
	}
	want := printed(enumerations())
	if got == want {
		return
	}
	if !*update {
		t.Fatalf("the enumerations are stale: run go test ./graph -run %s -update && go generate ./graph\n%s", t.Name(), cmp.Diff(want, got))
	}
	if err := os.WriteFile(schemaFile, []byte(head+vocabularyAt+want+vocabularyTo+tail), 0o644); err != nil {
		t.Fatal(err)
	}
}

func printed(enums []enumeration) string {
	var b strings.Builder
	quote := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	for _, e := range enums {
		fmt.Fprintf(&b, "\n\"%s\"\nenum %s {\n", quote.Replace(e.definition), e.name)
		for _, t := range e.terms {
			fmt.Fprintf(&b, "  \"%s\"\n  %s\n", quote.Replace(t.Definition), t.Name)
		}
		b.WriteString("}\n")
	}
	return b.String()
}

// TestTermsCoverConstants proves that a constant of the domain cannot be added without its definition: it would be a
// value that the schema does not have.
func TestTermsCoverConstants(t *testing.T) {
	lists := map[string][]timeline.TermDef{
		"Kind": timeline.NodeKinds, "ClaimKind": timeline.ClaimKinds, "Manner": timeline.Manners, "Rank": timeline.Ranks,
		"Standing": timeline.Standings, "PassageCheck": timeline.PassageChecks, "SegmentState": timeline.SegmentStates,
		"Verdict": timeline.Verdicts, "Touch": timeline.Touches, "Order": timeline.Orders, "Direction": timeline.Directions,
		"Language": timeline.Languages, "Fate": timeline.Fates, "Predicate": allPredicates(),
	}
	constants := constantsOf(t, "../internal/timeline")
	for name, terms := range lists {
		if len(constants[name]) == 0 {
			t.Errorf("no constants of type %s were found", name)
		}
		for _, value := range constants[name] {
			if _, ok := timeline.LookupTerm(terms, value); !ok {
				t.Errorf("constant %q of type %s has no definition", value, name)
			}
		}
	}
}

// constantsOf reads the string constants of a package by the name of their type.
func constantsOf(t *testing.T, dir string) map[string][]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string][]string)
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			typ, ok := spec.Type.(*ast.Ident)
			if !ok {
				return true
			}
			for _, v := range spec.Values {
				if lit, ok := v.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					s, err := strconv.Unquote(lit.Value)
					if err != nil {
						t.Fatal(err)
					}
					found[typ.Name] = append(found[typ.Name], s)
				}
			}
			return true
		})
	}
	return found
}
