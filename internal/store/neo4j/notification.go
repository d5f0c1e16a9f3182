package neo4j

import (
	"context"
	"log/slog"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"
)

// note logs what the server notifies of a statement. Names that the schema knows are unknown to the server as long as
// nothing bears them, and no fault then.
func (s *Store) note(ctx context.Context, summary neo4j.ResultSummary) {
	for _, n := range summary.Notifications() {
		if n.Category() == notifications.Unrecognized && s.drawing.knows(missingName(n.Description())) {
			continue
		}
		s.config.Logger.LogAttrs(ctx, slog.LevelWarn, "Neo4j notifies",
			slog.String("code", n.Code()),
			slog.String("text", n.Description()),
			slog.String("statement", summary.Query().Text()))
	}
}

// missingName is the name in "... (the missing property name is: digest)".
func missingName(description string) string {
	_, name, _ := strings.Cut(description, " is: ")
	return strings.TrimSuffix(name, ")")
}
