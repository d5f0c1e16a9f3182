package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/regline/regline/internal/timeline"
)

// nameProperty is the property by which people know a node of the drawn graph.
const nameProperty = "name"

var (
	errScarce = errors.New("the data are too few")
	errGraph  = errors.New("the graph is not what it should be")
)

// made are the indexes of the peer and of the bare handler; regline uses none of them.
var made = []string{
	"CREATE CONSTRAINT bench_action IF NOT EXISTS FOR (a:Action) REQUIRE a.id IS UNIQUE",
	"CREATE INDEX bench_action_key IF NOT EXISTS FOR (a:Action) ON (a.actionKey)",
	"CREATE INDEX bench_timeline_key IF NOT EXISTS FOR (m:Milestone) ON (m.timelineKey)",
	"CREATE FULLTEXT INDEX bench_text IF NOT EXISTS FOR (n:Node) ON EACH [n.searchText] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
}

const (
	scanRecords = `MATCH (v:Version) WHERE v.kind <> 'CLAIM' AND v.until = $open
RETURN v.id, v.kind, v.places, v.facets`
	setProperties = `UNWIND $rows AS row
MATCH (n:Node {id: row.id}) USING INDEX SEEK n:Node(id)
SET n += row.set
RETURN count(n) AS n`
	awaitIndexes = "CALL db.awaitIndexes(3600)"
	checkNames   = "MATCH (a:Action) RETURN count(a) AS acts, count(a." + nameProperty + ") AS names"
	lastRevision = int64(1<<63 - 1)
	preparedRows = 2000
)

// record is what the store keeps of a node beside its body.
type record struct {
	id     string
	kind   timeline.Kind
	places []timeline.Place
	facets []timeline.Facet
}

func (r record) key(ix timeline.Index) (string, bool) {
	for _, p := range r.places {
		if p.Index == ix {
			return p.Key, true
		}
	}
	return "", false
}

func (r record) values(facet string) []string {
	var out []string
	for _, f := range r.facets {
		if f.Name == facet {
			out = append(out, f.Value)
		}
	}
	return out
}

func (r record) has(facet, value string) bool {
	return slices.Contains(r.facets, timeline.Facet{Name: facet, Value: value})
}

// properties are those that the peer and the bare handler filter and sort by, in the order of regline's own lists.
func (r record) properties() map[string]any {
	set := make(map[string]any)
	if key, ok := r.key(timeline.IndexActions); ok {
		set["actionKey"] = key
	}
	if key, ok := r.key(timeline.IndexTimeline); ok && r.has(timeline.FacetPrecision, "DAY") {
		set["timelineKey"] = key
	}
	if key, ok := r.key(timeline.IndexSearch); ok {
		set["searchKey"] = key
		set["searchText"] = strings.Join(r.values(timeline.FacetTerm), " ")
	}
	return set
}

// prepare draws the parameters from what it reads and, where there are others, makes their properties and indexes on the way.
func prepare(ctx context.Context, url string, seed uint64, others bool) (*drawn, error) {
	driver, err := neo4j.NewDriverWithContext(url, neo4j.NoAuth())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", url, err)
	}
	defer func() { _ = driver.Close(ctx) }()
	d := newDrawer(seed)
	if !others {
		if err := eachRecord(ctx, driver, func(r record) error { d.take(r); return nil }); err != nil {
			return nil, err
		}
		return d.drawn()
	}
	for _, statement := range made {
		if err := execute(ctx, driver, statement, nil); err != nil {
			return nil, err
		}
	}
	w := &writer{driver: driver}
	err = eachRecord(ctx, driver, func(r record) error {
		d.take(r)
		return w.write(ctx, r)
	})
	if err == nil {
		err = w.flush(ctx)
	}
	if err != nil {
		return nil, err
	}
	if err := execute(ctx, driver, awaitIndexes, nil); err != nil {
		return nil, err
	}
	if err := checkGraph(ctx, driver); err != nil {
		return nil, err
	}
	return d.drawn()
}

// writer writes the properties of records, many at once.
type writer struct {
	driver neo4j.DriverWithContext
	rows   []any
}

func (w *writer) write(ctx context.Context, r record) error {
	if set := r.properties(); len(set) > 0 {
		w.rows = append(w.rows, map[string]any{"id": r.id, "set": set})
	}
	if len(w.rows) < preparedRows {
		return nil
	}
	return w.flush(ctx)
}

func (w *writer) flush(ctx context.Context) error {
	if len(w.rows) == 0 {
		return nil
	}
	err := execute(ctx, w.driver, setProperties, map[string]any{"rows": w.rows})
	w.rows = nil
	return err
}

// eachRecord hands out every record.
func eachRecord(ctx context.Context, driver neo4j.DriverWithContext, take func(record) error) error {
	session := driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead, DatabaseName: "neo4j"})
	defer func() { _ = session.Close(ctx) }()
	result, err := session.Run(ctx, scanRecords, map[string]any{"open": lastRevision}, neo4j.WithTxTimeout(0))
	if err != nil {
		return fmt.Errorf("reading records: %w", err)
	}
	for result.Next(ctx) {
		r, err := recordOf(result.Record().Values)
		if err != nil {
			return err
		}
		if err := take(r); err != nil {
			return err
		}
	}
	if err := result.Err(); err != nil {
		return fmt.Errorf("reading records: %w", err)
	}
	return nil
}

func recordOf(values []any) (record, error) {
	var texts [4]string
	for i := range texts {
		s, ok := values[i].(string)
		if !ok {
			return record{}, fmt.Errorf("%w: a record has %T for a text", errGraph, values[i])
		}
		texts[i] = s
	}
	r := record{id: texts[0], kind: timeline.Kind(texts[1])}
	if err := errors.Join(json.Unmarshal([]byte(texts[2]), &r.places), json.Unmarshal([]byte(texts[3]), &r.facets)); err != nil {
		return record{}, fmt.Errorf("record %s: %w", r.id, err)
	}
	return r, nil
}

// execute runs a statement for its effect.
func execute(ctx context.Context, driver neo4j.DriverWithContext, statement string, params map[string]any) error {
	session := driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: "neo4j"})
	defer func() { _ = session.Close(ctx) }()
	result, err := session.Run(ctx, statement, params)
	if err == nil {
		_, err = result.Consume(ctx)
	}
	if err != nil {
		return fmt.Errorf("%.60s: %w", statement, err)
	}
	return nil
}

// checkGraph makes sure that acts have the property by which the peer and the bare handler name them.
func checkGraph(ctx context.Context, driver neo4j.DriverWithContext) error {
	result, err := neo4j.ExecuteQuery(ctx, driver, checkNames, nil, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase("neo4j"), neo4j.ExecuteQueryWithReadersRouting())
	if err != nil {
		return fmt.Errorf("counting names: %w", err)
	}
	if values := result.Records[0].Values; values[0] != values[1] {
		return fmt.Errorf("%w: of %v acts %v have the property %s", errGraph, values[0], values[1], nameProperty)
	}
	return nil
}
