// Package web serves Regline over HTTP: its own few pages, and the handlers of GraphQL and of the playground that it
// is given.
package web

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/regline/regline/internal/timeline"
)

// Config is what the pages need.
type Config struct {
	Store timeline.Store
	// GraphQL answers at /graphql, Playground at /playground and below, Operations below /q/.
	GraphQL, Playground, Operations http.Handler
	Log                             *slog.Logger
}

// The limits of one connection and request.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 15 * time.Second
	writeTimeout      = 60 * time.Second
	idleTimeout       = 2 * time.Minute
	// requestTimeout ends before writeTimeout, so that an answer can still say that time ran out.
	requestTimeout = 30 * time.Second
	maxHeaderBytes = 64 << 10 // GraphQL over GET carries the document in the address
)

// NewHandler routes to all pages. Every answer carries the header fields of [protect] unless its handler sets stricter
// ones, and every request has a deadline.
func NewHandler(c Config) http.Handler {
	p := &pages{store: c.Store, log: c.Log}
	mux := http.NewServeMux()
	mux.Handle("/graphql", c.GraphQL)
	mux.Handle("/playground", c.Playground)
	mux.Handle("/playground/", c.Playground)
	mux.Handle("/q/", c.Operations)
	mux.HandleFunc("GET /{$}", p.landing)
	mux.HandleFunc("GET /healthz", p.healthz)
	mux.HandleFunc("GET /readyz", p.readyz)
	return observe(c.Log, protect(limit(mux)))
}

// NewServer makes a server with all its timeouts. The contexts of its requests descend from ctx.
func NewServer(ctx context.Context, h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
}

// pages are the pages of this package.
type pages struct {
	store timeline.Store
	log   *slog.Logger
}

// release is the one that is served now.
func (p *pages) release(ctx context.Context) (timeline.Release, error) {
	v, err := p.store.Open(ctx, timeline.KnownAt{})
	if err != nil {
		return timeline.Release{}, err
	}
	return v.Release(), nil
}
