package data_test

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"slices"
	"testing"

	"github.com/regline/regline/data"
)

// notEmbedded are the files of this folder that are no data.
var notEmbedded = []string{"data.go", "data_test.go"}

// TestEmbedsEveryFile proves that the patterns of Files still match every file of the folder, byte for byte.
func TestEmbedsEveryFile(t *testing.T) {
	count := 0
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || slices.Contains(notEmbedded, name) {
			return err
		}
		want, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		got, err := data.Files.ReadFile(path.Clean(name))
		if err != nil {
			t.Errorf("%s is not embedded: %v", name, err)
			return nil
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from the embedded file", name)
		}
		count++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if count < 10 {
		t.Errorf("%d files embedded: the walk does not see the data", count)
	}
}
