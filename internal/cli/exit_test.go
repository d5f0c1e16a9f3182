package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/store/neo4j"
	"github.com/regline/regline/internal/timeline"
	"github.com/regline/regline/loaders/curated"
)

// TestExit is the table of errors, exit codes and remedies. Each error comes wrapped, as commands return it.
func TestExit(t *testing.T) {
	problems := &problemsError{[]compile.Problem{{Place: compile.Place{File: "a.yaml", Line: 1, Column: 2}, Field: "by", Text: "no node"}}}
	tests := []struct {
		err     error
		code    int
		message string // a part of it; "" where there must be none
	}{
		{nil, exitOK, ""},
		{errNo, exitNo, ""},
		{problems, exitNo, "a.yaml:1:2: by: no node\nregline: 1 problem in the files"},
		{curated.ErrFormat, exitNo, "cannot be formatted"},
		{usagef("--on: %s", "x"), exitUsage, "--on: x"},
		{neo4j.ErrBadConfig, exitUsage, "REGLINE_NEO4J_PASSWORD"},
		{timeline.ErrUnavailable, exitUnavailable, "store unavailable"},
		{timeline.ErrNoRelease, exitUnavailable, "run `regline load`"},
		{timeline.ErrStaleRelease, exitOther, "load newer files"},
		{context.Canceled, exitInterrupted, "canceled"},
		{errInterrupted, exitInterrupted, "interrupted"},
		{errors.New("disk full"), exitOther, "regline: at work: disk full"},
	}
	for _, tt := range tests {
		err := tt.err
		if err != nil {
			err = fmt.Errorf("at work: %w", err)
		}
		if got := exitCode(err); got != tt.code {
			t.Errorf("%v: exit code %d, want %d", tt.err, got, tt.code)
		}
		if got := message(err); !strings.Contains(got, tt.message) || (got == "") != (tt.message == "") {
			t.Errorf("%v: message %q, want %q in it", tt.err, got, tt.message)
		}
	}
}
