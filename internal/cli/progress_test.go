package cli

import (
	"bytes"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

// stepped is progress whose clock is moved by hand.
type stepped struct {
	*progress
	out  bytes.Buffer
	time time.Time
}

// newStepped watches a terminal of so many columns, or with 0 a log.
func newStepped(columns int) *stepped {
	s := &stepped{time: time.Unix(0, 0)}
	s.progress = &progress{out: &s.out, now: func() time.Time { return s.time }}
	if columns > 0 {
		s.columns = func() int { return columns }
	}
	s.log = slog.New(slog.NewTextHandler(s.progress, &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Key == slog.LevelKey {
			return slog.Attr{}
		}
		return a
	}}))
	return s
}

// after moves the clock and counts.
func (s *stepped) after(d time.Duration, n int) {
	s.time = s.time.Add(d)
	s.add(n)
}

// TestProgressLine: a terminal shows one line, drawn at most ten times a second, never wider than the terminal, and a
// line of the log does not tear it.
func TestProgressLine(t *testing.T) {
	const long = "a phase without a number whose name is wider than the terminal is"
	s := newStepped(60)
	s.begin("writing", "edges", 2000)
	s.after(50*time.Millisecond, 100) // too soon
	s.after(50*time.Millisecond, 100)
	s.after(1900*time.Millisecond, 300)
	s.log.Info("a word")
	s.after(2*time.Second, 500)
	s.begin(long, "", 0)
	s.time = s.time.Add(time.Second)
	s.end()
	s.end() // nothing is left to end
	want := []string{
		"writing: 0 of 2000 (0%)",
		"writing: 200 of 2000 (10%)",
		"writing: 500 of 2000 (25%), 250/s, 6s left",
		"msg=\"a word\"\nwriting: 500 of 2000 (25%), 250/s, 6s left",
		"writing: 1000 of 2000 (50%), 250/s, 4s left",
		"writing: 1000 edges, 250/s, done after 4s\n",
		long[:59],
		long + ", done after 1s\n",
	}
	got := strings.Split(strings.ReplaceAll(s.out.String(), clearLine+clearLine, clearLine), clearLine)[1:]
	if diff := cmp.Diff(strings.Join(want, "|"), strings.Join(got, "|")); diff != "" {
		t.Errorf("%s\n%q", diff, got)
	}
}

// TestProgressLog: a log gets a line at most every ten seconds, and one at the end of each phase.
func TestProgressLog(t *testing.T) {
	s := newStepped(0)
	s.begin("reading", "", 0)
	s.time = s.time.Add(300 * time.Millisecond)
	s.begin("writing", "edges", 1000)
	for range 25 {
		s.after(time.Second, 20)
	}
	s.begin("counting", "edges", 0) // of a number that nobody knows
	s.after(11*time.Second, 22)
	s.after(time.Second, 1)
	s.stop()
	want := `msg="reading: done" took=300ms
msg=writing done=200 of=1000 unit=edges per_second=20 left=40s
msg=writing done=400 of=1000 unit=edges per_second=20 left=30s
msg="writing: done" done=500 unit=edges per_second=20 took=25s
msg=counting done=22 unit=edges per_second=2
msg="counting: stopped" done=23 unit=edges per_second=1 took=12s
`
	if diff := cmp.Diff(want, s.out.String()); diff != "" {
		t.Error(diff)
	}
}

// TestProgressCounts: what is counted is passed on whole, also where nobody watches.
func TestProgressCounts(t *testing.T) {
	next := timeline.Stream{Deltas: func(yield func(timeline.Delta, error) bool) {
		for range 3 {
			if !yield(timeline.Delta{}, nil) {
				return
			}
		}
	}}
	next.Release.Coverage = timeline.Coverage{Nodes: 1, Claims: 1, Edges: 1}
	s := newStepped(0)
	for _, p := range []*progress{nil, s.progress} {
		passed := 0
		for range p.counting(next, "comparing", "") {
			passed++
		}
		p.end()
		p.stop()
		if passed != 3 {
			t.Errorf("%d passed, want 3", passed)
		}
	}
	if want := "msg=\"comparing: done\" done=3 unit=\"records and edges\" took=0s\n"; s.out.String() != want {
		t.Errorf("%q, want %q", s.out.String(), want)
	}
}

// A device that is no terminal, and what is no file, has no line to draw.
func TestTerminal(t *testing.T) {
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	if terminal(null) != nil || terminal(new(bytes.Buffer)) != nil {
		t.Error("progress draws for terminals alone")
	}
}
