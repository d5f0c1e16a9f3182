package neo4j

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// What the server notifies is logged, other than that it has not seen a name of the schema yet.
func TestNotificationsAreLogged(t *testing.T) {
	for name, test := range map[string]struct {
		statement string
		want      string // a part of the log; empty: nothing is logged
	}{
		"nothing to say":     {"RETURN 1", ""},
		"type of the schema": {"MATCH (:Node {id: 'x'})-[e:REDESIGNATES]->() RETURN count(e)", ""},
		"unknown type":       {"MATCH (:Node {id: 'x'})-[e:MISSPELT]->() RETURN count(e)", "MISSPELT"},
		"unknown label":      {"MATCH (n:Nod) RETURN count(n)", "Nod"},
		"unknown property":   {"MATCH (n:Node) WHERE n.labbel = 1 RETURN count(n)", "labbel"},
		"product":            {"MATCH (a:Node), (b:Node) RETURN count(*)", "CartesianProduct"},
	} {
		t.Run(name, func(t *testing.T) {
			log := new(safeBuffer)
			s := opened(t, Config{URL: server(t), Logger: slog.New(slog.NewTextHandler(log, nil))})
			if _, err := s.read(context.Background(), "trying", test.statement, nil); err != nil {
				t.Fatal(err)
			}
			err := s.write(context.Background(), "trying", func(ctx context.Context, tx neo4j.ManagedTransaction) error {
				_, err := s.step(ctx, tx, test.statement, nil)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			text := log.String()
			if test.want == "" && text != "" || test.want != "" && strings.Count(text, test.want) < 2 {
				t.Errorf("logged:\n%s\nwant %q of both", text, test.want)
			}
		})
	}
}
