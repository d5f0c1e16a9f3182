package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/timeline"
)

// tree copies the small tree of the scripts, and gives a function that replaces a text in its one act.
func tree(t *testing.T) (df dataFlags, edit func(from, to string)) {
	t.Helper()
	df = dataFlags{Data: t.TempDir()}
	if err := os.CopyFS(df.Data, os.DirFS("../../testdata/script/data")); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(df.Data, "actions", "example-order.yaml")
	return df, func(from, to string) {
		t.Helper()
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(src, []byte(from)) {
			t.Fatalf("%s does not hold %q", name, from)
		}
		if err := os.WriteFile(name, bytes.ReplaceAll(src, []byte(from), []byte(to)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// command runs the program's own entry, and wants exit code 0.
func command(t *testing.T, args ...string) string {
	t.Helper()
	out, complaint, code := tryCommand(t, args...)
	if code != exitOK {
		t.Fatalf("regline %s: exit code %d: %s", strings.Join(args, " "), code, complaint)
	}
	return out
}

func tryCommand(t *testing.T, args ...string) (out, complaint string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = Main(t.Context(), args, Streams{In: strings.NewReader(""), Out: &o, Err: &e})
	return o.String(), e.String(), code
}

// TestFillFollowsLedger walks a store through the life of its files: drafts, the releases that record them, and
// releases made while the store held the draft of an earlier number.
func TestFillFollowsLedger(t *testing.T) {
	df, edit := tree(t)
	s := memory.New()
	fillTo := func(number int, draft, written bool) timeline.Release {
		t.Helper()
		done, err := fill(t.Context(), s, releaseFlags{dataFlags: df}, nil)
		if err != nil {
			t.Fatal(err)
		}
		v, err := s.Open(t.Context(), timeline.KnownAt{})
		if err != nil {
			t.Fatal(err)
		}
		r := v.Release()
		if r.Number != number || r.Draft != draft || done.Written != written || done.Release.Digest != r.Digest {
			t.Fatalf("the store is at %s, written %t; want release %d, draft %t, written %t", named(r), done.Written, number, draft, written)
		}
		return r
	}
	fillTo(1, true, true)
	fillTo(1, true, false)
	command(t, "release", "--data", df.Data, "--on", "2026-01-02")
	fillTo(1, false, true)
	fillTo(1, false, false)

	edit("label: {en: Example order}", "label: {en: Example order, de: Beispiel}")
	fillTo(2, true, true)
	// Release 2 is made with more than the draft that the store holds, and files go on to a draft of 3.
	edit("de: Beispiel", "de: Zweites Beispiel")
	command(t, "release", "--data", df.Data, "--on", "2026-01-03")
	edit("de: Zweites Beispiel", "de: Drittes Beispiel")
	fillTo(3, true, true)
	for number, want := range map[int]string{1: "", 2: "Zweites Beispiel", 3: "Drittes Beispiel"} {
		v, err := s.Open(t.Context(), timeline.KnownAt{Release: number})
		if err != nil {
			t.Fatal(err)
		}
		records, err := v.Records(t.Context(), []timeline.ID{"example-order"})
		if err != nil {
			t.Fatal(err)
		}
		if got := records[0].Node.Base().Labels["de"]; got != want {
			t.Errorf("release %d has the label %q, want %q", number, got, want)
		}
		if r := v.Release(); r.Draft != (number == 3) {
			t.Errorf("release %d: draft is %t", number, r.Draft)
		}
	}
}

// TestCompareCounts counts what becomes of records and edges between two states of the files.
func TestCompareCounts(t *testing.T) {
	df, edit := tree(t)
	s := memory.New()
	if _, err := fill(t.Context(), s, releaseFlags{dataFlags: df}, nil); err != nil {
		t.Fatal(err)
	}
	before, err := df.release(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	edit("by: {ref: example-office, cite: wanted}\n", "")
	after, err := df.release(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	l := loader{store: s}
	c, err := l.compare(t.Context(), after.Stream())
	if err != nil {
		t.Fatal(err)
	}
	// The claim and the relation that it states are gone; the act has one fact less, and its two milestones are no
	// longer found by the office.
	if want := (timeline.Tally{Changed: 3, Ended: 1, Unchanged: len(before.Records) - 4}); c.Records != want {
		t.Errorf("records %+v, want %+v", c.Records, want)
	}
	if want := (timeline.Tally{Ended: 1, Unchanged: len(before.Edges) - 1}); c.Edges != want {
		t.Errorf("edges %+v, want %+v", c.Edges, want)
	}
	if c.current() || c.Written {
		t.Error("another release counts as the current one, or a comparison as a load")
	}
	if c, err = l.compare(t.Context(), before.Stream()); err != nil || !c.current() || c.Records.Unchanged != len(before.Records) || c.Edges.Unchanged != len(before.Edges) {
		t.Errorf("the release that the store holds: %+v, %v", c, err)
	}
}

// BenchmarkFill reports the heap that the memory store holds with the embedded files.
func BenchmarkFill(b *testing.B) {
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for b.Loop() {
		before := heap()
		s := memory.New()
		if _, err := fill(b.Context(), s, releaseFlags{}, nil); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(heap()-before)/(1<<20), "MiB-held")
		runtime.KeepAlive(s)
	}
}
