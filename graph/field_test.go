package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/regline/regline/internal/timeline"
)

// executing gives a context and an operation with a budget as they are while fields are resolved.
func executing(t *testing.T, values int64) (context.Context, *graphql.OperationContext) {
	op := &graphql.OperationContext{
		Doc: &ast.QueryDocument{}, RecoverFunc: recovered,
		ResolverMiddleware:     func(ctx context.Context, next graphql.Resolver) (any, error) { return next(ctx) },
		RootResolverMiddleware: func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler { return next(ctx) },
	}
	withExecution(op, &budget{ctx: t.Context(), most: values})
	ctx := graphql.WithOperationContext(t.Context(), op)
	ctx = graphql.WithResponseContext(ctx, graphql.DefaultErrorPresenter, panicked)
	return graphql.WithFieldContext(ctx, &graphql.FieldContext{Object: "Query"}), op
}

// panicked leaves out the stack, which differs.
func panicked(_ context.Context, v any) error { return fmt.Errorf("panic: %v", v) }

func written(ctx context.Context, m graphql.Marshaler) string {
	var b bytes.Buffer
	m.MarshalGQL(&b)
	errs, err := json.Marshal(graphql.GetErrors(ctx))
	return fmt.Sprintf("%s errors:%s %v", b.String(), errs, err)
}

func selected(typ *ast.Type, children ...string) graphql.CollectedField {
	f := &ast.Field{
		Alias: "x", Name: "field", Position: &ast.Position{Line: 3, Column: 7},
		Definition: &ast.FieldDefinition{Name: "field", Type: typ},
	}
	c := graphql.CollectedField{Field: f}
	for _, name := range children {
		c.Selections = append(c.Selections, &ast.Field{Name: name, Alias: name})
	}
	return c
}

func about(_ context.Context, f graphql.CollectedField) (*graphql.FieldContext, error) {
	return &graphql.FieldContext{Object: "Thing", Field: f, IsMethod: true}, nil
}

// asLibrary resolves a field by resolve, plain and not, and by graphql.ResolveField, and compares the outcomes.
func asLibrary[T any](t *testing.T, name string, field graphql.CollectedField, value func(context.Context) (T, error), marshaller func(nonNull bool) func(context.Context, ast.SelectionSet, T) graphql.Marshaler) {
	t.Helper()
	for _, nonNull := range []bool{true, false} {
		marshal := marshaller(nonNull)
		ctx, op := executing(t, 10)
		op.RecoverFunc = panicked
		want := written(ctx, graphql.ResolveField(ctx, op, field, about,
			func(ctx context.Context) (any, error) { return value(ctx) }, nil, marshal, true, nonNull))
		for _, plain := range []bool{true, false} {
			ctx, op := executing(t, 10)
			op.RecoverFunc = panicked
			got := written(ctx, resolve(ctx, op, field, about, value, marshal, plain, nonNull))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, not null %t, plain %t (- library, + resolve):\n%s", name, nonNull, plain, diff)
			}
		}
	}
}

func always[T any](v T, err error) func(context.Context) (T, error) {
	return func(context.Context) (T, error) { return v, err }
}

func text(_ context.Context, _ ast.SelectionSet, s string) graphql.Marshaler {
	return graphql.MarshalString(s)
}

// number is null where there is none, and an error where it may not be, as generated code has it.
func number(nonNull bool) func(context.Context, ast.SelectionSet, *int) graphql.Marshaler {
	return func(ctx context.Context, _ ast.SelectionSet, n *int) graphql.Marshaler {
		switch {
		case n != nil:
			return graphql.MarshalInt(*n)
		case nonNull:
			graphql.AddInvalidNullError(ctx, "Int!")
		}
		return graphql.Null
	}
}

// either is the same marshaller, whether null is allowed or not.
func either[T any](m func(context.Context, ast.SelectionSet, T) graphql.Marshaler) func(bool) func(context.Context, ast.SelectionSet, T) graphql.Marshaler {
	return func(bool) func(context.Context, ast.SelectionSet, T) graphql.Marshaler { return m }
}

func node(ctx context.Context, _ ast.SelectionSet, n timeline.Node) graphql.Marshaler {
	return graphql.MarshalString(fmt.Sprint(n.Base().ID, graphql.GetPath(ctx)))
}

// TestResolveAsLibrary: what resolve gives and the errors that it tells are those of the library's function for which
// it stands.
func TestResolveAsLibrary(t *testing.T) {
	seven := 7
	leaf, list := selected(ast.NonNullNamedType("Leaf", nil)), selected(ast.ListType(ast.NamedType("Leaf", nil), nil))
	tree := selected(ast.NamedType("Tree", nil), "a", "b")
	broken := errors.New("broken")
	asLibrary(t, "text", leaf, always("some \"text\"\n", nil), either(text))
	asLibrary(t, "error", leaf, always("", broken), either(text))
	asLibrary(t, "error of an object", tree, always[timeline.Node](nil, broken), either(node))
	asLibrary(t, "number", leaf, always(&seven, nil), number)
	asLibrary(t, "no number", leaf, always[*int](nil, nil), number)
	asLibrary(t, "no number with fields", tree, always[*int](nil, nil), number)
	asLibrary(t, "node", tree, always[timeline.Node](&timeline.Vendor{Common: timeline.Common{ID: "v"}}, nil), either(node))
	asLibrary(t, "no node", tree, always[timeline.Node](nil, nil), either(node))
	asLibrary(t, "no leaf of an interface", leaf, always[timeline.Node](nil, nil), either(node))
	asLibrary(t, "list", list, always([]string{"a", "b"}, nil), either(func(ctx context.Context, _ ast.SelectionSet, v []string) graphql.Marshaler {
		return graphql.MarshalString(fmt.Sprint(v, graphql.GetPath(ctx)))
	}))
	asLibrary(t, "panic", leaf, func(context.Context) (string, error) { panic("lost") }, either(text))
	asLibrary(t, "panic of an object", tree, func(context.Context) (string, error) { panic("lost") }, either(text))
	asLibrary(t, "panic while marshalled", leaf, always("a", nil), either(func(context.Context, ast.SelectionSet, string) graphql.Marshaler { panic("lost") }))
}

