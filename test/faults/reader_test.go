package faults

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"regexp"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regline/regline/internal/timeline"
)

// audience are the readers who ask all the time, most of them over HTTP, every fifth through the store.
type audience struct {
	t      testing.TB
	known  *known
	course *course
	server *server
	store  timeline.Store

	stop  context.CancelFunc
	done  sync.WaitGroup
	ended sync.Once

	mu sync.Mutex
	// away is true while refusals are right; epoch counts its changes.
	away  bool
	epoch int

	answers, during, refusals, late, torn atomic.Int64
	slowest                               atomic.Int64
}

// bound is how long an answer may take: the deadline of an operation, and some time to tell of it.
const bound = 15 * time.Second

// attend begins to read.
func (a *audience) attend(ctx context.Context) {
	ctx, a.stop = context.WithCancel(ctx)
	for n := range *readers {
		random := rand.New(rand.NewPCG(*seed, uint64(n)+100))
		ask := a.question
		if n%5 == 4 {
			ask = a.look
		}
		a.done.Go(func() {
			for a.pause(ctx, random) {
				ask(ctx, random)
			}
		})
	}
	a.t.Cleanup(func() { a.end(a.t) })
}

// end is the end of all that the readers had.
func (a *audience) end(t testing.TB) {
	t.Helper()
	a.leave()
	a.server.end()
	a.ended.Do(func() {
		if err := a.store.Close(); err != nil {
			t.Error(err)
		}
	})
}

// leave ends all readers.
func (a *audience) leave() {
	a.stop()
	a.done.Wait()
}

func (a *audience) pause(ctx context.Context, random *rand.Rand) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(time.Duration(random.Int64N(int64(*think) + 1))):
		return true
	}
}

// expect says whether refusals are right from now on.
func (a *audience) expect(refusals bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.away = refusals
	a.epoch++
}

func (a *audience) outage() (away bool, epoch int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.away, a.epoch
}

// moment is when a question is asked.
type moment struct {
	began time.Time
	least int // position in the course
	away  bool
	epoch int
}

func (a *audience) ask() moment {
	m := moment{began: time.Now(), least: a.course.begin()}
	m.away, m.epoch = a.outage()
	return m
}

// refusing are the codes of errors when the database is away: it cannot be reached, or it says nothing.
var refusing = map[string]bool{"UNAVAILABLE": true, "TIMEOUT": true}

// andMore is the last of many errors, which counts the others.
var andMore = regexp.MustCompile(`^and \d+ more errors$`)

// question asks over HTTP and compares the answer byte for byte.
func (a *audience) question(ctx context.Context, random *rand.Rand) {
	q := a.known.questions[random.IntN(len(a.known.questions))]
	m := a.ask()
	status, body := a.server.query(ctx, q)
	if ctx.Err() != nil {
		return
	}
	got, err := parse(body)
	switch {
	case status == 0 || err != nil:
		a.fault(m, "%s: status %d: %.300s", q.name, status, body)
	case len(got.Errors) > 0:
		late := false
		for _, e := range got.Errors {
			late = late || e.Extensions.Code == "TIMEOUT"
			if !refusing[e.Extensions.Code] && !andMore.MatchString(e.Message) {
				a.fault(m, "%s: status %d: %.300s", q.name, status, body)
				return
			}
		}
		// An operation that had begun says which of its fields failed; one that had not has a status of its own.
		if status != http.StatusServiceUnavailable && (status != http.StatusOK || got.Extensions.Release.Digest == "") {
			a.fault(m, "%s: status %d: %.300s", q.name, status, body)
			return
		}
		a.refused(ctx, m, late, fmt.Sprintf("%s: status %d: %.300s", q.name, status, body))
	default:
		digest := got.Extensions.Release.Digest
		a.compare(m, q.name, digest, body, a.known.answers[digest][q.name])
	}
}

// look reads through the store.
func (a *audience) look(ctx context.Context, _ *rand.Rand) {
	m := a.ask()
	limited, cancel := context.WithTimeout(ctx, 10*time.Second) // as long as a question over HTTP may take
	defer cancel()
	digest, seen, err := sight(limited, a.store)
	switch {
	case ctx.Err() != nil:
	case errors.Is(err, timeline.ErrUnavailable):
		a.refused(ctx, m, errors.Is(err, context.DeadlineExceeded), err.Error())
	case err != nil:
		a.fault(m, "through the store: %v", err)
	default:
		a.compare(m, "through the store", digest, seen, a.known.sights[digest])
	}
}

func (a *audience) compare(m moment, what, digest, got, want string) {
	during, err := a.course.answer(m.least, digest)
	switch {
	case err != nil:
		a.torn.Add(1)
		a.fault(m, "%s: %v", what, err)
	case got != want:
		a.torn.Add(1)
		a.fault(m, "%s: torn: release %.8s answers\n%.2000s\nwant\n%.2000s", what, digest, got, want)
	}
	a.answers.Add(1)
	if during {
		a.during.Add(1)
	}
	a.timed(m, what)
}

// refused is one clear error. It is right if the database was away at any time of the question; that time ran out, on a
// machine with too much to do, is told and is no fault.
func (a *audience) refused(ctx context.Context, m moment, late bool, text string) {
	switch _, now := a.outage(); {
	case m.away || m.epoch != now:
		a.refusals.Add(1)
	case late:
		a.late.Add(1)
	default:
		a.fault(m, "refused though the database is there: %s", text)
	}
	a.timed(m, text)
	select {
	case <-ctx.Done():
	case <-time.After(backoff):
	}
}

// backoff is how long a reader who was refused waits.
const backoff = 500 * time.Millisecond

func (a *audience) timed(m moment, what string) {
	took := time.Since(m.began)
	for {
		most := a.slowest.Load()
		if int64(took) <= most || a.slowest.CompareAndSwap(most, int64(took)) {
			break
		}
	}
	if took > bound {
		a.fault(m, "%s: took %s, more than %s", what, took.Round(time.Millisecond), bound)
	}
}

// fault fails the test, and tells of the first few.
func (a *audience) fault(m moment, format string, args ...any) {
	a.t.Errorf("asked %s: "+format, append([]any{m.began.Format("15:04:05.000")}, args...)...)
}

// hear waits until so many more answers were given.
func (a *audience) hear(t testing.TB, n int64) {
	t.Helper()
	before := a.answers.Load()
	until(t, "answers", func() bool { return a.answers.Load() >= before+n })
}

// report tells what was checked.
func (a *audience) report(t testing.TB) {
	t.Helper()
	t.Logf("%d readers: %d answers compared, %d of them during a load; %d refusals, %d for want of time without a fault; %d torn; slowest %s",
		*readers, a.answers.Load(), a.during.Load(), a.refusals.Load(), a.late.Load(), a.torn.Load(), time.Duration(a.slowest.Load()).Round(time.Millisecond))
	if a.answers.Load() == 0 {
		t.Error("no answer was compared")
	}
}
