// Package neo4jtest gives tests a real Neo4j, one test program at a time.
package neo4jtest

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
)

// URL is the address of the server that REGLINE_TEST_NEO4J names. Without one the test is skipped; with
// REGLINE_REQUIRE_NEO4J=1 that is a failure. The server has one database, which tests wipe, so the first call waits
// until no other test program uses it and keeps it until the program ends.
func URL(t testing.TB) string {
	t.Helper()
	s, err := claim()
	switch {
	case err == nil:
		return s.url
	case !errors.Is(err, errNoServer) || os.Getenv("REGLINE_REQUIRE_NEO4J") == "1":
		t.Fatal(err)
	}
	t.Skip(err)
	return ""
}

var errNoServer = errors.New("REGLINE_TEST_NEO4J names no server, such as neo4j://127.0.0.1:7687")

// server is the address with the file whose lock stands for it. The file stays open, and so locked, while it is held.
type server struct {
	url  string
	lock *os.File
}

// claim locks the server's file. The kernel unlocks it when the program ends, however it does.
var claim = sync.OnceValues(func() (server, error) {
	address := os.Getenv("REGLINE_TEST_NEO4J")
	if address == "" {
		return server{}, errNoServer
	}
	name := filepath.Join(os.TempDir(), "regline-test-"+url.QueryEscape(address)+".lock")
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return server{}, fmt.Errorf("locking %s: %w", address, err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		return server{}, errors.Join(fmt.Errorf("locking %s: %w", address, err), f.Close())
	}
	return server{address, f}, nil
})
