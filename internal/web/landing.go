package web

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/http"

	"github.com/regline/regline/internal/timeline"
)

//go:embed landing.html
var landingHTML string

//go:embed landing.css
var landingCSS string

// landingPage is parsed once: a page that does not parse is a program that does not start.
var landingPage = template.Must(template.New("landing").Parse(landingHTML))

// view is what the page shows: a release, or why there is none.
type view struct {
	Style   template.CSS
	Release timeline.Release
	Failure string
}

// landing is the page that greets people. It has no script, and its style sheet is allowed by its hash.
func (p *pages) landing(w http.ResponseWriter, r *http.Request) {
	v, status := view{Style: template.CSS(landingCSS)}, http.StatusOK
	rel, err := p.release(r.Context())
	if err != nil {
		f := failureOf(err)
		p.log.WarnContext(r.Context(), "no release for the first page", "error", err)
		v.Failure, status = f.text, f.status
	}
	v.Release = rel
	var page bytes.Buffer
	if err := landingPage.Execute(&page, v); err != nil {
		p.log.ErrorContext(r.Context(), "the first page", "error", err)
		http.Error(w, "the page failed: the log of the server says why", http.StatusInternalServerError)
		return
	}
	sum := sha256.Sum256([]byte(landingCSS))
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+
		"'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	w.WriteHeader(status)
	_, _ = page.WriteTo(w) // a reader who left cannot be told
}
