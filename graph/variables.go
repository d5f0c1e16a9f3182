package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

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
			err := gqlerror.ErrorPosf(def.Position, "variable $%s: %q is no value of %s", def.Variable, name, def.Definition.Name)
			errcode.Set(err, errcode.ValidationFailed)
			return err
		}
	}
	return nil
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
