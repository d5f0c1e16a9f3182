package cli

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/regline/regline/internal/store/memory"
)

// TestServeEnds runs the command in this process, asks it once, and proves that nothing of it is left when its
// context has ended.
func TestServeEnds(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	df, _ := tree(t)
	ctx, stop := context.WithCancel(t.Context())
	r, w := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		code := Main(ctx, []string{"serve", "--listen", "127.0.0.1:0", "--data", df.Data}, Streams{Out: w, Err: io.Discard})
		_ = w.Close()
		ended <- code
	}()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address := strings.TrimSuffix(strings.Fields(line)[2], ",")
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	response, err := client.Post(address+"/graphql", "application/json", strings.NewReader(`{"query": "{ release { number } }"}`))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	_ = response.Body.Close()
	if err != nil || !strings.HasPrefix(string(body), `{"data":{"release":{"number":1}}`) {
		t.Errorf("answer %s, error %v", body, err)
	}
	stop()
	if code := <-ended; code != exitOK {
		t.Errorf("exit code %d", code)
	}
}

// TestStopWaits proves that a request which runs when the command is told to stop gets its answer, and that no new one
// is taken.
func TestStopWaits(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	begun, finish := make(chan struct{}), make(chan struct{})
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(begun)
		<-finish
		if r.Context().Err() != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	ctx, stop := context.WithCancel(t.Context())
	log := slog.New(&closing{Handler: slog.DiscardHandler, on: "stopping", then: func() { close(finish) }})
	sv := service{log: log, store: memory.New()}
	ended := make(chan error, 1)
	go func() { ended <- sv.run(ctx, listener, handler, io.Discard) }()

	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	status := make(chan int, 1)
	go func() {
		response, err := client.Get("http://" + listener.Addr().String())
		if err != nil {
			status <- 0
			return
		}
		_ = response.Body.Close()
		status <- response.StatusCode
	}()
	<-begun
	stop()
	if got := <-status; got != http.StatusOK {
		t.Errorf("the running request was answered with status %d", got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if response, err := client.Get("http://" + listener.Addr().String()); err == nil {
		_ = response.Body.Close()
		t.Error("a new request was taken after the end")
	}
}

// closing does something when a message is logged.
type closing struct {
	slog.Handler
	on   string
	then func()
}

func (c *closing) Enabled(context.Context, slog.Level) bool { return true }

func (c *closing) Handle(_ context.Context, r slog.Record) error {
	if r.Message == c.on {
		c.then()
	}
	return nil
}

// TestListenTaken names the flag by which another address is chosen.
func TestListenTaken(t *testing.T) {
	df, _ := tree(t)
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, complaint, code := tryCommand(t, "serve", "--data", df.Data, "--listen", listener.Addr().String())
	if code != exitOther || !strings.Contains(complaint, "choose another address with --listen") {
		t.Errorf("exit code %d: %s", code, complaint)
	}
}
