package curated_test

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
	"github.com/regline/regline/loaders/curated"
)

const manual = dataDir + "/FORMAT.md"

var example = regexp.MustCompile("(?ms)^```(yaml|text) (\\S+)\n(.*?)^```$")

// TestManualExamples loads all examples of the manual as one tree, formats each, and checks it by its schema.
func TestManualExamples(t *testing.T) {
	src, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	tree, all := fstest.MapFS{}, schemas(t)
	for _, m := range example.FindAllSubmatch(src, -1) {
		name := string(m[2])
		if tree[name] != nil {
			t.Errorf("two examples for %s", name)
		}
		tree[name] = &fstest.MapFile{Data: m[3]}
		if string(m[1]) != "yaml" {
			continue
		}
		if err := validate(t, all, name, m[3]); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		formatted(t, name, m[3])
	}
	if fences := bytes.Count(src, []byte("\n```")); len(tree)*2 != fences || len(tree) < 10 {
		t.Errorf("%d examples in %d fences: an example has no file name", len(tree), fences/2)
	}
	_, problems := curated.Load(t.Context(), tree)
	for _, p := range problems {
		t.Error(p)
	}
}

// TestManualExplainsEveryField proves that each field but the relations of the list below is named in the text.
func TestManualExplainsEveryField(t *testing.T) {
	src, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range curated.FieldNames() {
		if !bytes.Contains(src, []byte("`"+name+"`")) && !regexp.MustCompile("`\\{?"+name+"[: ]").Match(src) {
			t.Errorf("%s says nothing of the field `%s`", manual, name)
		}
	}
}

// TestManualTerms compares the lists at the end of the manual with the vocabulary.
func TestManualTerms(t *testing.T) {
	src, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- terms: begin -->\n", "<!-- terms: end -->"
	head, rest, ok := strings.Cut(string(src), begin)
	old, tail, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatal("no place for the terms")
	}
	want := termTables()
	if d := cmp.Diff(want, old); d != "" {
		if !*update {
			t.Errorf("the terms are stale: run this test with -update\n%s", d)
		} else if err := os.WriteFile(manual, []byte(head+begin+want+end+tail), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// termTables are the closed lists and the relations as the manual shows them.
func termTables() string {
	var b strings.Builder
	for _, list := range []struct {
		title string
		terms []timeline.TermDef
	}{
		{"Kinds of action", timeline.ActionKinds}, {"Roles of milestones", timeline.Roles}, {"Conducts", timeline.Conducts},
		{"Kinds of effect", timeline.EffectKinds}, {"Kinds of vendor", timeline.VendorKinds}, {"Kinds of source", timeline.SourceKinds},
		{"Standings of sources, the best first", timeline.Documents}, {"Fidelities of sources, the best first", timeline.Fidelities},
		{"Licences", timeline.Licences},
	} {
		fmt.Fprintf(&b, "\n### %s\n\n| term | meaning |\n|---|---|\n", list.title)
		for _, term := range list.terms {
			fmt.Fprintf(&b, "| `%s` | %s |\n", strings.ToLower(term.Name), term.Definition)
		}
	}
	b.WriteString("\n### Relations and attributes\n\n| field | of | meaning |\n|---|---|---|\n")
	for _, f := range curated.PredicateFields() {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.Name, strings.ToLower(strings.ReplaceAll(strings.Join(f.Kinds, ", "), "_", " ")), f.Definition)
	}
	b.WriteString("\n")
	return b.String()
}
