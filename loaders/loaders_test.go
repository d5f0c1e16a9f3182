package loaders_test

import (
	"os"
	"testing"

	"github.com/regline/regline/loaders"
)

// TestFormats proves that the table is fit for digests, and that each format reads this repository's data or says why
// it finds nothing there.
func TestFormats(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range loaders.All() {
		if f.Name == "" || f.Version < 1 || seen[f.Name] {
			t.Errorf("format %q, version %d: want a name of its own and a version from 1", f.Name, f.Version)
		}
		seen[f.Name] = true
		in, problems := f.Load(t.Context(), os.DirFS("../data"))
		if len(in.Declarations) == 0 && len(problems) == 0 {
			t.Errorf("format %s reads nothing and reports nothing", f.Name)
		}
		for _, file := range in.Files {
			if file.Loader != f.Name || file.Version != f.Version {
				t.Errorf("%s: loader %s %d", file.Name, file.Loader, file.Version)
			}
		}
	}
}
