package faults

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	store "github.com/regline/regline/internal/store/neo4j"
)

// database is a Neo4j of this test alone, with its data in a folder, on one port through all its lives.
type database struct {
	dir string
	url string
	// within are the words before a command that bring it where the data are: none, unless they lie on a disk of their own.
	within []string
	// life is the running server's; nil between two.
	life *life
}

// life of a server: the script that holds it, and what the script says.
type life struct {
	cmd  *exec.Cmd
	hold io.WriteCloser // the server is killed when it closes
	pid  int
	log  bytes.Buffer
}

// newDatabase starts a server over a folder that may hold data already. It is gone when the test ends.
func newDatabase(t testing.TB, dir string, within ...string) *database {
	t.Helper()
	d := &database{dir: dir, within: within}
	d.start(t)
	t.Cleanup(func() {
		d.crash(t)
		if t.Failed() {
			d.tell(t)
		}
	})
	return d
}

// tell logs the end of what the server logged.
func (d *database) tell(t testing.TB) {
	for _, name := range []string{"console.log", "logs/debug.log"} {
		text, _ := os.ReadFile(filepath.Join(d.dir, name))
		t.Logf("%s: ...%s", name, text[max(0, len(text)-1500):])
	}
}

// start begins a life of the server and waits until it answers.
func (d *database) start(t testing.TB) {
	t.Helper()
	if d.life != nil {
		t.Fatal("the server runs already")
	}
	script, err := filepath.Abs("../../scripts/neo4j/neo4j.sh")
	if err != nil {
		t.Fatal(err)
	}
	l := new(life)
	words := append(slices.Clone(d.within), script, "hold", d.dir)
	l.cmd = exec.Command(words[0], words[1:]...)
	l.cmd.Stderr = &l.log
	l.cmd.Env = os.Environ()
	if u, err := url.Parse(d.url); err == nil && d.url != "" {
		l.cmd.Env = append(l.cmd.Env, "REGLINE_NEO4J_BOLT="+u.Port())
	}
	if l.hold, err = l.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := l.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := l.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := readLine(out)
	if err != nil {
		_ = l.hold.Close()
		t.Fatalf("starting Neo4j: %v, %v: %s", err, l.cmd.Wait(), l.log.String())
	}
	d.url, d.life = line, l
	l.pid = d.number(t)
}

// number is the process number of the server.
func (d *database) number(t testing.TB) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(d.dir, "neo4j.pid"))
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

func readLine(r io.Reader) (string, error) {
	var line []byte
	for b := make([]byte, 1); ; {
		if _, err := r.Read(b); err != nil {
			return "", err
		}
		if b[0] == '\n' {
			return string(line), nil
		}
		line = append(line, b[0])
	}
}

// kill ends the server at once.
func (d *database) kill() { _ = syscall.Kill(d.life.pid, syscall.SIGKILL) }

// crash kills the server and waits until it is gone.
func (d *database) crash(t testing.TB) {
	t.Helper()
	if d.life == nil {
		return
	}
	_ = syscall.Kill(d.life.pid, syscall.SIGKILL)
	_ = d.life.hold.Close()
	if err := d.life.cmd.Wait(); err != nil {
		t.Errorf("holding Neo4j: %v: %s", err, d.life.log.String())
	}
	d.life = nil
}

// restart is a crash and another life.
func (d *database) restart(t testing.TB) {
	t.Helper()
	d.crash(t)
	d.start(t)
}

// pause stops the server where it stands; it keeps its connections and says nothing.
func (d *database) pause(t testing.TB) { d.signal(t, syscall.SIGSTOP) }

// resume lets it go on.
func (d *database) resume(t testing.TB) { d.signal(t, syscall.SIGCONT) }

func (d *database) signal(t testing.TB, s syscall.Signal) {
	t.Helper()
	if err := syscall.Kill(d.life.pid, s); err != nil {
		t.Fatal(err)
	}
}

// open opens a store on the server.
func (d *database) open(ctx context.Context, t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(ctx, store.Config{URL: d.url, ReadTimeout: patience})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// wipe empties the database.
func (d *database) wipe(ctx context.Context, t testing.TB) {
	t.Helper()
	s := d.open(ctx, t)
	if err := errors.Join(s.Wipe(ctx), s.Close()); err != nil {
		t.Fatal(err)
	}
}

// ask runs a statement that reads, and gives each record to take.
func (d *database) ask(ctx context.Context, t testing.TB, statement string, params map[string]any, take func(values []any)) {
	t.Helper()
	d.run(ctx, t, neo4j.AccessModeRead, statement, params, take)
}

// write runs a statement that writes.
func (d *database) write(ctx context.Context, t testing.TB, statement string) {
	t.Helper()
	d.run(ctx, t, neo4j.AccessModeWrite, statement, nil, func([]any) {})
}

func (d *database) run(ctx context.Context, t testing.TB, mode neo4j.AccessMode, statement string, params map[string]any, take func(values []any)) {
	t.Helper()
	driver, err := neo4j.NewDriverWithContext(strings.Replace(d.url, "neo4j://", "bolt://", 1), neo4j.NoAuth())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = driver.Close(ctx) }()
	session := driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: mode, DatabaseName: "neo4j"})
	defer func() { _ = session.Close(ctx) }()
	result, err := session.Run(ctx, statement, params)
	for err == nil && result.Next(ctx) {
		take(result.Record().Values)
	}
	if err == nil {
		err = result.Err()
	}
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// head is the revision that is current and the digest of its release; zero and "" where there is none.
func (d *database) head(ctx context.Context, t testing.TB) (revision int64, digest string) {
	t.Helper()
	d.ask(ctx, t, "MATCH (h:Head) MATCH (r:Release {revision: h.revision}) RETURN r.revision, r.digest", nil, func(values []any) {
		revision, digest = values[0].(int64), values[1].(string)
	})
	return revision, digest
}

// expire lets time pass: the lease of a load that was killed runs out, and drafts that were replaced before the last
// load may be vacuumed by the next.
func (d *database) expire(ctx context.Context, t testing.TB) {
	t.Helper()
	d.write(ctx, t, "MATCH (l:Lock) SET l.expires = 0")
	d.write(ctx, t, "MATCH (h:Head) MATCH (r:Release) WHERE r.revision < h.revision SET r.moved = 0")
}

// patience is how long a test waits for what should come at once.
const patience = time.Minute

// until waits for a condition.
func until(t testing.TB, what string, met func() bool) time.Duration {
	t.Helper()
	began := time.Now()
	for !met() {
		if time.Since(began) > patience {
			t.Fatalf("waited %s for %s", patience, what)
		}
		time.Sleep(20 * time.Millisecond)
	}
	return time.Since(began)
}
