package faults

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/regline/regline/data"
)

// edition is a tree of fact files: base facts, edited, with generated acts beside them. Two editions differ in the
// summaries of acts, in dates, relations, restrictions, effects and statements, and each has acts that the other lacks.
type edition struct {
	name string // one capital letter
	dir  string
}

// base gives the facts that editions are made from: a few, or all the curated ones.
func base() fs.FS {
	if *curated {
		return data.Files
	}
	return os.DirFS("../../testdata/script/data")
}

// newEdition writes the tree of an edition. Without is the base act that it lacks, if any.
func newEdition(t testing.TB, name, without string, acts int) edition {
	t.Helper()
	e := edition{name: name, dir: filepath.Join(t.TempDir(), "edition-"+name)}
	if err := os.CopyFS(e.dir, base()); err != nil {
		t.Fatal(err)
	}
	if without != "" {
		if err := os.Remove(filepath.Join(e.dir, "actions", without)); err != nil {
			t.Fatal(err)
		}
	}
	e.edit(t)
	e.append(t, "vendors.yaml", "generated-vendor:\n  kind: legal_entity\n  label: {en: Vendor 00001}\n  jurisdiction: US\n")
	e.append(t, "agencies.yaml", "generated-agency:\n  label: {en: Agency 00001}\n  jurisdiction: US\n")
	e.append(t, "audiences.yaml", "generated-audience:\n  label: {en: Audience 00001}\n  definition: {value: Everybody who reads this., cite: wanted}\n")
	for n := range acts {
		name := filepath.Join(e.dir, "actions", e.act(n)+".yaml")
		if err := os.WriteFile(name, []byte(e.file(n)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return e
}

var summary = regexp.MustCompile(`(?m)^summary: (>-\n +)?([A-Z])`)

// edit rewords the summaries of the base acts.
func (e edition) edit(t testing.TB) {
	t.Helper()
	names, err := fs.Glob(os.DirFS(e.dir), "actions/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		name = filepath.Join(e.dir, name)
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text = summary.ReplaceAll(text, []byte("summary: ${1}Edition "+e.name+". ${2}"))
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func (e edition) append(t testing.TB, name, text string) {
	t.Helper()
	f, err := os.OpenFile(filepath.Join(e.dir, name), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func (e edition) act(n int) string { return fmt.Sprintf("generated-act-%05d", n) }

// file is one generated act. It is issued under two earlier acts, other ones in each edition; every third stays what an
// earlier one restricts.
func (e edition) file(n int) string {
	var b strings.Builder
	letter := int(e.name[0])
	day := 1 + (n+letter)%28
	fmt.Fprintf(&b, "id: %s\nkind: directive\nlabel: {en: Act %05d}\n", e.act(n), n)
	fmt.Fprintf(&b, "summary: Act %05d as edition %s has it.\n", n, e.name)
	b.WriteString("jurisdiction: US\nzone: America/New_York\nby: {ref: generated-agency, cite: wanted}\ntargets: [{ref: generated-vendor, cite: wanted}]\n")
	if n > 0 {
		earlier := []int{n - 1, n * (letter % 5) / 6}
		slices.Sort(earlier)
		b.WriteString("issued_under:\n")
		for _, m := range slices.Compact(earlier) {
			fmt.Fprintf(&b, "  - {ref: %s, inferred: Edition %s says so.}\n", e.act(m), e.name)
		}
	}
	fmt.Fprintf(&b, "milestones:\n  issued: {on: %d-%02d-%02d, cite: wanted}\n  effective: {on: %d-%02d-%02d, cite: wanted}\n",
		1990+n%30, 1+n%12, day, 2020+n%5, 1+n%12, day)
	fmt.Fprintf(&b, "restrictions:\n  use: {label: {en: Use of product %05d}, conduct: use, binds: [generated-audience], from: effective, cite: wanted}\n", n)
	if n%3 == letter%3 && n > 0 {
		fmt.Fprintf(&b, "effects:\n  stay: {label: {en: Stay %05d}, kind: stays, upon: [\"%s#restriction/use\"], on: 2026-%02d-01, cite: wanted}\n", n, e.act(n-1), 1+n%12)
	}
	fmt.Fprintf(&b, "statements:\n  said: {manner: states, speaker: generated-agency, about: [generated-vendor], summary: Edition %s says so., cite: wanted}\n", e.name)
	return b.String()
}

// unreferenced is a base act that no other file names, so that it can be left out. IDs in files are words.
func unreferenced(t testing.TB) string {
	t.Helper()
	names, err := fs.Glob(base(), "actions/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	texts := make(map[string]string)
	err = fs.WalkDir(base(), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && path.Ext(name) == ".yaml" {
			var text []byte
			text, err = fs.ReadFile(base(), name)
			texts[name] = string(text)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		id := strings.TrimSuffix(path.Base(name), ".yaml")
		word := regexp.MustCompile(`(^|[^a-z0-9-])` + regexp.QuoteMeta(id) + `($|[^a-z0-9-])`)
		named := 0
		for other, text := range texts {
			if other != name && word.MatchString(text) {
				named++
			}
		}
		if named == 0 {
			return path.Base(name)
		}
	}
	t.Fatal("every base act is named by another file")
	return ""
}
