package persisted

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/graph"
	"github.com/regline/regline/internal/timeline"
)

// TestSameBytes: an answer is byte for byte that of POST /graphql, pinned to a release that with @asKnown.
func TestSameBytes(t *testing.T) {
	w := newWorld()
	w.release(t, "2024-12-01", "2025-02-01")
	w.release(t, "2024-12-11", "2025-03-01")
	o := w.operations(t, documents, versions)
	post := func(query, variables string) string {
		body, err := json.Marshal(map[string]any{"query": query, "variables": json.RawMessage(variables)})
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(string(body)))
		r.Header.Set("Content-Type", "application/json")
		rec := httptest.NewRecorder()
		graph.NewHandler(graph.Options{Store: w.store}).ServeHTTP(rec, r)
		return rec.Body.String()
	}
	days := documents[0]
	pinned := strings.Replace(days.Query, "ID!) {", "ID!) @asKnown(release: 1) {", 1)
	for address, want := range map[string]string{
		"days":                   post(days.Query, days.Variables),
		"days?to=act-1%23issued": post(days.Query, `{"from": "act-1#issued", "to": "act-1#issued"}`),
		"days?release=1":         post(pinned, days.Variables),
		"days?from=nothing":      post(days.Query, `{"from": "nothing", "to": "act-1#effective"}`),
		"typed":                  post(documents[1].Query, documents[1].Variables),
		"typed?kind=ACTION&first=3&labels=false&roles=": post(documents[1].Query, `{"kind": "ACTION", "text": "act", "first": 3, "labels": false, "roles": null}`),
		"typed?kind=Action":                             post(documents[1].Query, `{"kind": "Action", "text": "act", "roles": ["EFFECTIVE"]}`),
		"typed?roles=ISSUED&roles=NONE&first=1000":      post(documents[1].Query, `{"text": "act", "first": 1000, "roles": ["ISSUED", "NONE"]}`),
		"pinned": post(documents[2].Query, "{}"),
	} {
		if got := get(o, address).Body.String(); got != want {
			t.Errorf("%s\n got %s\nwant %s", address, got, want)
		}
	}
	if got := get(o, "days?release=1").Body.String(); !strings.Contains(got, `"days":31`) || get(o, "days").Body.String() == got {
		t.Errorf("of release 1: %s", got)
	}
}

// TestCaching: an answer of a release that will never change may be kept for ever, any other for a short time, an error
// not at all. The tag is another as soon as the bytes may be.
func TestCaching(t *testing.T) {
	w := newWorld()
	w.release(t, "2024-12-01", "2025-02-01")
	o := w.operations(t, documents, versions)
	const immutable, short = "public, max-age=31536000, immutable", "public, max-age=60"
	tags := make(map[string]string)
	tag := func(what string, o *Operations, address string, status int, control string) string {
		t.Helper()
		got := get(o, address)
		if got.Code != status || got.Header().Get("Cache-Control") != control || got.Header().Get("Content-Type") != "application/json; charset=utf-8" {
			t.Errorf("%s: status %d, %v", what, got.Code, got.Header())
		}
		e := got.Header().Get("ETag")
		if other, twice := tags[e]; twice && e != "" {
			t.Errorf("%s has the tag of %s", what, other)
		}
		tags[e] = what
		return e
	}
	current := tag("the current release", o, "days", 200, short)
	tag("other variables", o, "days?to=act-1%23issued", 200, short)
	tag("a receipt", o, "days?receipt", 200, short)
	tag("another operation", o, "typed", 200, short)
	if e := tag("an error", o, "days?from=nothing", 200, "no-store"); e != "" {
		t.Errorf("an error has the tag %s", e)
	}
	tag("other rules", w.operations(t, documents, Versions{Rules: 4, Vocabulary: 6}), "days", 200, short)
	other := []Document{{Name: "days", Query: strings.Replace(documents[0].Query, "{ days }", "{ days order }", 1), Variables: documents[0].Variables}}
	tag("another text", w.operations(t, other, versions), "days", 200, short)
	w.release(t, "2024-12-11", "")
	draft := tag("a draft", o, "days?release=2", 200, short)
	w.release(t, "2024-12-11", "2025-03-01")
	tag("the release of the draft", o, "days?release=2", 200, immutable)
	if e := get(o, "days?release=1").Header(); e.Get("ETag") != current || e.Get("Cache-Control") != immutable {
		t.Errorf("release 1 was current and is pinned: %v, before %s", e, current)
	}

	for header, status := range map[string]int{
		current: 304, "W/" + current: 304, `"x", ` + current: 304, "*": 304, `"x"`: 200, strings.Trim(current, `"`): 200, draft: 200, "": 200,
	} {
		got := get(o, "days?release=1", "If-None-Match", header)
		if got.Code != status || (status == 304) != (got.Body.Len() == 0) || got.Header().Get("ETag") != current || got.Header().Get("Cache-Control") != immutable {
			t.Errorf("If-None-Match %s: %d, %v", header, got.Code, got.Header())
		}
	}
}

