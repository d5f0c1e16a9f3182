package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/regline/regline/internal/releasefile"
	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/store/neo4j"
	"github.com/regline/regline/internal/store/neo4j/neo4jtest"
	"github.com/regline/regline/internal/timeline"
)

// wiped gives an empty database.
func wiped(t *testing.T) (url string, s *neo4j.Store) {
	t.Helper()
	url = neo4jtest.URL(t)
	s, err := neo4j.Open(t.Context(), neo4j.Config{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Wipe(t.Context()); err != nil {
		t.Fatal(err)
	}
	return url, s
}

// TestLoadsAtOnce runs loads of different files against one database. Each succeeds, and in the end the database holds
// one of them whole.
func TestLoadsAtOnce(t *testing.T) {
	url, _ := wiped(t)
	const loads = 3
	dirs := make([]string, loads)
	var all sync.WaitGroup
	for i := range loads {
		df, edit := tree(t)
		edit("label: {en: Example order}", fmt.Sprintf("label: {en: Order %d}", i))
		dirs[i] = df.Data
		all.Go(func() {
			if out, complaint, code := tryCommand(t, "load", "--store", url, "--data", df.Data); code != exitOK || !strings.Contains(out, ": loaded") {
				t.Errorf("load %d: exit code %d: %s%s", i, code, out, complaint)
			}
		})
	}
	all.Wait()
	held := 0
	for i, dir := range dirs {
		if strings.Contains(command(t, "load", "--store", url, "--data", dir, "--dry-run"), "holds it already") {
			held++
			const query = `{ action(id: "example-order") { label milestones { id label when { text } } } timeline(first: 10) { totalCount } }`
			file := filepath.Join(t.TempDir(), "query.graphql")
			if err := os.WriteFile(file, []byte(query), 0o600); err != nil {
				t.Fatal(err)
			}
			if got, want := command(t, "query", file, "--store", url), command(t, "query", file, "--data", dir); got != want || !strings.Contains(got, fmt.Sprint("Order ", i)) {
				t.Errorf("the database answers\n%s\nthe files of load %d\n%s", got, i, want)
			}
		}
	}
	if held != 1 {
		t.Errorf("the database holds the release of %d loads", held)
	}
}

// onText does something once, when a text is written.
type onText struct {
	bytes.Buffer
	text string
	then func()
	once sync.Once
}

func (w *onText) Write(b []byte) (int, error) {
	n, err := w.Buffer.Write(b)
	if strings.Contains(w.String(), w.text) {
		w.once.Do(w.then)
	}
	return n, err
}

// TestLoadInterrupted ends a load when it has begun to write: the release before stays, the message says so, and the
// next load succeeds.
func TestLoadInterrupted(t *testing.T) {
	url, _ := wiped(t)
	df, edit := tree(t)
	former := command(t, "load", "--store", url, "--data", df.Data)
	edit("label: {en: Example order}", "label: {en: Another order}")
	ctx, interrupt := context.WithCancel(t.Context())
	complaint := &onText{text: "preparing the store: done", then: interrupt}
	code := Main(ctx, []string{"load", "--store", url, "--data", df.Data}, Streams{In: strings.NewReader(""), Out: new(bytes.Buffer), Err: complaint})
	if want := "nothing of release 1 (draft)"; code != exitInterrupted || !strings.Contains(complaint.String(), want) {
		t.Errorf("exit code %d, want %d: %s\nwant %q", code, exitInterrupted, complaint, want)
	}
	name, _, _ := strings.Cut(former[strings.Index(former, "release 1"):], ":")
	if !strings.HasSuffix(complaint.String(), "the release that readers see: "+name+"\n") {
		t.Errorf("%s\nwant %q at its end", complaint, name)
	}
	if out := command(t, "load", "--store", url, "--data", df.Data); !strings.Contains(out, ": loaded") {
		t.Error(out)
	}
}

// TestDryRunInterrupted says that nothing was written.
func TestDryRunInterrupted(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	complaint := &onText{text: "reading the files: done", then: interrupt}
	code := Main(ctx, []string{"load", "--store", "memory:", "--dry-run"}, Streams{Out: new(bytes.Buffer), Err: complaint})
	if code != exitInterrupted || !strings.HasSuffix(complaint.String(), "regline: interrupted: nothing was written\n") {
		t.Errorf("exit code %d: %s", code, complaint)
	}
}

// overtaken lets another load go first at the first Apply, and refuses it, as a database does that others write to.
type overtaken struct {
	timeline.Store
	other func()
}

func (o *overtaken) Apply(ctx context.Context, next timeline.Release, changes iter.Seq2[timeline.Delta, error]) error {
	if other := o.other; other != nil {
		o.other = nil
		other()
		return fmt.Errorf("the head has moved: %w", timeline.ErrStaleRelease)
	}
	return o.Store.Apply(ctx, next, changes)
}

// TestOvertaken: a load that another one overtakes compares again, with what the other wrote.
func TestOvertaken(t *testing.T) {
	df, edit := tree(t)
	one, err := df.release(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	edit("label: {en: Example order}", "label: {en: Another order}")
	two, err := df.release(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name            string
		other, mine     *timeline.Content
		written, loaded bool
	}{
		{"other files", one, two, true, true},
		{"the same files", two, two, false, true},
		{"nobody", nil, two, false, false},
	} {
		s := &overtaken{Store: memory.New()}
		s.other = func() {
			if tt.other != nil {
				if _, err := (&loader{store: s}).all(t.Context(), streams([]*timeline.Content{tt.other})); err != nil {
					t.Fatal(err)
				}
			}
		}
		l := loader{store: s, log: slog.New(slog.DiscardHandler)}
		done, err := l.all(t.Context(), streams([]*timeline.Content{tt.mine}))
		if (err == nil) != tt.loaded || !tt.loaded && !errors.Is(err, timeline.ErrStaleRelease) || done.Written != tt.written {
			t.Errorf("%s: %+v, %v", tt.name, done, err)
			continue
		}
		if tt.written && done.Records.Changed == 0 {
			t.Errorf("%s: not compared with what the other wrote: %+v", tt.name, done.Records)
		}
	}
}

// TestReleaseFile loads, serves and asks a compiled release instead of files.
func TestReleaseFile(t *testing.T) {
	df, edit := tree(t)
	content, err := df.release(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "release.jsonl.gz")
	if err := releasefile.WriteFile(file, content.Stream()); err != nil {
		t.Fatal(err)
	}
	const query = `{ release { number digest } actions(first: 9) { nodes { id label } } }`
	ask := filepath.Join(dir, "query.graphql")
	if err := os.WriteFile(ask, []byte(query), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, want := command(t, "query", ask, "--release", file), command(t, "query", ask, "--data", df.Data); got != want {
		t.Errorf("the file answers\n%s\nwant\n%s", got, want)
	}
	dry := func(args ...string) string {
		return command(t, append([]string{"load", "--store", "memory:", "--dry-run", "--json"}, args...)...)
	}
	if got, want := dry("--release", file), dry("--data", df.Data); got != want {
		t.Errorf("the file gives\n%s\nwant\n%s", got, want)
	}
	// The release that is held is known by the first line.
	s := memory.New()
	l := loader{store: s}
	if _, err := l.all(t.Context(), streams([]*timeline.Content{content})); err != nil {
		t.Fatal(err)
	}
	cut := content.Stream()
	cut.Deltas = func(func(timeline.Delta, error) bool) { t.Error("a release that is held is read") }
	for _, do := range []func() (loaded, error){
		func() (loaded, error) { return l.compare(t.Context(), cut) },
		func() (loaded, error) { return l.all(t.Context(), []timeline.Stream{cut}) },
	} {
		if done, err := do(); err != nil || !done.current() || done.Written || done.Records.Unchanged != len(content.Records) || done.Edges.Unchanged != len(content.Edges) {
			t.Errorf("%+v, %v", done, err)
		}
	}
	edit("label: {en: Example order}", "label: {en: Another order}")
	var found loaded
	if err := json.Unmarshal([]byte(dry("--data", df.Data)), &found); err != nil || found.Records.New != len(content.Records) {
		t.Errorf("%+v, %v", found, err)
	}
}

// TestReleaseFaults are those of the flag and of the file.
func TestReleaseFaults(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.jsonl")
	if err := os.WriteFile(bad, []byte("{}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"--release", bad}, exitNo, "bad.jsonl: line 1: "},
		{[]string{"--release", filepath.Join(dir, "none")}, exitUsage, "--release: open "},
		{[]string{"--release", bad, "--data", dir}, exitUsage, "--release and --data: give one of them"},
	} {
		for _, name := range []string{"load --dry-run --store memory:", "query t1-directive-to-sales-ban", "serve"} {
			if _, complaint, code := tryCommand(t, append(strings.Fields(name), tt.args...)...); code != tt.code || !strings.Contains(complaint, tt.want) {
				t.Errorf("%s %s: exit code %d, want %d: %s", name, tt.args, code, tt.code, complaint)
			}
		}
	}
	_, complaint, code := tryCommand(t, "serve", "--store", "neo4j://127.0.0.1:1", "--release", bad)
	if code != exitUsage || !strings.Contains(complaint, "--release is only for the memory store") {
		t.Errorf("exit code %d: %s", code, complaint)
	}
}
