package graph

import (
	"context"
	"reflect"
	"sync"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
)

// Bounds of what is marshalled beside each other of one list.
const (
	listWorkers = 4
	shortList   = 16 // is marshalled by one
)

// marshalList marshals the items of a list. It stands in generated code in the place of
// graphql.MarshalSliceConcurrently. Items of one type came together and ask the store alike, the first of them for all,
// so a few workers take them one after the other. Items of several types may ask differently: of the first list of a
// field each has a goroutine.
func marshalList[T any](ctx context.Context, op *graphql.OperationContext, items []T, marshal func(ctx context.Context, i int) graphql.Marshaler) graphql.Array {
	l := newList(len(items))
	if len(items) == 0 {
		return l.out
	}
	l.ctx, l.marshal = ctx, marshal
	workers := 1
	if len(items) >= shortList {
		workers = listWorkers
	}
	if len(items) > 1 && reflect.TypeFor[T]().Kind() == reflect.Interface {
		field, seen := graphql.GetFieldContext(ctx).Field.Field, &executionOf(op).lists
		if _, ok := seen.get(field); !ok {
			workers = len(items)
			defer seen.put(field, struct{}{})
		}
	}
	var wg sync.WaitGroup
	for range workers - 1 {
		wg.Go(l.work)
	}
	l.work()
	wg.Wait()
	return l.out
}

// list is one that is being marshalled.
type list struct {
	ctx     context.Context
	out     graphql.Array
	places  []place
	marshal func(ctx context.Context, i int) graphql.Marshaler
	taken   atomic.Int64
}

func newList(n int) *list {
	if n == 1 { // as many are: one piece of memory
		one := &struct {
			list
			out    [1]graphql.Marshaler
			places [1]place
		}{}
		one.list.out, one.list.places = one.out[:], one.places[:]
		return &one.list
	}
	return &list{out: make(graphql.Array, n), places: make([]place, n)}
}

// work takes items until none is left.
func (l *list) work() {
	for i := int(l.taken.Add(1)) - 1; i < len(l.out); i = int(l.taken.Add(1)) - 1 {
		l.item(i)
	}
}

func (l *list) item(i int) {
	p := &l.places[i]
	p.index, p.Index = i, &p.index
	ctx := graphql.WithFieldContext(l.ctx, &p.FieldContext)
	defer func() {
		if r := recover(); r != nil {
			graphql.AddError(ctx, graphql.Recover(ctx, r))
			l.out[i] = graphql.Null
		}
	}()
	l.out[i] = l.marshal(ctx, i)
}

// place is that of an item in its list.
type place struct {
	graphql.FieldContext
	index int
}
