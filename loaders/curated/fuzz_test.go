package curated_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/regline/regline/internal/timeline"
	"github.com/regline/regline/loaders/curated"
)

// fuzzedPlaces are one file of each kind.
var fuzzedPlaces = []string{"actions/us-dhs-bod-17-01.yaml", "sources/all.yaml", "reports/crn-de-2024-07-17.yaml", "vendors.yaml", "audiences.yaml", "lists.yaml", "redirects.yaml"}

func seed(f *testing.F) {
	archives, _ := filepath.Glob("testdata/*/*.txtar")
	for _, name := range archives {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range ar.Files {
			if strings.HasSuffix(file.Name, ".yaml") {
				f.Add(file.Data)
			}
		}
	}
	tree := os.DirFS(dataDir)
	files, _ := fs.Glob(tree, "*.yaml")
	for _, name := range files {
		if src, err := fs.ReadFile(tree, name); err == nil {
			f.Add(src)
		}
	}
}

// FuzzLoad reads one file as every kind: no panic, every problem has a place within the file, every claim a subject
// that is an ID and a value unless it is derived, and the same file gives the same claims.
func FuzzLoad(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		lines := strings.Count(string(src), "\n") + 2
		for _, name := range fuzzedPlaces {
			tree := fstest.MapFS{name: &fstest.MapFile{Data: src}}
			in, problems := curated.Load(t.Context(), tree)
			for _, p := range problems {
				if p.File != name || p.Line < 1 || p.Column < 1 || p.Line > lines || p.Text == "" {
					t.Errorf("a problem without a place in the file: %+v", p)
				}
			}
			for _, a := range in.Assertions {
				if _, err := timeline.ParseID(string(a.Subject)); err != nil {
					t.Errorf("subject: %v", err)
				}
				if a.Value == "" && a.Derivation == nil {
					t.Errorf("a claim without a value: %+v", a)
				}
			}
			again, _ := curated.Load(t.Context(), tree)
			if describe(in) != describe(again) {
				t.Errorf("two loads differ")
			}
		}
	})
}
