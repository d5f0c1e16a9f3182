package curated_test

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/loaders/curated"
)

var update = flag.Bool("update", false, "write the golden files")

// tree is the files of an archive but the golden one.
func tree(ar *txtar.Archive, golden string) fs.FS {
	out := fstest.MapFS{}
	for _, f := range ar.Files {
		if f.Name != golden {
			out[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return out
}

// testGolden loads the tree of every archive in a folder and compares what render makes of it with the golden file
// within the archive.
func testGolden(t *testing.T, dir, golden string, render func(t *testing.T, in compile.Input, problems []compile.Problem) string) {
	t.Helper()
	archives, err := filepath.Glob(filepath.Join("testdata", dir, "*.txtar"))
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives in testdata/%s: %v", dir, err)
	}
	for _, name := range archives {
		t.Run(filepath.Base(name), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			in, problems := curated.Load(t.Context(), tree(ar, golden))
			got := render(t, in, problems)
			var want string
			for i, f := range ar.Files {
				if f.Name == golden {
					want = string(f.Data)
					ar.Files[i].Data = []byte(got)
				}
			}
			if *update && got != want {
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

func TestFaults(t *testing.T) {
	testGolden(t, "faults", "problems", func(t *testing.T, _ compile.Input, problems []compile.Problem) string {
		var b strings.Builder
		for _, p := range problems {
			fmt.Fprintln(&b, p.Error())
		}
		return b.String()
	})
}

func TestClaims(t *testing.T) {
	testGolden(t, "claims", "claims", func(t *testing.T, in compile.Input, problems []compile.Problem) string {
		for _, p := range problems {
			t.Error(p)
		}
		return describe(in)
	})
}

// describe writes an input for golden files: a line for each declaration, redirect and claim.
func describe(in compile.Input) string {
	var b strings.Builder
	for _, d := range in.Declarations {
		fmt.Fprintf(&b, "%s:%d:%d: declares %s %s\n", d.At.File, d.At.Line, d.At.Column, d.Kind, d.ID)
	}
	for _, r := range in.Redirects {
		fmt.Fprintf(&b, "%s:%d:%d: redirects %s to %s field=%q reason=%q\n", r.At.File, r.At.Line, r.At.Column, r.From, r.To, r.Field, r.Reason)
	}
	for _, a := range in.Assertions {
		fmt.Fprintf(&b, "%s:%d:%d: %s %s %q %s", a.At.File, a.At.Line, a.At.Column, a.Subject, a.Predicate, a.Value, a.ClaimKind)
		for _, part := range []struct{ name, text string }{
			{"field", a.Field}, {"language", a.Language}, {"manner", string(a.Manner)}, {"rank", string(a.Rank)},
			{"reason", a.Reason}, {"reading", a.Reading}, {"original", a.Original}, {"source", string(a.SourceID)},
		} {
			if part.text != "" && part.text != "STATES" && part.text != "NORMAL" {
				fmt.Fprintf(&b, " %s=%q", part.name, part.text)
			}
		}
		if a.Unverified {
			b.WriteString(" unverified")
		}
		if a.Derivation != nil {
			fmt.Fprintf(&b, " rule=%q", a.Derivation.Rule)
		}
		if p := a.Passage; p != nil {
			fmt.Fprintf(&b, " passage=%q at %q language %q", p.Quotation, p.Locator, p.Language)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
