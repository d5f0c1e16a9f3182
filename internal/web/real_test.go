package web

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/regline/regline/data"
	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/timeline"
	"github.com/regline/regline/loaders"
)

// noon is the clock of the tests: between the two dates of the determination on Kaspersky.
var noon = time.Date(2024, 8, 1, 12, 0, 0, 0, time.UTC)

// compiled makes the content of a release of a tree of files.
func compiled(t testing.TB, tree fs.FS, number int) *timeline.Content {
	t.Helper()
	var in compile.Input
	for _, format := range loaders.All() {
		one, problems := format.Load(t.Context(), tree)
		for _, p := range problems {
			t.Fatal(p)
		}
		in.Declarations = append(in.Declarations, one.Declarations...)
		in.Assertions = append(in.Assertions, one.Assertions...)
		in.Redirects = append(in.Redirects, one.Redirects...)
		in.Files = append(in.Files, one.Files...)
		if in.Texts == nil {
			in.Texts = one.Texts
		}
	}
	content, problems := compile.Compile(in, number, false, nil)
	for _, p := range problems {
		t.Fatal(p)
	}
	return content
}

// held puts releases into a store.
func held(t testing.TB, contents ...*timeline.Content) timeline.Store {
	t.Helper()
	s := memory.New()
	for _, c := range contents {
		if err := s.Apply(t.Context(), c.Release, timeline.Changes(nil, c.Stream().Deltas)); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// over is the site over a store, with the texts of a tree of files.
func over(t testing.TB, s timeline.Store, tree fs.FS) http.Handler {
	t.Helper()
	texts := make(map[string][]byte)
	names, err := fs.Glob(tree, "texts/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(tree, name)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text)
		texts[hex.EncodeToString(sum[:])] = text
	}
	return NewHandler(Config{
		Store: s, GraphQL: http.NotFoundHandler(), Playground: http.NotFoundHandler(), Operations: http.NotFoundHandler(), Log: slog.New(slog.DiscardHandler),
		Opening: export.Selection{Vendor: "kaspersky-group", Jurisdiction: "US"},
		Text:    func(sum string) []byte { return texts[sum] },
		Now:     func() time.Time { return noon },
	})
}

var realOnce struct {
	sync.Once
	store timeline.Store
	site  http.Handler
}

// curated is the site over the facts of the project, and a reader of them.
func curated(t testing.TB) (http.Handler, *timeline.Reader) {
	t.Helper()
	realOnce.Do(func() {
		realOnce.store = held(t, compiled(t, data.Files, 1))
		realOnce.site = over(t, realOnce.store, data.Files)
	})
	if realOnce.site == nil {
		t.Fatal("the facts of the project do not compile")
	}
	view, err := realOnce.store.Open(t.Context(), timeline.KnownAt{})
	if err != nil {
		t.Fatal(err)
	}
	return realOnce.site, timeline.NewReaderOf(realOnce.store, view)
}

// opened is a page as a browser without a script sees it.
func opened(t testing.TB, h http.Handler, address string, header ...string) *goquery.Document {
	t.Helper()
	w := answer(h, address, header...)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: status %d\n%s", address, w.Code, w.Body)
	}
	return parsed(t, w.Body)
}

func answer(h http.Handler, address string, header ...string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, request(address, header...))
	return w
}

func request(address string, header ...string) *http.Request {
	r := httptest.NewRequest("GET", address, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return r
}

func parsed(t testing.TB, r io.Reader) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(r)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// text is the text of a selection with its white space made single.
func text(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }

// files makes a tree of files for a test.
func files(contents map[string]string) fs.FS {
	tree := fstest.MapFS{}
	for name, content := range contents {
		tree[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return tree
}

// questioned asks a GraphQL handler.
func questioned(h http.Handler, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", "/graphql", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}