func TestRefusals(t *testing.T) {
	w := newWorld()
	o := w.operations(t, documents, versions)
	if got := get(o, "days"); got.Code != 503 || !strings.Contains(got.Body.String(), "NO_RELEASE") || got.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("before the first release: %d %s", got.Code, got.Body)
	}
	w.release(t, "2024-12-01", "2025-02-01")
	for address, want := range map[string]string{
		"nothing":                                  `404 there is no operation \"nothing\": /q/ lists them`,
		"days?release=7":                           "404 release: there is no release 7",
		"days?release=0&fron=x&to=a&to=b":          `400 \"fron\" is no variable: there are from, to, release, receipt; release: \"0\": releases are numbered from 1; to: given 2 times`,
		"typed?first=many&labels=1&text=%ff":       `400 first: \"many\" is no integer; labels: \"1\": write true or false; text: not UTF-8`,
		"pinned?release=1":                         "400 release: the operation says @asKnown itself",
		"days?from=" + strings.Repeat("x", 20<<10): "414 the address is longer than",
	} {
		got := get(o, address)
		status, text, _ := strings.Cut(want, " ")
		if http.StatusText(got.Code) == "" || status != strings.Fields(got.Result().Status)[0] || !strings.Contains(got.Body.String(), text) {
			t.Errorf("%.60s: %d %s", address, got.Code, got.Body)
		}
	}
	rec := httptest.NewRecorder()
	o.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, "/q/days", nil))
	if rec.Code != 405 || rec.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %d %v", rec.Code, rec.Header())
	}
}

// TestTwoBases: an operation that says its release is not asked from another.
func TestTwoBases(t *testing.T) {
	w := newWorld()
	w.release(t, "2024-12-01", "2025-02-01")
	g := graph.NewHandler(graph.Options{Store: w.store})
	for at, code := range map[int]string{0: "", 1: string(graph.CodeBadUserInput)} {
		got := g.ExecuteAt(t.Context(), timeline.KnownAt{Release: at}, documents[2].Query, nil, "")
		if (code == "") != (len(got.Errors) == 0) || code != "" && got.Errors[0].Extensions["code"] != code {
			t.Errorf("from release %d: %s", at, got.Body())
		}
	}
	if got := g.ExecuteAt(t.Context(), timeline.KnownAt{Release: 2}, documents[0].Query, nil, ""); got.Status() != 400 || got.Data != nil {
		t.Errorf("from a release that is not there: %d %s", got.Status(), got.Body())
	}
}

func TestList(t *testing.T) {
	var got struct{ Operations []listed }
	w := newWorld()
	if err := json.Unmarshal(get(w.operations(t, documents, versions), "").Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := listed{"days", map[string]string{"from": "ID!", "to": "ID!"}, map[string]any{"from": "act-1#issued", "to": "act-1#effective"}}
	if len(got.Operations) != len(documents) || cmp.Diff(want, got.Operations[0]) != "" {
		t.Errorf("%+v", got)
	}
}

func TestBadDocuments(t *testing.T) {
	w := newWorld()
	g := graph.NewHandler(graph.Options{Store: w.store})
	for _, d := range []Document{
		{Query: "{ colour }"}, {Query: "{"}, {Query: "query A { release { number } } query B { release { number } }"},
		{Query: "query ($release: Int!) { changes(since: $release) { added { id } } }"}, {Query: "{ release { number } }", Variables: "[]"},
	} {
		if _, err := New(w.store, g, versions, []Document{d}); !errors.Is(err, ErrOperation) {
			t.Errorf("%+v: %v", d, err)
		}
	}
}

// FuzzAddress: whatever the address is, the answer is JSON, and no fault of the server.
func FuzzAddress(f *testing.F) {
	for _, q := range []string{"", "from=act-1%23issued", "release=1&receipt", "first=-1&kind=&labels=true", "roles=ISSUED&roles=%00", "text=%ff", "kind=%7B%7D", "from=&to="} {
		f.Add("typed", q)
		f.Add("days", q)
	}
	var o *Operations
	f.Fuzz(func(t *testing.T, name, query string) {
		if o == nil {
			w := newWorld()
			w.release(t, "2024-12-01", "2025-02-01")
			o = w.operations(t, documents, versions)
		}
		r := httptest.NewRequest(http.MethodGet, "/q/", nil)
		r.URL.Path, r.URL.RawQuery = "/q/"+name, query
		rec := httptest.NewRecorder()
		o.ServeHTTP(rec, r)
		if rec.Code >= 500 || !json.Valid(rec.Body.Bytes()) {
			t.Fatalf("%d %s", rec.Code, rec.Body)
		}
	})
}
