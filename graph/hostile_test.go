package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/regline/regline/internal/store/neo4j"
	"github.com/regline/regline/internal/store/neo4j/neo4jtest"
	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

// hostileStores are the stores that must answer hostile questions alike, filled with the same facts. Without a Neo4j
// only memory is there; REGLINE_REQUIRE_NEO4J=1 makes that a failure. unchanged fails the test if the database is not
// as it was when the facts had been written.
func hostileStores(t *testing.T, f *facts) (handlers map[string]*Handler, unchanged func()) {
	t.Helper()
	handlers = map[string]*Handler{"memory": handlerOver(f.store(1))}
	if os.Getenv("REGLINE_TEST_NEO4J") == "" && os.Getenv("REGLINE_REQUIRE_NEO4J") != "1" {
		return handlers, func() {}
	}
	url := neo4jtest.URL(t)
	s, err := neo4j.Open(t.Context(), neo4j.Config{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Wipe(t.Context()); err != nil {
		t.Fatal(err)
	}
	storetest.Apply(t, s, storetest.Content(1, f.records, f.edges))
	handlers["neo4j"] = handlerOver(s)
	before := inventory(t, url)
	return handlers, func() {
		t.Helper()
		if diff := cmp.Diff(before, inventory(t, url)); diff != "" {
			t.Errorf("the database changed: %s", diff)
		}
	}
}

// inventory says what a database holds: how many of each, every name, every index and constraint, and all values.
func inventory(t *testing.T, url string) []string {
	t.Helper()
	ctx := context.Background()
	db, err := driver.NewDriverWithContext(url, driver.NoAuth())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(ctx); err != nil {
			t.Error(err)
		}
	}()
	var out []string
	for _, statement := range []string{
		"MATCH (n) RETURN 'nodes', labels(n), count(n), count(DISTINCT n.id), sum(size(coalesce(n.body, ''))) ORDER BY labels(n)",
		"MATCH ()-[r]->() RETURN 'relationships', type(r), count(r), sum(r.since), sum(size(r.body)) ORDER BY type(r)",
		"CALL db.labels() YIELD label RETURN label ORDER BY label",
		"CALL db.relationshipTypes() YIELD relationshipType AS t RETURN t ORDER BY t",
		"CALL db.propertyKeys() YIELD propertyKey AS k RETURN k ORDER BY k",
		"SHOW INDEXES YIELD name, labelsOrTypes, properties RETURN name, labelsOrTypes, properties ORDER BY name",
		"SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name",
	} {
		result, err := driver.ExecuteQuery(ctx, db, statement, nil, driver.EagerResultTransformer, driver.ExecuteQueryWithDatabase("neo4j"))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range result.Records {
			out = append(out, fmt.Sprint(r.Values...))
		}
	}
	return out
}

// slots are operations with one place for a hostile value: $s of each type that the API reads from outside.
var slots = []string{
	`query ($s: String!) { search(text: $s) { totalCount nodes { id } } }`,
	`query ($s: ID!) { node(id: $s) { id label } }`,
	`query ($s: [ID!]!) { nodes(ids: $s) { id } }`,
	`query ($s: ID) { actions(vendor: $s, first: 1) { nodes { id } } }`,
	`query ($s: ID!) { vendor(id: $s) { id } }`,
	`query ($s: String) { actions(jurisdiction: $s, first: 1) { totalCount } }`,
	`query ($s: String) { actions(after: $s, first: 1) { nodes { id } } }`,
	`query ($s: String) { timeline(before: $s, last: 1) { nodes { id } } }`,
	`query ($s: Day) { timeline(from: $s, first: 1) { nodes { id } } }`,
	`query ($s: Day!) { inForce(on: $s, capacities: ["us-resellers"]) { rows { verdict } } }`,
	`query ($s: [ID!]!) { inForce(on: "2024-08-01", capacities: $s) { rows { verdict } } }`,
	`query ($s: String!) { citation(text: $s) { normal actions { id } } }`,
	`query ($s: [ID!]!) { lineage(of: $s) { steps { depth } } }`,
	`query ($s: [Relation!]) { lineage(of: ["us-act-001"], relations: $s) { steps { depth } } }`,
	`query ($s: ID!) { path(from: $s, to: "us-act-000") { direction } }`,
	`query ($s: ID!) { between(from: "us-act-000#issued", to: $s) { days } }`,
	`query ($s: ID!) { story(vendor: $s) { sentences { text } } }`,
	`query ($s: String) { deadlines(after: "2022-01-01", capacities: ["us-resellers"], zone: $s) { lastFullDay } }`,
	`query ($s: String) { node(id: "us-act-000") { ... on Action { facts(predicate: $s) { predicate } } } }`,
	`query ($s: ID) { claims(subject: $s, first: 1) { nodes { id } } }`,
	`query ($s: ActionKind) { actions(kind: $s, first: 1) { nodes { id } } }`,
	`query ($s: Int) { actions(first: $s) { nodes { id } } }`,
	`query ($s: [ID!]!) { compare(vendors: $s) { columns { first { first { text } } } } }`,
}

// hostileInputs are JSON values for slots: texts that are syntax somewhere, too much, or of another type.
func hostileInputs(t *testing.T) map[string]string {
	t.Helper()
	inputs := make(map[string]string)
	texts := storetest.HostileTexts()
	for name, text := range map[string]string{
		"detach delete":   "x'})-[:X]->() DETACH DELETE n //",
		"backtick":        "x` }) MATCH (n) DETACH DELETE n //",
		"comment":         "us-act-000 /* */ -- // #issued",
		"procedures":      "CALL apoc.cypher.runWrite('MATCH (n) DETACH DELETE n', {}) YIELD value RETURN value",
		"dbms":            "'; CALL dbms.shutdown(); CREATE INDEX hostile FOR (n:X) ON (n.x); //",
		"load csv":        `LOAD CSV FROM "file:///etc/passwd" AS line CREATE (:Stolen {line: line})`,
		"parameter":       "$r $ids {r} ${r} %(r)s {{r}}",
		"lucene all":      "*:*",
		"lucene field":    `id:us* AND -kind:[* TO *]^9 "acme inc"~2 ac?e /a.*/ \"`,
		"percent":         "%27%7D%29%20DETACH%20DELETE%20n%2500%u0027",
		"entity":          "&#39;&apos;\\x27\\'",
		"separators":      "acme-inc|us-act-000|r|n|/|0|~",
		"lines":           "acme\u2028inc\u2029\u0085\v\f",
		"right to left":   "\u202eetorcsid\u202c \u2066acme\u2069 \u200facme",
		"marks":           strings.Repeat("a"+strings.Repeat("\u0301", 100), 3),
		"many words":      strings.Repeat("acme ", 90),
		"distinct words":  "a b c d e f g h i j k l m n o p",
		"path":            "../../../etc/passwd",
		"key beyond":      "\U0010ffff",
		"ID of a head":    "head",
		"ID of the lock":  "apply",
		"ID too long":     strings.Repeat("a", timeline.MaxIDLength+1),
		"ID as long":      strings.Repeat("a", timeline.MaxIDLength),
		"search too long": strings.Repeat("x", timeline.MaxSearchText+1),
		"a megabyte":      strings.Repeat("acme", 1<<18),
	} {
		texts[name] = text
	}
	for name, text := range texts {
		b, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		inputs[name] = string(b)
	}
	for name, value := range map[string]string{
		"NUL alone":         `"\u0000"`,
		"lone surrogate":    `"acme\ud800inc"`,
		"reversed pair":     `"\udc00\ud800"`,
		"escaped quote":     `"\u0027}) DETACH DELETE n //"`,
		"bytes of no text":  "\"acme\xff\xfe\"",
		"overlong":          "\"\xc0\xa7\"",
		"null":              "null",
		"true":              "true",
		"a number":          "7",
		"a great number":    "99999999999999999999999999",
		"beyond float":      "1e999",
		"a fraction":        "0.5",
		"an object":         `{"id": "acme-inc", "$gt": ""}`,
		"a list":            `["acme-inc", null, 5, {"a": 1}]`,
		"a list of lists":   `[[["acme-inc"]]]`,
		"empty list":        "[]",
		"a deep list":       strings.Repeat("[", 5000) + strings.Repeat("]", 5000),
		"deeper than JSON":  strings.Repeat("[", 20000) + strings.Repeat("]", 20000),
		"a deep object":     strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5000),
		"a long list":       "[" + strings.Repeat(`"acme-inc",`, 9000) + `"acme-inc"]`,
		"a long list twice": "[" + strings.Repeat(`"acme-inc",`, 20000) + `"acme-inc"]`,
	} {
		inputs[name] = value
	}
	return inputs
}

