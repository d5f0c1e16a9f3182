package neo4j

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
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
	}
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
func (s *Store) Open(ctx context.Context, at timeline.KnownAt) (timeline.View, error) {
	statement, params := openHead, map[string]any{}
	if at.Release != 0 {
		statement, params = openRelease, map[string]any{"number": at.Release}
	}
	values, err := s.read(ctx, "opening a release", statement, params)
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
		c.err = json.Unmarshal([]byte(body), &v.release)
	}
	if c.err != nil {
		return nil, fmt.Errorf("release %d: %w", at.Release, c.err)
	}
	return v, nil
}
