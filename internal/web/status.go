package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/regline/regline/internal/timeline"
)

// failure is what a reader is told of an error. The error itself may name hosts and is for the log.
type failure struct {
	status int
	text   string
}

// failureOf is the table of errors to HTTP statuses.
func failureOf(err error) failure {
	switch {
	case errors.Is(err, timeline.ErrNoRelease):
		return failure{http.StatusServiceUnavailable, "the store holds no release yet: run `regline load`"}
	case errors.Is(err, timeline.ErrUnavailable):
		return failure{http.StatusServiceUnavailable, "the store cannot be reached: try again later"}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return failure{http.StatusServiceUnavailable, "the store did not answer in time: try again later"}
	}
	return failure{http.StatusInternalServerError, "the store failed: the log of the server says why"}
}