// codes are those that the documentation of the API names.
var codes = []string{
	string(CodeNotFound), string(CodeMoved), string(CodeBadUserInput), string(CodeBadCursor), string(CodeTooLarge),
	"GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED",
}

// refusal checks a response: it is no fault of Regline, and an error has one clear message with a documented code.
func refusal(t *testing.T, what string, w *httptest.ResponseRecorder) {
	t.Helper()
	var r struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if w.Code >= 500 {
		t.Errorf("%s: status %d: %.300s", what, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &r); err != nil {
		t.Fatalf("%s: %v: %.300s", what, err, w.Body)
	}
	if len(r.Errors) > 1 || (len(r.Errors) == 0) == (r.Data == nil) && w.Code != http.StatusOK {
		t.Errorf("%s: status %d with %d errors: %.600s", what, w.Code, len(r.Errors), w.Body)
	}
	for _, e := range r.Errors {
		if !slices.Contains(codes, e.Extensions.Code) || e.Message == "" || len(e.Message) > maxMessage {
			t.Errorf("%s: code %q, %d bytes of message: %.300s", what, e.Extensions.Code, len(e.Message), e.Message)
		}
	}
}

// postRaw sends a body as it is.
func postRaw(h http.Handler, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// alike asks every store and wants the same bytes.
func alike(t *testing.T, what string, handlers map[string]*Handler, ask func(http.Handler) *httptest.ResponseRecorder) *httptest.ResponseRecorder {
	t.Helper()
	want := ask(handlers["memory"])
	for name, h := range handlers {
		if got := ask(h); got.Code != want.Code || !bytes.Equal(got.Body.Bytes(), want.Body.Bytes()) {
			t.Errorf("%s: %s answers %d %.600s, memory %d %.600s", what, name, got.Code, got.Body, want.Code, want.Body)
		}
	}
	refusal(t, what, want)
	return want
}

// TestHostileQuestions puts every hostile value into every slot, as a variable and as a literal of the query, over HTTP.
// Whatever it is, it stays data: both stores answer alike, nobody is at fault, and nothing changes.
func TestHostileQuestions(t *testing.T) {
	handlers, unchanged := hostileStores(t, newFacts(t, 3))
	for name, value := range hostileInputs(t) {
		t.Run(name, func(t *testing.T) {
			for _, slot := range slots {
				query, err := json.Marshal(slot)
				if err != nil {
					t.Fatal(err)
				}
				body := fmt.Sprintf(`{"query": %s, "variables": {"s": %s}}`, query, value)
				w := alike(t, slot, handlers, func(h http.Handler) *httptest.ResponseRecorder { return postRaw(h, body) })
				if tooLong := len(body) > int(DefaultLimits().BodyBytes); tooLong != (w.Code == http.StatusRequestEntityTooLarge) {
					t.Errorf("%d bytes are answered with %d", len(body), w.Code)
				}
				literal := asLiteral(slot, value)
				query, err = json.Marshal(literal)
				if err != nil {
					t.Fatal(err)
				}
				alike(t, "literal in "+slot, handlers, func(h http.Handler) *httptest.ResponseRecorder { return postRaw(h, `{"query": `+string(query)+`}`) })
			}
		})
	}
	unchanged()
}

// asLiteral writes the value where the operation has its variable.
func asLiteral(slot, value string) string {
	_, body, _ := strings.Cut(slot, ") ")
	return strings.Replace(body, "$s", value, 1)
}
