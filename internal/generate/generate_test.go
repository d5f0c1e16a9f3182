package generate_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/regline/regline/internal/generate"
	"github.com/regline/regline/internal/releasefile"
	"github.com/regline/regline/internal/timeline"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// file makes a release file.
func file(t testing.TB, o generate.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := generate.Write(t.Context(), &b, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read reads a release file, whose digests and order are checked with that.
func read(t testing.TB, b []byte) *timeline.Content {
	t.Helper()
	s, err := releasefile.Read(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	c := &timeline.Content{Release: s.Release}
	for d, err := range s.Deltas {
		if err != nil {
			t.Fatal(err)
		}
		if d.Record != nil {
			c.Records = append(c.Records, d.Record)
		} else {
			c.Edges = append(c.Edges, d.Edge)
		}
	}
	return c
}

// The same number and seed give the same bytes, whatever the number of blocks compiled at once; another seed gives
// others.
func TestSameBytes(t *testing.T) {
	const acts = 1020 // two blocks
	one := file(t, generate.Options{Actions: acts, Seed: 1, Workers: 1})
	if !bytes.Equal(one, file(t, generate.Options{Actions: acts, Seed: 1, Workers: 4})) {
		t.Error("more workers give other bytes")
	}
	small := file(t, generate.Options{Actions: 40, Seed: 1})
	other := file(t, generate.Options{Actions: 40, Seed: 2})
	a, b := read(t, small), read(t, other)
	if a.Release.Digest == b.Release.Digest {
		t.Error("another seed gives the same digest")
	}
	shared := make(map[string]bool)
	for _, r := range a.Records {
		shared[r.Digest] = true
	}
	same := 0
	for _, r := range b.Records {
		if r.Kind == timeline.KindAction && shared[r.Digest] {
			same++
		}
	}
	if same > 0 {
		t.Errorf("%d acts are the same with another seed", same)
	}
}

// What belongs to a block does not depend on the blocks behind it: every line but the first and the last is there.
func TestBlocksStandAlone(t *testing.T) {
	few := bytes.SplitAfter(file(t, generate.Options{Actions: 1000, Seed: 7}), []byte("\n"))
	many := make(map[string]bool)
	for _, line := range bytes.SplitAfter(file(t, generate.Options{Actions: 1020, Seed: 7}), []byte("\n")) {
		many[string(line)] = true
	}
	body := few[1 : len(few)-2]
	if len(body) < 10_000 || len(many) <= len(few) {
		t.Fatalf("%d and %d lines: the test does not see the blocks", len(body), len(many))
	}
	for _, line := range body {
		if !many[string(line)] {
			t.Fatalf("not in the larger release: %s", line)
		}
	}
}

func TestSizes(t *testing.T) {
	for _, n := range []int{-1, 0, generate.MaxActions + 1} {
		var b bytes.Buffer
		if _, err := generate.Write(t.Context(), &b, generate.Options{Actions: n}); !errors.Is(err, generate.ErrSize) {
			t.Errorf("%d acts: %v", n, err)
		}
		if b.Len() > 0 {
			t.Errorf("%d acts: %d bytes are written", n, b.Len())
		}
	}
	c := read(t, file(t, generate.Options{Actions: 1}))
	var acts []string
	for _, r := range c.Records {
		if strings.HasPrefix(string(r.ID), "act-") && r.Kind == timeline.KindAction {
			acts = append(acts, string(r.ID))
		}
	}
	if len(acts) != 1 || acts[0] != "act-0000001" {
		t.Errorf("acts %q, want one", acts)
	}
}

// failing is a writer that takes a number of bytes.
type failing struct{ left int }

var errFull = errors.New("no room")

func (f *failing) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

// Nothing is left of the temporary file, however the work ends, and no work goes on.
func TestTemporaryFile(t *testing.T) {
	dir := t.TempDir()
	left := func() int {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		return len(entries)
	}
	stopped := errors.New("stopped")
	rows := []struct {
		proves string
		w      io.Writer
		stop   string // the unit at whose first progress the context ends
		want   error
	}{
		{"success", io.Discard, "", nil},
		{"a writer that fails", &failing{500_000}, "", errFull},
		{"stopped while acts are compiled", io.Discard, "acts", stopped},
		{"stopped while lines are written", io.Discard, "lines", stopped},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			seen := make(map[string]bool)
			_, err := generate.Write(ctx, row.w, generate.Options{Actions: 40, TempDir: dir, Workers: 1, Progress: func(p generate.Progress) {
				if !seen[p.Unit] && p.Done != 0 {
					t.Errorf("the %s begin with %d", p.Unit, p.Done)
				}
				seen[p.Unit] = true
				if p.Unit == row.stop {
					cancel(stopped)
				}
				if p.Done < 0 || p.Done > p.Total {
					t.Errorf("progress: %d of %d %s", p.Done, p.Total, p.Unit)
				}
			}})
			if !errors.Is(err, row.want) {
				t.Errorf("%v, want %v", err, row.want)
			}
			if row.want == nil && !(seen["acts"] && seen["lines"]) {
				t.Errorf("progress of %v, want that of acts and lines", seen)
			}
			if n := left(); n > 0 {
				t.Errorf("%d files are left", n)
			}
		})
	}
	if _, err := generate.Write(t.Context(), io.Discard, generate.Options{Actions: 1, TempDir: filepath.Join(dir, "none")}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
}

// BenchmarkWrite makes a release of two blocks.
func BenchmarkWrite(b *testing.B) {
	const acts = 2000
	b.ReportAllocs()
	for b.Loop() {
		if _, err := generate.Write(b.Context(), io.Discard, generate.Options{Actions: acts, Seed: 1, TempDir: b.TempDir()}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*acts)/b.Elapsed().Seconds(), "acts/s")
}
