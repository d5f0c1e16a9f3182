package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/timeline"
)

// failing is a store that cannot be opened.
type failing struct {
	timeline.Store
	err error
}

func (f failing) Open(context.Context, timeline.KnownAt) (timeline.View, error) { return nil, f.err }

// filled is a memory store with an empty release of the given name.
func filled(t *testing.T, r timeline.Release) timeline.Store {
	t.Helper()
	s := memory.New()
	var none iter.Seq2[timeline.Delta, error] = func(func(timeline.Delta, error) bool) {}
	if err := s.Apply(t.Context(), r, none); err != nil {
		t.Fatal(err)
	}
	return s
}

// site is the handler over a store, and its log. Its GraphQL answers with the words of the test.
func site(s timeline.Store, graphql http.HandlerFunc) (http.Handler, *bytes.Buffer) {
	log := new(bytes.Buffer)
	other := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.URL.Path) })
	return NewHandler(Config{Store: s, GraphQL: graphql, Playground: other, Operations: other,
		Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))}), log
}

func get(h http.Handler, method, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, path, nil))
	return w
}

var release = timeline.Release{Number: 7, Draft: true, Digest: "0123abcd", Coverage: timeline.Coverage{Claims: 41, Quotations: 23}}

func TestRoutes(t *testing.T) {
	h, _ := site(filled(t, release), func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "graph") })
	tests := []struct {
		method, path string
		status       int
		body         string
	}{
		{"GET", "/", 200, "Draft of release 7"},
		{"HEAD", "/", 200, ""},
		{"POST", "/", 405, ""},
		{"GET", "/healthz", 200, `{"up":true}`},
		{"GET", "/readyz", 200, `{"ready":true,"release":7,"draft":true,"digest":"0123abcd"}`},
		{"POST", "/readyz", 405, ""},
		{"GET", "/graphql", 200, "graph"},
		{"POST", "/graphql", 200, "graph"},
		{"GET", "/playground", 200, "/playground"},
		{"GET", "/playground/", 200, "/playground/"},
		{"GET", "/playground/a/b.js", 200, "/playground/a/b.js"},
		{"GET", "/q/", 200, "/q/"},
		{"GET", "/q/t1-some-question", 200, "/q/t1-some-question"},
		{"GET", "/nowhere", 404, ""},
		{"GET", "/graphql/more", 404, ""},
	}
	for _, tt := range tests {
		w := get(h, tt.method, tt.path)
		if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.body) {
			t.Errorf("%s %s: %d %s; want %d with %q", tt.method, tt.path, w.Code, w.Body, tt.status, tt.body)
		}
		for _, name := range []string{"Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cross-Origin-Resource-Policy"} {
			if w.Header().Get(name) == "" {
				t.Errorf("%s %s: no %s", tt.method, tt.path, name)
			}
		}
		if p := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(p, "default-src 'none'") || strings.Contains(p, "unsafe") {
			t.Errorf("%s %s: policy %q", tt.method, tt.path, p)
		}
	}
}

// TestFailures is the table of what a reader learns when there is nothing to answer from. Errors may name hosts: they
// stay in the log.
func TestFailures(t *testing.T) {
	for _, tt := range []struct {
		err    error
		status int
		text   string
	}{
		{timeline.ErrNoRelease, 503, "run `regline load`"},
		{timeline.ErrUnavailable, 503, "cannot be reached"},
		{context.DeadlineExceeded, 503, "did not answer in time"},
		{errors.New("broken"), 500, "the log of the server says why"},
	} {
		h, log := site(failing{err: errors.Join(errors.New("secret-host"), tt.err)}, http.NotFound)
		ready := get(h, "GET", "/readyz")
		var answer readiness
		if err := json.Unmarshal(ready.Body.Bytes(), &answer); err != nil {
			t.Fatal(err)
		}
		if ready.Code != 503 || answer.Ready || !strings.Contains(answer.Reason, tt.text) {
			t.Errorf("%v: /readyz %d %+v", tt.err, ready.Code, answer)
		}
		page := get(h, "GET", "/")
		if want := strings.SplitN(tt.text, "`", 2)[0]; page.Code != tt.status || !strings.Contains(page.Body.String(), want) {
			t.Errorf("%v: / %d %s", tt.err, page.Code, page.Body)
		}
		if strings.Contains(ready.Body.String()+page.Body.String(), "secret-host") {
			t.Errorf("%v: the answer repeats the error", tt.err)
		}
		if strings.Count(log.String(), "secret-host") != 2 {
			t.Errorf("%v: the log lacks the errors:\n%s", tt.err, log)
		}
		if up := get(h, "GET", "/healthz"); up.Code != 200 {
			t.Errorf("%v: /healthz %d", tt.err, up.Code)
		}
	}
}

// TestDeadline proves that every request has one.
func TestDeadline(t *testing.T) {
	asked := false
	h, _ := site(memory.New(), func(_ http.ResponseWriter, r *http.Request) { _, asked = r.Context().Deadline() })
	get(h, "GET", "/graphql")
	if !asked {
		t.Error("a request without a deadline")
	}
}

// TestObserve logs what was answered and not what was asked; a panic is answered where that is still possible.
func TestObserve(t *testing.T) {
	h, log := site(memory.New(), func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Query().Get("query") {
		case "panic":
			panic("in the handler")
		case "late":
			_, _ = io.WriteString(w, "begun")
			panic("in the handler")
		case "abort":
			panic(http.ErrAbortHandler)
		}
		w.WriteHeader(http.StatusTeapot)
		_, _ = io.WriteString(w, "four")
	})
	tests := []struct {
		query, body string
		status      int
		logged      []string
	}{
		{"secret", "four", 418, []string{"msg=request method=GET path=/graphql status=418 bytes=4 "}},
		{"panic", "the server failed", 500, []string{`msg=panic`, `panic="in the handler"`, "observe.go", "status=500"}},
		{"late", "begun", 200, []string{"msg=panic", "status=200"}},
	}
	for _, tt := range tests {
		log.Reset()
		w := get(h, "GET", "/graphql?query="+tt.query)
		if w.Code != tt.status || !strings.HasPrefix(w.Body.String(), tt.body) {
			t.Errorf("%s: %d %s", tt.query, w.Code, w.Body)
		}
		for _, want := range tt.logged {
			if !strings.Contains(log.String(), want) {
				t.Errorf("%s: the log lacks %q:\n%s", tt.query, want, log)
			}
		}
		if strings.Contains(log.String(), "query="+tt.query) {
			t.Errorf("%s: the log holds the query:\n%s", tt.query, log)
		}
	}
	defer func() {
		if err, _ := recover().(error); !errors.Is(err, http.ErrAbortHandler) {
			t.Errorf("an aborted handler ended with %v", err)
		}
	}()
	get(h, "GET", "/graphql?query=abort")
}

// TestServerLimits proves that no timeout and no limit is left at "none", and that an answer that took all its time
// can still be written.
func TestServerLimits(t *testing.T) {
	s := NewServer(t.Context(), http.NotFoundHandler(), slog.New(slog.DiscardHandler))
	if s.ReadHeaderTimeout <= 0 || s.ReadTimeout <= 0 || s.WriteTimeout <= requestTimeout || s.IdleTimeout <= 0 || s.MaxHeaderBytes <= 0 {
		t.Errorf("%+v", s)
	}
	if s.BaseContext(nil) != t.Context() {
		t.Error("requests do not descend from the context of the server")
	}
}
