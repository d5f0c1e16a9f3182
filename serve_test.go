package main

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// server is the running program.
type server struct {
	t        *testing.T
	cmd      *exec.Cmd
	url      string
	out, err *bufio.Reader
	client   *http.Client
}

var address = regexp.MustCompile(`^regline: serving (http://127\.0\.0\.1:\d+), playground at http://127\.0\.0\.1:\d+/playground\n$`)

// serve starts the program over a tree of files on a free port and reads its address from the one line it prints.
func serve(t *testing.T, data string) *server {
	t.Helper()
	s := &server{t: t, client: &http.Client{Transport: &http.Transport{}}}
	t.Cleanup(s.client.CloseIdleConnections)
	s.cmd = exec.CommandContext(t.Context(), "regline", "serve", "--listen", "127.0.0.1:0", "--data", data)
	for _, p := range []struct {
		pipe func() (io.ReadCloser, error)
		to   **bufio.Reader
	}{{s.cmd.StdoutPipe, &s.out}, {s.cmd.StderrPipe, &s.err}} {
		r, err := p.pipe()
		if err != nil {
			t.Fatal(err)
		}
		*p.to = bufio.NewReader(r)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := s.out.ReadString('\n')
	found := address.FindStringSubmatch(line)
	if found == nil {
		rest, _ := io.ReadAll(s.err)
		t.Fatalf("first line %q, error %v, standard error:\n%s", line, err, rest)
	}
	s.url = found[1]
	return s
}

// logged reads the log up to a line that holds the text, and gives all that it read.
func (s *server) logged(text string) string {
	s.t.Helper()
	var all strings.Builder
	for {
		line, err := s.err.ReadString('\n')
		all.WriteString(line)
		if err != nil {
			s.t.Fatalf("no line with %q in the log: %v\n%s", text, err, all.String())
		}
		if strings.Contains(line, text) {
			return all.String()
		}
	}
}

// ask posts a query and gives the answer.
func (s *server) ask(query string) string {
	s.t.Helper()
	r, err := s.client.Post(s.url+"/graphql", "application/json", strings.NewReader(`{"query": "`+query+`"}`))
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if r.StatusCode != http.StatusOK {
		s.t.Fatalf("status %d: %s", r.StatusCode, body)
	}
	return string(body)
}

func (s *server) signal(sig os.Signal) {
	s.t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Fatal(err)
	}
}

// TestServe walks through the life of a server: it answers, a broken file changes nothing, a mended one is served,
// and the signal to stop ends it with exit code 0.
func TestServe(t *testing.T) {
	data := t.TempDir()
	if err := os.CopyFS(data, os.DirFS(filepath.Join(scripts, "data"))); err != nil {
		t.Fatal(err)
	}
	s := serve(t, data)
	const question, first, second = `{ node(id: \"example-order\") { label } }`, `"label":"Example order"`, `"label":"Renamed order"`
	if got := s.ask(question); !strings.Contains(got, first) {
		t.Errorf("answer %s, want %s", got, first)
	}

	file := filepath.Join(data, "actions", "example-order.yaml")
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	write := func(content string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(strings.ReplaceAll(string(good), "example-office", "nobody") + "colour: red\n")
	s.signal(syscall.SIGHUP)
	log := s.logged("not reloaded: the former release stays")
	for _, want := range []string{"field=colour", "field=by.ref", "example-order.yaml", "2 problems in the files"} {
		if !strings.Contains(log, want) {
			t.Errorf("the log of a failed reload lacks %q:\n%s", want, log)
		}
	}
	if got := s.ask(question); !strings.Contains(got, first) {
		t.Errorf("answer after a broken file %s, want %s", got, first)
	}

	write(string(good))
	s.signal(syscall.SIGHUP)
	s.logged("the files give the same release")
	write(strings.Replace(string(good), "Example order", "Renamed order", 1))
	s.signal(syscall.SIGHUP)
	s.logged("msg=reloaded")
	if got := s.ask(question); !strings.Contains(got, second) {
		t.Errorf("answer after a reload %s, want %s", got, second)
	}

	s.signal(syscall.SIGTERM)
	if rest, err := io.ReadAll(s.err); err != nil || !strings.Contains(string(rest), "msg=stopping") {
		t.Errorf("log at the end %q, error %v", rest, err)
	}
	if rest, err := io.ReadAll(s.out); err != nil || len(rest) > 0 {
		t.Errorf("standard output at the end %q, error %v", rest, err)
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("the program ended with %v", err)
	}
}
