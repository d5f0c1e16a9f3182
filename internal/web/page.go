package web

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// page is everything that a template shows.
type page struct {
	Lang  string
	Title string
	// Description is one sentence for those who find the page elsewhere.
	Description string
	// Canonical is the address of the page without choices of language; Alternates are its languages.
	Canonical  string
	Origin     string // scheme and host
	Alternates []alternate
	// OEmbed and Feed are addresses for programs, empty where there is none.
	OEmbed, Feed string
	// LinkedData is what the page says in JSON-LD, nil for none.
	LinkedData any
	// Nav names the entry of the menu that leads here.
	Nav    string
	Menu   []menuEntry
	Switch alternate
	Search string
	// Home and Hidden keep release and language in forms.
	Home   string
	Hidden []field
	// Release is nil where there is none to answer from.
	Release *timeline.Release
	Known   string
	Pin     *pin
	Take    *takeAway
	// Embedded pages stand in the frame of another site.
	Embedded bool
	// Template shows the page, where that is not the one of its address.
	Template string
	Main     any
}

// alternate is the same page in a language.
type alternate struct{ Lang, Name, Href string }

type menuEntry struct {
	Key, Href string
	Here      bool
}

// field is a hidden field of a form.
type field struct{ Name, Value string }

// menu are the pages that every page leads to.
var menu = []struct{ key, path string }{
	{"nav.timeline", "/"}, {"nav.binding", "/binding"}, {"nav.compare", "/compare"}, {"nav.discrepancies", "/discrepancies"}, {"nav.about", "/about"},
}

// newPage makes the frame of a page.
func (v *visit) newPage() *page {
	pg := &page{Lang: v.code(), Search: v.sel.Text, Home: v.to("/", nil)}
	if v.sel.Release != 0 {
		pg.Hidden = append(pg.Hidden, field{"release", strconv.Itoa(v.sel.Release)})
	}
	if v.dated {
		pg.Hidden = append(pg.Hidden, field{keyDay, v.today.String()})
	}
	if v.chosen {
		pg.Hidden = append(pg.Hidden, field{"lang", v.code()})
	}
	for _, m := range menu {
		pg.Menu = append(pg.Menu, menuEntry{Key: m.key, Href: v.to(m.path, nil)})
	}
	q := v.r.URL.Query()
	for _, l := range []alternate{{Lang: "en", Name: "English"}, {Lang: "de", Name: "Deutsch"}} {
		q.Set("lang", l.Lang)
		l.Href = v.r.URL.Path + "?" + q.Encode()
		pg.Alternates = append(pg.Alternates, l)
		if l.Lang != v.code() {
			pg.Switch = l
		}
	}
	pg.Origin = v.origin()
	pg.Canonical = pg.Origin + v.canonical()
	if v.reader != nil {
		rel := v.reader.Release()
		pg.Release = &rel
		if rel.Known != nil {
			pg.Known = v.dayWords(*rel.Known)
		}
	}
	return pg
}

// canonical is the address of the page itself: with the choices that change what it says, not in which language.
func (v *visit) canonical() string {
	q := url.Values{}
	for key, values := range v.r.URL.Query() {
		if key != "lang" && len(values) > 0 && values[0] != "" {
			q[key] = values
		}
	}
	if len(q) == 0 && v.r.URL.Path == "/" && v.selects() {
		q.Set("vendor", "") // everything, and not the story that the site opens on
	}
	u := url.URL{Path: v.r.URL.Path, RawQuery: q.Encode()}
	return u.String()
}

// origin is scheme and host of this site as the reader wrote them.
func (v *visit) origin() string {
	scheme := "http"
	if v.r.TLS != nil || v.r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + v.r.Host
}

// policy is the Content-Security-Policy of a page, by W3C CSP Level 3. JSON-LD is a block of data, which no browser runs
// and which the policy does not govern.
func policy(embedded bool) string {
	frame := "'none'"
	if embedded {
		frame = "*"
	}
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"img-src 'self'",
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors " + frame,
	}, "; ")
}

// movedError sends the reader to another address of this site.
type movedError struct {
	to     string
	status int
}

func (e *movedError) Error() string { return "moved to " + e.to }

// show answers with a page: build fills it.
func (p *pages) show(name string, build func(*visit, *page) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := p.visit(r)
		if err != nil {
			v.fail(w, err)
			return
		}
		key := v.key()
		if body := p.memo.page(key); body != nil {
			v.reply(w, http.StatusOK, r.URL.Path == embedPath, body)
			return
		}
		pg := v.newPage()
		err = build(v, pg)
		var moved *movedError
		switch {
		case errors.As(err, &moved):
			http.Redirect(w, r, moved.to, moved.status)
		case err != nil:
			v.fail(w, err)
		default:
			for i := range pg.Menu {
				pg.Menu[i].Here = pg.Menu[i].Key == pg.Nav
			}
			if body := v.render(w, cmp.Or(pg.Template, name), http.StatusOK, pg); body != nil {
				p.memo.keep(key, body)
			}
		}
	}
}

// key is all that a page depends on: the address, the language, the day, and both releases.
func (v *visit) key() string {
	read := v.reader.Release()
	return strings.Join([]string{
		v.origin(), v.r.URL.RequestURI(), v.code(), v.today.String(),
		v.current.Digest, strconv.Itoa(v.current.Number), strconv.FormatBool(v.current.Draft),
		read.Digest, strconv.Itoa(read.Number),
	}, "\n")
}

// trouble is what a page of failure shows.
type trouble struct {
	Status       int
	Text, Detail string
}

// fail answers with a page that says what went wrong.
func (v *visit) fail(w http.ResponseWriter, err error) {
	f := failureOf(err)
	if f.status >= http.StatusInternalServerError {
		v.log.WarnContext(v.ctx, "a page failed", "path", v.r.URL.Path, "error", err)
	}
	t := trouble{Status: f.status, Text: v.say(f.key)}
	if f.told {
		t.Detail = err.Error()
	}
	pg := v.newPage()
	pg.Title, pg.Main = v.say("failure.title"), t
	v.render(w, "failure", f.status, pg)
}

// nowhere answers where there is no page, and where there is one that only shows itself.
func (p *pages) nowhere(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "pages answer GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	p.show("failure", func(*visit, *page) error { return errNoPage })(w, r)
}
