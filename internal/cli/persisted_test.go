package cli

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/regline/regline/data"
	"github.com/regline/regline/examples"
	"github.com/regline/regline/internal/persisted"
)

// TestPersistedExamples: every example answers at /q/NAME as at /graphql, byte for byte, and its receipt verifies.
func TestPersistedExamples(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	store, err := openFilled(t.Context(), storeFlags{Store: memoryStore}, dataFlags{}, log)
	if err != nil {
		t.Fatal(err)
	}
	site, err := newHandler(store, data.Files, log)
	if err != nil {
		t.Fatal(err)
	}
	operations, err := newOperations(store, newGraphQL(store, log))
	if err != nil {
		t.Fatal(err)
	}
	ask := func(r *http.Request) []byte {
		t.Helper()
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", r.URL, w.Code, w.Body)
		}
		return w.Body.Bytes()
	}
	all, err := examples.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		body, err := json.Marshal(map[string]any{"query": e.Query, "variables": json.RawMessage(e.Variables)})
		if err != nil {
			t.Fatal(err)
		}
		post := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
		post.Header.Set("Content-Type", "application/json")
		want := ask(post)
		address := "/q/" + e.Name
		if got := ask(httptest.NewRequest(http.MethodGet, address, nil)); !bytes.Equal(got, want) {
			t.Errorf("%s\n got %.500s\nwant %.500s", address, got, want)
		}
		if got := ask(httptest.NewRequest(http.MethodGet, address+"?"+inAddress(t, e.Variables).Encode(), nil)); !bytes.Equal(got, want) {
			t.Errorf("%s with its own variables\n got %.500s\nwant %.500s", address, got, want)
		}
		r, err := persisted.ParseReceipt(ask(httptest.NewRequest(http.MethodGet, address+"?receipt", nil)))
		if err != nil || r.Result.Text != string(want) {
			t.Errorf("%s: %v, %v", address, err, r)
			continue
		}
		if v, err := operations.Verify(t.Context(), r); err != nil || !v.Same() || len(v.Found) > 0 {
			t.Errorf("%s: %+v, %v", address, v, err)
		}
	}
}

// inAddress writes variables as an address gives them: lists by repetition, null as nothing.
func inAddress(t *testing.T, variables string) url.Values {
	t.Helper()
	var values map[string]any
	if err := json.Unmarshal([]byte(variables), &values); err != nil {
		t.Fatal(err)
	}
	text := func(v any) string {
		switch v := v.(type) {
		case nil:
			return ""
		case string:
			return v
		}
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	out := url.Values{}
	for name, v := range values {
		list, ok := v.([]any)
		if !ok {
			list = []any{v}
		}
		for _, item := range list {
			out.Add(name, text(item))
		}
	}
	return out
}
