// Package playground serves GraphiQL, the page in which a reader writes and runs GraphQL operations.
//
// Everything that the page needs is embedded: it asks no other host for anything, and its Content-Security-Policy
// would stop it if it tried. It sends its operations to ../graphql, the neighbour of its own path.
package playground

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Prefix is the path below which [Handler] serves.
const Prefix = "/playground/"

// A Tab is one prepared operation, opened in a tab of its own when a reader comes for the first time. Later on the
// browser shows the tabs as that reader left them.
type Tab struct {
	Name      string `json:"name,omitempty"`      // a title, shown as the first line of the query; one line of text
	Query     string `json:"query"`               // a GraphQL document; its operation's name is the tab's label
	Variables string `json:"variables,omitempty"` // a JSON object, as text
	Headers   string `json:"headers,omitempty"`   // a JSON object of HTTP header fields, as text
}

// nonceMark is where index.html wants the nonce of the response.
const nonceMark = "{{nonce}}"

// versioned matches the folders whose names carry a version: their files never change under the same address.
var versioned = regexp.MustCompile(`^[a-z-]+-[0-9]+\.[0-9]+\.[0-9]+/`)

// Handler serves the playground below [Prefix], with tabs as /playground/tabs.json, and sends /playground there.
// It answers GET and HEAD; other methods are 405, paths that it does not know 404.
func Handler(tabs []Tab) http.Handler {
	index, err := fs.ReadFile(embedded(), "index.html")
	if err != nil {
		panic(fmt.Sprintf("playground: embedded page: %v", err)) // it is part of the program
	}
	return &handler{index: index, files: files(tabs)}
}

type handler struct {
	index []byte
	files map[string]file // by path below Prefix
}

// A file is a response that is the same for everyone.
type file struct {
	body         []byte
	contentType  string
	etag         string
	cacheControl string
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	protect(w.Header())
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "the playground answers GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	name, below := strings.CutPrefix(r.URL.Path, Prefix)
	switch {
	case r.URL.Path == strings.TrimSuffix(Prefix, "/"):
		// Relative, since a proxy may have taken a path off in front of Prefix.
		w.Header().Set("Location", strings.TrimPrefix(Prefix, "/"))
		w.WriteHeader(http.StatusPermanentRedirect)
	case below && name == "":
		h.serveIndex(w)
	default:
		f, ok := h.files[name]
		if !below || !ok {
			http.NotFound(w, r)
			return
		}
		f.serve(w, r)
	}
}

// serveIndex writes the page with a nonce of its own, which lets the scripts of that page alone add style elements.
func (h *handler) serveIndex(w http.ResponseWriter) {
	nonce := rand.Text()
	header := w.Header()
	header.Set("Content-Security-Policy", policy(nonce))
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Cache-Control", "no-store")
	body := bytes.ReplaceAll(h.index, []byte(nonceMark), []byte(nonce))
	header.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // a reader who left cannot be told
}

func (f file) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("ETag", f.etag)
	header.Set("Cache-Control", f.cacheControl)
	header.Set("Content-Type", f.contentType)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.body))
}

// files are the embedded files below [Prefix], but for the page itself, and the tabs.
func files(tabs []Tab) map[string]file {
	found := make(map[string]file)
	root := embedded()
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || name == "index.html" {
			return err
		}
		body, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		found[name] = newFile(name, body)
		return nil
	})
	if err != nil {
		panic(fmt.Sprintf("playground: embedded files: %v", err)) // they are part of the program
	}
	if tabs == nil {
		tabs = []Tab{} // [] and not null
	}
	body, err := json.Marshal(tabs)
	if err != nil {
		panic(fmt.Sprintf("playground: tabs: %v", err)) // they are strings
	}
	found["tabs.json"] = newFile("tabs.json", body)
	return found
}

func newFile(name string, body []byte) file {
	sum := sha256.Sum256(body)
	f := file{
		body:         body,
		contentType:  contentType(name),
		etag:         `"` + hex.EncodeToString(sum[:16]) + `"`,
		cacheControl: "no-cache",
	}
	if versioned.MatchString(name) {
		f.cacheControl = "public, max-age=31536000, immutable"
	}
	return f
}

// contentType does not ask the operating system, whose tables differ.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".json":
		return "application/json"
	default:
		return "text/plain; charset=utf-8"
	}
}

// policy is the Content-Security-Policy of the page, by W3C CSP Level 3. GraphiQL needs images and fonts from data:
// addresses in its style sheet, and a nonce for the style element that its dialogs and menus add; CodeMirror's own
// inline styles are set through the CSSOM, which the policy does not govern.
func policy(nonce string) string {
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self' 'nonce-" + nonce + "'",
		"img-src 'self' data:",
		"font-src data:",
		"connect-src 'self'",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	}, "; ")
}

// protect sets the header fields that every response has. What is not the page may load nothing at all.
func protect(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}
