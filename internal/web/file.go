package web

import (
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/regline/regline/internal/export"
)

// file answers with the selection of the address in a format of package export.
func (p *pages) file(w http.ResponseWriter, r *http.Request) {
	v, err := p.visit(r)
	if err != nil {
		v.fail(w, err)
		return
	}
	f, err := export.Lookup(r.PathValue("format"))
	if err == nil {
		if !r.URL.Query().Has("lang") {
			v.sel.Language = ""
		}
		err = f.Check(v.sel)
	}
	if err == nil { // before anything is written
		_, err = v.heading()
	}
	if err != nil {
		v.fail(w, err)
		return
	}
	rel := v.reader.Release()
	h := w.Header()
	tag := `"` + hash(strings.Join([]string{rel.Digest, strconv.FormatBool(rel.Draft), f.Name, v.sel.Query(), v.origin(), v.today.String()}, "\n")) + `"`
	h.Set("ETag", tag)
	h.Set("Cache-Control", "no-cache")
	if strings.Contains(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", f.MediaType)
	if f.Name != "atom" { // a feed is read where it lies
		h.Set("Content-Disposition", `attachment; filename="regline-`+fileName(v.sel, rel.Number)+f.Extension+`"`)
	}
	if r.Method == http.MethodHead {
		return
	}
	out := &begun{w: w}
	err = f.Write(v.ctx, out, v.reader, v.sel, export.Meta{Origin: v.origin(), Now: v.now})
	switch {
	case err == nil:
	case out.any:
		v.log.WarnContext(v.ctx, "an export broke off", "format", f.Name, "error", err)
		panic(http.ErrAbortHandler) // so that half a file does not seem a whole one
	default:
		for _, name := range []string{"ETag", "Content-Disposition"} {
			h.Del(name)
		}
		v.fail(w, err)
	}
}

// begun remembers whether anything was written.
type begun struct {
	w   io.Writer
	any bool
}

func (b *begun) Write(p []byte) (int, error) {
	b.any = b.any || len(p) > 0
	return b.w.Write(p)
}

// fileName names a file by its selection and release.
func fileName(s export.Selection, release int) string {
	name := "timeline"
	for _, part := range []string{string(s.Vendor), string(s.Agency), string(s.Action.Owner()), string(s.Source)} {
		if part != "" {
			name = part
			break
		}
	}
	return name + "-release-" + strconv.Itoa(release)
}