// TestResolveOwnRules: the budget ends every field without an error, and an empty text is null where it may be.
func TestResolveOwnRules(t *testing.T) {
	ctx, op := executing(t, 2)
	leaf := selected(ast.NamedType("String", nil))
	for _, row := range []struct {
		value   string
		nonNull bool
		want    string
	}{{"", true, `""`}, {"", false, "null"}, {"a", false, "null"}, {"a", true, "null"}} {
		got := resolve(ctx, op, leaf, about, always(row.value, nil), text, true, row.nonNull)
		var b bytes.Buffer
		if got.MarshalGQL(&b); b.String() != row.want || graphql.GetErrors(ctx) != nil {
			t.Errorf("%q: %s, errors %v, want %s", row.value, b.String(), graphql.GetErrors(ctx), row.want)
		}
	}
}

// TestObjectAsLibrary: an object with fields at hand and put off, of which some are null and one panics, is written and
// counted as by the library.
func TestObjectAsLibrary(t *testing.T) {
	var fields []graphql.CollectedField
	for _, name := range []string{"a", "b", "c", "a", "d"} {
		f := selected(ast.NamedType("String", nil))
		f.Alias = name
		fields = append(fields, f)
	}
	delayedFields := map[int]func(context.Context) graphql.Marshaler{
		1: func(context.Context) graphql.Marshaler { return graphql.Null },
		2: func(context.Context) graphql.Marshaler { return graphql.MarshalInt(2) },
		4: func(context.Context) graphql.Marshaler { panic("lost") },
	}
	ctx, op := executing(t, 10)
	op.RecoverFunc = panicked
	for range 2 { // the second object is resolved one field after the other
		before := len(graphql.GetErrors(ctx))
		want, got := graphql.NewFieldSet(fields), newObject(fields)
		group := graphql.NewDeferredGroup(ctx)
		for i := range fields {
			if f, ok := delayedFields[i]; ok {
				want.ResolveConcurrently(op, &group, i, true, true, f)
				got.ResolveConcurrently(op, &group, i, true, true, f)
				continue
			}
			want.Values[i] = graphql.MarshalString(fields[i].Alias + " at hand")
			got.Values[i] = want.Values[i]
		}
		want.Dispatch(ctx)
		errs := len(graphql.GetErrors(ctx)) - before
		got.Dispatch(ctx)
		var w, g bytes.Buffer
		want.MarshalGQL(&w)
		if got.MarshalGQL(&g); g.String() != w.String() {
			t.Errorf("%s, want %s", g.String(), w.String())
		}
		if got.Invalids != want.Invalids || got.Invalids != 2 || len(graphql.GetErrors(ctx)) != before+2*errs {
			t.Errorf("%d invalid fields, want %d; %d errors, want twice %d", got.Invalids, want.Invalids, len(graphql.GetErrors(ctx))-before, errs)
		}
	}
}

// TestListAsLibrary: lists of every length, one item of which panics, are those of the library with the same errors.
func TestListAsLibrary(t *testing.T) {
	for _, n := range []int{0, 1, 2, shortList - 1, shortList, 5 * shortList} {
		item := func(ctx context.Context, i int) graphql.Marshaler {
			if i == n/2 {
				panic("lost")
			}
			return graphql.MarshalString(fmt.Sprint(i, graphql.GetPath(ctx)))
		}
		ctx, op := executing(t, 10)
		fc, _ := about(ctx, selected(ast.ListType(ast.NamedType("Leaf", nil), nil)))
		ctx = graphql.WithFieldContext(ctx, fc)
		want := written(ctx, graphql.MarshalSliceConcurrently(ctx, n, 0, false, item))
		for range 2 { // of the first list of nodes each item has a goroutine
			for what, list := range map[string]func(context.Context) graphql.Array{
				"ints":  func(ctx context.Context) graphql.Array { return marshalList(ctx, op, make([]int, n), item) },
				"nodes": func(ctx context.Context) graphql.Array { return marshalList(ctx, op, make([]timeline.Node, n), item) },
			} {
				ctx := graphql.WithResponseContext(ctx, graphql.DefaultErrorPresenter, panicked)
				if got := written(ctx, list(ctx)); got != want {
					t.Errorf("%d %s: %s, want %s", n, what, got, want)
				}
			}
		}
	}
}
