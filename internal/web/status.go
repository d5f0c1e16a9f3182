package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/timeline"
)

// failure is what a reader is told of an error.
type failure struct {
	status int
	key    string // of the phrase that says it
	// told: the error's own text is for the reader too. Errors of a store may name hosts and are for the log.
	told bool
}

// failureOf is the table of errors to HTTP statuses.
func failureOf(err error) failure {
	switch {
	case errors.Is(err, errNoPage):
		return failure{http.StatusNotFound, "failure.nopage", false}
	case errors.Is(err, export.ErrNoFormat):
		return failure{http.StatusNotFound, "failure.format", true}
	case errors.Is(err, errPinned):
		return failure{http.StatusNotFound, "failure.release", false}
	case errors.Is(err, timeline.ErrNoRelease):
		return failure{http.StatusServiceUnavailable, "failure.norelease", false}
	case errors.Is(err, timeline.ErrUnavailable):
		return failure{http.StatusServiceUnavailable, "failure.unavailable", false}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return failure{http.StatusServiceUnavailable, "failure.late", false}
	case errors.Is(err, timeline.ErrNotFound):
		return failure{http.StatusNotFound, "failure.notfound", true}
	case errors.Is(err, timeline.ErrSplit):
		return failure{http.StatusNotFound, "failure.split", true}
	case errors.Is(err, timeline.ErrBadInput), errors.Is(err, timeline.ErrBadID), errors.Is(err, timeline.ErrBadCursor):
		return failure{http.StatusBadRequest, "failure.input", true}
	case errors.Is(err, timeline.ErrTooLarge):
		return failure{http.StatusBadRequest, "failure.toolarge", true}
	}
	return failure{http.StatusInternalServerError, "failure.store", false}
}

// errPinned says that the store holds releases, but not the one that an address pins.
var errPinned = errors.New("the pinned release is not held")

// errNoPage says that the site has no page under an address.
var errNoPage = errors.New("no such page")
