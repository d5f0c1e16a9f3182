package graph

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/regline/regline/internal/timeline"
)

func TestGeneratedFromThisSchema(t *testing.T) {
	file, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if len(sources) != 1 || sources[0].Input != string(file) {
		t.Errorf("generated.go was made from another %s: run go generate ./graph", schemaFile)
	}
}

// TestDomainIsTheModel proves that the schema has no second set of types, and no resolver but those of the root.
func TestDomainIsTheModel(t *testing.T) {
	config, err := os.ReadFile("../gqlgen.yml")
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`(?m)^model: \{filename: ""\}`).Match(config) || regexp.MustCompile(`(?m)^(resolver|federation):`).Match(config) {
		t.Error("gqlgen.yml generates models or resolvers")
	}
	home := regexp.MustCompile(`^github\.com/(regline/regline/(internal/timeline|graph)|99designs/gqlgen/graphql)\.\w+$`)
	bound := regexp.MustCompile(`github\.com/[\w./]+\.\w+`).FindAllString(string(config), -1)
	if len(bound) == 0 {
		t.Error("no binding was found in gqlgen.yml")
	}
	for _, b := range bound {
		if !home.MatchString(b) {
			t.Errorf("%s is no type of the domain", b)
		}
	}
	for _, pattern := range []string{"*_gen.go", "../*_gen.go"} {
		if models, _ := filepath.Glob(pattern); models != nil {
			t.Errorf("generated models: %v", models)
		}
	}
	if root := reflect.TypeFor[ResolverRoot](); root.NumMethod() != 1 {
		t.Errorf("%d types have resolvers, only Query should", root.NumMethod())
	}
}

func TestEverythingIsDescribed(t *testing.T) {
	want := func(at, description string) {
		if strings.TrimSpace(description) == "" {
			t.Errorf("%s has no description", at)
		}
	}
	for _, d := range loadSchema().Types {
		if d.BuiltIn {
			continue
		}
		want(d.Name, d.Description)
		for _, v := range d.EnumValues {
			want(d.Name+"."+v.Name, v.Description)
		}
		for _, f := range d.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			want(d.Name+"."+f.Name, f.Description)
			for _, a := range f.Arguments {
				want(fmt.Sprintf("%s.%s(%s:)", d.Name, f.Name, a.Name), a.Description)
			}
		}
	}
}

// TestExamples proves that each root field shows an example, and that all examples may be asked.
func TestExamples(t *testing.T) {
	h := handlerOver(newFacts(t, 1).store(1))
	examples := Examples(h.Schema())
	for _, q := range examples {
		if _, err := gqlparser.LoadQueryWithRules(h.Schema(), q, rules.NewDefaultRules()); err != nil {
			t.Errorf("%s: %v", q, err)
			continue
		}
		for _, e := range h.Execute(context.Background(), q, nil, "").Errors {
			if code := e.Extensions["code"]; code != string(CodeNotFound) {
				t.Errorf("%s: %v", q, e)
			}
		}
	}
	for _, f := range h.Schema().Query.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		if !slices.ContainsFunc(examples, func(q string) bool { return strings.Contains(q, "{ "+f.Name) }) {
			t.Errorf("Query.%s has no example", f.Name)
		}
	}
}

// TestEveryField asks every field of every kind of node two levels deep: each is bound to something that answers, and
// no value is null where the schema does not allow it.
func TestEveryField(t *testing.T) {
	f := newFacts(t, 4)
	h := handlerOver(f.store(1), Limits{Complexity: 1 << 40, Depth: 99, Tokens: 20_000})
	asked := make(map[timeline.Kind]bool)
	for _, r := range f.records {
		if asked[r.Kind] {
			continue
		}
		asked[r.Kind] = true
		typ := strings.TrimPrefix(reflect.TypeOf(r.Node).String(), "*timeline.")
		q := fmt.Sprintf("{ node(id: %q) { ... on %s { %s } } }", r.ID, typ, allFields(h.Schema(), typ, 2))
		if resp := h.Execute(context.Background(), q, nil, ""); resp.Errors != nil {
			t.Errorf("%s: %v", typ, resp.Errors)
		}
	}
	for _, k := range timeline.NodeKinds {
		if !asked[timeline.Kind(k.Name)] {
			t.Errorf("no node of kind %s was asked", k.Name)
		}
	}
}

// allFields selects every field of a type that needs no argument.
func allFields(s *ast.Schema, typ string, depth int) string {
	var b strings.Builder
	b.WriteString("__typename ")
	for _, f := range s.Types[typ].Fields {
		needs := slices.ContainsFunc(f.Arguments, func(a *ast.ArgumentDefinition) bool { return a.Type.NonNull && a.DefaultValue == nil })
		switch below := s.Types[f.Type.Name()]; {
		case needs:
		case below.IsLeafType():
			b.WriteString(f.Name + " ")
		case depth > 0:
			fmt.Fprintf(&b, "%s { %s } ", f.Name, allFields(s, below.Name, depth-1))
		}
	}
	return b.String()
}
