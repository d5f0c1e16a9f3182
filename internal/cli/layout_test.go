package cli

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/regline/regline/loaders/curated"
)

// TestLayoutDoesNotCount proves that comments and the standard layout of fact files leave the release alone.
func TestLayoutDoesNotCount(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../testdata/script/data")); err != nil {
		t.Fatal(err)
	}
	digest := func() string {
		t.Helper()
		contents, problems, err := compileRelease(context.Background(), os.DirFS(dir))
		if err != nil || len(problems) > 0 {
			t.Fatal(err, problems)
		}
		return contents[len(contents)-1].Release.Digest
	}
	before := digest()
	files, err := filepath.Glob(filepath.Join(dir, "actions", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no acts: %v", err)
	}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		src, err = curated.Format("actions/"+filepath.Base(name), append([]byte("# a comment\n"), src...))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, src, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if after := digest(); after != before {
		t.Errorf("digest %s, before the comments %s", after, before)
	}
}
