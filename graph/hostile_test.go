package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
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
	`query ($s: Int) @asKnown(release: $s) { release { number } }`,
	`query ($s: Day) @asKnown(on: $s) { release { number } }`,
	`query ($s: Boolean!) { release { number @skip(if: $s) digest } }`,
	`query ($s: [ID!]!) { compare(vendors: $s) { columns { first { first { text } } } } }`,
}

// hostileInputs are JSON values for slots: texts that are syntax somewhere, too much, or of another type.
func hostileInputs(t *testing.T) map[string]string {
	t.Helper()
	inputs := make(map[string]string)
	texts := storetest.HostileTexts()
	for name, text := range map[string]string{
		"comment":         "us-act-000 /* */ -- // #issued",
		"parameter":       "$r $ids {r} ${r} %(r)s {{r}}",
		"separators":      "acme-inc|us-act-000|r|n|/|0|~",
		"lines":           "acme\u2028inc\u2029\u0085\v\f",
		"many words":      strings.Repeat("acme ", 90),
		"distinct words":  "a b c d e f g h i j k l m n o p",
		"path":            "../../../etc/passwd",
		"ID of a head":    "head",
		"ID of the lock":  "apply",
		"ID too long":     strings.Repeat("a", timeline.MaxIDLength+1),
		"ID as long":      strings.Repeat("a", timeline.MaxIDLength),
		"search too long": strings.Repeat("x", timeline.MaxSearchText+1),
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
	places := 1
	if strings.Contains(what, " = ") {
		places = 2 // a default is told where it stands and where it is used
	}
	if len(r.Errors) > places || (len(r.Errors) == 0) == (r.Data == nil) && w.Code != http.StatusOK {
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
		if name == "memory" {
			continue
		}
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
			for n, slot := range slots {
				query, err := json.Marshal(slot)
				if err != nil {
					t.Fatal(err)
				}
				body := fmt.Sprintf(`{"query": %s, "variables": {"s": %s}}`, query, value)
				w := alike(t, slot, handlers, func(h http.Handler) *httptest.ResponseRecorder { return postRaw(h, body) })
				if tooLong := len(body) > int(DefaultLimits().BodyBytes); tooLong != (w.Code == http.StatusRequestEntityTooLarge) {
					t.Errorf("%d bytes are answered with %d", len(body), w.Code)
				}
				if len(value) > 2000 && n > 3 {
					continue // as literals they are all refused by the parser or the same validation
				}
				for _, query := range []string{asLiteral(slot, value), asDefault(slot, value)} {
					body, err := json.Marshal(map[string]string{"query": query})
					if err != nil {
						t.Fatal(err)
					}
					alike(t, query[:min(len(query), 120)], handlers, func(h http.Handler) *httptest.ResponseRecorder { return postRaw(h, string(body)) })
				}
			}
		})
	}
	unchanged()
}

// asLiteral writes the value where the operation has its variable.
func asLiteral(slot, value string) string {
	_, body, _ := strings.Cut(slot, ") ")
	return "query " + strings.Replace(body, "$s", value, 1)
}

// asDefault gives the operation's variable the value as default.
func asDefault(slot, value string) string {
	return strings.Replace(slot, ") ", " = "+value+") ", 1)
}

// TestHostileAddresses sends queries by GET, with everything that an address can be encoded in.
func TestHostileAddresses(t *testing.T) {
	handlers, unchanged := hostileStores(t, newFacts(t, 3))
	const search = `query=query($s:String!){search(text:$s){totalCount}}`
	for _, address := range []string{
		search + `&variables={"s":"acme"}`,
		search + `&variables={"s":"%27%7D)%20DETACH%20DELETE%20n%20//"}`,
		search + `&variables={"s":"%00"}`,
		search + `&variables={"s":"%5Cu0000acme"}`,
		search + `&variables={"s":"%5Cud800acme"}`,
		search + `&variables={"s":"%ff%feacme"}`,
		search + `&variables={"s":"acme%E2%80%A8inc%E2%80%AE"}`,
		search + `&variables={"s":"%u0027acme"}`,
		search + `&variables={"s":"%2527acme"}`,
		search + `&variables={"s":"acme"}&variables={"s":"inc"}`,
		search + `&variables=` + strings.Repeat("[", 60_000),
		search + `&variables={"s":"` + strings.Repeat("acme", 1<<18) + `"}`,
		`query=%7Bnode(id:%22head%22)%7Bid%7D%7D`,
		`query=%7Bnode(id:%22us-act-000%2523issued%22)%7Bid%7D%7D`,
		`query=%7Brelease%7Bnumber%7D%7D%00`,
		`query=%ff`, `query=%`, `query`, `query[]={release{number}}`,
	} {
		// The address stands as it is sent: a URL of net/url would be encoded anew.
		ask := func(h http.Handler) *httptest.ResponseRecorder {
			r := httptest.NewRequest(http.MethodGet, "/graphql", nil)
			r.URL.RawQuery = address
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			return w
		}
		alike(t, address[:min(len(address), 120)], handlers, ask)
	}
	unchanged()
}

