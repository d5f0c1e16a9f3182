package graph

import (
	"fmt"

	"github.com/99designs/gqlgen/graphql"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// Errors of the Unmarshal functions are the reader's: they match timeline.ErrBadInput, timeline.ErrBadID or
// edtf.ErrSyntax.

// MarshalID writes an ID.
func MarshalID(id timeline.ID) graphql.Marshaler { return graphql.MarshalString(string(id)) }

// UnmarshalID reads an ID and checks its form.
func UnmarshalID(v any) (timeline.ID, error) {
	s, err := graphql.UnmarshalID(v)
	if err != nil {
		return "", fmt.Errorf("%w: an ID is a string: %w", timeline.ErrBadInput, err)
	}
	return timeline.ParseID(s)
}

// MarshalInt writes a whole number.
func MarshalInt(n int) graphql.Marshaler { return graphql.MarshalInt(n) }

// UnmarshalInt reads a whole number of 32 bits, which is all that GraphQL's Int may hold.
func UnmarshalInt(v any) (int, error) {
	n, err := graphql.UnmarshalInt32(v)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", timeline.ErrBadInput, err)
	}
	return int(n), nil
}

// MarshalDay writes YYYY-MM-DD.
func MarshalDay(d edtf.Day) graphql.Marshaler { return graphql.MarshalString(d.String()) }

// UnmarshalDay reads YYYY-MM-DD.
func UnmarshalDay(v any) (edtf.Day, error) {
	s, ok := v.(string)
	if !ok {
		return 0, fmt.Errorf("%w: a day is a string YYYY-MM-DD", timeline.ErrBadInput)
	}
	return edtf.ParseDay(s)
}

// MarshalEDTF writes a date as its source has it.
func MarshalEDTF(d edtf.Date) graphql.Marshaler { return graphql.MarshalString(d.String()) }

// UnmarshalEDTF reads a date.
func UnmarshalEDTF(v any) (edtf.Date, error) {
	s, ok := v.(string)
	if !ok {
		return edtf.Date{}, fmt.Errorf("%w: a date is a string", timeline.ErrBadInput)
	}
	return edtf.Parse(s)
}
