package graph

import (
	"context"
	"errors"
	"fmt"

	"github.com/99designs/gqlgen/graphql"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// directive pins an operation to a release.
const directive = "asKnown"

// open opens the release that the request asks for, or the operation with @asKnown, else the current one.
func (h *Handler) open(ctx context.Context, at timeline.KnownAt, op *graphql.OperationContext) (timeline.View, error) {
	d := op.Operation.Directives.ForName(directive)
	switch {
	case d != nil && at.Release != 0:
		return nil, fmt.Errorf("%w: the operation says @asKnown itself: ask without a release", timeline.ErrBadInput)
	case at.Release != 0:
		return h.openNumber(ctx, at.Release)
	case d == nil:
		return h.store.Open(ctx, timeline.KnownAt{})
	}
	args := d.ArgumentMap(op.Variables)
	number, day := args["release"], args["on"]
	if (number == nil) == (day == nil) {
		return nil, fmt.Errorf("%w: @asKnown takes release or on, and one of them", timeline.ErrBadInput)
	}
	if number != nil {
		n, err := UnmarshalInt(number)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("%w: @asKnown(release: %v): releases are numbered from 1", timeline.ErrBadInput, number)
		}
		return h.openNumber(ctx, n)
	}
	on, err := UnmarshalDay(day)
	if err != nil {
		return nil, fmt.Errorf("%w: @asKnown(on: %v): %w", timeline.ErrBadInput, day, err)
	}
	return h.openOn(ctx, on)
}

// openOn opens the release that was current at the end of a day.
func (h *Handler) openOn(ctx context.Context, day edtf.Day) (timeline.View, error) {
	current, err := h.store.Open(ctx, timeline.KnownAt{})
	if err != nil {
		return nil, err
	}
	n, err := current.Release().At(day)
	if err != nil {
		return nil, fmt.Errorf("%w: @asKnown: %v", timeline.ErrBadInput, err) // not ErrNoRelease: the store has releases
	}
	return h.openNumber(ctx, n)
}

func (h *Handler) openNumber(ctx context.Context, n int) (timeline.View, error) {
	v, err := h.store.Open(ctx, timeline.KnownAt{Release: n})
	if errors.Is(err, timeline.ErrNoRelease) {
		return nil, fmt.Errorf("%w: there is no release %d: the query release tells the history", timeline.ErrBadInput, n)
	}
	return v, err
}
