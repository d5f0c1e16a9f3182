package web

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/regline/regline/internal/export"
)

// takeAway is what a reader can carry off a page.
type takeAway struct {
	// Pinned is the address that shows the same for ever; Release the release that it pins.
	Pinned  string
	Release int
	Draft   bool
	// Files are the formats of the selection of the page, none where it makes none.
	Files []takeFile
	// Picture is the timeline as an SVG file.
	Picture string
	// Frame is the HTML that shows the page in another.
	Frame string
	// Operation is the question that the page answers, for programs; Playground opens it.
	Operation, Variables, Playground string
}

type takeFile struct{ Name, Title, Href, Extension string }

// take makes the menu of a page. path is the page whose embedding shows the selection, empty where there is none.
func (v *visit) take(path, operation string, variables object) *takeAway {
	rel := v.reader.Release()
	q := v.r.URL.Query()
	if v.r.URL.Path == "/" { // the story on which the site opens may be another one day
		for key, values := range v.sel.Values() {
			if key != "lang" || v.chosen {
				q[key] = values
			}
		}
	}
	q.Set("release", strconv.Itoa(rel.Number))
	q.Set(keyDay, v.today.String()) // what is in force is told of a day
	t := &takeAway{
		Pinned: v.origin() + v.r.URL.Path + "?" + q.Encode(), Release: rel.Number, Draft: rel.Draft,
		Operation: strings.TrimSpace(operation),
	}
	for k, value := range variables {
		if isNil(value) {
			delete(variables, k)
		}
	}
	text, _ := json.MarshalIndent(variables, "", "  ") // of strings and lists of strings
	if len(variables) > 0 {
		t.Variables = string(text)
	}
	t.Playground = "/playground/#" + url.Values{"query": {t.Operation}, "variables": {t.Variables}}.Encode()
	if path == "" {
		return t
	}
	for _, f := range export.Formats() {
		if f.Check(v.sel) == nil {
			t.Files = append(t.Files, takeFile{f.Name, f.Title, "/export/" + f.Name + v.sel.Query(), f.Extension})
		}
	}
	t.Picture = "/timeline.svg" + v.sel.Query()
	t.Frame = frame(v.origin()+"/embed"+v.sel.Query(), "Regline", "100%", frameHeight)
	return t
}

// isNil says that a variable was not chosen.
func isNil(v any) bool {
	switch v := v.(type) {
	case *string:
		return v == nil
	case string:
		return v == ""
	}
	return false
}

// fileOf finds a format among the files.
func (t *takeAway) fileOf(name string) string {
	if i := slices.IndexFunc(t.Files, func(f takeFile) bool { return f.Name == name }); i >= 0 {
		return t.Files[i].Href
	}
	return ""
}
