package faults

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// How much is done. The defaults are those of continuous integration.
var (
	seed    = flag.Uint64("seed", 0, "choose the random moments by this number; 0: by another one each time")
	kills   = flag.Int("kills", 20, "how often a load is killed")
	crashes = flag.Int("crashes", 10, "how often the database is killed")
	cuts    = flag.Int("cuts", 20, "how often the connections are cut in the middle of an answer")
	readers = flag.Int("readers", 50, "how many readers ask at the same time")
	limit   = flag.Duration("limit", 25*time.Minute, "how long each test may take at most")
	think   = flag.Duration("think", time.Second, "how long a reader thinks between two questions at most")
	acts    = flag.Int("acts", 150, "how many acts are generated")
	curated = flag.Bool("curated", false, "generate them beside all the curated facts")
)

// requested is the variable of the environment that asks for these tests: they take minutes and the whole machine.
const requested = "REGLINE_FAULTS"

// program is the path of the regline that is tested.
var program string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	if os.Getenv(requested) != "1" {
		return m.Run()
	}
	if *seed == 0 {
		*seed = rand.Uint64N(1_000_000)
	}
	fmt.Printf("faults: -seed %d\n", *seed)
	dir, err := os.MkdirTemp("", "regline-faults-")
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }()
	program = filepath.Join(dir, "regline")
	build := exec.Command("go", "build", "-o", program, "../..")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Printf("%s: %v\n%s", build, err, out)
		return 1
	}
	return m.Run()
}

// begin skips a test that was not asked for.
func begin(t *testing.T) {
	t.Helper()
	if os.Getenv(requested) != "1" {
		t.Skipf("set %s=1, or run `make faults`: it takes minutes", requested)
	}
}

// chance gives the random numbers of a test, each of which has a stream of its own.
func chance(stream uint64) *rand.Rand { return rand.New(rand.NewPCG(*seed, stream)) }

// limited ends with the test, or when its time is over, so that what the test began is ended in any case.
func limited(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), *limit)
	t.Cleanup(cancel)
	return ctx
}

// TestFaults goes through what can happen to loads, the database and connections, on one Neo4j.
func TestFaults(t *testing.T) {
	begin(t)
	db := newDatabase(t, t.TempDir())
	s := newStage(limited(t), t, db)
	for _, test := range []struct {
		name string
		run  func(*testing.T)
	}{
		{"LoadKilled", s.loadKilled},
		{"ConnectionCut", s.connectionCut},
		{"LoadCut", s.loadCut},
		{"ServerHangs", s.serverHangs},
		{"ServerKilled", s.serverKilled},
	} {
		if !t.Run(test.name, test.run) {
			// What holds is not known any more.
			t.FailNow()
		}
	}
}
