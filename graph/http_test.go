package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

const (
	askRelease = `{"query":"{ release { number } }"}`
	release1   = `{"data":{"release":{"number":1}},"extensions":{"release":{"digest":"`
)

// TestHTTP sends requests and compares status, media type and the beginning of the body.
func TestHTTP(t *testing.T) {
	h := handlerOver(newFacts(t, 1).store(1))
	query := func(q string) string { return "/graphql?query=" + url.QueryEscape(q) }
	post := func(body string) *http.Request {
		r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		return r
	}
	get := func(target string) *http.Request { return httptest.NewRequest(http.MethodGet, target, nil) }
	with := func(r *http.Request, name, value string) *http.Request {
		r.Header.Set(name, value)
		return r
	}
	modern := func(r *http.Request) *http.Request { return with(r, "Accept", mediaGraphQL) }
	for _, c := range []struct {
		name   string
		r      *http.Request
		status int
		media  string
		body   string
	}{
		{"POST", post(askRelease), 200, mediaJSON, release1},
		{"POST, charset named", with(post(askRelease), "Content-Type", "application/json; charset=UTF-8"), 200, mediaJSON, release1},
		{"POST, all members null", post(`{"query":"{ release { number } }","variables":null,"operationName":null,"extensions":null,"other":1}`), 200, mediaJSON, release1},
		{"POST, operation chosen", post(`{"query":"query A { release { draft } } query B { release { number } }","operationName":"B"}`), 200, mediaJSON, release1},
		{"GET", get(query(`{ release { number } }`)), 200, mediaJSON, release1},
		{"GET with variables", get(query(`query ($n: Int) { actions(first: $n) { nodes { id } } }`) + `&variables={"n":1}`), 200, mediaJSON, `{"data":{"actions":{"nodes":[{"id":"us-act-000"}]}}`},
		{"Accept modern", modern(post(askRelease)), 200, mediaGraphQL, release1},
		{"Accept by weight", with(post(askRelease), "Accept", "application/json;q=0.5, application/graphql-response+json;q=0.9, text/html"), 200, mediaGraphQL, release1},
		{"Accept in order", with(post(askRelease), "Accept", "application/json, application/graphql-response+json"), 200, mediaJSON, release1},
		{"Accept anything", with(post(askRelease), "Accept", "text/html, */*;q=0.8"), 200, mediaJSON, release1},
		{"Accept other", with(post(askRelease), "Accept", "text/html"), 406, mediaJSON, `{"errors":[{"message":"answers are`},
		{"Accept excluded", with(post(askRelease), "Accept", "application/json;q=0"), 406, mediaJSON, `{"errors":[`},
		{"error in a field", modern(post(`{"query":"{ vendor(id: \"x\") { id } }"}`)), 200, mediaGraphQL, `{"errors":[{"message":"not found: x`},
		{"error at the root", modern(post(`{"query":"{ actions(first: 0) { nodes { id } } }"}`)), 200, mediaGraphQL, `{"errors":[{"message":"bad input`},
		{"cannot be parsed", post(`{"query":"{"}`), 200, mediaJSON, `{"errors":[{"message":"Expected Name`},
		{"cannot be parsed, modern", modern(post(`{"query":"{"}`)), 400, mediaGraphQL, `{"errors":[{"message":"Expected Name`},
		{"is not valid, modern", modern(post(`{"query":"{ nothing }"}`)), 400, mediaGraphQL, `{"errors":[{"message":"Cannot query field`},
		{"variable of a wrong type, modern", modern(post(`{"query":"query ($n: Int!) { actions(first: $n) { nodes { id } } }","variables":{"n":"x"}}`)), 400, mediaGraphQL, `{"errors":[`},
		{"operation not there, modern", modern(post(`{"query":"{ release { number } }","operationName":"B"}`)), 400, mediaGraphQL, `{"errors":[{"message":"operation B not found`},
		{"operation not chosen, modern", modern(post(`{"query":"query A { release { draft } } query B { release { number } }"}`)), 400, mediaGraphQL, `{"errors":[{"message":"the document has 2 operations: A, B; name one as operationName over HTTP, with --operation on the command line","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}`},
		{"variable not declared, modern", modern(post(`{"query":"query ($n: Int) { actions(first: $n) { totalCount } }","variables":{"m":1}}`)), 400, mediaGraphQL, `{"errors":[{"message":"variable $m is not declared: the operation declares $n"`},
		{"beyond a limit, modern", modern(post(`{"query":"{ actions(first: 200) { nodes { relations(first: 200) { nodes { ... on Action { relations(first: 200) { nodes { id } } } } } } } }"}`)), 400, mediaGraphQL, `{"errors":[{"message":"the operation has the complexity`},
		{"mutation by GET", modern(get(query(`mutation { __typename }`))), 400, mediaGraphQL, `{"errors":[`},
		{"not JSON", post(`{"query"`), 400, mediaJSON, `{"errors":[{"message":"the body is no GraphQL request: not JSON`},
		{"more than JSON", post(askRelease + "x"), 400, mediaJSON, `{"errors":[{"message":"the body is no GraphQL request: more than one JSON value`},
		{"batch", post("[" + askRelease + "]"), 400, mediaJSON, `{"errors":[{"message":"the body is no GraphQL request: it must not be of the JSON type array`},
		{"no query", post(`{"qeury":"{ release { number } }"}`), 400, mediaJSON, `{"errors":[{"message":"the member query is missing`},
		{"query of a wrong type", post(`{"query":{}}`), 400, mediaJSON, `{"errors":[{"message":"the body is no GraphQL request: query must not be of the JSON type object`},
		{"variables of a wrong type", post(`{"query":"{ release { number } }","variables":[7]}`), 400, mediaJSON, `{"errors":[{"message":"the body is no GraphQL request: variables`},
		{"GET without query", get("/graphql"), 400, mediaJSON, `{"errors":[{"message":"the parameter query is missing`},
		{"GET with bad variables", get(query(`{ release { number } }`) + "&variables=7"), 400, mediaJSON, `{"errors":[{"message":"the parameter variables is no JSON object`},
		{"GET, not UTF-8", get("/graphql?query=%FF"), 400, mediaJSON, `{"errors":[{"message":"the parameter query is not UTF-8`},
		{"GET, bad escape", get("/graphql?query=%zz"), 400, mediaJSON, `{"errors":[{"message":"the address:`},
		{"GET, too long", get(query(strings.Repeat(" ", 128<<10))), 414, mediaJSON, `{"errors":[{"message":"the address is longer than 131072 bytes`},
		{"POST, too long", post(`{"query":"` + strings.Repeat(" ", 128<<10) + `"}`), 413, mediaJSON, `{"errors":[{"message":"the body is larger than 131072 bytes","extensions":{"code":"TOO_LARGE"}}]}`},
		{"POST, just not too long", post(askRelease + strings.Repeat(" ", 128<<10-len(askRelease))), 200, mediaJSON, release1},
		{"POST without a type", with(post(askRelease), "Content-Type", ""), 415, mediaJSON, `{"errors":[`},
		{"POST of a form", with(post("query={}"), "Content-Type", "application/x-www-form-urlencoded"), 415, mediaJSON, `{"errors":[`},
		{"POST, other charset", with(post(askRelease), "Content-Type", "application/json; charset=latin1"), 415, mediaJSON, `{"errors":[`},
		{"PUT", httptest.NewRequest(http.MethodPut, "/graphql", nil), 405, mediaJSON, `{"errors":[{"message":"the method \"PUT\" is not answered`},
		{"OPTIONS", httptest.NewRequest(http.MethodOptions, "/graphql", nil), 204, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, c.r)
			media := c.media
			if media != "" {
				media += "; charset=utf-8"
			}
			if w.Code != c.status || w.Header().Get("Content-Type") != media || !strings.HasPrefix(w.Body.String(), c.body) {
				t.Errorf("got %d %s %s\nwant %d %s %s", w.Code, w.Header().Get("Content-Type"), w.Body, c.status, media, c.body)
			}
			if (c.status == 405 || c.status == 204) && w.Header().Get("Allow") != allowed {
				t.Errorf("Allow is %q", w.Header().Get("Allow"))
			}
			if c.status >= 400 && strings.Contains(w.Body.String(), `"data"`) {
				t.Errorf("data where nothing was executed: %s", w.Body)
			}
		})
	}
}

