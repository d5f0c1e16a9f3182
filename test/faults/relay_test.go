package faults

import (
	"bytes"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"
)

// relay stands between a program and the database. It sees what phase a load is in, and breaks, slows and counts
// connections.
type relay struct {
	target   string
	listener net.Listener
	done     sync.WaitGroup

	mu    sync.Mutex
	pairs map[*pair]bool
	// phase is the latest that a client's statement began.
	phase phase
	began [phases]time.Time
	// entered is called once with the phase that it names, as soon as that begins.
	entered map[phase]func()
	// budget is how many bytes of the server still pass before all connections break; negative: all.
	budget int
	// closed lets no connection through.
	closed bool
	// delay is waited before each answer passes.
	delay time.Duration
}

// pair is a connection of a client with its continuation to the server.
type pair struct{ client, server net.Conn }

// phase of a load.
type phase int

const (
	comparing phase = iota // reads the former release
	writing                // writes beside it
	flipping               // moves the head
	showing                // follows with the plain properties
	phases
)

func (p phase) String() string { return [...]string{"comparing", "writing", "flip", "after"}[p] }

// signs are texts of the statements with which phases begin.
var signs = [phases][]byte{
	writing:  []byte("SET l.unfinished = unfinished"),
	flipping: []byte("SET h.revision = $next"),
	showing:  []byte("REMOVE n:"),
}

// longest sign, to find those that two reads divide.
const longest = 64

func newRelay(t testing.TB, d *database) *relay {
	t.Helper()
	u, err := url.Parse(d.url)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{target: u.Host, listener: l, pairs: make(map[*pair]bool), budget: -1}
	r.reset(nil)
	r.done.Go(r.serve)
	t.Cleanup(func() {
		_ = l.Close()
		r.cut()
		r.done.Wait()
	})
	return r
}

// url has no routing: a routing table would name the server itself.
func (r *relay) url() string { return "bolt://" + r.listener.Addr().String() }

// reset begins with the next load: entered says what to do when it enters a phase.
func (r *relay) reset(entered map[phase]func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.phase, r.entered = comparing, entered
	r.began = [phases]time.Time{}
}

// now is the phase, and when each began.
func (r *relay) now() (phase, [phases]time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.phase, r.began
}

// set changes the relay under its lock.
func (r *relay) set(change func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change()
}

// connections counts those that stand.
func (r *relay) connections() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.pairs)
}

// spent says that the budget binds no more.
func (r *relay) spent() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.budget < 0
}

// cut breaks all connections.
func (r *relay) cut() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for p := range r.pairs {
		p.close()
	}
}

func (p *pair) close() {
	_ = p.client.Close()
	_ = p.server.Close()
}

func (r *relay) serve() {
	for {
		client, err := r.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", r.target)
		if err != nil {
			_ = client.Close()
			continue
		}
		p := &pair{client, server}
		if !r.admit(p) {
			p.close()
			continue
		}
		r.done.Go(func() {
			var both sync.WaitGroup
			both.Go(func() { r.ask(p) })
			both.Go(func() { r.answer(p) })
			both.Wait()
			r.set(func() { delete(r.pairs, p) })
		})
	}
}

func (r *relay) admit(p *pair) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return false
	}
	r.pairs[p] = true
	r.enter(comparing)
	return true
}

// enter notes that a phase begins. The lock is held.
func (r *relay) enter(p phase) {
	if p < r.phase || !r.began[p].IsZero() {
		return
	}
	r.phase, r.began[p] = p, time.Now()
	if f := r.entered[p]; f != nil {
		go f()
	}
}

// ask passes what the client says.
func (r *relay) ask(p *pair) {
	defer p.close()
	buffer := make([]byte, 1<<16)
	kept := 0
	for {
		n, err := p.client.Read(buffer[kept:])
		seen := buffer[:kept+n]
		for i, sign := range signs {
			if sign != nil && bytes.Contains(seen, sign) {
				r.set(func() { r.enter(phase(i)) })
			}
		}
		if _, failed := p.server.Write(seen[kept:]); failed != nil || err != nil {
			return
		}
		kept = copy(buffer, seen[max(0, len(seen)-longest):])
	}
}

// answer passes what the server says, as far as the budget goes.
func (r *relay) answer(p *pair) {
	defer p.close()
	buffer := make([]byte, 1<<14)
	for {
		n, err := p.server.Read(buffer)
		delay, allowed := r.spend(n)
		time.Sleep(delay)
		_, failed := p.client.Write(buffer[:allowed])
		if allowed < n {
			r.cut()
		}
		if failed != nil || err != nil || allowed < n {
			return
		}
	}
}

// spend says how many of n bytes may pass. When the budget is spent, it binds no more.
func (r *relay) spend(n int) (delay time.Duration, allowed int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	allowed = n
	if r.budget >= 0 {
		if r.budget < n {
			allowed, r.budget = r.budget, -1
		} else {
			r.budget -= n
		}
	}
	return r.delay, allowed
}
