package graph

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

func TestLimits(t *testing.T) {
	s := newFacts(t, 20).store(1)
	nested := func(depth int) string {
		return strings.Repeat("...on Action{relations{nodes{", depth) + "id" + strings.Repeat("}}}", depth)
	}
	doubling := "{ ...f0 }"
	for i := range 60 {
		doubling += fmt.Sprintf(" fragment f%d on Query { ...f%d a%d: release { ...g%d } }", i, i+1, i, i)
		doubling += fmt.Sprintf(" fragment g%d on Release { number }", i)
	}
	doubling += " fragment f60 on Query { __typename }"
	for _, c := range []struct {
		name, query, text string
		limits            Limits
	}{
		{"tokens", "{ " + strings.Repeat("release { number } ", 600) + "}", "exceeded token limit of 2000", Limits{}},
		{"depth", `{ actions(first: 1) { nodes { ` + nested(6) + ` } } }`, "the operation has the depth 15, the limit is 14", Limits{Depth: 14}},
		{"depth in a fragment", `{ actions(first: 1) { nodes { ...deep } } } fragment deep on Action { id ` + nested(3) + ` }`, "the operation has the depth 9, the limit is 8", Limits{Depth: 8}},
		{"aliases", `{ a: release { number } b: release { number } c: release { number } }`, "the operation has the number of aliases 3, the limit is 2", Limits{Aliases: 2}},
		{"aliases in fragments", doubling, "the operation has the number of aliases 60, the limit is 30", Limits{}},
		{"complexity of pages", `{ actions(first: 200) { nodes { relations(first: 200) { nodes { ... on Action { relations(first: 200) { nodes { id } } } } } } } }`,
			"the operation has the complexity 16", Limits{}},
		{"complexity by a variable", `query ($n: Int = 7) { actions(first: $n) { nodes { id } } }`, "the operation has the complexity 15, the limit is 14", Limits{Complexity: 14}},
		{"complexity of many nodes", `{ nodes(ids: ["a", "b", "c"]) { id } }`, "the operation has the complexity 4, the limit is 3", Limits{Complexity: 3}},
		{"values in truth", `{ actions(first: 20) { nodes { id } } }`, "it has more than 15 values", Limits{Values: 15}},
		{"page", `{ actions(first: 201) { nodes { id } } }`, "a page has 1 to 200 items, not 201", Limits{}},
		{"page of a connection below", `{ vendor(id: "acme-inc") { actions(last: 0) { nodes { id } } } }`, "a page has 1 to 200 items, not 0", Limits{}},
		{"nodes", `{ nodes(ids: [` + strings.Repeat(`"a",`, 101) + `]) { id } }`, "ask for at most 100 nodes, not 101", Limits{}},
		{"lists in introspection", `{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }`, "Maximum introspection depth exceeded", Limits{}},
	} {
		r := handlerOver(s, c.limits).Execute(context.Background(), c.query, nil, "")
		if len(r.Errors) != 1 || !strings.Contains(r.Errors[0].Message, c.text) {
			t.Errorf("%s: got %v, want an error with %q", c.name, r.Errors, c.text)
		}
		if r.Data != nil && string(r.Data) != "null" && c.name != "page of a connection below" {
			t.Errorf("%s: an answer besides the error: %s", c.name, r.Data)
		}
	}
}

// TestLimitsAllow proves that what is at a limit is answered.
func TestLimitsAllow(t *testing.T) {
	s := newFacts(t, 20).store(1)
	for _, c := range []struct {
		name, query string
		limits      Limits
	}{
		{"depth", `{ actions(first: 1) { nodes { id } } }`, Limits{Depth: 3}},
		{"aliases", `{ a: release { number } b: release { number } }`, Limits{Aliases: 2}},
		{"complexity", `{ actions(first: 7) { nodes { id } } }`, Limits{Complexity: 15}},
		{"values", `{ actions(first: 13) { nodes { id } } }`, Limits{Values: 15}},
		{"the query of tools", introspectionQuery, Limits{}},
		{"a name that is no alias", `{ release: release { number } }`, Limits{}},
	} {
		if r := handlerOver(s, c.limits).Execute(context.Background(), c.query, nil, ""); r.Errors != nil {
			t.Errorf("%s: %v", c.name, r.Errors)
		}
	}
}

func TestDeadline(t *testing.T) {
	s := watched{newFacts(t, 3).store(1), func(string) error { return nil }}
	blocked := make(chan struct{})
	s.before = func(operation string) error {
		if operation == "Expand" {
			<-blocked
		}
		return nil
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	go func() {
		cancel(context.DeadlineExceeded) // as the deadline does, without waiting for it
		close(blocked)
	}()
	r := handlerOver(s, Limits{Deadline: time.Hour}).Execute(ctx, `{ actions { nodes { relations { nodes { id } } } } }`, nil, "")
	if len(r.Errors) != 1 || r.Errors[0].Extensions["code"] != string(CodeTimeout) || r.Data != nil {
		t.Errorf("got %s, want TIMEOUT alone", r.Body())
	}
	r = handlerOver(s, Limits{Deadline: 1}).Execute(context.Background(), `{ actions { nodes { id } } }`, nil, "")
	if len(r.Errors) != 1 || r.Errors[0].Extensions["code"] != string(CodeTimeout) || r.Data != nil {
		t.Errorf("got %s, want TIMEOUT alone", r.Body())
	}
}

// TestMeasureIsLinear proves that fragments spread twice each are not walked two to the power of their number times.
func TestMeasureIsLinear(t *testing.T) {
	query := "{ ...f0 }"
	for i := range 100 {
		query += fmt.Sprintf(" fragment f%d on Query { ...f%d ... on Query { ...f%d } }", i, i+1, i+1)
	}
	query += " fragment f100 on Query { release { number } }"
	s := loadSchema()
	doc, err := gqlparser.LoadQueryWithRules(s, query, rules.NewDefaultRules())
	if err != nil {
		t.Fatal(err)
	}
	m := measure{fragments: make(map[string]extent)}
	if got := m.selection(doc.Operations[0].SelectionSet); got.values < 1<<62 || got.depth != 2 {
		t.Errorf("got %+v, want depth 2 and more values than any limit", got)
	}
}

// introspectionQuery is as wide and deep as those of the usual tools.
const introspectionQuery = `query IntrospectionQuery {
  __schema {
    queryType { name } mutationType { name } subscriptionType { name }
    types { ...FullType }
    directives { name description locations args(includeDeprecated: true) { ...InputValue } }
  }
}
fragment FullType on __Type {
  kind name description
  fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
  inputFields { ...InputValue } interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
  possibleTypes { ...TypeRef }
}
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue }
fragment TypeRef on __Type {
  kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
  ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } }
}`
