package releasefile_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/regline/regline/data"
	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/releasefile"
	"github.com/regline/regline/internal/timeline"
	"github.com/regline/regline/loaders/curated"
)

var update = flag.Bool("update", false, "write the golden files")

// curatedContent is the release that the files of this repository give.
func curatedContent(t testing.TB) *timeline.Content {
	t.Helper()
	in, problems := curated.Load(t.Context(), data.Files)
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	content, problems := compile.Compile(in, 1, false, nil)
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	return content
}

// smallContent has a record of a few kinds, and what JSON has to escape.
func smallContent(t testing.TB) *timeline.Content {
	t.Helper()
	in := compile.Input{Declarations: []compile.Declaration{{ID: "vendor-1", Kind: timeline.KindVendor}, {ID: "act-1", Kind: timeline.KindAction}}}
	for _, c := range []struct {
		subject   timeline.ID
		predicate timeline.Predicate
		value     string
	}{
		{"vendor-1", timeline.Label, "Vendor & <1>\u2028\x00 \"ü\""}, {"act-1", timeline.Targets, "vendor-1"}, {"act-1", timeline.KindOf, "ORDER"},
		{"act-1#issued", timeline.On, "2020-02~"}, {"act-1#restriction/use", "CONDUCT", "USE"}, {"act-1#restriction/use", timeline.WindowFrom, "act-1#issued"},
	} {
		cl := timeline.Claim{Subject: c.subject, Predicate: c.predicate, Value: c.value, ClaimKind: timeline.ClaimEditorial, Manner: timeline.MannerStates, Rank: timeline.RankNormal}
		in.Assertions = append(in.Assertions, compile.Assertion{Claim: cl})
	}
	content, problems := compile.Compile(in, 1, false, nil)
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	return content
}

func write(t testing.TB, s timeline.Stream) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := releasefile.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// collect reads a stream to its end.
func collect(s timeline.Stream) (*timeline.Content, error) {
	c := &timeline.Content{Release: s.Release}
	for d, err := range s.Deltas {
		if err != nil {
			return c, err
		}
		if d.Record != nil {
			c.Records = append(c.Records, d.Record)
		} else {
			c.Edges = append(c.Edges, d.Edge)
		}
	}
	return c, nil
}

