package graph

import (
	"context"
	"io"
	"sync"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
)

// object gathers the values of an object's fields and writes them. It stands in generated code in the place of
// graphql.FieldSet, without deferred fields, of which the schema has none.
type object struct {
	fields []graphql.CollectedField
	Values []graphql.Marshaler
	// Invalids counts the fields that may not be null and are.
	Invalids uint32
	op       *graphql.OperationContext // where any field is delayed
	delayed  []delayed
}

// delayed is a field that is resolved beside others.
type delayed struct {
	i       int
	nonNull bool
	resolve func(context.Context) graphql.Marshaler
}

func newObject(fields []graphql.CollectedField) *object {
	const few = 4 // as most have: one piece of memory
	if n := len(fields); n <= few {
		small := &struct {
			object
			values [few]graphql.Marshaler
		}{}
		small.fields, small.Values = fields, small.values[:n]
		return &small.object
	}
	return &object{fields: fields, Values: make([]graphql.Marshaler, len(fields))}
}

// ResolveConcurrently puts off a field until Dispatch.
func (o *object) ResolveConcurrently(op *graphql.OperationContext, _ *graphql.DeferredGroup, i int, _, nonNull bool, resolve func(context.Context) graphql.Marshaler) {
	o.delay(op, delayed{i, nonNull, resolve})
}

// ResolveRootConcurrently puts off a field of the root, which has a context of its own.
func (o *object) ResolveRootConcurrently(ctx context.Context, op *graphql.OperationContext, i int, _, nonNull bool, resolve func(context.Context) graphql.Marshaler) {
	o.delay(op, delayed{i, nonNull, func(context.Context) graphql.Marshaler { return resolve(ctx) }})
}

func (o *object) delay(op *graphql.OperationContext, d delayed) {
	o.op = op
	if o.delayed == nil {
		o.delayed = make([]delayed, 0, len(o.fields)-d.i)
	}
	o.delayed = append(o.delayed, d)
}

// Dispatch resolves what was put off. Of the first object of a selection, all at once: each field may wait for the
// store.
func (o *object) Dispatch(ctx context.Context) {
	if len(o.delayed) > 1 {
		seen := &executionOf(o.op).objects
		if _, ok := seen.get(&o.fields[0]); !ok {
			o.together(ctx)
			seen.put(&o.fields[0], struct{}{})
			return
		}
	}
	for i := range o.delayed {
		o.settle(ctx, &o.delayed[i])
	}
}

func (o *object) together(ctx context.Context) {
	var wg sync.WaitGroup
	for i := range o.delayed[1:] {
		wg.Go(func() { o.settle(ctx, &o.delayed[1+i]) })
	}
	o.settle(ctx, &o.delayed[0])
	wg.Wait()
}

func (o *object) settle(ctx context.Context, d *delayed) {
	v := o.run(ctx, d)
	o.Values[d.i] = v
	if d.nonNull && v == graphql.Null {
		atomic.AddUint32(&o.Invalids, 1)
	}
}

func (o *object) run(ctx context.Context, d *delayed) (v graphql.Marshaler) {
	defer func() {
		if r := recover(); r != nil {
			o.op.Error(ctx, o.op.Recover(ctx, r))
			v = graphql.Null
		}
	}()
	return d.resolve(ctx)
}

// MarshalGQL writes the object, each name once.
func (o *object) MarshalGQL(w io.Writer) {
	_, _ = io.WriteString(w, "{")
	sep := `"`
	for i := range o.fields {
		if o.named(i) {
			continue
		}
		_, _ = io.WriteString(w, sep)
		_, _ = io.WriteString(w, o.fields[i].Alias) // a name, in which nothing is to be escaped
		_, _ = io.WriteString(w, `":`)
		o.Values[i].MarshalGQL(w)
		sep = `,"`
	}
	_, _ = io.WriteString(w, "}")
}

// named says whether a field before the one has its name.
func (o *object) named(i int) bool {
	for j := range i {
		if o.fields[j].Alias == o.fields[i].Alias {
			return true
		}
	}
	return false
}
