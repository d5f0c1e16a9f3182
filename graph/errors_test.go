package graph

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/timeline"
)

// TestCodes asks what is answered with an error, and compares the code and, where the reader needs it, the text.
func TestCodes(t *testing.T) {
	h := handlerOver(newFacts(t, 3).store(1))
	for _, c := range []struct{ query, code, text string }{
		{`{ vendor(id: "nobody") { id } }`, "NOT_FOUND", "not found: nobody; the query search finds IDs by name, the query covered tells what the data holds"},
		{`{ vendor(id: "us-bis") { id } }`, "NOT_FOUND", "us-bis is of kind AGENCY"},
		{`{ node(id: "nobody#issued") { id } }`, "NOT_FOUND", "nobody#issued"},
		{`{ lineage(of: ["us-act-001", "nobody"]) { steps { depth } } }`, "NOT_FOUND", "nobody"},
		{`{ between(from: "us-act-000#issued", to: "us-act-000#revoked") { days } }`, "NOT_FOUND", "us-act-000#revoked"},
		{`{ vendor(id: "Not An ID") { id } }`, "BAD_USER_INPUT", `"Not An ID"`},
		{`{ vendor(id: 5.5) { id } }`, "GRAPHQL_VALIDATION_FAILED", ""},
		{`{ timeline(from: "2024-02-30") { nodes { id } } }`, "BAD_USER_INPUT", "2024-02-30"},
		{`{ timeline(from: "01.08.2024") { nodes { id } } }`, "BAD_USER_INPUT", "a day is written YYYY-MM-DD, as in 2024-08-01"},
		{`{ timeline(from: 20240230) { nodes { id } } }`, "BAD_USER_INPUT", "YYYY-MM-DD"},
		{`{ timeline(from: 99999999999999999999) { nodes { id } } }`, "GRAPHQL_VALIDATION_FAILED", "Day cannot represent the number 99999999999999999999"},
		{`query ($d: Day = 1e999) { timeline(from: $d) { nodes { id } } }`, "GRAPHQL_VALIDATION_FAILED", "Day cannot represent the number 1e999"},
		{`{ timeline(from: "2024-02-02", to: "2024-02-01") { nodes { id } } }`, "BAD_USER_INPUT", "ends on 2024-02-01, before"},
		{`{ between(from: "us-act-000", to: "us-act-001#issued") { days } }`, "BAD_USER_INPUT", "not a milestone"},
		{`{ search(text: "!") { nodes { id } } }`, "BAD_USER_INPUT", "1 to 12 words"},
		{`{ search(text: "` + strings.Repeat("x", timeline.MaxSearchText+1) + `") { nodes { id } } }`, "BAD_USER_INPUT", "a search has at most 500 bytes, not 501"},
		{`{ search(text: "a b c d e f g h i j k l m") { nodes { id } } }`, "BAD_USER_INPUT", "1 to 12 words of letters or digits, not 13"},
		{`{ inForce(on: "2024-01-01", capacities: []) { rows { verdict } } }`, "BAD_USER_INPUT", "1 to 8 capacities"},
		{`{ actions(first: 1, last: 1) { nodes { id } } }`, "BAD_USER_INPUT", "first or last"},
		{`{ actions(first: 3000000000) { nodes { id } } }`, "BAD_USER_INPUT", "3000000000"},
		{`{ actions(first: 99999999999999999999) { nodes { id } } }`, "GRAPHQL_VALIDATION_FAILED", ""},
		{`{ actions(after: "nonsense") { nodes { id } } }`, "BAD_CURSOR", "does not come from this API"},
		{`{ actions(kind: statute) { nodes { id } } }`, "GRAPHQL_VALIDATION_FAILED", "STATUTE"},
		{`{ actionz { nodes { id } } }`, "GRAPHQL_VALIDATION_FAILED", "actions"},
		{`{ release { ...on Release @defer { number } } }`, "GRAPHQL_VALIDATION_FAILED", "defer"},
		{`mutation { __typename }`, "GRAPHQL_VALIDATION_FAILED", ""},
		{`{ actions(`, "GRAPHQL_PARSE_FAILED", ""},
		{``, "GRAPHQL_VALIDATION_FAILED", "no operation"},
		{"{ vendor(id: \"\xff\") { id } }", "BAD_USER_INPUT", "UTF-8"},
	} {
		r := h.Execute(context.Background(), c.query, nil, "")
		if len(r.Errors) == 0 || r.Errors[0].Extensions["code"] != c.code || !strings.Contains(r.Errors[0].Message, c.text) {
			t.Errorf("%s: got %s, want %s with %q", c.query, r.Body(), c.code, c.text)
		}
	}
	r := h.Execute(context.Background(), `{ vendor(id: "nobody") { id } release { number } }`, nil, "")
	want := `{"errors":[{"message":"not found: nobody; the query search finds IDs by name, the query covered tells what the data holds","path":["vendor"],` +
		`"locations":[{"line":1,"column":3}],"extensions":{"code":"NOT_FOUND","ids":["nobody"]}}],"data":{"vendor":null,"release":{"number":1}},`
	if !strings.HasPrefix(string(r.Body()), want) {
		t.Errorf("got %s\nwant %s", r.Body(), want)
	}
}

