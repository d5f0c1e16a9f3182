package neo4j

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"github.com/regline/regline/internal/timeline"
)

// Store implements [timeline.Store]. It is safe for concurrent use; several stores, in several processes, may share
// one database.
type Store struct {
	config    Config
	driver    neo4j.DriverWithContext
	bookmarks neo4j.BookmarkManager
	drawing   *drawing
	// applying admits one Apply of this process at a time. The lease in the database keeps out other processes.
	applying chan struct{}
	// rowsAtOnce is how many rows one transaction writes.
	rowsAtOnce int
	records    decoded[recordTexts, *timeline.Record]
	edges      decoded[edgeTexts, timeline.Edge]
	answers    *kept[question, any] // nil: none is kept
	opened     atomic.Pointer[openedRelease]
	// heads answers the calls that open the head: there is one for each request.
	heads *gathering[[]any]
}

var _ timeline.Store = (*Store)(nil)

// Open connects to the database and makes sure of its constraints and indexes. The error wraps [ErrBadConfig] or
// [timeline.ErrUnavailable]. A store that is open outlives restarts of the server: calls fail while it is away, and
// succeed again when it is back.
func Open(ctx context.Context, c Config) (*Store, error) {
	c, err := c.complete()
	if err != nil {
		return nil, err
	}
	drawing, err := draw(timeline.Predicates())
	if err != nil {
		return nil, err
	}
	auth := neo4j.NoAuth()
	if c.User != "" {
		auth = neo4j.BasicAuth(c.User, c.Password, "")
	}
	driver, err := neo4j.NewDriverWithContext(c.URL, auth, func(d *config.Config) {
		d.MaxConnectionPoolSize = c.Connections
		d.ConnectionAcquisitionTimeout = acquisition
		d.MaxTransactionRetryTime = persistence
		d.TelemetryDisabled = true
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBadConfig, err)
	}
	s := &Store{
		config:     c,
		driver:     driver,
		bookmarks:  neo4j.NewBookmarkManager(neo4j.BookmarkManagerConfig{}),
		drawing:    drawing,
		applying:   make(chan struct{}, 1),
		rowsAtOnce: rowsAtOnce,
		records:    newDecoded(recordBytes, decodeRecord),
		edges:      newDecoded(edgeBytes, decodeEdge),
	}
	if c.KeepAnswers {
		s.answers = newKept[question, any](answerBytes)
	}
	s.heads = &gathering[[]any]{read: s.readHead, patience: headPatience}
	if err := s.prepare(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Close ends all connections. Views of the store cannot be used any longer.
func (s *Store) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := s.driver.Close(ctx); err != nil {
		return fmt.Errorf("closing the connections to Neo4j at %s: %w", s.config.address(), err)
	}
	return nil
}

// Open pins a release: the head if at is zero, else the last revision of that release. The error wraps
// [timeline.ErrNoRelease] where there is none, or [timeline.ErrUnavailable].
//
// Calls that open the head at the same time are answered by one statement, which begins after all of them did.
func (s *Store) Open(ctx context.Context, at timeline.KnownAt) (timeline.View, error) {
	values, err := s.opening(ctx, at)
	if err != nil {
		return nil, err
	}
	rows, err := rowsOf(values[0], 3)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("release %d: %w", at.Release, timeline.ErrNoRelease)
	}
	if err := checkLayout(rows[0][2]); err != nil {
		return nil, err
	}
	v := &view{store: s}
	c := column{row: rows[0]}
	v.revision = c.integer(0)
	if body := c.text(1); c.err == nil {
		v.openedRelease, c.err = s.releaseOf(body)
	}
	if c.err != nil {
		return nil, fmt.Errorf("release %d: %w", at.Release, c.err)
	}
	return v, nil
}

const (
	opening = "opening a release"
	// headPatience is long beside what reading the head takes.
	headPatience = 50 * time.Millisecond
)

func (s *Store) opening(ctx context.Context, at timeline.KnownAt) ([]any, error) {
	if at.Release != 0 {
		return s.read(ctx, opening, openRelease, map[string]any{"number": at.Release})
	}
	values, err := s.heads.get(ctx)
	if err != nil && ctx.Err() != nil {
		return nil, s.fault(ctx, opening, err)
	}
	return values, err
}

func (s *Store) readHead(ctx context.Context) ([]any, error) {
	return s.read(ctx, opening, openHead, map[string]any{})
}
