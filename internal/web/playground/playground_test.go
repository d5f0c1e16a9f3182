package playground_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/regline/regline/internal/web/playground"
)

func get(t *testing.T, h http.Handler, method, path string, header http.Header) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, "http://regline.test/", nil)
	r.URL.Path = path
	for name, values := range header {
		r.Header[name] = values
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestHandler(t *testing.T) {
	const forever = "public, max-age=31536000, immutable"
	h := playground.Handler(nil)
	for _, test := range []struct {
		method, path string
		status       int
		header       map[string]string
	}{
		{"GET", "/playground", 308, map[string]string{"Location": "playground/"}},
		{"GET", "/playground/", 200, map[string]string{"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}},
		{"GET", "/playground/tabs.json", 200, map[string]string{"Content-Type": "application/json", "Cache-Control": "no-cache"}},
		{"GET", "/playground/playground.js", 200, map[string]string{"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache"}},
		{"GET", "/playground/playground.css", 200, map[string]string{"Content-Type": "text/css; charset=utf-8", "Cache-Control": "no-cache"}},
		{"GET", "/playground/graphiql-4.1.2/graphiql.min.js", 200, map[string]string{"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": forever}},
		{"GET", "/playground/graphiql-4.1.2/graphiql.min.css", 200, map[string]string{"Content-Type": "text/css; charset=utf-8", "Cache-Control": forever}},
		{"GET", "/playground/react-dom-18.3.1/LICENSE", 200, map[string]string{"Content-Type": "text/plain; charset=utf-8", "Cache-Control": forever}},
		{"GET", "/playground/NOTICES.txt", 200, map[string]string{"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-cache"}},
		{"HEAD", "/playground/playground.js", 200, map[string]string{"Content-Type": "text/javascript; charset=utf-8"}},
		{"POST", "/playground/", 405, map[string]string{"Allow": "GET, HEAD"}},
		{"GET", "/playground/index.html", 404, nil}, // it would miss its nonce
		{"GET", "/playground/graphiql-4.1.2", 404, nil},
		{"GET", "/playground/graphiql-4.1.2/", 404, nil},
		{"GET", "/playground/../playground.go", 404, nil},
		{"GET", "/playground.js", 404, nil},
		{"GET", "playground.js", 404, nil},
		{"GET", "/", 404, nil},
	} {
		r := get(t, h, test.method, test.path, nil)
		if r.StatusCode != test.status {
			t.Errorf("%s %s: status %d, want %d", test.method, test.path, r.StatusCode, test.status)
		}
		for name, want := range test.header {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s %s: %s: %q, want %q", test.method, test.path, name, got, want)
			}
		}
		for _, name := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Resource-Policy"} {
			if r.Header.Get(name) == "" {
				t.Errorf("%s %s: no %s", test.method, test.path, name)
			}
		}
	}
}

// A second visit costs no transfer, but for the page itself.
func TestNotModified(t *testing.T) {
	h := playground.Handler([]playground.Tab{{Query: "{ a }"}})
	for _, path := range []string{"/playground/tabs.json", "/playground/playground.js", "/playground/graphiql-4.1.2/graphiql.min.js"} {
		etag := get(t, h, "GET", path, nil).Header.Get("ETag")
		if etag == "" {
			t.Errorf("%s: no ETag", path)
		}
		if r := get(t, h, "GET", path, http.Header{"If-None-Match": {etag}}); r.StatusCode != http.StatusNotModified {
			t.Errorf("%s with its own ETag: status %d, want 304", path, r.StatusCode)
		}
		if r := get(t, h, "GET", path, http.Header{"If-None-Match": {`"another"`}}); r.StatusCode != http.StatusOK {
			t.Errorf("%s with a foreign ETag: status %d, want 200", path, r.StatusCode)
		}
	}
	other := playground.Handler([]playground.Tab{{Query: "{ b }"}})
	const path = "/playground/tabs.json"
	if a, b := get(t, h, "GET", path, nil).Header.Get("ETag"), get(t, other, "GET", path, nil).Header.Get("ETag"); a == b {
		t.Errorf("other tabs have the same ETag %s", a)
	}
}

func TestTabs(t *testing.T) {
	for _, test := range []struct {
		name string
		tabs []playground.Tab
		want string
	}{
		{"none", nil, `[]`},
		{"only a query", []playground.Tab{{Query: "{ a }"}}, `[{"query":"{ a }"}]`},
		{"all fields, in order", []playground.Tab{{Name: "B", Query: "q", Variables: `{"id":1}`, Headers: `{"X":"y"}`}, {Query: "r"}},
			`[{"name":"B","query":"q","variables":"{\"id\":1}","headers":"{\"X\":\"y\"}"},{"query":"r"}]`},
		{"no markup survives", []playground.Tab{{Query: "</script><script>"}},
			`[{"query":"\u003c/script\u003e\u003cscript\u003e"}]`},
	} {
		got := body(t, get(t, playground.Handler(test.tabs), "GET", "/playground/tabs.json", nil))
		if got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
		var tabs []playground.Tab
		if err := json.Unmarshal([]byte(got), &tabs); err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		if !slices.Equal(tabs, test.tabs) {
			t.Errorf("%s: read back %v", test.name, tabs)
		}
	}
}

// The page holds no script and no style of its own, since the policy would refuse them, and what it loads is served.
func TestPage(t *testing.T) {
	h := playground.Handler(nil)
	page := body(t, get(t, h, "GET", playground.Prefix, nil))
	for _, refused := range []string{`<script>`, `<style`, ` style=`, ` on[a-z]+=`, `javascript:`, `https?://`, `\{\{`} {
		if found := regexp.MustCompile(refused).FindString(page); found != "" {
			t.Errorf("the page contains %q", found)
		}
	}
	base := &url.URL{Path: playground.Prefix}
	links := regexp.MustCompile(`(?:src|href)="([^"]+)"`).FindAllStringSubmatch(page, -1)
	if len(links) < 6 {
		t.Fatalf("the page loads %d things, want at least 6", len(links))
	}
	for _, link := range links {
		if link[1] == "data:," {
			continue
		}
		target, err := base.Parse(link[1])
		if err != nil {
			t.Fatal(err)
		}
		if r := get(t, h, "GET", target.Path, nil); r.StatusCode != http.StatusOK {
			t.Errorf("the page loads %s: status %d", target.Path, r.StatusCode)
		}
	}
}

func TestNonce(t *testing.T) {
	h := playground.Handler(nil)
	seen := make(map[string]bool)
	for range 3 {
		r := get(t, h, "GET", playground.Prefix, nil)
		policy := r.Header.Get("Content-Security-Policy")
		nonce := regexp.MustCompile(` nonce="([A-Z2-7]{26})"`).FindStringSubmatch(body(t, r))
		if nonce == nil {
			t.Fatal("the page has no nonce")
		}
		want := "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce[1] + "'; img-src 'self' data:; font-src data:; " +
			"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
		if policy != want {
			t.Errorf("policy\n got %s\nwant %s", policy, want)
		}
		if seen[nonce[1]] {
			t.Errorf("nonce %s was given twice", nonce[1])
		}
		seen[nonce[1]] = true
	}
}

func TestThirdPartyFilesAreAsPublished(t *testing.T) {
	table, err := os.ReadFile("assets/THIRD_PARTY.md")
	if err != nil {
		t.Fatal(err)
	}
	want := make(map[string]string)
	for _, row := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|.*\\| `([0-9a-f]{64})` \\|$").FindAllStringSubmatch(string(table), -1) {
		want[row[1]] = row[2]
	}
	found, err := filepath.Glob("assets/*-*/*")
	if err != nil || len(found) == 0 {
		t.Fatalf("no files in assets/*-*: %v", err)
	}
	for _, name := range found {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		key := strings.TrimPrefix(filepath.ToSlash(name), "assets/")
		sum := sha256.Sum256(content)
		if got := hex.EncodeToString(sum[:]); got != want[key] {
			t.Errorf("%s: SHA-256 %s, want %s", key, got, want[key])
		}
		delete(want, key)
	}
	for name := range want {
		t.Errorf("%s is in the table but not in the folder", name)
	}
}

func FuzzHandler(f *testing.F) {
	for _, path := range []string{"", "/", "/playground", "/playground/", "/playground//", "/playground/tabs.json", "/playground/../x", "/playground/\x00"} {
		f.Add("GET", path)
	}
	h := playground.Handler([]playground.Tab{{Query: "{ a }"}})
	allowed := []int{http.StatusOK, http.StatusPermanentRedirect, http.StatusNotFound, http.StatusMethodNotAllowed}
	f.Fuzz(func(t *testing.T, method, path string) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, &http.Request{Method: method, URL: &url.URL{Path: path}, Header: http.Header{}})
		if !slices.Contains(allowed, w.Code) {
			t.Errorf("%q %q: status %d", method, path, w.Code)
		}
		if w.Header().Get("Content-Security-Policy") == "" {
			t.Errorf("%q %q: no policy", method, path)
		}
	})
}
