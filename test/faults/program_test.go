package faults

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// loading is a `regline load` that runs, or has ended.
type loading struct {
	cmd      *exec.Cmd
	out, err bytes.Buffer
	began    time.Time
	took     time.Duration
	// ended is closed at the end; failure is not nil if the command could not be run.
	ended   chan struct{}
	failure error
}

// load begins to load an edition.
func load(ctx context.Context, t testing.TB, store string, e edition) *loading {
	t.Helper()
	l := &loading{cmd: exec.CommandContext(ctx, program, "load", "--json", "--store", store, "--data", e.dir)}
	l.began, l.ended = time.Now(), make(chan struct{})
	l.cmd.Stdout, l.cmd.Stderr = &l.out, &l.err
	leash(l.cmd)
	if err := l.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(l.ended)
		l.failure = l.cmd.Wait()
		l.took = time.Since(l.began)
	}()
	return l
}

// end waits for the end of the load and gives its exit code; -1 if a signal ended it.
func (l *loading) end(t testing.TB) int {
	t.Helper()
	<-l.ended
	var exit *exec.ExitError
	if l.failure != nil && !errors.As(l.failure, &exit) {
		t.Fatal(l.failure)
	}
	return l.cmd.ProcessState.ExitCode()
}

// loadWhole loads an edition without any fault, and gives the digest of the release.
func loadWhole(ctx context.Context, t testing.TB, store string, e edition) (digest string, took time.Duration) {
	t.Helper()
	l := load(ctx, t, store, e)
	if code := l.end(t); code != 0 {
		t.Fatalf("loading edition %s: exit code %d: %s", e.name, code, l.err.String())
	}
	var done struct {
		Release struct{ Digest string }
		Written bool
	}
	if err := json.Unmarshal(l.out.Bytes(), &done); err != nil {
		t.Fatalf("loading edition %s: %v: %s", e.name, err, l.out.String())
	}
	return done.Release.Digest, l.took
}

// message is what a load that failed told its user: one message that holds all the words.
func (l *loading) message(t testing.TB, words ...string) string {
	t.Helper()
	all := strings.Split(strings.TrimSpace(l.err.String()), "\n")
	text := all[len(all)-1]
	for i, line := range all {
		// Before it there are but lines of the log.
		if isMessage := strings.HasPrefix(line, "regline: "); isMessage != (i == len(all)-1) {
			t.Errorf("not one message at the end:\n%s", l.err.String())
		}
	}
	if begun := strings.Contains(text, "was not loaded"); begun {
		words = append(words, "readers see")
	}
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("the message lacks %q:\n%s", w, text)
		}
	}
	return text
}

// server is a `regline serve` that runs until the test ends.
type server struct {
	url    string
	cmd    *exec.Cmd
	client *http.Client
	log    safeBuffer
	ended  sync.Once
}

var address = regexp.MustCompile(`^regline: serving (http://127\.0\.0\.1:\d+)`)

// serve starts a server on a free port.
func serve(ctx context.Context, t testing.TB, args ...string) *server {
	t.Helper()
	// The client gives idle connections up before the server does, which lets one wait five seconds for its first
	// question: a question that meets the end of a connection would fail.
	transport := &http.Transport{MaxIdleConnsPerHost: *readers, IdleConnTimeout: 2 * time.Second}
	s := &server{client: &http.Client{Transport: transport, Timeout: patience}}
	s.cmd = exec.CommandContext(ctx, program, append([]string{"serve", "--listen", "127.0.0.1:0", "--no-keep-answers"}, args...)...)
	s.cmd.Stderr = &s.log
	leash(s.cmd)
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.end()
		if t.Failed() {
			if text := s.log.String(); text != "" {
				t.Logf("the server's log: %s", text[:min(len(text), 3000)])
			}
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	found := address.FindStringSubmatch(line)
	if found == nil {
		t.Fatalf("first line %q, error %v: %s", line, err, s.log.String())
	}
	s.url = found[1]
	return s
}

// end kills the server.
func (s *server) end() {
	s.ended.Do(func() {
		s.client.CloseIdleConnections()
		_ = s.cmd.Process.Kill()
		_ = s.cmd.Wait()
	})
}

// get asks a page and gives its status and text; zero if there was no answer.
func (s *server) get(ctx context.Context, path string) (status int, body string) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+path, nil)
	if err != nil {
		return 0, err.Error()
	}
	return s.do(r)
}

func (s *server) do(r *http.Request) (status int, body string) {
	w, err := s.client.Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer func() { _ = w.Body.Close() }()
	text, err := io.ReadAll(w.Body)
	if err != nil {
		return 0, err.Error()
	}
	return w.StatusCode, string(text)
}

// ready says what /readyz says.
func (s *server) ready(ctx context.Context) bool {
	status, _ := s.get(ctx, "/readyz")
	return status == http.StatusOK
}

// query asks GraphQL.
func (s *server) query(ctx context.Context, q question) (status int, body string) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/graphql", strings.NewReader(q.request))
	if err != nil {
		return 0, err.Error()
	}
	r.Header.Set("Content-Type", "application/json")
	return s.do(r)
}

// envelope is what every answer says of itself.
type envelope struct {
	Extensions struct {
		Release struct{ Digest string }
	}
	Errors []struct {
		Message    string
		Extensions struct{ Code string }
	}
}

func parse(body string) (envelope, error) {
	var e envelope
	if err := json.Unmarshal([]byte(body), &e); err != nil {
		return e, fmt.Errorf("no JSON: %w: %.200q", err, body)
	}
	return e, nil
}

// safeBuffer is written and read by several goroutines.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
