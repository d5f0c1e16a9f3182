package web

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/http"
)

// pictureCSS is the style of a picture that stands alone.
//
//go:embed templates/picture.css
var pictureCSS string

// titleRoom is the height of the title above a picture that stands alone.
const titleRoom = 36

// svgView is a picture in a file of its own.
type svgView struct {
	*picture
	Title string
	Lang  string
	Style template.CSS
	Width int
}

// svg answers with the picture of the selection as a file.
func (p *pages) svg(w http.ResponseWriter, r *http.Request) {
	v, err := p.visit(r)
	if err == nil {
		err = v.open()
	}
	if err != nil {
		v.fail(w, err)
		return
	}
	view := svgView{Lang: v.code(), Style: template.CSS(pictureCSS), Width: pictureWidth}
	if view.Title, err = v.heading(); err != nil {
		v.fail(w, err)
		return
	}
	moments, err := v.moments()
	if err != nil {
		v.fail(w, err)
		return
	}
	restrictions, acts, err := v.restrictions(moments)
	if err != nil {
		v.fail(w, err)
		return
	}
	if view.picture = v.picture(moments, v.windowsOf(restrictions, acts), r.URL.Query().Get("lanes") == lanesVendor); view.picture == nil {
		view.picture = &picture{Height: minHeight}
	}
	view.lead(func(n int) string { return v.id(moments[n-1].step.ID) })
	view.absolute(v.origin())
	body := bytes.NewBufferString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	if err := v.templates[v.lang]["svg"].ExecuteTemplate(body, "svg", view); err != nil {
		v.log.ErrorContext(v.ctx, "a picture", "error", err)
		http.Error(w, "the picture failed: the log of the server says why", http.StatusInternalServerError)
		return
	}
	sum := sha256.Sum256([]byte(pictureCSS))
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'; frame-ancestors 'none'")
	w.Header().Set("Content-Disposition", `inline; filename="regline-`+fileName(v.sel, v.reader.Release().Number)+`.svg"`)
	v.send(w, http.StatusOK, "image/svg+xml", body.Bytes())
}

// absolute makes all links of a picture lead to a site.
func (p *picture) absolute(origin string) {
	for _, l := range p.Lanes {
		for i := range l.Names {
			if l.Names[i].Href != "" {
				l.Names[i].Href = origin + l.Names[i].Href
			}
		}
		for i := range l.Bars {
			l.Bars[i].Href = origin + l.Bars[i].Href
		}
		for i := range l.Marks {
			l.Marks[i].Href = origin + l.Marks[i].Href
		}
		for i := range l.Posts {
			l.Posts[i].Href = origin + l.Posts[i].Href
		}
	}
}