// TestHostileFacts writes hostile texts wherever the facts of the world have text, and reads them through the API: they
// come back as they went in, in the same bytes from every store, and are found by their words alone.
func TestHostileFacts(t *testing.T) {
	texts := storetest.HostileTexts()
	names := slices.Sorted(maps.Keys(texts))
	f := newFacts(t, 3)
	for n, name := range names {
		f.hostile(n, texts[name])
	}
	handlers, unchanged := hostileStores(t, f)
	const query = `query ($v: ID!, $s: ID!, $src: ID!) {
  vendor(id: $v) { label description aliases facts { values claims { value passage { quotation locator } source { label url } } } }
  statement: node(id: $s) { ... on Statement { label summary quotation } }
  source: node(id: $src) { ... on Source { label publisher url citations } }
}`
	for n, name := range names {
		text := texts[name]
		vars, err := json.Marshal(map[string]any{"query": query, "variables": map[string]any{
			"v": hostileID("vendor", n), "s": hostileID("vendor", n) + "#statement/hostile", "src": hostileID("source", n),
		}})
		if err != nil {
			t.Fatal(err)
		}
		w := alike(t, name, handlers, func(h http.Handler) *httptest.ResponseRecorder { return postRaw(h, string(vars)) })
		var got struct {
			Data struct {
				Vendor struct {
					Label, Description string
					Aliases            []string
					Facts              []struct {
						Claims []struct {
							Value   string
							Passage struct{ Quotation, Locator string }
						}
					}
				}
				Statement struct{ Summary, Quotation string }
				Source    struct{ Publisher, URL string }
			}
		}
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		v, s, src := got.Data.Vendor, got.Data.Statement, got.Data.Source
		label := text
		if text == "" {
			label = hostileID("vendor", n)
		}
		want := []string{label, text, text, text, text, text, text, text, text, text}
		if len(v.Aliases) != 1 || len(v.Facts) != 1 || len(v.Facts[0].Claims) != 1 {
			t.Errorf("%s: no answer: %.300s", name, w.Body)
			continue
		}
		c := v.Facts[0].Claims[0]
		have := []string{v.Label, v.Description, v.Aliases[0], c.Value, c.Passage.Quotation, c.Passage.Locator, s.Summary, s.Quotation, src.Publisher, src.URL}
		if !slices.Equal(have, want) {
			t.Errorf("%s came back as %.200q, want %.200q", name, have, text)
		}
	}
	for n, name := range names {
		text := texts[name]
		if terms := len(timeline.Terms(text)); terms == 0 || terms > timeline.MaxSearchTerms || len(text) > timeline.MaxSearchText {
			continue
		}
		body, err := json.Marshal(map[string]any{"query": slots[0], "variables": map[string]string{"s": text}})
		if err != nil {
			t.Fatal(err)
		}
		w := alike(t, name, handlers, func(h http.Handler) *httptest.ResponseRecorder { return postRaw(h, string(body)) })
		if !strings.Contains(w.Body.String(), fmt.Sprintf("%q", hostileID("vendor", n))) {
			t.Errorf("%s does not find its vendor: %.300s", name, w.Body)
		}
	}
	unchanged()
}

func hostileID(kind string, n int) string { return fmt.Sprintf("hostile-%s-%02d", kind, n) }

// hostile adds a vendor, a source, a claim and a statement whose every text is the given one.
func (f *facts) hostile(n int, text string) {
	f.t.Helper()
	src := &timeline.Source{SourceKind: "PRESS", Document: "PRESS", Publisher: text, URL: text, Citations: []string{text}}
	f.add(src, timeline.ID(hostileID("source", n)), timeline.KindSource, text, "z", timeline.IndexSources)
	id := timeline.ID(hostileID("vendor", n))
	v := &timeline.Vendor{VendorKind: "LEGAL_ENTITY", Aliases: []string{text}, Description: text}
	f.add(v, id, timeline.KindVendor, text, "z", timeline.IndexVendors)
	c := &timeline.Claim{
		Subject: id, Predicate: timeline.Label, Value: text, Original: text, SourceID: src.ID,
		ClaimKind: timeline.ClaimQuoted, Manner: timeline.MannerStates, Rank: timeline.RankNormal, Reason: text, Reading: text,
		Passage: &timeline.Passage{Quotation: text, Locator: text, Check: timeline.CheckNone},
	}
	f.add(c, storetest.ClaimID(len(f.records)), timeline.KindClaim, "", string(src.ID), timeline.IndexClaims(c.ClaimKind), "predicate="+string(c.Predicate))
	v.Facts = append(v.Facts, timeline.Fact{Predicate: timeline.Label, Values: []string{text}, Standing: timeline.StandingEstablished, ClaimIDs: []timeline.ID{c.ID}})
	s := &timeline.Statement{Manner: timeline.MannerStates, Speaker: id, Summary: text, Quotation: text}
	f.add(s, id.With("statement/hostile"), timeline.KindStatement, text, "z", timeline.IndexStatements)
	f.edge(s.ID, timeline.About, id, c.ID)
}
