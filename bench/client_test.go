package main

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestClient asks a real server for bodies of a known length, in chunks, and with a status that is an error, all on one
// connection.
func TestClient(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		switch r.URL.Path {
		case "/chunks":
			for part := range strings.SplitSeq(string(body), ",") {
				_, _ = io.WriteString(w, part)
				w.(http.Flusher).Flush()
			}
		case "/status":
			w.WriteHeader(http.StatusTeapot)
		default:
			_, _ = w.Write(body)
		}
	}))
	defer server.Close()
	address := server.Listener.Addr().String()
	c, err := dial(address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	long := strings.Repeat("0123456789", 30_000)
	for _, tt := range []struct{ path, body, want string }{
		{"/echo", "hello", "hello"}, {"/chunks", "a,bc," + long, "abc" + long}, {"/echo", long, long}, {"/echo", "", ""}, {"/chunks", "x", "x"},
	} {
		got, err := c.do(request(address, tt.path, []byte(tt.body)))
		if err != nil || string(got) != tt.want {
			t.Fatalf("%s gave %d bytes, %v; want %d", tt.path, len(got), err, len(tt.want))
		}
	}
	if _, err := c.do(request(address, "/status", nil)); !errors.Is(err, errHTTP) {
		t.Errorf("a status that is an error gave %v", err)
	}
}

// TestErrorsVoidCells: an answer of another length than the compared one is an error, and so the cell has no figures.
func TestErrorsVoidCells(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "four") }))
	defer server.Close()
	address := server.Listener.Addr().String()
	good := target{address: address, requests: [][]byte{request(address, "/", nil)}, lengths: []int{4}}
	bad := target{address: address, requests: good.requests, lengths: []int{5}}
	var a, b cell
	if err := errors.Join(good.drive(3, 20*time.Millisecond, &a), bad.drive(3, 20*time.Millisecond, &b)); err != nil {
		t.Fatal(err)
	}
	if f := a.figures(); a.errors != 0 || f.Throughput == 0 || f.Bytes != 4 || len(a.latencies) != a.requests {
		t.Errorf("right answers gave %+v", f)
	}
	if f := b.figures(); b.errors != 3 || !errors.Is(b.firstErr, errLength) || f.Throughput != 0 {
		t.Errorf("wrong answers gave %+v, %v", f, b.firstErr)
	}
}
