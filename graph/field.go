package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// resolve answers one field of an object. It stands in generated code in the place of graphql.ResolveField and does the
// same, with these differences: the only middleware is the budget of the operation; no function that it is given
// outlives the call, so that none is allocated; and a plain field, whose value needs nothing of the context but its
// arguments and does not fail, has a field context of its own only where something is to be told of its place.
func resolve[T any](
	ctx context.Context,
	op *graphql.OperationContext,
	field graphql.CollectedField,
	about func(context.Context, graphql.CollectedField) (*graphql.FieldContext, error),
	value func(context.Context) (T, error),
	marshal func(context.Context, ast.SelectionSet, T) graphql.Marshaler,
	plain, nonNull bool,
) (out graphql.Marshaler) {
	late := plain && len(field.Selections) == 0 && field.Definition.Type.Elem == nil
	if !late {
		fc, err := about(ctx, field)
		if err != nil {
			return graphql.Null // told by about
		}
		ctx = graphql.WithFieldContext(ctx, fc)
	}
	defer func() {
		if r := recover(); r != nil {
			if late {
				ctx = placed(ctx, field, about)
			}
			op.Error(ctx, op.Recover(ctx, r))
			out = graphql.Null
		}
	}()
	x := executionOf(op)
	if !x.spend() {
		return graphql.Null
	}
	within := ctx
	if late && len(field.Definition.Arguments) > 0 {
		var known bool
		if within, known = x.contexts.get(field.Field); !known {
			fc, err := about(ctx, field)
			if err != nil {
				return graphql.Null // told by about
			}
			within = graphql.WithFieldContext(ctx, fc)
			x.contexts.put(field.Field, within)
		}
	}
	v, err := value(within)
	if err != nil {
		if late {
			ctx = placed(ctx, field, about)
		}
		op.Error(ctx, graphql.AddFieldLocationToError(ctx, err))
		return graphql.Null
	}
	if s, ok := any(v).(string); ok && s == "" && !nonNull {
		return graphql.Null // the domain has no pointers to strings
	}
	var zero T
	if late && nonNull && any(v) == any(zero) { // perhaps null, which is an error of this place
		ctx, late = placed(ctx, field, about), false
	}
	if any(v) == nil {
		if nonNull {
			graphql.AddInvalidNullError(ctx, "")
		}
		return graphql.Null
	}
	return marshal(ctx, field.Selections, v)
}

// placed gives the context of a plain field.
func placed(ctx context.Context, field graphql.CollectedField, about func(context.Context, graphql.CollectedField) (*graphql.FieldContext, error)) context.Context {
	fc, err := about(ctx, field)
	if err != nil {
		return ctx
	}
	return graphql.WithFieldContext(ctx, fc)
}
