// Command bench measures regline beside other servers over the same Neo4j and the same data: see README.md.
package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"github.com/regline/regline/bench/bare"
)

type commands struct {
	Run  runner      `cmd:"" default:"withargs" help:"Load, compare, measure, and write the results."`
	Bare bareCommand `cmd:"" help:"Serve the compared operations by the bare driver; 'run' starts this itself."`
}

// bareCommand serves the hand-written statements.
type bareCommand struct {
	Store  string `required:"" help:"The database, bolt://HOST:PORT."`
	Listen string `default:"127.0.0.1:0" help:"The address to listen on."`
}

// Run serves until the process is told to end.
func (c *bareCommand) Run(ctx context.Context) error {
	h, err := bare.New(bare.Config{URL: c.Store, NameProperty: nameProperty, LineageTypes: lineageTypes()})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	fmt.Printf("listening on http://%s\n", listener.Addr())
	server := &http.Server{Handler: h, ReadHeaderTimeout: answerTimeout}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	_ = server.Shutdown(limited) // what does not end in time is cut off
	return h.Close(limited)
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	var c commands
	k := kong.Parse(&c, kong.Name("bench"), kong.Description("Measure regline beside other servers over the same Neo4j and the same data."), kong.BindTo(ctx, (*context.Context)(nil)))
	if err := k.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}