func TestVariables(t *testing.T) {
	h := handlerOver(newFacts(t, 3).store(1))
	query := `query ($kind: ActionKind, $roles: [Role!], $n: Int) { actions(kind: $kind, first: $n) { nodes { milestones(roles: $roles) { role } } } }`
	for _, c := range []struct {
		variables map[string]any
		code      any
	}{
		{map[string]any{"kind": "REGULATION", "roles": []any{"ISSUED"}, "n": 1}, nil},
		{map[string]any{"kind": "REGULATION", "roles": "ISSUED", "n": 1.0}, nil},
		{map[string]any{"kind": nil}, nil},
		{nil, nil},
		{map[string]any{"kind": "regulation"}, "GRAPHQL_VALIDATION_FAILED"},
		{map[string]any{"kind": "NONSENSE"}, "GRAPHQL_VALIDATION_FAILED"},
		{map[string]any{"roles": []any{"ISSUED", "issued"}}, "GRAPHQL_VALIDATION_FAILED"},
		{map[string]any{"n": "many"}, "GRAPHQL_VALIDATION_FAILED"},
		{map[string]any{"n": 1.5}, "GRAPHQL_VALIDATION_FAILED"},
		{map[string]any{"n": map[string]any{}}, "GRAPHQL_VALIDATION_FAILED"},
		{map[string]any{"n": int64(1) << 40}, "BAD_USER_INPUT"},
		{map[string]any{"n": make(chan int)}, "BAD_USER_INPUT"},
	} {
		r := h.Execute(context.Background(), query, c.variables, "")
		var got any
		if r.Errors != nil {
			got = r.Errors[0].Extensions["code"]
		}
		if got != c.code {
			t.Errorf("%v: got %s, want %v", c.variables, r.Body(), c.code)
		}
	}
}

// TestMisfits names operations and variables that the document does not have, and compares the texts.
func TestMisfits(t *testing.T) {
	h := handlerOver(newFacts(t, 3).store(1))
	two := `query A($n: Int) { actions(first: $n) { totalCount } } query B($m: Int) { actions(first: $m) { totalCount } }`
	required := `query ($n: Int!, $after: String) { actions(first: $n, after: $after) { totalCount } }`
	var many strings.Builder
	for i := range 25 {
		fmt.Fprintf(&many, "query Q%d { release { number } } ", i)
	}
	const remedy = "; name one as operationName over HTTP, with --operation on the command line"
	for _, c := range []struct {
		query, operation string
		variables        map[string]any
		texts            []string
	}{
		{two, "", nil, []string{"the document has 2 operations: A, B" + remedy}},
		{two, "C", nil, []string{"operation C not found: the document has A, B" + remedy}},
		{many.String(), "", nil, []string{"the document has 25 operations: Q0, Q1, Q2, Q3, Q4, Q5, Q6, Q7, Q8, Q9, Q10, Q11, Q12, Q13, Q14, Q15, Q16, Q17, Q18, Q19 and 5 more" + remedy}},
		{`{ release { number } }`, "C", nil, []string{"operation C not found: the only operation of the document has no name"}},
		{two, "A", map[string]any{"n": 1, "m": 2}, nil},
		{two, "A", map[string]any{"k": 1}, []string{"variable $k is not declared: the operation declares $n"}},
		{required, "", map[string]any{"m": 1, "N": nil}, []string{
			"variable $N is not declared: the operation declares $n, $after",
			"variable $m is not declared: the operation declares $n, $after",
			"must be defined",
		}},
		{`{ release { number } }`, "", map[string]any{"n": 1}, []string{"variable $n is not declared: the operation declares none"}},
	} {
		r := h.Execute(context.Background(), c.query, c.variables, c.operation)
		var got []string
		for _, e := range r.Errors {
			got = append(got, e.Message)
			if e.Extensions["code"] != "GRAPHQL_VALIDATION_FAILED" {
				t.Errorf("%q has the code %v", e.Message, e.Extensions["code"])
			}
		}
		if diff := cmp.Diff(c.texts, got); diff != "" {
			t.Errorf("%s of %s with %v: %s", c.operation, c.query, c.variables, diff)
		}
	}
}

