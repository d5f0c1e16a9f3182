package web

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/timeline"
)

// takeTable adds the files of the answer of a page that is no timeline.
func (v *visit) takeTable(t *takeAway, path string) {
	q := v.r.URL.Query()
	q.Set("lang", v.code())
	if path == "/binding" {
		q.Set(keyDay, v.today.String())
	}
	for _, f := range export.TableFormats() {
		t.Files = append(t.Files, takeFile{Name: f.Name, Href: path + "/" + f.Name + "?" + q.Encode(), Extension: f.Extension})
	}
}

// tableFile answers with the answer of a page as a file.
func (p *pages) tableFile(name string, build func(*visit) (*export.Table, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := p.visit(r)
		if err != nil {
			v.fail(w, err)
			return
		}
		f, err := export.LookupTable(r.PathValue("format"))
		if err != nil {
			v.fail(w, err)
			return
		}
		release := v.reader.Release().Number
		v.sel.Release = release // links of a file lead to what it was made of
		t, err := build(v)
		if err != nil {
			v.fail(w, err)
			return
		}
		q := r.URL.Query()
		q.Set("release", strconv.Itoa(release))
		t.Address = "/" + name + "?" + q.Encode()
		v.attach(w, name, f.Extension, f.MediaType, func(out io.Writer) error {
			return f.Write(v.ctx, out, v.reader, v.lang, t, export.Meta{Origin: v.origin()})
		})
	}
}

// attach answers with a file for the reader to keep, which is whole before a byte of it is sent.
func (v *visit) attach(w http.ResponseWriter, name, extension, mediaType string, write func(io.Writer) error) {
	var body bytes.Buffer
	if err := write(&body); err != nil {
		v.fail(w, err)
		return
	}
	h := w.Header()
	h.Set("Content-Language", v.code())
	h.Set("Content-Disposition", `attachment; filename="regline-`+name+"-release-"+strconv.Itoa(v.reader.Release().Number)+extension+`"`)
	v.send(w, http.StatusOK, mediaType, body.Bytes())
}

// claimsBehind are the claims that give a predicate of a node.
func claimsBehind(ctx context.Context, n timeline.Node, p timeline.Predicate) ([]*timeline.Claim, error) {
	var out []*timeline.Claim
	for _, f := range n.Base().Evidence((*string)(&p)) {
		claims, err := f.Claims(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, claims...)
	}
	return out, nil
}

// compareNames orders names for a list to choose from.
func compareNames(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }
