package cli

import (
	"bytes"
	"os"
	"path/filepath"
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
		done, err := fill(t.Context(), s, df)
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
	if _, err := fill(t.Context(), s, df); err != nil {
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
	c, err := compare(t.Context(), s, after)
	if err != nil {
		t.Fatal(err)
	}
	// The claim and the relation that it states are gone; the act has one fact less, and its two milestones are no
	// longer found by the office.
	if want := (tally{Changed: 3, Ended: 1, Unchanged: len(before.Records) - 4}); c.records != want {
		t.Errorf("records %+v, want %+v", c.records, want)
	}
	if want := (tally{Ended: 1, Unchanged: len(before.Edges) - 1}); c.edges != want {
		t.Errorf("edges %+v, want %+v", c.edges, want)
	}
	if len(c.deltas) != 5 {
		t.Errorf("%d changes, want 5", len(c.deltas))
	}
	if c.current() {
		t.Error("another release counts as the current one")
	}
}

// TestProgress counts every change, writes a line only when there is something to count, and passes all on.
func TestProgress(t *testing.T) {
	c := &changes{deltas: make([]timeline.Delta, 501)}
	var out bytes.Buffer
	passed := 0
	for range (progress{out: &out, total: len(c.deltas)}).count(c.all()) {
		passed++
	}
	if want := "\rwriting: 500 of 501 changes\rwriting: 501 of 501 changes\n"; out.String() != want || passed != 501 {
		t.Errorf("progress %q after %d, want %q", out.String(), passed, want)
	}
	out.Reset()
	for range (progress{out: &out}).count((&changes{}).all()) {
		t.Error("a change out of nothing")
	}
	if out.Len() > 0 {
		t.Errorf("progress without a change: %q", out.String())
	}
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	if terminal(null) != nil || terminal(&out) != nil {
		t.Error("progress is for terminals alone")
	}
}
