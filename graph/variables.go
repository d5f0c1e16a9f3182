package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// asDecoded gives the variables as the HTTP handler decodes them: numbers as json.Number.
func asDecoded(variables map[string]any) (map[string]any, error) {
	if len(variables) == 0 {
		return nil, nil
	}
	b, err := json.Marshal(variables)
	if err != nil {
		return nil, err
	}
	var out map[string]any
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	err = dec.Decode(&out)
	return out, err
}

// strictVariables refuses values of variables that the validator lets through and the schema does not have: a name of
// an enumeration in another case would be a filter that nothing fits.
type strictVariables struct{}

func (strictVariables) ExtensionName() string                   { return "StrictVariables" }
func (strictVariables) Validate(graphql.ExecutableSchema) error { return nil }

func (strictVariables) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	for _, def := range op.Operation.VariableDefinitions {
		if def.Definition == nil || def.Definition.Kind != ast.Enum {
			continue
		}
		if name, ok := foreignName(def.Definition, op.Variables[def.Variable]); ok {
			return invalid(def.Position, "variable $%s: %q is no value of %s", def.Variable, name, def.Definition.Name)
		}
	}
	return nil
}

// invalid is an error of a request that does not fit its document or the schema.
func invalid(at *ast.Position, format string, args ...any) *gqlerror.Error {
	err := gqlerror.ErrorPosf(at, format, args...)
	errcode.Set(err, errcode.ValidationFailed)
	return err
}

// undeclared refuses values that would be left out of account without a word: a misspelt name would leave its variable
// at the default. What another operation of the document declares is no mistake: clients send one set for all.
func undeclared(op *graphql.OperationContext, given map[string]any) gqlerror.List {
	var errs gqlerror.List
	for _, name := range slices.Sorted(maps.Keys(given)) {
		declares := func(o *ast.OperationDefinition) bool { return o.VariableDefinitions.ForName(name) != nil }
		if !slices.ContainsFunc(op.Doc.Operations, declares) {
			errs = append(errs, invalid(op.Operation.Position, "variable $%.50s is not declared: the operation %s", name, declared(op.Operation)))
		}
	}
	return errs
}

// declared says which variables an operation has.
func declared(op *ast.OperationDefinition) string {
	if len(op.VariableDefinitions) == 0 {
		return "declares none"
	}
	names := make([]string, len(op.VariableDefinitions))
	for i, def := range op.VariableDefinitions {
		names[i] = "$" + def.Variable
	}
	return "declares " + listed(names)
}

// foreignName gives the first name, in a value or a list, that the enumeration does not have.
func foreignName(def *ast.Definition, v any) (string, bool) {
	if v == nil {
		return "", false
	}
	for _, name := range graphql.CoerceList(v) {
		if s := fmt.Sprint(name); name != nil && def.EnumValues.ForName(s) == nil {
			return s, true
		}
	}
	return "", false
}
