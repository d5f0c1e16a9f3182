package faults

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"
)

// exitUnavailable is the exit code of a command to which the store does not answer.
const exitUnavailable = 3

// serverKilled kills Neo4j at random moments of loads and of reading. Readers get one clear error while it is away
// and whole answers afterwards, from the same regline; the load goes on when it is back, or fails and says what holds.
func (s *stage) serverKilled(t *testing.T) {
	random, ctx, db := chance(3), limited(t), s.db
	s.invite(ctx, t, db.url)
	r := newRelay(t, db)
	s.measure(ctx, t, r)

	var tally [phases]int
	failed, finished, slowest := 0, 0, time.Duration(0)
	for n := range *crashes {
		aim, next := rarest(tally), s.other()
		l, runs := s.start(ctx, t, r, next, aim, within(random, s.lengths[aim]))
		fell, began := r.now()
		s.learn(began)
		s.audience.expect(true)
		db.kill()
		until(t, "/readyz to say that there is no database", func() bool { return !s.audience.server.ready(ctx) })
		s.unready(ctx, t)
		// Now and then the database is away for longer than a load has patience.
		if n%3 == 0 && runs {
			l.end(t)
		}
		db.restart(t)
		back := until(t, "/readyz to say that the database is back", func() bool { return s.audience.server.ready(ctx) })
		slowest = max(slowest, back)
		s.audience.expect(false)
		code := l.end(t)
		s.settle(ctx, t)
		switch {
		case code == 0 && s.now == next:
			finished++
		case code == exitUnavailable:
			failed++
			text := l.message(t, "Neo4j at bolt://", "store unavailable", "run the load again")
			if failed == 1 {
				t.Logf("killed in phase %s, the load said: %s", fell, text)
			}
		default:
			t.Errorf("killed in phase %s: the load ended with exit code %d, and edition %s is current: %s", fell, code, s.editions[s.now].name, l.err.String())
		}
		if runs {
			tally[fell]++
		}
		s.audience.hear(t, int64(*readers))
		db.expire(ctx, t)
		s.finish(ctx, t, next)
	}
	s.audience.leave()
	t.Logf("%d kills of Neo4j: %s of a load, the others of reading alone; %d loads failed, %d went on and finished; /readyz at most %s behind the database",
		*crashes, spread(tally), failed, finished, slowest.Round(time.Millisecond))
	s.audience.report(t)
	if s.audience.refusals.Load() == 0 {
		t.Error("nobody was refused: the database was never away")
	}
}

// unready checks what a server without a database says of itself.
func (s *stage) unready(ctx context.Context, t testing.TB) {
	t.Helper()
	began := time.Now()
	status, body := s.audience.server.get(ctx, "/readyz")
	if status != http.StatusServiceUnavailable || !strings.Contains(body, `"ready":false`) || !strings.Contains(body, "the store cannot be reached: try again later") {
		t.Errorf("/readyz without a database: %d %s", status, body)
	}
	if took := time.Since(began); took > bound {
		t.Errorf("/readyz without a database took %s", took)
	}
	if status, body := s.audience.server.get(ctx, "/healthz"); status != http.StatusOK {
		t.Errorf("/healthz without a database: %d %s", status, body)
	}
}
