package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/timeline"
)

// embedView is a timeline in the frame of another site.
type embedView struct {
	Heading, Lead string
	Full          string // the address of the whole page
	Picture       *picture
	Years         []eventYear
	Pager         *pager
}

// embedPath is the one page that other sites may frame.
const embedPath = "/embed"

// embedPage answers with a timeline that any site may frame. Its links open a window of their own.
func (v *visit) embedPage(pg *page) error {
	if err := v.open(); err != nil {
		return err
	}
	heading, err := v.heading()
	if err != nil {
		return err
	}
	c, err := v.course(false)
	if err != nil {
		return err
	}
	if c.Picture != nil {
		c.Picture.Framed = true
	}
	pg.Embedded = true
	pg.Title, pg.Description = heading, c.Lead
	full := v.sel
	if !v.chosen {
		full.Language = ""
	}
	pg.Main = &embedView{Heading: heading, Lead: c.Lead, Full: v.origin() + "/" + full.Query(), Picture: c.Picture, Years: c.Years, Pager: c.Pager}
	pin, err := v.pinned(v.selected())
	if pin != nil && !pin.Same() { // a frame that shows what is current needs no word on it
		pg.Pin = pin
	}
	return err
}

// Sizes of a frame in pixels, where a consumer does not ask for less.
const (
	frameWidth  = 960
	frameHeight = 640
)

// oembed answers what a site needs to show a page of this one in a frame (oEmbed 1.0, type rich).
func (p *pages) oembed(w http.ResponseWriter, r *http.Request) {
	answer, status, err := p.embedding(r)
	if err != nil {
		http.Error(w, err.Error(), status)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-cache")
	_ = json.NewEncoder(w).Encode(answer) // a reader who left cannot be told
}

// embedding makes the answer; the error is for the reader.
func (p *pages) embedding(r *http.Request) (object, int, error) {
	q := r.URL.Query()
	if f := q.Get("format"); f != "" && f != "json" {
		return nil, http.StatusNotImplemented, fmt.Errorf("format %.20q: this site answers in json", f)
	}
	target, err := url.Parse(q.Get("url"))
	if err != nil || target.Host != r.Host {
		return nil, http.StatusNotFound, fmt.Errorf("url %.100q: write the address of a page of this site", q.Get("url"))
	}
	sel, err := embeddable(target)
	if err != nil {
		return nil, http.StatusNotFound, err
	}
	asked := r.Clone(r.Context())
	asked.URL = &url.URL{Path: embedPath, RawQuery: sel.Values().Encode()}
	v, err := p.visit(asked)
	if err == nil {
		err = v.open()
	}
	heading := ""
	if err == nil {
		heading, err = v.heading()
	}
	if err != nil {
		f := failureOf(err)
		if !f.told {
			err = fmt.Errorf("%s", phrases[f.key].en)
		}
		return nil, f.status, err
	}
	width, height := within(q.Get("maxwidth"), frameWidth), within(q.Get("maxheight"), frameHeight)
	address := v.origin() + asked.URL.String()
	return object{
		"version": "1.0", "type": "rich", "provider_name": "Regline", "provider_url": v.origin() + "/", "title": heading,
		"width": width, "height": height, "html": frame(address, heading, strconv.Itoa(width), height),
	}, http.StatusOK, nil
}

// embeddable gives the selection of a page that can be framed.
func embeddable(target *url.URL) (export.Selection, error) {
	sel, err := export.ParseSelection(target.Query())
	if err != nil {
		return sel, err
	}
	kind, id, _ := strings.Cut(strings.TrimPrefix(target.Path, "/"), "/")
	if kind == "" || kind == "embed" {
		return sel, nil
	}
	into := map[string]*timeline.ID{"vendor": &sel.Vendor, "agency": &sel.Agency, "action": &sel.Action, "source": &sel.Source}[kind]
	if into == nil {
		return sel, fmt.Errorf("url path %.60q: the timeline and the pages of vendors, bodies, acts and sources can be framed", target.Path)
	}
	*into, err = timeline.ParseID(id)
	return sel, err
}

// within reads a size that a consumer bounds; what is no size does not bind.
func within(text string, most int) int {
	const least = 200
	if n, err := strconv.Atoi(text); err == nil && n < most {
		return max(n, least)
	}
	return most
}

// frame is the HTML that shows an address in a frame.
func frame(address, title, width string, height int) string {
	escape := func(s string) string {
		return strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;", ">", "&gt;").Replace(s)
	}
	return fmt.Sprintf(`<iframe src="%s" title="%s" width="%s" height="%d" loading="lazy"></iframe>`, escape(address), escape(title), width, height)
}
