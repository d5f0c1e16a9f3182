package faults

import (
	"context"
	"strings"
	"testing"
	"time"

	store "github.com/regline/regline/internal/store/neo4j"
)

// stage is a database that holds one of two editions by turns, and all that is known of them.
type stage struct {
	db       *database
	editions [2]edition
	digests  [2]string
	graphs   [2]graph // after clean loads
	known    *known
	course   *course
	audience *audience
	// now is the edition that is current, 0 or 1.
	now int
	// lengths are how long each phase of a load lasted the last time.
	lengths [phases]time.Duration
}

// newStage loads both editions, each into an empty database, and learns what is right.
func newStage(ctx context.Context, t testing.TB, db *database) *stage {
	t.Helper()
	s := &stage{db: db, course: &course{}, known: &known{
		questions: questions(t), answers: make(map[string]map[string]string), sights: make(map[string]string),
	}}
	s.editions[0] = newEdition(t, "A", "", *acts)
	s.editions[1] = newEdition(t, "B", unreferenced(t), *acts+*acts/10)
	for i, e := range s.editions {
		s.known.learn(ctx, t, e)
		db.wipe(ctx, t)
		var took time.Duration
		s.digests[i], took = loadWhole(ctx, t, db.url, e)
		s.graphs[i] = db.graph(ctx, t)
		direct := db.open(ctx, t)
		digest, seen, err := sight(ctx, direct)
		if err != nil || digest != s.digests[i] {
			t.Fatalf("edition %s: release %s, want %s, error %v", e.name, digest, s.digests[i], err)
		}
		s.known.sights[digest] = seen
		if err := direct.Close(); err != nil {
			t.Fatal(err)
		}
		t.Logf("edition %s: release %.8s, %s, loaded in %s; %s", e.name, digest, s.graphs[i], took.Round(time.Millisecond), seen)
	}
	s.now = 1
	s.course.load(s.digests[1])
	s.settle(ctx, t)
	return s
}

// invite starts the readers, over HTTP by a server of their own, whose store has the given address, as has that of the
// others. Theirs does without routing: in the driver, 5.28.4, calls read a routing table while another, whose connection
// is lost, takes the server off it. With one server that does no harm, but the race detector sees it.
func (s *stage) invite(ctx context.Context, t testing.TB, url string) {
	t.Helper()
	direct, err := store.Open(ctx, store.Config{URL: strings.Replace(url, "neo4j://", "bolt://", 1)})
	if err != nil {
		t.Fatal(err)
	}
	s.audience = &audience{
		t: t, known: s.known, course: s.course, store: direct,
		server: serve(ctx, t, "--store", url, "--log-level", "warn"),
	}
	s.audience.attend(ctx)
	s.audience.hear(t, int64(*readers))
}

// other is the edition that is not current.
func (s *stage) other() int { return 1 - s.now }

// settle asks the database which release is current. A transaction that a load had told to commit may do so after the
// load is dead: each holds the lock that is asked for first.
func (s *stage) settle(ctx context.Context, t testing.TB) {
	t.Helper()
	s.db.write(ctx, t, "MATCH (l:Lock) SET l.expires = l.expires")
	_, digest := s.db.head(ctx, t)
	if err := s.course.settle(digest); err != nil {
		t.Error(err)
	}
	for i, d := range s.digests {
		if d == digest {
			s.now = i
		}
	}
}

// finish loads an edition without a fault and compares the graph with that after a clean load.
func (s *stage) finish(ctx context.Context, t testing.TB, edition int) {
	t.Helper()
	if s.now != edition {
		s.course.load(s.digests[edition])
	}
	if digest, _ := loadWhole(ctx, t, s.db.url, s.editions[edition]); digest != s.digests[edition] {
		t.Fatalf("edition %s was release %.8s and is %.8s", s.editions[edition].name, s.digests[edition], digest)
	}
	if s.now != edition {
		s.settle(ctx, t)
	}
	s.db.graph(ctx, t).compare(t, "after the next load", s.graphs[edition])
}

// measure loads both editions through the relay and gives how long each phase lasts among the readers.
func (s *stage) measure(ctx context.Context, t testing.TB, r *relay) {
	t.Helper()
	for range s.editions {
		next := s.other()
		r.reset(nil)
		s.course.load(s.digests[next])
		loadWhole(ctx, t, r.url(), s.editions[next])
		end := time.Now()
		s.settle(ctx, t)
		last, began := r.now()
		if s.learn(began); last != showing {
			t.Fatalf("the relay saw phase %q as the last: the signs of the others have changed", last)
		}
		s.lengths[last] = end.Sub(began[last])
	}
	t.Logf("phases of a load among %d readers: %v", *readers, s.lengths)
}

// learn keeps the lengths of the phases that ended.
func (s *stage) learn(began [phases]time.Time) {
	for p := range phases - 1 {
		if !began[p].IsZero() && !began[p+1].IsZero() {
			s.lengths[p] = began[p+1].Sub(began[p])
		}
	}
}

// start begins to load an edition through the relay and waits until it is a while within a phase. False if it ended
// before.
func (s *stage) start(ctx context.Context, t testing.TB, r *relay, edition int, aim phase, while time.Duration) (*loading, bool) {
	t.Helper()
	due := make(chan struct{})
	r.reset(map[phase]func(){aim: func() { close(due) }})
	s.course.load(s.digests[edition])
	l := load(ctx, t, r.url(), s.editions[edition])
	select {
	case <-due:
	case <-l.ended:
		return l, false
	}
	select {
	case <-time.After(while):
		return l, true
	case <-l.ended:
		return l, false
	}
}

// kill begins to load an edition and kills the load. Killed is false if it ended before.
func (s *stage) kill(ctx context.Context, t testing.TB, r *relay, edition int, aim phase, while time.Duration) (fell phase, killed bool) {
	t.Helper()
	l, runs := s.start(ctx, t, r, edition, aim, while)
	fell, began := r.now()
	if runs {
		_ = l.cmd.Process.Kill()
	}
	s.learn(began)
	if code := l.end(t); code > 0 {
		t.Fatalf("loading edition %s: exit code %d: %s", s.editions[edition].name, code, l.err.String())
	} else {
		killed = code < 0
	}
	// What the load had sent passes, or never will.
	until(t, "the connections of the load to end", func() bool { return r.connections() == 0 })
	return fell, killed
}
