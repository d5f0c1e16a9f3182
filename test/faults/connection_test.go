package faults

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"
)

// connectionCut cuts all connections in the middle of answers and of a load. A connection that can be made again is
// no fault that anybody sees. While none can be made, readers get one clear error.
func (s *stage) connectionCut(t *testing.T) {
	random, ctx := chance(4), limited(t)
	before := runtime.NumGoroutine()
	far := newRelay(t, s.db)
	s.invite(ctx, t, far.url())
	files := s.audience.server.files(t)

	for range *cuts {
		far.set(func() { far.budget = random.IntN(1 << 16) })
		until(t, "an answer to be cut", func() bool { return far.spent() })
		// A read is repeated a few times, not for ever: those that were cut have ended before the next cut.
		s.audience.hear(t, 2*int64(*readers))
	}
	far.set(func() { far.delay = 20 * time.Millisecond })
	s.audience.hear(t, int64(*readers))
	far.set(func() { far.delay = 0 })

	s.audience.expect(true)
	far.set(func() { far.closed = true })
	far.cut()
	until(t, "/readyz to say that there is no database", func() bool { return !s.audience.server.ready(ctx) })
	s.unready(ctx, t)
	refused := s.audience.refusals.Load()
	until(t, "refusals", func() bool { return s.audience.refusals.Load() >= refused+int64(*readers) })
	far.set(func() { far.closed = false })
	back := until(t, "/readyz to say that the database is back", func() bool { return s.audience.server.ready(ctx) })
	s.audience.expect(false)
	s.audience.hear(t, 3*int64(*readers))
	t.Logf("%d answers cut; /readyz %s behind the connection", *cuts, back.Round(time.Millisecond))

	if now := far.connections(); now > pool {
		t.Errorf("%d connections of a pool of %d", now, pool)
	}
	s.audience.leave()
	until(t, fmt.Sprintf("the server to hold no more than the %d files and connections of the beginning and its pool", files),
		func() bool { return s.audience.server.files(t) <= files+pool })
	s.audience.report(t)
	s.audience.end(t)
	// The relay is told of the end of a connection a moment after the server let it go.
	until(t, "the connections of stores that are closed to end", func() bool { return far.connections() == 0 })
	until(t, "goroutines to end", func() bool { return runtime.NumGoroutine() <= before+2 }) // those of the relay
}

// pool is how many connections a store has at most.
const pool = 24

// loadCut cuts the connections of loads: in each phase once so that they can be made again, and once for good.
func (s *stage) loadCut(t *testing.T) {
	random, ctx := chance(5), limited(t)
	s.invite(ctx, t, s.db.url)
	r := newRelay(t, s.db)
	s.measure(ctx, t, r)
	for _, again := range []bool{true, false} {
		for aim := range phases {
			if !again && aim != writing {
				continue
			}
			next := s.other()
			l, runs := s.start(ctx, t, r, next, aim, within(random, s.lengths[aim]))
			fell, _ := r.now()
			r.set(func() { r.closed = !again })
			r.cut()
			code := l.end(t)
			r.set(func() { r.closed = false })
			s.settle(ctx, t)
			switch {
			case code == 0 && s.now == next && (again || !runs):
			case code == exitUnavailable:
				text := l.message(t, "Neo4j at bolt://", "store unavailable", "run the load again")
				t.Logf("cut in phase %s, to be made again %t, the load said: %s", fell, again, text)
			default:
				t.Errorf("cut in phase %s, to be made again %t: the load ended with exit code %d, and edition %s is current: %s",
					fell, again, code, s.editions[s.now].name, l.err.String())
			}
			s.db.expire(ctx, t)
			s.finish(ctx, t, next)
		}
	}
	s.audience.leave()
	s.audience.report(t)
}

// serverHangs stops Neo4j where it stands, as a machine does that swaps or a virtual one that is moved. Readers
// get one clear error when their time is over; when the server goes on, so does everybody, the load too.
func (s *stage) serverHangs(t *testing.T) {
	random, ctx, db := chance(6), limited(t), s.db
	s.invite(ctx, t, db.url)
	r := newRelay(t, db)
	s.measure(ctx, t, r)

	next := s.other()
	l, runs := s.start(ctx, t, r, next, writing, within(random, s.lengths[writing]))
	s.audience.expect(true)
	db.pause(t)
	t.Cleanup(func() { db.resume(t) })
	until(t, "/readyz to say that the database does not answer", func() bool { return !s.audience.server.ready(ctx) })
	s.unready(ctx, t)
	until(t, "refusals", func() bool { return s.audience.refusals.Load() >= int64(*readers) })
	db.resume(t)
	back := until(t, "/readyz to say that the database is back", func() bool { return s.audience.server.ready(ctx) })
	s.audience.expect(false)
	code := l.end(t)
	s.settle(ctx, t)
	if code != 0 || s.now != next {
		t.Errorf("the load ended with exit code %d: %s", code, l.err.String())
	}
	s.audience.hear(t, 3*int64(*readers))
	s.audience.leave()
	s.finish(ctx, t, next)
	t.Logf("stopped during a load: %t; /readyz %s behind the database", runs, back.Round(time.Millisecond))
	s.audience.report(t)
}

// files counts what the server has open, where the system tells.
func (s *server) files(t testing.TB) int {
	t.Helper()
	all, err := os.ReadDir(filepath.Join("/proc", strconv.Itoa(s.cmd.Process.Pid), "fd"))
	if os.IsNotExist(err) {
		return 0
	}
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}
