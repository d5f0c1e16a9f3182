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
	u, err := claim()
	switch {
	case err == nil:
		return u
	case !errors.Is(err, errNoServer) || os.Getenv("REGLINE_REQUIRE_NEO4J") == "1":
		t.Fatal(err)
	}
	t.Skip(err)
	return ""
}

var errNoServer = errors.New("REGLINE_TEST_NEO4J names no server, such as neo4j://127.0.0.1:7687")

// claim locks a file that stands for the server. The kernel unlocks it when the program ends, however it does.
var claim = sync.OnceValues(func() (string, error) {
	address := os.Getenv("REGLINE_TEST_NEO4J")
	if address == "" {
		return "", errNoServer
	}
	name := filepath.Join(os.TempDir(), "regline-test-"+url.QueryEscape(address)+".lock")
	// A bare descriptor, which nothing closes for the life of the program.
	fd, err := syscall.Open(name, syscall.O_CREAT|syscall.O_RDWR|syscall.O_CLOEXEC, 0o600)
	if err != nil {
		return "", fmt.Errorf("locking %s: %w", address, err)
	}
	if err := syscall.Flock(fd, syscall.LOCK_EX); err != nil {
		return "", fmt.Errorf("locking %s: %w", address, err)
	}
	return address, nil
})
