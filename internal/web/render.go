package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

//go:embed templates/*.html
var templateFiles embed.FS

// templates are the pages in one language, by the name of the file without its ending.
type templates map[string]*template.Template

// parts are the files that all pages share.
var parts = []string{"layout", "parts", "picture", "lineage", "frame"}

// parseTemplates reads all pages in a language. A page that does not parse is a program that does not start.
func parseTemplates(l timeline.Language, assets *assets) templates {
	funcs := template.FuncMap{
		"t":       func(key string, args ...any) (string, error) { return say(l, key, args...) },
		"n":       func(key string, n int) (string, error) { return sayCount(l, key, n) },
		"term":    func(list string, name any) (string, error) { return sayTerm(l, list, fmt.Sprint(name)) },
		"asset":   assets.path,
		"lower":   strings.ToLower,
		"pct":     percent,
		"plus":    func(i int) int { return i + 1 },
		"tall":    func(height int) int { return height + titleRoom },
		"digits":  func(digest string) string { return digest[:min(len(digest), 12)] },
		"excerpt": excerpt,
		"rest":    func(q []quote) int { return len(q) - 1 },
		"form":    func(pg *page, f *filters) formView { return formView{pg.Hidden, f} },
		"num":     func(n int) string { return grouped(l, n) },
	}
	shared := template.New("").Funcs(funcs)
	for _, p := range parts {
		template.Must(shared.ParseFS(templateFiles, "templates/"+p+".html"))
	}
	all := make(templates)
	names, err := templateFiles.ReadDir("templates")
	if err != nil {
		panic(fmt.Sprintf("web: embedded templates: %v", err)) // they are part of the program
	}
	for _, f := range names {
		name := strings.TrimSuffix(f.Name(), path.Ext(f.Name()))
		t := template.Must(shared.Clone())
		all[name] = template.Must(t.ParseFS(templateFiles, "templates/"+f.Name()))
	}
	return all
}

// markup is a tag of XML, as the records of parliaments are quoted with.
var markup = regexp.MustCompile(`</?[A-Za-z][^<>]*>`)

// excerpt is the beginning of a quotation in a line, without tags. The quotation itself stands whole below it.
func excerpt(text string) string {
	return shorten(strings.Join(strings.Fields(markup.ReplaceAllString(text, " ")), " "), 110)
}

// formView is a form with the fields that keep release and language.
type formView struct {
	Hidden  []field
	Filters *filters
}

// percent writes a part of one as SVG takes it.
func percent(x float64) string { return strconv.FormatFloat(x*100, 'f', 3, 64) + "%" }

// grouped writes a number with its thousands apart.
func grouped(l timeline.Language, n int) string {
	s := strconv.Itoa(n)
	sep := ","
	if l == timeline.German {
		sep = "."
	}
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + sep + s[i:]
	}
	return s
}

// render answers with a page and gives its body, nil where it failed. The page is whole before a byte of it is sent, so
// that a fault in it is no half page.
func (v *visit) render(w http.ResponseWriter, name string, status int, pg *page) []byte {
	var body bytes.Buffer
	if err := v.templates[v.lang][name].ExecuteTemplate(&body, "layout", pg); err != nil {
		v.log.ErrorContext(v.ctx, "a page", "page", name, "path", v.r.URL.Path, "error", err)
		http.Error(w, "the page failed: the log of the server says why", http.StatusInternalServerError)
		return nil
	}
	v.reply(w, status, pg.Embedded, body.Bytes())
	return body.Bytes()
}

// reply sends a page with the header fields of pages.
func (v *visit) reply(w http.ResponseWriter, status int, embedded bool, body []byte) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy(embedded))
	if embedded {
		h.Del("X-Frame-Options")
	}
	h.Set("Content-Language", v.code())
	h.Add("Vary", "Accept-Language")
	v.send(w, status, "text/html; charset=utf-8", body)
}

// send answers with a body that a browser may keep and has to ask about each time.
func (v *visit) send(w http.ResponseWriter, status int, mediaType string, body []byte) {
	h := w.Header()
	tag := `"` + hash(string(body)) + `"`
	h.Set("Content-Type", mediaType)
	h.Set("Cache-Control", "no-cache")
	h.Add("Vary", "Accept-Encoding")
	if status == http.StatusOK {
		h.Set("ETag", "W/"+tag)
		if strings.Contains(v.r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if acceptsGzip(v.r) {
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		_, _ = z.Write(body) // a buffer takes everything
		_ = z.Close()
		h.Set("Content-Encoding", "gzip")
		body = packed.Bytes()
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if v.r.Method != http.MethodHead {
		_, _ = w.Write(body) // a reader who left cannot be told
	}
}

// hash is a short name for a text.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

// acceptsGzip says that the reader takes gzip (RFC 9110, section 12.5.3); a weight of zero is a no.
func acceptsGzip(r *http.Request) bool {
	for _, part := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			return strings.Trim(strings.TrimPrefix(strings.ReplaceAll(weight, " ", ""), "q="), "0.") != "" || weight == ""
		}
	}
	return false
}
