package cli

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/compile"
)

// TestReportable gives what is reported of what was found: each problem once, and none that others explain.
func TestReportable(t *testing.T) {
	problem := func(file string, cause compile.Cause, text string) compile.Problem {
		return compile.Problem{Place: compile.Place{File: file, Line: 1, Column: 1}, Text: text, Cause: cause}
	}
	unread := func(files ...string) []compile.Problem {
		var out []compile.Problem
		for _, f := range files {
			out = append(out, problem(f, compile.CauseUnread, "unread"))
		}
		return out
	}
	for _, row := range []struct {
		proves string
		found  []compile.Problem
		want   []string
	}{
		{"in order, each once", []compile.Problem{problem("b", compile.CauseOwn, "y"), problem("a", compile.CauseOwn, "x"), problem("b", compile.CauseOwn, "y")},
			[]string{"a:1:1: x", "b:1:1: y"}},
		{"what is absent is a fault while all files are read", []compile.Problem{problem("a", compile.CauseOwn, "x"), problem("b", compile.CauseAbsent, "no node")},
			[]string{"a:1:1: x", "b:1:1: no node"}},
		{"what follows is none beside its cause", []compile.Problem{problem("a", compile.CauseOwn, "x"), problem("b", compile.CauseFollows, "faulty there")},
			[]string{"a:1:1: x"}},
		{"what nothing explains is reported", []compile.Problem{problem("b", compile.CauseFollows, "faulty there")},
			[]string{"b:1:1: faulty there"}},
		{"what is absent is counted while a file is unread", append(unread("c"), problem("a", compile.CauseOwn, "x"), problem("b", compile.CauseAbsent, "no node"), problem("b", compile.CauseAbsent, "no other")),
			[]string{"a:1:1: x", "c:1:1: 2 references could not be checked, because c could not be read", "c:1:1: unread"}},
		{"nothing absent, no count", unread("c"), []string{"c:1:1: unread"}},
		{"a file with two faults is one file", append(append(unread("c", "d"), problem("c", compile.CauseUnread, "unread also")), problem("b", compile.CauseAbsent, "no node")),
			[]string{"c:1:1: 1 reference could not be checked, because c and d could not be read", "c:1:1: unread", "c:1:1: unread also", "d:1:1: unread"}},
		{"of many files the first", append(unread("c", "d", "e", "f", "g", "h", "i"), problem("b", compile.CauseAbsent, "no node")),
			[]string{"c:1:1: 1 reference could not be checked, because c, d, e, f, g and 2 more files could not be read",
				"c:1:1: unread", "d:1:1: unread", "e:1:1: unread", "f:1:1: unread", "g:1:1: unread", "h:1:1: unread", "i:1:1: unread"}},
	} {
		t.Run(row.proves, func(t *testing.T) {
			var got []string
			for _, p := range reportable(slices.Clone(row.found)) {
				got = append(got, p.Error())
			}
			if d := cmp.Diff(row.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}
