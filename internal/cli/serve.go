package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"github.com/regline/regline/internal/timeline"
	"github.com/regline/regline/internal/web"
)

// grace is how long requests may take to end after the command was told to stop.
const grace = 10 * time.Second

type serveCommand struct {
	Listen       string     `default:"127.0.0.1:8080" env:"REGLINE_LISTEN" placeholder:"HOST:PORT" help:"The address to listen on: port 0 takes a free one. Default: ${default}."`
	LogLevel     slog.Level `default:"info" env:"REGLINE_LOG_LEVEL" placeholder:"LEVEL" help:"What to log on standard error: debug, info, warn or error. Debug logs every request. Default: ${default}."`
	KeepAnswers  bool       `default:"true" negatable:"" env:"REGLINE_KEEP_ANSWERS" help:"Keep what Neo4j answered in memory, some 210 MiB at most: a release does not change. Default: ${default}."`
	storeFlags   `embed:""`
	releaseFlags `embed:""`
}

// Help is the paragraph below the command's one line.
func (*serveCommand) Help() string {
	return "Serves the timeline and its pages at /, files of other programs below /export/, GraphQL at /graphql, the playground at /playground, and for operators /healthz (the process is up) and /readyz (a release can be answered from). " +
		"SIGHUP reads the files again: a tree with a problem changes nothing, and the log says what is wrong. SIGINT and SIGTERM let running requests end."
}

func (*serveCommand) examples() string {
	return `  # the embedded files, at http://127.0.0.1:8080/
  regline serve
  # files that are being written; after a change: kill -HUP
  regline serve --data ./data --log-level debug
  # a compiled release; it is read into memory
  regline serve --release release.jsonl.gz
  # what 'regline load' put into a database
  REGLINE_NEO4J_USER=neo4j REGLINE_NEO4J_PASSWORD=... regline serve --store neo4j://localhost:7687
`
}

func (*serveCommand) answersNo() string { return "the files have problems" }

// Run serves until ctx ends.
func (c *serveCommand) Run(ctx context.Context, s Streams) (err error) {
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	room := newHeadroom()
	defer runtime.KeepAlive(room)
	log := s.logger(c.LogLevel)
	c.keepAnswers = c.KeepAnswers
	store, err := openFilled(ctx, c.storeFlags, c.releaseFlags, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	tree, err := c.tree()
	if err != nil {
		return err
	}
	handler, err := newHandler(store, tree, log)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("%w; choose another address with --listen", err)
	}
	sv := service{log: log, store: store, hangup: hangup}
	if c.inMemory() {
		sv.reload = func(ctx context.Context) (loaded, error) { return fill(ctx, store, c.releaseFlags, log) }
	}
	return sv.run(ctx, listener, handler, s.Out)
}

// service is a running server.
type service struct {
	log   *slog.Logger
	store timeline.Store
	// hangup asks for a reload.
	hangup <-chan os.Signal
	// reload brings the files into the store; nil where the store does not come from files.
	reload func(context.Context) (loaded, error)
}

// run serves until ctx ends, then lets requests end. They have a context of their own, which outlives ctx by grace.
func (sv service) run(ctx context.Context, l net.Listener, h http.Handler, out io.Writer) error {
	requests, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	server := web.NewServer(requests, h, sv.log)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	fmt.Fprintf(out, "regline: serving http://%[1]s, playground at http://%[1]s/playground\n", l.Addr())
	sv.announce(ctx)
	for {
		select {
		case <-sv.hangup:
			sv.readAgain(ctx)
		case err := <-failed:
			return fmt.Errorf("serving %s: %w", l.Addr(), err)
		case <-ctx.Done():
			sv.stop(ctx, server)
			<-failed
			return nil
		}
	}
}

// announce logs what is served. A store without a release is served too: /readyz says so until there is one.
func (sv service) announce(ctx context.Context) {
	v, err := sv.store.Open(ctx, timeline.KnownAt{})
	if err != nil {
		sv.log.WarnContext(ctx, "no release to answer from yet", "error", err)
		return
	}
	sv.logRelease(ctx, "serving", v.Release())
}

func (sv service) logRelease(ctx context.Context, what string, r timeline.Release) {
	sv.log.InfoContext(ctx, what, "release", r.Number, "draft", r.Draft, "digest", r.Digest, "claims", r.Coverage.Claims)
}

// readAgain replaces the release by that of the files, or says why not.
func (sv service) readAgain(ctx context.Context) {
	if sv.reload == nil {
		sv.log.WarnContext(ctx, "SIGHUP changes nothing: run `regline load` to bring files into the store")
		return
	}
	done, err := sv.reload(ctx)
	var problems *problemsError
	if errors.As(err, &problems) {
		for _, p := range problems.problems {
			sv.log.ErrorContext(ctx, "problem", "file", p.File, "line", p.Line, "column", p.Column, "field", p.Field, "text", p.Text)
		}
		err = errors.New(count(len(problems.problems), "problem") + " in the files")
	}
	if err != nil {
		sv.log.ErrorContext(ctx, "not reloaded: the former release stays", "error", err)
		return
	}
	what := "reloaded"
	if !done.Written {
		what = "the files give the same release"
	}
	sv.logRelease(ctx, what, done.Release)
}

// stop lets running requests end, and cuts them off when grace is over.
func (sv service) stop(ctx context.Context, server *http.Server) {
	sv.log.InfoContext(ctx, "stopping")
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := server.Shutdown(limited); err != nil {
		sv.log.WarnContext(ctx, "requests were cut off", "error", errors.Join(err, server.Close()))
	}
}