// TestFaults breaks the store below and proves that the reader learns the kind of the fault and nothing else, while the
// log has the detail.
func TestFaults(t *testing.T) {
	secret := errors.New("bolt://user:secret@10.0.0.1")
	for _, c := range []struct {
		name, at string
		err      error
		code     Code
		level    string
		status   int
	}{
		{"unreachable at once", "Open", fmt.Errorf("%w: %w", timeline.ErrUnavailable, secret), CodeUnavailable, "WARN", http.StatusServiceUnavailable},
		{"unreachable later", "Page", fmt.Errorf("%w: %w", timeline.ErrUnavailable, secret), CodeUnavailable, "WARN", http.StatusOK},
		{"too slow", "Expand", fmt.Errorf("%w: %w", context.DeadlineExceeded, secret), CodeTimeout, "WARN", http.StatusOK},
		{"fault", "Expand", secret, CodeInternal, "ERROR", http.StatusOK},
		{"fault at once", "Open", secret, CodeInternal, "ERROR", http.StatusInternalServerError},
		{"panic in a field", "Page", nil, CodeInternal, "ERROR", http.StatusOK},
		{"panic at once", "Open", nil, CodeInternal, "ERROR", http.StatusInternalServerError},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := watched{newFacts(t, 3).store(1), func(operation string) error {
				if operation == c.at && c.err == nil {
					panic(secret)
				}
				if operation == c.at {
					return c.err
				}
				return nil
			}}
			var log bytes.Buffer
			h := NewHandler(Options{Store: s, Logger: slog.New(slog.NewTextHandler(&log, nil))})
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/graphql?query="+url.QueryEscape(`{ actions { nodes { by { node { id } } } } }`), nil))
			if w.Code != c.status || !strings.Contains(w.Body.String(), `"code":"`+string(c.code)+`"`) {
				t.Errorf("got %d %s, want %d with %s", w.Code, w.Body, c.status, c.code)
			}
			if strings.Contains(w.Body.String(), "secret") {
				t.Errorf("the reader learns %s", w.Body)
			}
			if !strings.Contains(log.String(), "level="+c.level) || !strings.Contains(log.String(), "secret@10.0.0.1") {
				t.Errorf("the log lacks level %s or the detail: %s", c.level, &log)
			}
		})
	}
}

func TestNoRelease(t *testing.T) {
	r := handlerOver(memory.New()).Execute(context.Background(), `{ release { number } }`, nil, "")
	want := `{"errors":[{"message":"there is no release of facts yet","extensions":{"code":"NO_RELEASE"}}]}`
	if diff := cmp.Diff(want, string(r.Body())); diff != "" {
		t.Error(diff)
	}
}

// TestMessagesAreBounded cuts messages of any text: what they begin and end with stays, and no letter is cut.
func TestMessagesAreBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := "first " + strings.Repeat(rapid.StringN(0, 30, -1).Draw(t, "text"), rapid.IntRange(0, 60).Draw(t, "times")) + " last"
		got := bounded(text)
		if len(got) > maxMessage || !utf8.ValidString(got) || !strings.HasPrefix(got, "first ") || !strings.HasSuffix(got, " last") {
			t.Fatalf("%q became %q", text, got)
		}
		if len(text) <= maxMessage && got != text {
			t.Fatalf("%q was cut", text)
		}
	})
}

// TestErrorsAreBounded asks so much wrongly that not all of it is told.
func TestErrorsAreBounded(t *testing.T) {
	h := handlerOver(newFacts(t, 1).store(1), Limits{Aliases: 100})
	var q strings.Builder
	for i := range 50 {
		fmt.Fprintf(&q, " a%d: vendor(id: \"nobody\") { id }", i)
	}
	for _, query := range []string{"{" + q.String() + "}", "{ a0: nothing" + strings.Repeat(" nothing", 50) + "}"} {
		r := h.Execute(context.Background(), query, nil, "")
		if len(r.Errors) != maxErrors+1 || !strings.HasPrefix(r.Errors[maxErrors].Message, "and 3") {
			t.Errorf("%d errors, the last %v", len(r.Errors), r.Errors[len(r.Errors)-1])
		}
	}
}
