// Package bare answers the compared operations from the same database with the Neo4j driver, the best statements that
// we could write and nothing between: the floor that a GraphQL server over this database stands on. Its answers have
// the form of the peer's.
package bare

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// Config says where the database is and how the drawn graph names things.
type Config struct {
	URL string
	// NameProperty is the property by which people know a node.
	NameProperty string
	// LineageTypes are the relationship types of lineage.
	LineageTypes []string
}

// Handler answers POST /NAME with a JSON object of parameters for each operation. Close ends its connections.
type Handler struct {
	driver neo4j.DriverWithContext
	mux    *http.ServeMux
}

// New connects when the first request comes.
func New(c Config) (*Handler, error) {
	driver, err := neo4j.NewDriverWithContext(c.URL, neo4j.NoAuth(), func(d *config.Config) {
		d.MaxConnectionPoolSize = 32
		d.TelemetryDisabled = true
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.URL, err)
	}
	h := &Handler{driver: driver, mux: http.NewServeMux()}
	for name, op := range operations(c) {
		h.mux.HandleFunc("POST /"+name, func(w http.ResponseWriter, r *http.Request) { h.answer(w, r, op) })
	}
	return h, nil
}

// ServeHTTP answers one operation.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.mux.ServeHTTP(w, r) }

// Close ends the connections.
func (h *Handler) Close(ctx context.Context) error { return h.driver.Close(ctx) }

// operation is one statement that returns one record with one list, and how that list is written.
type operation struct {
	statement string
	write     func(b []byte, rows []any) []byte
}

const maxBody = 64 << 10

func (h *Handler) answer(w http.ResponseWriter, r *http.Request, op operation) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var params map[string]any
	if err == nil {
		err = json.Unmarshal(body, &params)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	rows, err := h.read(r.Context(), op.statement, params)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	out := op.write(make([]byte, 0, 4<<10), rows)
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(out)))
	_, _ = w.Write(out) // the client may be gone
}

var errShape = errors.New("not one list")

// read runs a statement in auto-commit, which saves two round trips.
func (h *Handler) read(ctx context.Context, statement string, params map[string]any) ([]any, error) {
	session := h.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead, DatabaseName: "neo4j", FetchSize: neo4j.FetchAll})
	defer func() { _ = session.Close(ctx) }()
	result, err := session.Run(ctx, statement, params)
	if err != nil {
		return nil, err
	}
	record, err := result.Single(ctx)
	if err != nil {
		return nil, err
	}
	rows, ok := record.Values[0].([]any)
	if !ok {
		return nil, fmt.Errorf("%w: %T", errShape, record.Values[0])
	}
	return rows, nil
}

func operations(c Config) map[string]operation {
	name := c.NameProperty
	types := strings.Join(c.LineageTypes, "|")
	act := strings.ReplaceAll(`[a.id, a.NAME, a.kind, a.jurisdiction,
  [(a)<-[:TOOK]-(n) | [n.id, n.NAME]],
  [(a)-[:TARGETS]->(n) | [n.id, n.NAME]],
  [(a)-[:HAS_MILESTONE]->(m) | [m.id, m.role, m.when]],
  [(a)-[:ISSUED_UNDER]->(n) | [n.id, n.NAME]]]`, "NAME", name)
	return map[string]operation{
		"action": {`MATCH (a:Action {id: $id}) RETURN collect(` + act + `)`, writeActs},
		"actions": {`MATCH (a:Action) WHERE a.actionKey > $after
WITH a ORDER BY a.actionKey LIMIT 50
RETURN collect(` + act + `)`, writeActs},
		"timeline": {strings.ReplaceAll(`MATCH (m:Milestone) WHERE m.timelineKey >= $from AND m.timelineKey < $to
WITH m ORDER BY m.timelineKey LIMIT 50
RETURN collect([m.id, m.role, m.when, [(m)<-[:HAS_MILESTONE]-(o) | [o.id, o.NAME, [(o)-[:TARGETS]->(n) | [n.id, n.NAME]]]]])`, "NAME", name), writeTimeline},
		"lineage": {strings.NewReplacer("NAME", name, "TYPES", types).Replace(`MATCH (root:Action {id: $id})
CALL (root) {
  MATCH p = (root)-[:TYPES]->{1,5}(n:Node)
  WITH root, n, min(length(p)) AS depth WHERE n <> root
  RETURN collect([n, depth]) AS found
}
WITH [[root, 0]] + found AS found
UNWIND found AS f
WITH f[0] AS n, f[1] AS depth
RETURN collect([n.id, n.NAME, depth, [(n)-[e:TYPES]->(m) | [type(e), m.id]]])`), writeLineage},
		"search": {strings.ReplaceAll(`CALL db.index.fulltext.queryNodes('bench_text', $phrase) YIELD node
WITH node ORDER BY node.searchKey LIMIT 20
RETURN collect([node.id, node.NAME])`, "NAME", name), writeFound},
	}
}
