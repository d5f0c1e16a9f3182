package graph

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// Code is the member extensions.code of an error.
type Code string

// The codes. Besides these there are GRAPHQL_PARSE_FAILED and GRAPHQL_VALIDATION_FAILED for queries that do not fit the
// schema.
const (
	// CodeNotFound: the release holds no node of an ID, which extensions.ids repeats.
	CodeNotFound Code = "NOT_FOUND"
	// CodeMoved: several nodes took the place of an ID's node; extensions.to names them, the text tells why.
	CodeMoved Code = "MOVED"
	// CodeBadUserInput: an argument or the request has not the form or range that the text names.
	CodeBadUserInput Code = "BAD_USER_INPUT"
	// CodeBadCursor: a cursor is of another list or release.
	CodeBadCursor Code = "BAD_CURSOR"
	// CodeTooLarge: the request or its answer would go beyond a limit.
	CodeTooLarge Code = "TOO_LARGE"
	// CodeNoRelease: there are no facts yet.
	CodeNoRelease Code = "NO_RELEASE"
	// CodeUnavailable: the store does not answer; trying again may help.
	CodeUnavailable Code = "UNAVAILABLE"
	// CodeTimeout: the operation took longer than it may.
	CodeTimeout Code = "TIMEOUT"
	// CodeInternal: a fault of Regline. The log has the detail.
	CodeInternal Code = "INTERNAL"
)

// outcome is what a reader is told of an error.
type outcome struct {
	is   error
	code Code
	// text stands for the error's own, which then goes into the log; empty: the error's own is for readers.
	text string
	// hint follows the error's own text.
	hint string
	// status of the HTTP response where the operation was not executed.
	status int
}

// outcomes is the one table from the errors of the domain to codes. The first that matches counts.
var outcomes = []outcome{
	{is: errPanic, code: CodeInternal, text: "internal error", status: http.StatusInternalServerError},
	{is: context.DeadlineExceeded, code: CodeTimeout, text: "the operation took too long: ask for fewer items at once, or try again later", status: http.StatusServiceUnavailable},
	{is: context.Canceled, code: CodeTimeout, text: "the request ended before the answer", status: http.StatusServiceUnavailable},
	{is: timeline.ErrUnavailable, code: CodeUnavailable, text: "the store does not answer: try again later", status: http.StatusServiceUnavailable},
	{is: timeline.ErrNoRelease, code: CodeNoRelease, text: "there is no release of facts yet", status: http.StatusServiceUnavailable},
	{is: timeline.ErrNotFound, code: CodeNotFound, hint: "; the query search finds IDs by name, the query covered tells what the data holds"},
	{is: timeline.ErrSplit, code: CodeMoved},
	{is: timeline.ErrBadCursor, code: CodeBadCursor},
	{is: timeline.ErrTooLarge, code: CodeTooLarge},
	{is: timeline.ErrBadInput, code: CodeBadUserInput},
	{is: timeline.ErrBadID, code: CodeBadUserInput},
	{is: edtf.ErrSyntax, code: CodeBadUserInput},
}

// internal is the outcome of every other error.
var internal = outcome{code: CodeInternal, text: "internal error", status: http.StatusInternalServerError}

func outcomeOf(err error) outcome {
	for _, o := range outcomes {
		if errors.Is(err, o.is) {
			return o
		}
	}
	return internal
}

// present makes of an error what a reader is told. Errors that have a code already are those of the query itself.
func (h *Handler) present(ctx context.Context, err error) *gqlerror.Error {
	e, ok := errors.AsType[*gqlerror.Error](err)
	if !ok {
		e = gqlerror.WrapPath(graphql.GetPath(ctx), err)
	}
	if _, coded := e.Extensions["code"]; coded {
		return e
	}
	o := outcomeOf(err)
	shown := &gqlerror.Error{Message: e.Message + o.hint, Path: e.Path, Locations: e.Locations}
	errcode.Set(shown, string(o.code))
	if missing, ok := errors.AsType[*timeline.NotFoundError](err); ok {
		shown.Extensions["ids"] = missing.IDs
	}
	if split, ok := errors.AsType[*timeline.SplitError](err); ok {
		shown.Extensions["to"] = split.To
	}
	if o.text != "" {
		shown.Message = o.text
		level := slog.LevelWarn
		if o.code == CodeInternal {
			level = slog.LevelError
		}
		h.log.LogAttrs(ctx, level, "operation failed", slog.String("code", string(o.code)), slog.String("path", e.Path.String()), slog.Any("error", cmp.Or(e.Err, err)))
	}
	return shown
}

// statusOf gives the HTTP status of a response without data: that of the store's or Regline's own fault, else zero.
func statusOf(r *Response) int {
	for _, e := range r.Errors {
		code, _ := e.Extensions["code"].(string)
		for _, o := range outcomes {
			if string(o.code) == code && o.status != 0 {
				return o.status
			}
		}
	}
	return 0
}
