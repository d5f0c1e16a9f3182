package faults

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// loadKilled kills loads at random moments. Readers see one whole release each time: the former until the flip, the
// next from then on. What a killed load left behind is gone after the next one.
func (s *stage) loadKilled(t *testing.T) {
	random, ctx := chance(2), limited(t)
	s.invite(ctx, t, s.db.url)
	r := newRelay(t, s.db)
	s.measure(ctx, t, r)

	var tally [phases]int
	moved, late := 0, 0
	for n := 0; n < *kills; {
		aim := rarest(tally)
		next := s.other()
		fell, killed := s.kill(ctx, t, r, next, aim, within(random, s.lengths[aim]))
		s.settle(ctx, t)
		if !killed {
			if late++; late > *kills {
				t.Fatalf("%d loads ended before they were killed", late)
			}
			continue
		}
		n++
		tally[fell]++
		if s.now == next {
			moved++
		}
		if fell < flipping && s.now == next || fell > flipping && s.now != next {
			t.Errorf("killed in phase %s, edition %s is current", fell, s.editions[s.now].name)
		}
		s.audience.hear(t, int64(*readers))
		if n > 1 {
			// The first time the next load waits as long as it must.
			s.db.expire(ctx, t)
		}
		s.finish(ctx, t, next)
	}
	s.audience.leave()
	t.Logf("%d kills: %s; the head had moved %d times; %d loads had ended before", *kills, spread(tally), moved, late)
	s.audience.report(t)
}

// rarest is the phase that was hit least.
func rarest(tally [phases]int) phase {
	least := comparing
	for p, n := range tally {
		if n < tally[least] {
			least = phase(p)
		}
	}
	return least
}

func spread(tally [phases]int) string {
	text := ""
	for p, n := range tally {
		text += fmt.Sprintf("%d %s, ", n, phase(p))
	}
	return text[:len(text)-2]
}

// within is a random part of a time.
func within(random *rand.Rand, most time.Duration) time.Duration {
	return time.Duration(random.Int64N(int64(most) + 1))
}
