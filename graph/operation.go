package graph

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/regline/regline/internal/timeline"
)

// Execute answers one operation as ServeHTTP does. Operation names one of several in the query; it may be empty where
// there is only one. Variables are values as encoding/json decodes them; nil is none.
func (h *Handler) Execute(ctx context.Context, query string, variables map[string]any, operation string) *Response {
	return h.ExecuteAt(ctx, timeline.KnownAt{}, query, variables, operation)
}

// ExecuteAt is Execute from a release, as if the operation had the directive @asKnown(release:). Zero leaves it to the
// operation. An operation that has a directive of its own is refused with any other.
func (h *Handler) ExecuteAt(ctx context.Context, at timeline.KnownAt, query string, variables map[string]any, operation string) *Response {
	vars, err := asDecoded(variables)
	if err != nil {
		return h.refuse(ctx, fmt.Errorf("%w: variables: %w", timeline.ErrBadInput, err))
	}
	if !utf8.ValidString(query) {
		return h.refuse(ctx, fmt.Errorf("%w: the query is not UTF-8", timeline.ErrBadInput))
	}
	return h.run(ctx, at, &graphql.RawParams{Query: query, Variables: vars, OperationName: operation})
}

// run answers one operation from one release within the deadline.
func (h *Handler) run(ctx context.Context, at timeline.KnownAt, p *graphql.RawParams) (resp *Response) {
	ctx, cancel := context.WithTimeout(graphql.StartOperationTrace(ctx), h.limits.Deadline)
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			resp = h.refuse(ctx, recovered(ctx, v))
		}
	}()
	op, errs := h.exec.CreateOperationContext(ctx, p)
	ctx = graphql.WithOperationContext(ctx, op)
	if errs = withMisfits(op, p, errs); len(errs) > 0 {
		return h.refuse(ctx, errs)
	}
	view, err := h.open(ctx, at, op)
	if err != nil {
		return h.refuse(ctx, err)
	}
	reader := timeline.NewReaderOf(h.store, view)
	reader.Anticipate(h.foresight)
	ctx = withReader(ctx, reader)
	b := &budget{ctx: ctx, most: int64(h.limits.Values)}
	withExecution(op, b)
	next, ctx := h.exec.DispatchOperation(ctx, op)
	r := next(ctx) // nil where the context ended before it began
	if err := b.overdrawn(); err != nil || r == nil {
		return h.refuse(ctx, cmp.Or(err, context.Cause(ctx)))
	}
	rel := view.Release()
	return &Response{
		Errors:  firstErrors(r.Errors),
		Data:    r.Data,
		Release: rel,
		Extensions: map[string]any{
			"release": map[string]any{"number": rel.Number, "digest": rel.Digest, "draft": rel.Draft},
		},
	}
}

// withMisfits puts what the request names and the document does not have before the errors that it leads to.
func withMisfits(op *graphql.OperationContext, p *graphql.RawParams, errs gqlerror.List) gqlerror.List {
	switch {
	case op.Doc == nil:
		return errs
	case op.Operation == nil:
		err := gqlerror.Errorf("%s", noOperation(op.Doc.Operations, p.OperationName))
		errcode.Set(err, errcode.ValidationFailed)
		return gqlerror.List{err}
	}
	return append(undeclared(op, p.Variables), errs...)
}

// noOperation says which operations there are instead.
func noOperation(has ast.OperationList, name string) string {
	const remedy = "name one as operationName over HTTP, with --operation on the command line"
	names := make([]string, len(has))
	for i, op := range has {
		names[i] = op.Name
	}
	switch {
	case name == "":
		return fmt.Sprintf("the document has %d operations: %s; %s", len(has), listed(names), remedy)
	case names[0] == "":
		return fmt.Sprintf("operation %.50s not found: the only operation of the document has no name", name)
	}
	return fmt.Sprintf("operation %.50s not found: the document has %s; %s", name, listed(names), remedy)
}

// listed joins names, of a long list the first.
func listed(names []string) string {
	const most = 20
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
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
