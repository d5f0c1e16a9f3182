package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/timeline"
)

// visit is one request for a page: what is asked, in which language, of which release.
type visit struct {
	*pages
	ctx    context.Context // of the request, which the visit does not outlive
	r      *http.Request
	reader *timeline.Reader
	// current is the release that is served now; the reader's is another where the address pins one.
	current timeline.Release
	sel     export.Selection
	lang    timeline.Language
	// chosen says that the address names the language, so that links keep it.
	chosen bool
	// today is the day whose law pages tell: that of the address, else that of the clock.
	today edtf.Day
	dated bool // the address names the day
}

// visit reads what is asked and opens the release. The visit is usable for an error page in any case: it then has no
// reader.
func (p *pages) visit(r *http.Request) (*visit, error) {
	v := &visit{pages: p, ctx: r.Context(), r: r, lang: negotiate(r), today: dayOf(p.now())}
	sel, err := export.ParseSelection(r.URL.Query())
	if err != nil {
		return v, err
	}
	if text := r.URL.Query().Get(keyDay); text != "" {
		if v.today, err = edtf.ParseDay(text); err != nil {
			v.today = dayOf(p.now())
			return v, badQuery(keyDay, "%.40q is no day: write YYYY-MM-DD", text)
		}
		v.dated = true
	}
	v.sel, v.chosen = sel, sel.Language != ""
	if v.chosen {
		v.lang = sel.In()
	}
	v.sel.Language = v.code()
	view, err := p.store.Open(v.ctx, timeline.KnownAt{})
	if err != nil {
		return v, err
	}
	v.current = view.Release()
	if sel.Release != 0 {
		view, err = p.store.Open(v.ctx, timeline.KnownAt{Release: sel.Release})
		if errors.Is(err, timeline.ErrNoRelease) {
			return v, fmt.Errorf("%w: %w", errPinned, err)
		} else if err != nil {
			return v, err
		}
	}
	v.reader = timeline.NewReaderOf(p.store, view)
	return v, nil
}

// keyDay is the key of an address that names the day whose law the page tells.
const keyDay = "on"

// dayOf is the day of a moment, in UTC.
func dayOf(t time.Time) edtf.Day {
	const day = 24 * 60 * 60
	n := t.Unix()
	if n < 0 {
		n -= day - 1
	}
	return edtf.Day(n / day)
}

// languages are those that pages are written in; the first is the one for readers of any other.
var languages = language.NewMatcher([]language.Tag{language.English, language.German})

// negotiate chooses the language by the header field Accept-Language (RFC 9110, section 12.5.4).
func negotiate(r *http.Request) timeline.Language {
	const most = 1000 // bytes of a field that are looked at
	field := r.Header.Get("Accept-Language")
	if len(field) > most {
		field = ""
	}
	wanted, _, err := language.ParseAcceptLanguage(field)
	if err != nil {
		return timeline.English
	}
	if _, i, _ := languages.Match(wanted...); i == 1 {
		return timeline.German
	}
	return timeline.English
}

// code is the language as HTML writes it.
func (v *visit) code() string { return strings.ToLower(string(v.lang)) }

// label is the name of a node in the reader's language.
func (v *visit) label(n timeline.Node) string {
	if n == nil {
		return ""
	}
	return n.Base().Label(&v.lang)
}

// to is the address of a path of this site, which keeps the release, the day and the language that the reader chose.
func (v *visit) to(path string, query url.Values) string {
	q := url.Values{}
	for k, vs := range query {
		q[k] = slices.Clone(vs)
	}
	if v.sel.Release != 0 && !q.Has("release") {
		q.Set("release", strconv.Itoa(v.sel.Release))
	}
	if v.dated && !q.Has(keyDay) {
		q.Set(keyDay, v.today.String())
	}
	if v.chosen && !q.Has("lang") {
		q.Set("lang", v.code())
	}
	u := url.URL{Path: path, RawQuery: q.Encode()}
	return u.String()
}

// pageOf is the path of the page of a node of a kind.
func pageOf(k timeline.Kind) string {
	switch k {
	case timeline.KindVendor:
		return "/vendor/"
	case timeline.KindAgency:
		return "/agency/"
	case timeline.KindAction, timeline.KindListEntry: // a row has steps as an act has
		return "/action/"
	case timeline.KindSource:
		return "/source/"
	}
	return "/node/"
}

// node is the address of the page that shows a node. A part stands on the page of the node that it belongs to, under
// its own name.
func (v *visit) node(n timeline.Node) string {
	switch n := n.(type) {
	case nil:
		return ""
	case *timeline.Claim:
		if n.SourceID == "" {
			return v.id(n.Subject)
		}
		return v.to("/source/"+string(n.SourceID), nil) + "#" + string(n.ID)
	case *timeline.Discrepancy:
		return v.to("/discrepancies", nil) + "#" + string(n.ID)
	}
	id := n.Base().ID
	if id.PartKind() != "" {
		return v.id(id)
	}
	return v.to(pageOf(n.Base().Kind)+string(id), nil)
}

// id is the address of a node of which only the ID is at hand: a part of an act, mostly.
func (v *visit) id(id timeline.ID) string {
	path := "/node/"
	if id.PartKind() != "" {
		path = "/action/"
	}
	to := v.to(path+string(id.Owner()), nil)
	if part := id.Part(); part != "" {
		to += "#" + part
	}
	return to
}
