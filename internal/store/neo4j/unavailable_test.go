package neo4j

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

// A server that is not there is ErrUnavailable; the error says where it was looked for, and never the password.
func TestNoServer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	for _, scheme := range []string{"neo4j://", "bolt://"} {
		_, err = Open(context.Background(), Config{URL: scheme + address, User: "reader", Password: "hush-hush"})
		if !errors.Is(err, timeline.ErrUnavailable) {
			t.Fatalf("%s: error %v, want ErrUnavailable", scheme, err)
		}
		if s := err.Error(); !strings.Contains(s, address) || !strings.Contains(s, "check that it is running") || strings.Contains(s, "hush") {
			t.Errorf("%s: %v", scheme, err)
		}
	}
}

// A store outlives the absence of its server: calls fail meanwhile and succeed afterwards, without a new store.
func TestServerGoesAndComesBack(t *testing.T) {
	storetest.Apply(t, empty(t), acts(t, 1, 2, "one"))
	p := newProxy(t)
	s := opened(t, Config{URL: p.url(), ReadTimeout: 2 * time.Second})
	v := headView(t, s)
	ids := []timeline.ID{"us-dhs"}
	for range 2 {
		if _, err := v.Records(context.Background(), ids); err != nil {
			t.Fatalf("while the server is there: %v", err)
		}
		p.set(0, false)
		p.breakAll()
		if _, err := v.Records(context.Background(), ids); !errors.Is(err, timeline.ErrUnavailable) {
			t.Fatalf("while it is away: %v, want ErrUnavailable", err)
		}
		if _, err := s.Open(context.Background(), timeline.KnownAt{}); !errors.Is(err, timeline.ErrUnavailable) {
			t.Fatalf("Open while it is away: %v, want ErrUnavailable", err)
		}
		p.set(-1, false)
	}
	if _, err := v.Records(context.Background(), ids); err != nil {
		t.Fatalf("when it is back: %v", err)
	}
}

// A connection that breaks is no failure of a read: it is made again.
func TestReadsAreRepeated(t *testing.T) {
	storetest.Apply(t, empty(t), acts(t, 1, 2, "one"))
	p := newProxy(t)
	s := opened(t, Config{URL: p.url()})
	v := headView(t, s)
	for left := range 4 {
		p.set(left, true)
		if _, err := v.Records(context.Background(), []timeline.ID{"us-dhs"}); err != nil {
			t.Errorf("broken after %d messages: %v", left, err)
		}
	}
}

// A server that says nothing is given up after ReadTimeout, or at the deadline of the caller.
func TestServerSaysNothing(t *testing.T) {
	storetest.Apply(t, empty(t), acts(t, 1, 2, "one"))
	p := newProxy(t)
	s := opened(t, Config{URL: p.url(), ReadTimeout: 200 * time.Millisecond})
	v := headView(t, s)
	p.setSilent(true)
	if _, err := v.Records(context.Background(), []timeline.ID{"us-dhs"}); !errors.Is(err, timeline.ErrUnavailable) {
		t.Errorf("after ReadTimeout: %v, want ErrUnavailable", err)
	}
	s.config.ReadTimeout = time.Minute
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	_, err := v.Records(ctx, []timeline.ID{"us-dhs"})
	if !errors.Is(err, timeline.ErrUnavailable) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("at the deadline: %v, want ErrUnavailable and DeadlineExceeded", err)
	}
	ctx, cancel = context.WithCancel(context.Background())
	time.AfterFunc(100*time.Millisecond, cancel)
	_, err = v.Records(ctx, []timeline.ID{"us-dhs"})
	if !errors.Is(err, context.Canceled) || errors.Is(err, timeline.ErrUnavailable) {
		t.Errorf("cancelled: %v, want Canceled alone", err)
	}
}

// The server ends a statement that takes too long by itself.
func TestServerEndsLongStatements(t *testing.T) {
	s := empty(t)
	s.config.ReadTimeout = 500 * time.Millisecond
	const long = "UNWIND range(1, 1000000000) AS a RETURN count(a % 7)"
	if _, err := s.read(context.Background(), "waiting", long, nil); !errors.Is(err, timeline.ErrUnavailable) {
		t.Errorf("error %v, want ErrUnavailable", err)
	}
	running := "SHOW TRANSACTIONS YIELD currentQuery, status WHERE currentQuery STARTS WITH $text AND status = 'Running' RETURN count(*)"
	for range 50 {
		if ask(t, s, running, map[string]any{"text": long})[0][0] == int64(0) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Error("the server still runs the statement")
}

func TestNoSuchDatabase(t *testing.T) {
	_, err := Open(context.Background(), Config{URL: server(t), Database: "nowhere"})
	if err == nil || !strings.Contains(err.Error(), `no database "nowhere"`) {
		t.Errorf("error %v", err)
	}
}
