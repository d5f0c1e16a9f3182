package neo4j

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestConfig(t *testing.T) {
	for name, test := range map[string]struct {
		config Config
		want   []string // parts of the error; none: no error
	}{
		"plain":              {Config{URL: "neo4j://localhost:7687"}, nil},
		"TLS":                {Config{URL: "neo4j+s://graph.example.org", User: "u", Password: "p"}, nil},
		"no URL":             {Config{}, []string{"neo4j://localhost:7687"}},
		"other scheme":       {Config{URL: "http://localhost:7474"}, []string{"schemes"}},
		"no host":            {Config{URL: "neo4j:"}, []string{"schemes"}},
		"password in URL":    {Config{URL: "neo4j://u:hush@localhost"}, []string{"must not hold a user"}},
		"unreadable URL":     {Config{URL: "neo4j://u:hush%zz@localhost"}, []string{"schemes"}},
		"password, no user":  {Config{URL: "neo4j://localhost", Password: "hush"}, []string{"without a user"}},
		"several at a time":  {Config{URL: "ftp://x", Password: "hush", Lease: -time.Second}, []string{"schemes", "without a user", "negative"}},
		"negative wait":      {Config{URL: "neo4j://localhost", ReadTimeout: -1}, []string{"negative"}},
		"negative pool size": {Config{URL: "neo4j://localhost", Connections: -1}, []string{"negative"}},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := test.config.complete()
			if test.want == nil {
				if err != nil {
					t.Fatal(err)
				}
				if c.Database != "neo4j" || c.ReadTimeout <= 0 || c.WriteTimeout <= 0 || c.Lease <= 0 || c.Connections < 16 || c.Logger == nil {
					t.Errorf("defaults are missing: %+v", c)
				}
				return
			}
			if !errors.Is(err, ErrBadConfig) {
				t.Fatalf("error %v, want ErrBadConfig", err)
			}
			for _, part := range test.want {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%v does not say %q", err, part)
				}
			}
			if strings.Contains(err.Error(), "hush") {
				t.Errorf("%v holds the password", err)
			}
			if _, err := Open(context.Background(), test.config); !errors.Is(err, ErrBadConfig) {
				t.Errorf("Open: %v, want ErrBadConfig", err)
			}
		})
	}
}
