package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/persisted"
	"github.com/regline/regline/internal/releasefile"
	"github.com/regline/regline/internal/store/neo4j"
	"github.com/regline/regline/internal/timeline"
	"github.com/regline/regline/loaders/curated"
)

// The exit codes, the same for every command.
const (
	exitOK = iota
	exitNo
	exitUsage
	exitUnavailable
	exitOther
	exitInterrupted
)

// errNo ends a command whose output says no already.
var errNo = errors.New("the answer is no")

// errUsage says that the command line is wrong.
var errUsage = errors.New("wrong command line")

// usageError matches [errUsage], which its text does not repeat.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func (e *usageError) Is(target error) bool { return target == errUsage }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// problemsError is a tree of files that gives no release.
type problemsError struct{ problems []compile.Problem }

func (e *problemsError) Error() string {
	lines := make([]string, 0, len(e.problems)+1)
	for _, p := range e.problems {
		lines = append(lines, p.Error())
	}
	return strings.Join(append(lines, "regline: "+count(len(e.problems), "problem")+" in the files: there is no release of them"), "\n")
}

func exitCode(err error) int {
	var problems *problemsError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errInterrupted), errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.Is(err, errNo), errors.As(err, &problems), errors.Is(err, curated.ErrFormat), errors.Is(err, releasefile.ErrFormat), errors.Is(err, persisted.ErrReceipt):
		return exitNo
	case errors.Is(err, errUsage), errors.Is(err, neo4j.ErrBadConfig):
		return exitUsage
	case errors.Is(err, timeline.ErrUnavailable), errors.Is(err, timeline.ErrNoRelease):
		return exitUnavailable
	}
	return exitOther
}

// message is what people read of an error, with the remedy where there is one.
func message(err error) string {
	var problems *problemsError
	remedy := ""
	switch {
	case err == nil, errors.Is(err, errNo):
		return ""
	case errors.As(err, &problems):
		return err.Error()
	case errors.Is(err, timeline.ErrNoRelease):
		remedy = "; run `regline load` with the same --store first"
	case errors.Is(err, timeline.ErrStaleRelease):
		remedy = "; the store holds a later release than the files give, or another of the same number: load newer files, or use another database"
	case errors.Is(err, neo4j.ErrBadConfig):
		remedy = "; see --store, REGLINE_NEO4J_USER, REGLINE_NEO4J_PASSWORD and REGLINE_NEO4J_DATABASE"
	}
	return "regline: " + err.Error() + remedy
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
