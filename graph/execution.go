package graph

import (
	"context"
	"maps"
	"sync"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// execution is what the fields of one operation share: its budget, and what is the same for all objects that one
// selection is made from.
type execution struct {
	*budget
	selections table[selection, []graphql.CollectedField]
	arguments  table[*ast.Field, map[string]any]
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
	return executionOf(op).selections.get(selection{&set[0], len(set), &satisfies[0]}, func() []graphql.CollectedField {
		return graphql.CollectFields(op, set, satisfies)
	})
}

// argumentsOf reads the arguments of a field, once for all objects that the field is asked of. Nobody may change them.
// What cannot be read is an error of each object.
func argumentsOf(ctx context.Context, op *graphql.OperationContext, field graphql.CollectedField, read func(context.Context, map[string]any) (map[string]any, error)) (map[string]any, error) {
	args := &executionOf(op).arguments
	if known, ok := args.find(field.Field); ok {
		return known, nil
	}
	known, err := read(ctx, field.ArgumentMap(op.Variables))
	if err == nil {
		args.put(field.Field, known)
	}
	return known, err
}

// table keeps a few values that many goroutines read, without a lock for the readers.
type table[K comparable, V any] struct {
	held  atomic.Pointer[map[K]V]
	write sync.Mutex
}

func (t *table[K, V]) find(k K) (v V, ok bool) {
	if m := t.held.Load(); m != nil {
		v, ok = (*m)[k]
	}
	return v, ok
}

func (t *table[K, V]) put(k K, v V) {
	t.write.Lock()
	defer t.write.Unlock()
	next := make(map[K]V)
	if m := t.held.Load(); m != nil {
		maps.Copy(next, *m)
	}
	next[k] = v
	t.held.Store(&next)
}

func (t *table[K, V]) get(k K, read func() V) V {
	v, ok := t.find(k)
	if !ok {
		v = read()
		t.put(k, v)
	}
	return v
}