func read(b []byte) (*timeline.Content, error) {
	s, err := releasefile.Read(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return collect(s)
}

// bodies are the records and edges as stores keep them, with their digests.
func bodies(t testing.TB, c *timeline.Content) []string {
	t.Helper()
	var out []string
	for _, r := range c.Records {
		b, err := timeline.EncodeNode(r.Node)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%#v %#v %s %s %s %s", r.Places, r.Facets, r.ID, r.Kind, b, r.Digest))
	}
	for _, e := range c.Edges {
		out = append(out, fmt.Sprintf("%#v", *e))
	}
	return out
}

// The release of the repository's own data comes back to the byte.
func TestRoundTrip(t *testing.T) {
	for name, content := range map[string]*timeline.Content{"curated": curatedContent(t), "small": smallContent(t), "empty": {Release: timeline.Release{Number: 3, Draft: true}}} {
		t.Run(name, func(t *testing.T) {
			file := write(t, content.Stream())
			again, err := read(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(content.Release, again.Release); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(bodies(t, content), bodies(t, again)); diff != "" {
				t.Error(diff)
			}
			if !bytes.Equal(file, write(t, again.Stream())) {
				t.Error("written again the file differs")
			}
		})
	}
}

// A list that is empty and one that is not there give different digests, and so come back as they were.
func TestEmptyLists(t *testing.T) {
	for _, places := range [][]timeline.Place{nil, {}} {
		for _, facets := range [][]timeline.Facet{nil, {}} {
			v := &timeline.Vendor{Common: timeline.Common{ID: "v", Kind: timeline.KindVendor, Since: 7}}
			r := &timeline.Record{ID: "v", Kind: timeline.KindVendor, Node: v, Places: places, Facets: facets}
			if err := r.Seal(); err != nil {
				t.Fatal(err)
			}
			again, err := read(write(t, (&timeline.Content{Records: []*timeline.Record{r}}).Stream()))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(bodies(t, &timeline.Content{Records: []*timeline.Record{r}}), bodies(t, again)); diff != "" {
				t.Error(diff)
			}
		}
	}
}

// What files look like, for those who read them without this package.
func TestGoldenFile(t *testing.T) {
	got := write(t, smallContent(t).Stream())
	name := filepath.Join("testdata", "small.jsonl")
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Error(diff)
	}
}

// swapped changes the places of two lines.
func swapped(lines []string, i, j int) string {
	out := slices.Clone(lines)
	out[i], out[j] = out[j], out[i]
	return strings.Join(out, "")
}

// Each fault names its line and what to do.
func TestFaults(t *testing.T) {
	small := string(write(t, smallContent(t).Stream()))
	lines := strings.SplitAfter(small, "\n")
	lines = lines[:len(lines)-1] // nothing follows the last end of a line
	edges := 0
	for ; !strings.HasPrefix(lines[edges], `{"from":`); edges++ {
	}
	replaced := func(i int, from, to string) string {
		out := slices.Clone(lines)
		out[i] = strings.Replace(out[i], from, to, 1)
		if out[i] == lines[i] {
			t.Fatalf("%q is not in %s", from, out[i])
		}
		return strings.Join(out, "")
	}
	without := func(i int) string {
		return strings.Join(slices.Delete(slices.Clone(lines), i, i+1), "")
	}
	rows := []struct {
		proves, file string
		line         int
		text         string
	}{
		{"nothing at all", "", 1, "empty"},
		{"no JSON", "PK\x03\x04", 1, "invalid character"},
		{"another JSON", "{}\n", 1, "another version of regline"},
		{"another version", replaced(0, "regline-release/1", "regline-release/2"), 1, "regline-release/1"},
		{"a format without a release", `{"format":"regline-release/1"}` + "\n", 1, "does not begin"},
		{"a record missing", without(2), len(lines) - 1, "lines are missing"},
		{"an edge missing", without(edges), len(lines) - 1, "lines are missing"},
		{"two records in the wrong order", swapped(lines, 1, 2), 3, "does not stand behind"},
		{"two edges in the wrong order", swapped(lines, edges, edges+1), edges + 2, "does not stand behind"},
		{"a record behind an edge", swapped(lines, edges-1, edges), edges + 1, "does not stand behind"},
		{"the same record twice", lines[0] + lines[1] + lines[1], 3, "does not stand behind"},
		{"the last line ahead of others", swapped(lines, 3, len(lines)-1), 4, "it counts"},
		{"something behind the last line", small + "{}\n", len(lines) + 1, "behind the last line"},
		{"a node changed", replaced(1, `"kind":"ORDER"`, `"kind":"NOTICE"`), 2, "its contents give"},
		{"a facet changed", replaced(1, `{"n":"kind","v":"ORDER"}`, `{"n":"kind","v":"NOTICE"}`), 2, "its contents give"},
		{"a place changed", replaced(1, `"index":"actions"`, `"index":"claims"`), 2, "its contents give"},
		{"an edge changed", replaced(edges, `"to_key":"`, `"to_key":"x`), edges + 1, "its contents give"},
		{"the release changed", replaced(0, `"number":1`, `"number":2`), len(lines), "SHA-256"},
		{"a release since which it holds changed", replaced(1, `"since":1`, `"since":2`), len(lines), "SHA-256"},
		{"no digest", replaced(1, `,"digest":"`, `,"other":"`), 2, `has the digest ,`},
		{"another ID than the node's", replaced(1, `"id":"act-1"`, `"id":"act-0"`), 2, "its node is"},
		{"another kind than the node's", replaced(1, `"kind":"ACTION"`, `"kind":"VENDOR"`), 2, "its node is"},
		{"an unknown kind", replaced(1, `"kind":"ACTION"`, `"kind":"PLANET"`), 2, "PLANET"},
		{"a record without its node", replaced(1, `"node":{"id"`, `"none":{"id"`), 2, "it is no record, edge or end"},
		{"a node that is none", replaced(1, `"node":{"id"`, `"node":[],"none":{"id"`), 2, "body of a ACTION"},
		{"an edge that is a record too", replaced(edges, `{"from"`, `{"id":"x","from"`), edges + 1, "at once"},
		{"no object", lines[0] + "[]\n", 2, "cannot unmarshal"},
		{"a count that is none", lines[0] + `{"end":{"records":-1}}` + "\n", 2, "it counts -1"},
		{"an empty line", lines[0] + "\n" + lines[1], 2, "unexpected end"},
		{"a line beyond the limit", lines[0] + `{"id":"` + strings.Repeat("x", releasefile.MaxLine) + `"}` + "\n", 2, "no release file has such lines"},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			_, err := read([]byte(row.file))
			var fault *releasefile.Fault
			if !errors.As(err, &fault) || !errors.Is(err, releasefile.ErrFormat) {
				t.Fatalf("%v: no fault", err)
			}
			if fault.Line != row.line || !strings.Contains(fault.Text, row.text) {
				t.Errorf("%v, want line %d: ... %s", err, row.line, row.text)
			}
		})
	}
}

// A file that ends anywhere but at its end is refused.
func TestCutOff(t *testing.T) {
	small := write(t, smallContent(t).Stream())
	for n := 0; n < len(small)-1; n += 1 + n%13 { // the very last byte only ends the line
		if _, err := read(small[:n]); !errors.Is(err, releasefile.ErrFormat) {
			t.Fatalf("%d of %d bytes: %v", n, len(small), err)
		}
	}
}