// TestSameBytes proves that the answer in process is that over HTTP.
func TestSameBytes(t *testing.T) {
	h := handlerOver(newFacts(t, 5).store(1))
	srv := httptest.NewServer(h)
	defer srv.Close()
	for _, query := range append(Examples(h.Schema()),
		`{ actions { nodes { id label relations { nodes { id } } } } }`, `{ nothing <b> }`, `{`,
		`query ($n: Int) { actions(first: $n) { pageInfo { endCursor } } }`,
	) {
		variables := map[string]any{"n": 2}
		body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
		if err != nil {
			t.Fatal(err)
		}
		resp, err := srv.Client().Post(srv.URL, "application/json", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		over, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if in := h.Execute(context.Background(), query, variables, "").Body(); !bytes.Equal(in, over) {
			t.Errorf("%s:\nin process %s\nover HTTP  %s", query, in, over)
		}
		if !json.Valid(over) {
			t.Errorf("%s: not JSON: %s", query, over)
		}
	}
}

// FuzzBody sends any body: the answer is JSON, and Regline is never at fault.
func FuzzBody(f *testing.F) {
	h := handlerOver(newFacts(f, 5).store(1), Limits{Values: 1000})
	for _, q := range Examples(h.Schema()) {
		body, err := json.Marshal(map[string]any{"query": q, "variables": map[string]any{"n": 1}})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Add([]byte(`{"query":"query ($k: ActionKind, $n: Int, $i: [ID!]!, $d: Day) { nodes(ids: $i) { id } actions(kind: $k, first: $n) { nodes { id } } timeline(from: $d) { nodes { id } } }","variables":{"k":"STATUTE","n":3,"i":["us-bis"],"d":"2024-01-01"}}`))
	f.Add([]byte(`{"query":"{ __schema { types { name fields { name args { name } } } } ...F } fragment F on Query { release { number @skip(if: true) } }"}`))
	f.Add([]byte(`{"query":"query ($d: Day = 99999999999999999999) @asKnown(on: 1e999) { timeline(from: $d, to: 99999999999999999999) { nodes { id } } }"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		r := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if !json.Valid(w.Body.Bytes()) {
			t.Errorf("%q: not JSON: %s", body, w.Body)
		}
		if w.Code >= 500 || bytes.Contains(w.Body.Bytes(), []byte(`"code":"INTERNAL"`)) {
			t.Errorf("%q: %d %s", body, w.Code, w.Body)
		}
	})
}
