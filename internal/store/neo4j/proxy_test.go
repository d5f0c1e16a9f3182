package neo4j

import (
	"net"
	"net/url"
	"sync"
	"testing"
)

// proxy stands between a store and the server and breaks connections as a test wants.
type proxy struct {
	target   string
	listener net.Listener
	done     sync.WaitGroup

	mu sync.Mutex
	// left is how many messages of clients pass before all connections break; negative: all.
	left int
	// again lets new connections pass after the break; otherwise they break at once.
	again bool
	// silent lets connections stand and passes nothing.
	silent bool
	conns  map[net.Conn]bool
}

// newProxy passes everything, until told otherwise.
func newProxy(t testing.TB) *proxy {
	t.Helper()
	u, err := url.Parse(server(t))
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{target: u.Host, listener: l, left: -1, conns: make(map[net.Conn]bool)}
	p.done.Go(p.serve)
	t.Cleanup(func() {
		_ = l.Close()
		p.breakAll()
		p.done.Wait()
	})
	return p
}

// url has no routing: a routing table would name the server itself.
func (p *proxy) url() string { return "bolt://" + p.listener.Addr().String() }

// set says how many messages pass from now on.
func (p *proxy) set(left int, again bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.left, p.again = left, again
}

func (p *proxy) setSilent(silent bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.silent = silent
}

func (p *proxy) serve() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		upstream, err := net.Dial("tcp", p.target)
		if err != nil || !p.admit(client, upstream) {
			_ = client.Close()
			if err == nil {
				_ = upstream.Close()
			}
			continue
		}
		p.done.Go(func() { p.pass(upstream, client, true) })
		p.done.Go(func() { p.pass(client, upstream, false) })
	}
}

func (p *proxy) admit(conns ...net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.left == 0 {
		return false
	}
	for _, c := range conns {
		p.conns[c] = true
	}
	return true
}

func (p *proxy) pass(to, from net.Conn, counted bool) {
	defer func() {
		_ = to.Close()
		_ = from.Close()
	}()
	buffer := make([]byte, 1<<16)
	for {
		n, err := from.Read(buffer)
		if n > 0 && !p.swallow() {
			if counted && !p.spend() {
				p.breakAll()
				return
			}
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func (p *proxy) swallow() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.silent
}

// spend counts a message and says whether it may pass.
func (p *proxy) spend() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.left < 0:
		return true
	case p.left > 0:
		p.left--
		return true
	}
	if p.again {
		p.left = -1
	}
	return false
}

func (p *proxy) breakAll() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.conns {
		_ = c.Close()
	}
	clear(p.conns)
}

// unspent says that the connections were never broken.
func (p *proxy) unspent() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.left > 0
}
