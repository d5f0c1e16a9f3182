package curated_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/regline/regline/loaders/curated"
)

// TestLimits gives files that are too large in each way: one problem that says so, and the other file is read.
func TestLimits(t *testing.T) {
	fields := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "agency-%d: 1\n", i)
		}
		return b.String()
	}
	for _, c := range []struct{ name, src, want string }{
		{"bytes", "# " + strings.Repeat("x", curated.MaxFileBytes), "more than 1048576 bytes"},
		{"flow depth", "a: " + strings.Repeat("[", 100_000), "nested more than 32 deep"},
		{"dashes", strings.Repeat("- ", 100_000), "nested more than 32 deep"},
		{"fields", fields(curated.MaxFields + 1), "more than 20000 fields"},
		{"control", "a: \x00", "control character U+0000"},
		{"carriage return", "a: b\rc: d\n", "control character U+000D"},
		{"not UTF-8", "a: \xff", "not UTF-8"},
		{"colons", strings.Repeat("a: ", 10_000), "not YAML"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, problems := curated.Load(t.Context(), fstest.MapFS{
				"agencies.yaml": {Data: []byte(c.src)},
				"persons.yaml":  {Data: []byte("eugene-kaspersky: {label: {en: Eugene Kaspersky}}\n")},
			})
			if len(problems) != 1 || problems[0].File != "agencies.yaml" || !strings.Contains(problems[0].Text, c.want) {
				t.Errorf("problems %v: want one of agencies.yaml with %q", problems[:min(len(problems), 3)], c.want)
			}
			if len(in.Declarations) != 1 || in.Declarations[0].ID != "eugene-kaspersky" {
				t.Errorf("declarations %v: want that of the other file", in.Declarations)
			}
		})
	}
}

// TestLineEndsOfWindows proves that positions do not depend on how lines end.
func TestLineEndsOfWindows(t *testing.T) {
	src := "\ufeffeugene-kaspersky:\r\n  label: {en: Eugene Kaspersky}\r\n  lable: x\r\n"
	_, problems := curated.Load(t.Context(), fstest.MapFS{"persons.yaml": {Data: []byte(src)}})
	if len(problems) != 1 || problems[0].Line != 3 || problems[0].Column != 3 {
		t.Errorf("problems %v: want one at 3:3", problems)
	}
}

func TestLoadStopsWithContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	in, problems := curated.Load(ctx, fstest.MapFS{"persons.yaml": {Data: []byte("eugene-kaspersky: {label: {en: Eugene Kaspersky}}\n")}})
	if len(in.Declarations) != 0 || len(problems) != 1 || !strings.Contains(problems[0].Text, context.Canceled.Error()) {
		t.Errorf("%d declarations, problems %v: want none and one that says why", len(in.Declarations), problems)
	}
}

func TestEmptyTree(t *testing.T) {
	if _, problems := curated.Load(t.Context(), fstest.MapFS{"README.md": {Data: []byte("x")}}); len(problems) != 1 {
		t.Errorf("problems %v: want one that says there is no fact file", problems)
	}
}
