package neo4j

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"time"
)

// ErrBadConfig says that the store cannot be opened as asked, whatever the server does.
var ErrBadConfig = errors.New("bad configuration of the Neo4j store")

// Config says where the database is and how long it may take. Zero values stand for the defaults.
type Config struct {
	// URL such as neo4j://localhost:7687, or neo4j+s://... for TLS. Never with a password in it.
	URL string
	// User and Password; no user means that the server asks for none.
	User, Password string
	// Database is the name of the database: "neo4j".
	Database string
	// ReadTimeout bounds one call of a view, with its repetitions: 10 seconds. A context's deadline binds as well.
	ReadTimeout time.Duration
	// WriteTimeout bounds one transaction of Apply: one minute.
	WriteTimeout time.Duration
	// Lease is how long an Apply that stopped without a word keeps others from writing: 30 seconds.
	Lease time.Duration
	// Grace is how long a draft that was replaced can still be read by those who had opened it: 15 minutes.
	Grace time.Duration
	// Connections is the size of the pool: 24.
	Connections int
	// KeepAnswers keeps what statements answered from one call to the next, for a process that is asked again and again.
	KeepAnswers bool
	// Logger is told of what the server notifies and of what is made good later; nil: nobody is.
	Logger *slog.Logger
}

const (
	// acquisition is how long a call waits for a free connection: under overload it fails fast.
	acquisition = 3 * time.Second
	// persistence is how long a transaction of Apply is repeated when the server asks for it.
	persistence = 15 * time.Second
)

var schemes = []string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}

// complete fills in the defaults and checks all that can be checked without the server.
func (c Config) complete() (Config, error) {
	c.Database = cmp.Or(c.Database, "neo4j")
	c.ReadTimeout = cmp.Or(c.ReadTimeout, 10*time.Second)
	c.WriteTimeout = cmp.Or(c.WriteTimeout, time.Minute)
	c.Lease = cmp.Or(c.Lease, 30*time.Second)
	c.Grace = cmp.Or(c.Grace, 15*time.Minute)
	c.Connections = cmp.Or(c.Connections, 24)
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	var faults []string
	u, err := url.Parse(c.URL)
	switch {
	case err != nil, !slices.Contains(schemes, u.Scheme), u.Host == "":
		// The text of a URL that cannot be parsed may hold a password.
		faults = append(faults, "the URL must be like neo4j://localhost:7687, with one of the schemes "+strings.Join(schemes, ", "))
	case u.User != nil:
		faults = append(faults, "the URL must not hold a user or password: give them apart")
	}
	if c.User == "" && c.Password != "" {
		faults = append(faults, "there is a password without a user")
	}
	if c.ReadTimeout < 0 || c.WriteTimeout < 0 || c.Lease < 0 || c.Grace < 0 || c.Connections < 0 {
		faults = append(faults, "times and the number of connections cannot be negative")
	}
	if faults != nil {
		return c, fmt.Errorf("%w: %s", ErrBadConfig, strings.Join(faults, "; "))
	}
	return c, nil
}

// address is what errors name.
func (c Config) address() string {
	u, err := url.Parse(c.URL)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
