package graph

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/regline/regline/internal/timeline"
)

// Execute answers one operation as ServeHTTP does. Operation names one of several in the query; it may be empty where
// there is only one. Variables are values as encoding/json decodes them; nil is none.
func (h *Handler) Execute(ctx context.Context, query string, variables map[string]any, operation string) *Response {
	vars, err := asDecoded(variables)
	if err != nil {
		return h.refuse(ctx, fmt.Errorf("%w: variables: %w", timeline.ErrBadInput, err))
	}
	if !utf8.ValidString(query) {
		return h.refuse(ctx, fmt.Errorf("%w: the query is not UTF-8", timeline.ErrBadInput))
	}
	return h.run(ctx, &graphql.RawParams{Query: query, Variables: vars, OperationName: operation})
}

// run answers one operation from one release within the deadline.
func (h *Handler) run(ctx context.Context, p *graphql.RawParams) (resp *Response) {
	ctx, cancel := context.WithTimeout(graphql.StartOperationTrace(ctx), h.limits.Deadline)
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			resp = h.refuse(ctx, recovered(ctx, v))
		}
	}()
	op, errs := h.exec.CreateOperationContext(ctx, p)
	ctx = graphql.WithOperationContext(ctx, op)
	if len(errs) > 0 {
		return h.refuse(ctx, errs)
	}
	view, err := h.open(ctx, op)
	if err != nil {
		return h.refuse(ctx, err)
	}
	ctx = withReader(ctx, timeline.NewReaderOf(h.store, view))
	b := &budget{ctx: ctx, most: int64(h.limits.Values)}
	op.ResolverMiddleware = b.resolve
	next, ctx := h.exec.DispatchOperation(ctx, op)
	r := next(ctx) // nil where the context ended before it began
	if err := b.overdrawn(); err != nil || r == nil {
		return h.refuse(ctx, cmp.Or(err, context.Cause(ctx)))
	}
	rel := view.Release()
	return &Response{
		Errors: firstErrors(r.Errors),
		Data:   r.Data,
		Extensions: map[string]any{
			"release": map[string]any{"number": rel.Number, "digest": rel.Digest, "draft": rel.Draft},
		},
	}
}

// refuse makes the response of an operation that was not executed: errors without data.
func (h *Handler) refuse(ctx context.Context, err error) *Response {
	var list gqlerror.List
	if !errors.As(err, &list) {
		list = gqlerror.List{gqlerror.Wrap(err)}
	}
	r := &Response{}
	for _, e := range firstErrors(list) {
		r.Errors = append(r.Errors, h.present(ctx, e))
	}
	return r
}

// errPanic is what a reader learns of a panic: that there was one. The log has the rest.
var errPanic = errors.New("panic")

func recovered(_ context.Context, v any) error {
	return fmt.Errorf("%w: %v\n%s", errPanic, v, debug.Stack())
}