// A byte that changed on the way is found, wherever it stands.
func TestFlippedByte(t *testing.T) {
	small := write(t, smallContent(t).Stream())
	last := bytes.LastIndex(small, []byte(`{"end"`))
	rapid.Check(t, func(rt *rapid.T) {
		b := bytes.Clone(small)
		b[rapid.IntRange(0, last).Draw(rt, "place")] ^= rapid.ByteRange(1, 255).Draw(rt, "change")
		if _, err := read(b); !errors.Is(err, releasefile.ErrFormat) {
			rt.Fatalf("taken for whole (%v):\n%s", err, b)
		}
	})
}

// A stream that makes no release file is refused while it is written, and what was written by then is no whole file.
func TestWriteRefuses(t *testing.T) {
	content := smallContent(t)
	failed := errors.New("failed")
	long := &timeline.Claim{Value: strings.Repeat("x", releasefile.MaxLine), Common: timeline.Common{ID: "claim:0", Kind: timeline.KindClaim}}
	rows := []struct {
		proves string
		deltas []timeline.Delta
		err    error
		want   error
	}{
		{"records out of order", []timeline.Delta{{Record: content.Records[1]}, {Record: content.Records[0]}}, nil, releasefile.ErrFormat},
		{"an edge twice", []timeline.Delta{{Edge: content.Edges[1]}, {Edge: content.Edges[1]}}, nil, releasefile.ErrFormat},
		{"a record behind an edge", []timeline.Delta{{Edge: content.Edges[1]}, {Record: content.Records[1]}}, nil, releasefile.ErrFormat},
		{"an end", []timeline.Delta{{End: &timeline.Mark{Key: "n|x"}}}, nil, releasefile.ErrFormat},
		{"a line beyond the limit", []timeline.Delta{{Record: &timeline.Record{ID: long.ID, Kind: long.Kind, Node: long}}}, nil, releasefile.ErrFormat},
		{"an error of the stream", []timeline.Delta{{Record: content.Records[0]}}, failed, failed},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			var b bytes.Buffer
			err := releasefile.Write(&b, timeline.Stream{Release: content.Release, Deltas: deltas(row.deltas, row.err)})
			if !errors.Is(err, row.want) {
				t.Errorf("%v, want %v", err, row.want)
			}
			if _, err := read(b.Bytes()); !errors.Is(err, releasefile.ErrFormat) {
				t.Errorf("what was written is read as whole: %v", err)
			}
		})
	}
}

func deltas(ds []timeline.Delta, end error) iter.Seq2[timeline.Delta, error] {
	return func(yield func(timeline.Delta, error) bool) {
		for _, d := range ds {
			if !yield(d, nil) {
				return
			}
		}
		if end != nil {
			yield(timeline.Delta{}, end)
		}
	}
}

// What is read from a stream of bytes is read once.
func TestReadOnce(t *testing.T) {
	s, err := releasefile.Read(bytes.NewReader(write(t, smallContent(t).Stream())))
	if err != nil {
		t.Fatal(err)
	}
	for range s.Deltas {
		break
	}
	if _, err := collect(s); err == nil {
		t.Error("read a second time without an error")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(write(f, smallContent(f).Stream()))
	f.Add([]byte(`{"format":"regline-release/1","release":{"history":[{"known":"2020-01-01"}]}}` + "\n" + `{"end":{}}`))
	f.Add([]byte(`{"format":"regline-release/1","release":{}}` + "\n" + `{"id":"d","kind":"DISCREPANCY","node":{"id":"d","node":"DISCREPANCY"},"digest":""}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		content, err := read(b)
		if err != nil {
			if !errors.Is(err, releasefile.ErrFormat) {
				t.Fatalf("%v: no fault", err)
			}
			return
		}
		file := write(t, content.Stream())
		again, err := read(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(bodies(t, content), bodies(t, again)); diff != "" {
			t.Error(diff)
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	content := curatedContent(b)
	size := len(write(b, content.Stream()))
	b.SetBytes(int64(size))
	for b.Loop() {
		var out bytes.Buffer
		out.Grow(size)
		if err := releasefile.Write(&out, content.Stream()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*(len(content.Records)+len(content.Edges)))/b.Elapsed().Seconds(), "lines/s")
}

func BenchmarkRead(b *testing.B) {
	content := curatedContent(b)
	file := write(b, content.Stream())
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		s, err := releasefile.Read(bytes.NewReader(file))
		if err != nil {
			b.Fatal(err)
		}
		for _, err := range s.Deltas {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.N*(len(content.Records)+len(content.Edges)))/b.Elapsed().Seconds(), "lines/s")
}
