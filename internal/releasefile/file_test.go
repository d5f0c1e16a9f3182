package releasefile_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/releasefile"
	"github.com/regline/regline/internal/timeline"
)

// A file is read as it was written, any number of times, compressed or not.
func TestFile(t *testing.T) {
	content := smallContent(t)
	for _, name := range []string{"release.jsonl", "release.jsonl.gz"} {
		t.Run(name, func(t *testing.T) {
			name := filepath.Join(t.TempDir(), name)
			if err := releasefile.WriteFile(name, content.Stream()); err != nil {
				t.Fatal(err)
			}
			s, err := releasefile.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			for range 2 {
				again, err := collect(s)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(bodies(t, content), bodies(t, again)); diff != "" {
					t.Error(diff)
				}
			}
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if packed := bytes.HasPrefix(raw, []byte{0x1f, 0x8b}); packed != strings.HasSuffix(name, ".gz") {
				t.Errorf("compressed: %t", packed)
			}
			leftOnly(t, filepath.Dir(name), filepath.Base(name))
		})
	}
}

// leftOnly asks that a folder holds nothing but the named files.
func leftOnly(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A release that cannot be written leaves the former file alone, and nothing beside it.
func TestWriteFileFails(t *testing.T) {
	dir, content := t.TempDir(), smallContent(t)
	name := filepath.Join(dir, "release.jsonl")
	if err := os.WriteFile(name, []byte("former"), 0o600); err != nil {
		t.Fatal(err)
	}
	failed := errors.New("failed")
	err := releasefile.WriteFile(name, timeline.Stream{Deltas: deltas([]timeline.Delta{{Record: content.Records[0]}}, failed)})
	if !errors.Is(err, failed) || !strings.Contains(err.Error(), name) {
		t.Errorf("%v, want one that wraps %v and names %s", err, failed, name)
	}
	if got, err := os.ReadFile(name); err != nil || string(got) != "former" {
		t.Errorf("%q, %v", got, err)
	}
	leftOnly(t, dir, "release.jsonl")
	if err := releasefile.WriteFile(filepath.Join(dir, "none", "x"), content.Stream()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
}

// A device is written to, not replaced.
func TestWriteFileToDevice(t *testing.T) {
	if err := releasefile.WriteFile(os.DevNull, smallContent(t).Stream()); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode()&os.ModeDevice == 0 {
		t.Errorf("%v, %v", info, err)
	}
}

// What is wrong with a file is told with its name; damage of the compression counts as damage of the release.
func TestOpenFaults(t *testing.T) {
	plain := write(t, curatedContent(t).Stream())
	packed := pack(t, plain)
	flipped := bytes.Clone(packed)
	flipped[len(flipped)/2] ^= 0xff
	badSum := bytes.Clone(packed)
	badSum[len(badSum)-8] ^= 0xff
	rows := []struct {
		proves, name string
		file         []byte
	}{
		{"plain under a compressed name", "a.gz", plain},
		{"empty under a compressed name", "a.gz", nil},
		{"compressed under a plain name", "a", packed},
		{"cut off in the head", "a.gz", packed[:5]},
		{"cut off", "a.gz", packed[:len(packed)/2]},
		{"cut off in the checksum", "a.gz", packed[:len(packed)-2]},
		{"a byte changed", "a.gz", flipped},
		{"a wrong checksum", "a.gz", badSum},
		{"compressed, but no release", "a.gz", pack(t, []byte("{}"))},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			name := filepath.Join(t.TempDir(), row.name)
			if err := os.WriteFile(name, row.file, 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := releasefile.Open(name)
			if err == nil {
				_, err = collect(s)
			}
			if !errors.Is(err, releasefile.ErrFormat) || !strings.Contains(err.Error(), name+": line ") {
				t.Errorf("%v: no fault of %s with a line", err, name)
			}
		})
	}
	if _, err := releasefile.Open(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func pack(t *testing.T, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := io.Copy(z, bytes.NewReader(b)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A file that another release has replaced since it was opened is not taken for the one opened.
func TestReplacedFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "release.jsonl")
	content := smallContent(t)
	if err := releasefile.WriteFile(name, content.Stream()); err != nil {
		t.Fatal(err)
	}
	s, err := releasefile.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	content.Release.Number++
	if err := releasefile.WriteFile(name, content.Stream()); err != nil {
		t.Fatal(err)
	}
	if _, err := collect(s); err == nil || !strings.Contains(err.Error(), "replaced by another release") {
		t.Errorf("%v", err)
	}
}
