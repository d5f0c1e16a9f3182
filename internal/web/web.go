// Package web serves Regline over HTTP: pages for people, which carry the answers of package timeline and hold no rule
// of their own, and the handlers of GraphQL and of the playground that it is given.
//
// Every page is made by the server, works without a script, and says in its address all that it shows: a link to it
// shows the same to everyone. The query of an address is a selection of package export, and lang=de or lang=en.
package web

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/timeline"
)

// Config is what the pages need.
type Config struct {
	Store timeline.Store
	// GraphQL answers at /graphql, Playground at /playground and below, Operations below /q/.
	GraphQL, Playground, Operations http.Handler
	Log                             *slog.Logger
	// Opening is the story that the site opens on. Where the store does not hold its vendor, it opens on everything.
	Opening export.Selection
	// Compared are the vendors that the comparison shows first.
	Compared []timeline.ID
	// Text gives a kept text by its SHA-256 in hex, nil where it is not at hand. Nil: no text is.
	Text func(sha256 string) []byte
	// Now is the clock; nil: time.Now.
	Now func() time.Time
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

// NewHandler routes to all pages. Every answer carries the header fields of [protect] unless its handler sets others,
// and every request has a deadline.
func NewHandler(c Config) http.Handler {
	p := newPages(c)
	mux := http.NewServeMux()
	mux.Handle("/graphql", c.GraphQL)
	mux.Handle("/playground", c.Playground)
	mux.Handle("/playground/", c.Playground)
	mux.Handle("/q/", c.Operations)
	mux.Handle("GET /assets/", p.assets)
	mux.HandleFunc("GET /{$}", p.show("timeline", (*visit).timelinePage))
	mux.HandleFunc("GET /binding", p.show("binding", (*visit).bindingPage))
	mux.HandleFunc("GET /binding/ics", p.bindingCalendar)
	mux.HandleFunc("GET /binding/{format}", p.tableFile("binding", (*visit).bindingTable))
	mux.HandleFunc("GET /compare/{format}", p.tableFile("compare", (*visit).compareTable))
	mux.HandleFunc("GET /discrepancies/{format}", p.tableFile("discrepancies", (*visit).discrepanciesTable))
	mux.HandleFunc("GET /search/{format}", p.tableFile("search", (*visit).searchTable))
	mux.HandleFunc("GET /compare", p.show("compare", (*visit).comparePage))
	mux.HandleFunc("GET /search", p.show("search", (*visit).searchPage))
	mux.HandleFunc("GET /discrepancies", p.show("discrepancies", (*visit).discrepanciesPage))
	mux.HandleFunc("GET /about", p.show("about", (*visit).aboutPage))
	mux.HandleFunc("GET /embed", p.show("embed", (*visit).embedPage))
	mux.HandleFunc("GET /oembed", p.oembed)
	mux.HandleFunc("GET /export/{format}", p.file)
	mux.HandleFunc("GET /timeline.svg", p.svg)
	mux.HandleFunc("GET /agency/{id}", p.show("agency", (*visit).agencyPage))
	mux.HandleFunc("GET /node/{id}", p.show("node", (*visit).nodePage))
	mux.HandleFunc("GET /vendor/{id}", p.show("vendor", (*visit).vendorPage))
	mux.HandleFunc("GET /action/{id}", p.show("action", (*visit).actionPage))
	mux.HandleFunc("GET /source/{id}", p.show("source", (*visit).sourcePage))
	mux.HandleFunc("GET /healthz", p.healthz)
	mux.HandleFunc("GET /readyz", p.readyz)
	mux.HandleFunc("/", p.nowhere)
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
	store     timeline.Store
	log       *slog.Logger
	start     export.Selection
	versus    []timeline.ID
	text      func(string) []byte
	now       func() time.Time
	assets    *assets
	memo      *memo
	templates map[timeline.Language]templates
}

func newPages(c Config) *pages {
	p := &pages{store: c.Store, log: c.Log, start: c.Opening, versus: c.Compared, text: c.Text, now: c.Now, assets: loadAssets(), memo: &memo{}}
	if p.text == nil {
		p.text = func(string) []byte { return nil }
	}
	if p.now == nil {
		p.now = time.Now
	}
	p.templates = map[timeline.Language]templates{}
	for _, l := range []timeline.Language{timeline.English, timeline.German} {
		p.templates[l] = parseTemplates(l, p.assets)
	}
	return p
}

// release is the one that is served now.
func (p *pages) release(ctx context.Context) (timeline.Release, error) {
	v, err := p.store.Open(ctx, timeline.KnownAt{})
	if err != nil {
		return timeline.Release{}, err
	}
	return v.Release(), nil
}
