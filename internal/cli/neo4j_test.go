package cli

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/regline/regline/data"
)

// TestLoad walks through the life of a database by the commands: empty, loaded, loaded again, asked.
func TestLoad(t *testing.T) {
	url, s := wiped(t)
	handler, err := newHandler(s, data.Files, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ready := func() *httptest.ResponseRecorder {
		r := httptest.NewRecorder()
		handler.ServeHTTP(r, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/readyz", nil))
		return r
	}
	if r := ready(); r.Code != http.StatusServiceUnavailable || !strings.Contains(r.Body.String(), "run `regline load`") {
		t.Errorf("an empty database: /readyz %d %s", r.Code, r.Body)
	}
	_, complaint, code := tryCommand(t, "query", "t1-directive-to-sales-ban", "--store", url)
	if code != exitUnavailable || !strings.Contains(complaint, "run `regline load`") {
		t.Errorf("an empty database: exit code %d: %s", code, complaint)
	}

	for _, step := range []struct{ args, want string }{
		{"--dry-run", "a dry run: nothing written"},
		{"", ": loaded"},
		{"", "the store holds it already: nothing written"},
		{"--json", `"written": false`},
	} {
		args := append([]string{"load", "--store", url}, strings.Fields(step.args)...)
		if out := command(t, args...); !strings.Contains(out, step.want) {
			t.Errorf("load %s: %s\nwant %q", step.args, out, step.want)
		}
	}
	if r := ready(); r.Code != http.StatusOK {
		t.Errorf("a loaded database: /readyz %d %s", r.Code, r.Body)
	}
	const example = "t1-directive-to-sales-ban"
	if got, want := command(t, "query", example, "--store", url), command(t, "query", example); got != want {
		t.Errorf("%s answers\n%s\nmemory\n%s", url, got, want)
	}
}
