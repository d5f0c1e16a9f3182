package cli

import (
	"fmt"
	"io"
	"iter"
	"log/slog"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/regline/regline/internal/timeline"
)

// How often progress is shown at most.
const (
	drawnEvery  = 100 * time.Millisecond
	loggedEvery = 10 * time.Second
)

// progress tells how far long work is: on a terminal in one line that is drawn again and again, elsewhere in lines of
// the log. A nil one tells nothing. It is safe for concurrent use.
type progress struct {
	// log writes to the same place, and does not tear the line.
	log *slog.Logger
	// out is what the line and the log are written to. columns gives the width of the terminal; nil where out is none.
	out     io.Writer
	columns func() int
	now     func() time.Time

	mu    sync.Mutex
	phase phase
	shown time.Time
	line  string // as it stands on the terminal
}

// phase is a part of the work.
type phase struct {
	name string
	unit string
	// total is 0 where it is not known.
	done, total int
	begun       time.Time
}

// newProgress tells of progress on the stream of errors, beside the log.
func newProgress(s Streams, level slog.Level) *progress {
	p := &progress{out: s.Err, columns: terminal(s.Err), now: time.Now}
	p.log = slog.New(slog.NewTextHandler(p, &slog.HandlerOptions{Level: level}))
	return p
}

// terminal gives the function that tells the width of the terminal that w is, nil if it is none.
func terminal(w io.Writer) func() int {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return func() int {
		width, _, err := term.GetSize(int(f.Fd()))
		if err != nil || width < 1 {
			return 80
		}
		return width
	}
}

// clearLine goes to the beginning of the line and empties it.
const clearLine = "\r\x1b[K"

// Write writes a line of the log, and draws the line of progress below it.
func (p *progress) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.line != "" {
		fmt.Fprint(p.out, clearLine)
	}
	n, err := p.out.Write(b)
	fmt.Fprint(p.out, p.line)
	return n, err
}

// begin starts a phase, of so many units or, with 0, of nobody knows how many, and ends the phase before.
func (p *progress) begin(name, unit string, total int) {
	if p == nil {
		return
	}
	p.end()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.phase = phase{name: name, unit: unit, total: total, begun: p.now()}
	p.shown = p.phase.begun
	if p.columns != nil {
		p.draw()
	}
}

// add counts n units of the phase more.
func (p *progress) add(n int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	p.phase.done += n
	now := p.now()
	every := drawnEvery
	if p.columns == nil {
		every = loggedEvery
	}
	due := now.Sub(p.shown) >= every
	if due {
		p.shown = now
		if p.columns != nil {
			p.draw()
			due = false
		}
	}
	told := p.phase
	p.mu.Unlock()
	if due {
		p.log.Info(told.name, told.attributes(now)...)
	}
}

// end tells how long the phase took, if there is one: on a terminal the line stays as it was drawn last.
func (p *progress) end() { p.finish("done") }

// stop tells how far the phase came, if there is one, before it failed.
func (p *progress) stop() { p.finish("stopped") }

func (p *progress) finish(how string) {
	if p == nil {
		return
	}
	p.mu.Lock()
	told, now := p.phase, p.now()
	p.phase, p.line = phase{}, ""
	if told.name == "" {
		p.mu.Unlock()
		return
	}
	told.total = 0
	took := now.Sub(told.begun).Round(time.Millisecond)
	if p.columns != nil {
		fmt.Fprintf(p.out, "%s%s, %s after %s\n", clearLine, told.String(now), how, took)
	}
	p.mu.Unlock()
	if p.columns == nil {
		p.log.Info(told.name+": "+how, append(told.attributes(now), "took", took)...)
	}
}

// draw writes the line anew.
func (p *progress) draw() {
	line := []rune(p.phase.String(p.now()))
	// A line as wide as the terminal would wrap on some.
	if most := p.columns() - 1; len(line) > most {
		line = line[:max(most, 0)]
	}
	p.line = string(line)
	fmt.Fprint(p.out, clearLine+p.line)
}

// rate gives the units a second, 0 in the first second, and the time that is left; known says that it can be told.
func (h phase) rate(now time.Time) (perSecond int, left time.Duration, known bool) {
	took := now.Sub(h.begun)
	if took < time.Second || h.done == 0 {
		return 0, 0, false
	}
	perSecond = int(float64(h.done) / took.Seconds())
	if h.total < h.done {
		return perSecond, 0, false
	}
	left = time.Duration(float64(took) / float64(h.done) * float64(h.total-h.done))
	return perSecond, left.Round(time.Second), true
}

func (h phase) String(now time.Time) string {
	s := h.name
	if h.unit == "" {
		return s
	}
	s += fmt.Sprintf(": %d", h.done)
	if h.total > 0 {
		s += fmt.Sprintf(" of %d (%d%%)", h.total, min(100, h.done*100/h.total))
	} else {
		s += " " + h.unit
	}
	rate, left, known := h.rate(now)
	if rate > 0 {
		s += fmt.Sprintf(", %d/s", rate)
	}
	if known {
		s += fmt.Sprintf(", %s left", left)
	}
	return s
}

func (h phase) attributes(now time.Time) []any {
	if h.unit == "" {
		return nil
	}
	out := []any{"done", h.done}
	if h.total > 0 {
		out = append(out, "of", h.total)
	}
	out = append(out, "unit", h.unit)
	rate, left, known := h.rate(now)
	if rate > 0 {
		out = append(out, "per_second", rate)
	}
	if known {
		out = append(out, "left", left)
	}
	return out
}

// counting passes the content of a release on and counts it, in a phase that begins with the first of it; at the end it
// begins the phase that follows, if any.
func (p *progress) counting(next timeline.Stream, name, then string) iter.Seq2[timeline.Delta, error] {
	if p == nil {
		return next.Deltas
	}
	c := next.Release.Coverage
	return func(yield func(timeline.Delta, error) bool) {
		p.begin(name, "records and edges", c.Nodes+c.Claims+c.Edges)
		for d, err := range next.Deltas {
			p.add(1)
			if !yield(d, err) {
				return
			}
		}
		if then != "" {
			p.begin(then, "", 0)
		}
	}
}
