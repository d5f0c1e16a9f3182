package graph

import (
	"context"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// execution is what the fields of one operation share: its budget, and what is the same for all objects that one
// selection is made from.
type execution struct {
	*budget
	selections table[selection, []graphql.CollectedField]
	arguments  table[*ast.Field, map[string]any]
	contexts   table[*ast.Field, context.Context] // of plain fields, for their arguments
	// What was resolved of one object of a selection, and of one list of a field. What comes after mostly belongs to
	// the same cohorts, for which everything has been read then, so nothing is gained by resolving it concurrently.
	objects table[*graphql.CollectedField, struct{}] // by their first field
	lists   table[*ast.Field, struct{}]
}

// executionName finds the execution of an operation among the extensions of its statistics, which are there for what
// a handler keeps with an operation.
const executionName = "github.com/regline/regline/graph"

func withExecution(op *graphql.OperationContext, b *budget) {
	op.Stats.SetExtension(executionName, &execution{budget: b})
}

func executionOf(op *graphql.OperationContext) *execution {
	return op.Stats.GetExtension(executionName).(*execution)
}

// selection is a selection set made from an object of a type, which is known by the list of what the type satisfies.
type selection struct {
	first     *ast.Selection
	n         int
	satisfies *string
}

// collectFields gives the fields that a selection set asks of an object: graphql.CollectFields, once for each type and
// not for each object.
func collectFields(op *graphql.OperationContext, set ast.SelectionSet, satisfies []string) []graphql.CollectedField {
	if len(set) == 0 || len(satisfies) == 0 {
		return graphql.CollectFields(op, set, satisfies)
	}
	known := &executionOf(op).selections
	key := selection{&set[0], len(set), &satisfies[0]}
	fields, ok := known.get(key)
	if !ok {
		fields = graphql.CollectFields(op, set, satisfies)
		known.put(key, fields)
	}
	return fields
}

// readArguments reads the arguments of a field, once for all objects that the field is asked of. Nobody may change them.
// What cannot be read is an error of each object, which is told here.
func readArguments(ctx context.Context, op *graphql.OperationContext, fc *graphql.FieldContext, read func(context.Context, map[string]any) (map[string]any, error)) (err error) {
	args := &executionOf(op).arguments
	if known, ok := args.get(fc.Field.Field); ok {
		fc.Args = known
		return nil
	}
	ctx = graphql.WithFieldContext(ctx, fc)
	defer func() {
		if r := recover(); r != nil {
			err = op.Recover(ctx, r)
		}
		if err != nil {
			op.Error(ctx, err)
		}
	}()
	if fc.Args, err = read(ctx, fc.Field.ArgumentMap(op.Variables)); err == nil {
		args.put(fc.Field.Field, fc.Args)
	}
	return err
}

// table is a map for many goroutines.
type table[K comparable, V any] struct {
	mu   sync.RWMutex
	held map[K]V
}

func (t *table[K, V]) get(k K) (V, bool) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	v, ok := t.held[k]
	return v, ok
}

func (t *table[K, V]) put(k K, v V) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.held == nil {
		t.held = make(map[K]V)
	}
	t.held[k] = v
}

// answerSize is about how many bytes the answer to the operation takes.
func answerSize(op *graphql.OperationContext) int {
	const value = 20 // with its name, on the average of many questions
	return int(executionOf(op).spent.Load()) * value
}
