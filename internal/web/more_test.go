package web

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/regline/regline/data"
	"github.com/regline/regline/graph"
	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/timeline"
)

// TestCompare sets four vendors side by side: a stage that did not happen is no date.
func TestCompare(t *testing.T) {
	h, _ := curated(t)
	doc := opened(t, h, "/compare?vendors=kaspersky-group&vendors=&vendors=bytedance-group&jurisdiction=US")
	if got := doc.Find("thead th").Length(); got != 3 {
		t.Errorf("%d columns", got)
	}
	row := doc.Find("tbody tr").FilterFunction(func(_ int, s *goquery.Selection) bool { return text(s.Find("th")) == "Sales to the public barred" })
	if got := text(row.Find("td").First()); !strings.Contains(got, "20 July 2024 day 2566") || row.Find("td").First().Find("blockquote").Length() == 0 {
		t.Errorf("sales ban of Kaspersky: %s", got)
	}
	if to := row.Find("td").First().Find("a").First().AttrOr("href", ""); to != "/action/us-doc-kaspersky-determination#effective/new-agreements" {
		t.Errorf("it leads to %q", to)
	}
	export := doc.Find("tbody tr").FilterFunction(func(_ int, s *goquery.Selection) bool { return text(s.Find("th")) == "Exports to it restricted" })
	if got := text(export.Find("td").Last()); got != "not on record" {
		t.Errorf("exports to ByteDance: %q", got)
	}
	if none := opened(t, h, "/compare?vendors="); none.Find("table").Length() != 0 || none.Find("select[name=vendors]").Length() < 2 {
		t.Error("nobody to compare")
	}
	if got := answer(h, "/compare?vendors=a&vendors=b").Code; got != http.StatusNotFound {
		t.Errorf("vendors that there are not: status %d", got)
	}
	if got := answer(h, "/compare?vendors=%22").Code; got != http.StatusBadRequest {
		t.Errorf("what is no ID: status %d", got)
	}
}

// TestSearch finds by words and by a citation that lies within the pages of an act.
func TestSearch(t *testing.T) {
	h, _ := curated(t)
	doc := opened(t, h, "/search?q=89+FR+52363")
	if got := text(doc.Find("section").First()); !strings.HasPrefix(got, "Printed at 89 FR 52363") || !strings.Contains(got, "Entity List") {
		t.Errorf("printed there: %.200s", got)
	}
	words := opened(t, h, "/search?q=Kaspersky+Directive")
	if words.Find(`.found a[href="/action/us-dhs-bod-17-01"]`).Length() != 1 {
		t.Errorf("found: %.300s", text(words.Find(".found")))
	}
	if got := opened(t, h, "/search").Find(".found").Length(); got != 0 {
		t.Error("a search for nothing finds something")
	}
	if got := answer(h, "/search?q=%2A%2A").Code; got != http.StatusBadRequest {
		t.Errorf("no word: status %d", got)
	}
}

// TestDiscrepancies lists all of them, each with both sides and their sentences.
func TestDiscrepancies(t *testing.T) {
	h, r := curated(t)
	c, err := r.DiscrepanciesOf(t.Context(), nil, nil, nil, timeline.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	total, err := c.TotalCount(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	doc := opened(t, h, "/discrepancies")
	if got := doc.Find(".dispute").Length(); got != total || total < 20 {
		t.Errorf("%d of %d", got, total)
	}
	doc.Find(".dispute").Each(func(_ int, d *goquery.Selection) {
		if d.Find(".side").Length() == 0 || d.Find(".side blockquote, .side .note").Length() == 0 || d.Find("h3 a").Length() == 0 {
			t.Errorf("not both sides: %.200s", text(d))
		}
	})
	later := doc.Find(".dispute").FilterFunction(func(_ int, d *goquery.Selection) bool { return strings.Contains(d.Text(), "Ein Jahr später") })
	if got := text(later); !strings.Contains(got, "16 November 2017") {
		t.Errorf("a year later: %.300s", got)
	}
	var ld struct {
		Graph []struct {
			Type    string `json:"@type"`
			Claimed string `json:"claimReviewed"`
		} `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(doc.Find(`script[type="application/ld+json"]`).Text()), &ld); err != nil || len(ld.Graph) == 0 || ld.Graph[0].Type != "ClaimReview" || ld.Graph[0].Claimed == "" {
		t.Errorf("reviews: %v, %+v", err, ld)
	}
	if got := answer(h, "/discrepancies?kind=x").Code; got != http.StatusBadRequest {
		t.Errorf("no such kind: status %d", got)
	}
}

// TestAbout tells what is covered and how fresh it is.
func TestAbout(t *testing.T) {
	h, r := curated(t)
	got := text(opened(t, h, "/about").Find("main"))
	for _, want := range []string{"Absence of data is not absence of law", "last compared on", "public domain", grouped(timeline.English, r.Release().Coverage.Claims)} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// TestNodes: what has no page of its own kind has one of all kinds, also a row of a list with its steps.
func TestNodes(t *testing.T) {
	h, r := curated(t)
	vendor := timeline.ID("kaspersky-lab-inc")
	c, err := r.ListEntries(t.Context(), nil, &vendor, timeline.Paging{})
	if err != nil || len(c.Edges) == 0 {
		t.Fatal(err)
	}
	row := opened(t, h, "/action/"+string(c.Edges[0].Node.ID))
	if row.Find(".event[id=listed]").Length() == 0 || row.Find(`a[href="/vendor/kaspersky-lab-inc"]`).Length() == 0 {
		t.Errorf("row: %.300s", text(row.Find("main")))
	}
	audience := opened(t, h, "/node/us-persons")
	if got := text(audience.Find("main")); !strings.Contains(got, "Final Determination on Kaspersky") {
		t.Errorf("audience: %.300s", got)
	}
	if w := answer(h, "/node/us-dhs-bod-17-01"); w.Code != http.StatusFound || w.Header().Get("Location") != "/action/us-dhs-bod-17-01" {
		t.Errorf("an act: %d to %q", w.Code, w.Header().Get("Location"))
	}
	if w := answer(h, "/node/us-dhs-bod-17-01%23issued"); w.Code != http.StatusFound || w.Header().Get("Location") != "/action/us-dhs-bod-17-01#issued" {
		t.Errorf("a part: %d to %q", w.Code, w.Header().Get("Location"))
	}
}

// TestAll opens every node of the release on its page: it is there, in both languages, and its links lead somewhere.
func TestAll(t *testing.T) {
	if testing.Short() {
		t.Skip("opens a thousand pages")
	}
	h, _ := curated(t)
	content := compiled(t, data.Files, 1)
	ids := make(map[string]map[string]bool) // names within each page, by path
	var led []string
	for _, rec := range content.Records {
		if rec.ID.PartKind() != "" || rec.Kind == timeline.KindClaim || rec.Kind == timeline.KindDiscrepancy {
			continue
		}
		path := pageOf(rec.Kind) + string(rec.ID)
		if w := answer(h, path+"?lang=de"); w.Code != 200 {
			t.Errorf("%s in German: status %d", path, w.Code)
		}
		doc := opened(t, h, path)
		names := make(map[string]bool)
		doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
			if id := s.AttrOr("id", ""); names[id] {
				t.Errorf("%s: two elements are called %q", path, id)
			} else {
				names[id] = true
			}
		})
		ids[path] = names
		doc.Find(`a[href^="/"], a[href^="#"]`).Each(func(_ int, s *goquery.Selection) {
			to := s.AttrOr("href", "")
			if strings.HasPrefix(to, "#") {
				to = path + to
			}
			led = append(led, to)
		})
	}
	slices.Sort(led)
	for _, to := range slices.Compact(led) {
		u, err := url.Parse(to)
		if err != nil {
			t.Errorf("%q: %v", to, err)
			continue
		}
		names, ok := ids[u.Path]
		if !ok && strings.HasPrefix(u.Path, "/action/") { // a part of what is no act
			names, ok = ids[answer(h, u.Path).Header().Get("Location")]
		}
		switch {
		case !ok && !strings.HasPrefix(u.Path, "/export/") && !slices.Contains([]string{"/", "/compare", "/discrepancies", "/about", "/binding", "/playground/", "/timeline.svg"}, u.Path):
			t.Errorf("no page %q", to)
		case ok && u.Fragment != "" && u.RawQuery == "" && !names[u.Fragment]:
			t.Errorf("no %q on the page %s", u.Fragment, u.Path)
		}
	}
}

// TestEmbed: the page to embed may be framed, and no other; its links leave the frame, its marks do not.
func TestEmbed(t *testing.T) {
	h, _ := curated(t)
	w := answer(h, "/embed?vendor=zte-group")
	if p := w.Header().Get("Content-Security-Policy"); !strings.Contains(p, "frame-ancestors *") || w.Header().Get("X-Frame-Options") != "" {
		t.Errorf("policy %q, X-Frame-Options %q", p, w.Header().Get("X-Frame-Options"))
	}
	doc := parsed(t, w.Body)
	if doc.Find("header, footer, form").Length() != 0 || doc.Find("base").AttrOr("target", "") != "_blank" {
		t.Error("the frame of the site is there, or links stay within")
	}
	if s := doc.Find(".mark"); s.Length() == 0 || s.FilterFunction(func(_ int, m *goquery.Selection) bool { return m.AttrOr("target", "") != "_self" }).Length() != 0 {
		t.Error("marks leave the frame")
	}
	for _, path := range []string{"/", "/about", "/playground/", "/timeline.svg"} {
		if got := answer(h, path).Header(); got.Get("X-Frame-Options") != "DENY" || strings.Contains(got.Get("Content-Security-Policy"), "frame-ancestors *") {
			t.Errorf("%s may be framed", path)
		}
	}
}

// TestOEmbed answers by oEmbed 1.0.
func TestOEmbed(t *testing.T) {
	h, _ := curated(t)
	ask := func(target, more string) (int, map[string]any) {
		w := answer(h, "/oembed?url="+url.QueryEscape(target)+more)
		var o map[string]any
		if w.Code == 200 {
			if err := json.Unmarshal(w.Body.Bytes(), &o); err != nil {
				t.Fatal(err)
			}
		}
		return w.Code, o
	}
	code, o := ask("http://example.com/vendor/zte-group?release=1", "&maxwidth=500&maxheight=x")
	if code != 200 || o["version"] != "1.0" || o["type"] != "rich" || o["width"] != 500.0 || o["height"] != 640.0 || o["title"] != "ZTE" {
		t.Errorf("%d %v", code, o)
	}
	frame, err := goquery.NewDocumentFromReader(strings.NewReader(o["html"].(string)))
	if err != nil || frame.Find("iframe").AttrOr("src", "") != "http://example.com/embed?release=1&vendor=zte-group" {
		t.Errorf("%v %v", err, o["html"])
	}
	for target, want := range map[string]int{
		"http://example.com/": 200, "http://example.com/action/us-dhs-bod-17-01": 200, "http://example.org/": 404, "http://example.com/about": 404,
		"http://example.com/vendor/nobody": 404, "http://example.com/vendor/%22%3E": 404, "": 404, "http://example.com/?release=9": 404,
	} {
		if got, _ := ask(target, ""); got != want {
			t.Errorf("%s: status %d, want %d", target, got, want)
		}
	}
	if got, _ := ask("http://example.com/", "&format=xml"); got != http.StatusNotImplemented {
		t.Errorf("xml: status %d", got)
	}
	doc := opened(t, h, "/vendor/zte-group")
	found := doc.Find(`link[type="application/json+oembed"]`).AttrOr("href", "")
	if w := answer(h, found); w.Code != 200 {
		t.Errorf("the page leads to %q: status %d", found, w.Code)
	}
}

// TestFiles: every format of the table is at hand from the menu of a page, under its media type and a name of its own.
func TestFiles(t *testing.T) {
	h, _ := curated(t)
	doc := opened(t, h, "/vendor/zte-group")
	links := doc.Find(".take-files a")
	if links.Length() != len(export.Formats())+1 {
		t.Errorf("%d links for %d formats and a picture", links.Length(), len(export.Formats()))
	}
	for _, f := range export.Formats() {
		address := doc.Find(`.take-files a[href^="/export/`+f.Name+`?"]`).AttrOr("href", "")
		w := answer(h, address)
		if w.Code != 200 || w.Header().Get("Content-Type") != f.MediaType || w.Body.Len() == 0 {
			t.Errorf("%s: %d, %q, %d bytes", address, w.Code, w.Header().Get("Content-Type"), w.Body.Len())
		}
		if got := w.Header().Get("Content-Disposition"); f.Name != "atom" && got != `attachment; filename="regline-zte-group-release-1`+f.Extension+`"` {
			t.Errorf("%s is called %q", f.Name, got)
		}
		if again := answer(h, address, "If-None-Match", w.Header().Get("ETag")); again.Code != http.StatusNotModified {
			t.Errorf("%s asked again: status %d", f.Name, again.Code)
		}
	}
	for address, want := range map[string]int{
		"/export/docx": 404, "/export/csv?vendor=nobody": 404, "/export/csv?from=x": 400, "/export/atom?from=2020-01-01": 400, "/export/csv?release=9": 404,
	} {
		w := answer(h, address)
		if w.Code != want || w.Header().Get("Content-Disposition") != "" {
			t.Errorf("%s: status %d, %q", address, w.Code, w.Header().Get("Content-Disposition"))
		}
	}
}

// TestPicture: the picture as a file is well-formed XML that leads to the site.
func TestPicture(t *testing.T) {
	h, _ := curated(t)
	for _, address := range []string{"/timeline.svg", "/timeline.svg?vendor=&lang=de", "/timeline.svg?vendor=zte-group&from=1950-01-01&to=1950-01-02"} {
		w := answer(h, address)
		if w.Code != 200 || w.Header().Get("Content-Type") != "image/svg+xml" {
			t.Fatalf("%s: %d, %q", address, w.Code, w.Header().Get("Content-Type"))
		}
		d := xml.NewDecoder(w.Body)
		shapes := 0
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", address, err)
			}
			s, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			if s.Name.Space != "http://www.w3.org/2000/svg" {
				t.Errorf("%s: an element %v", address, s.Name)
			}
			for _, a := range s.Attr {
				if a.Name.Local == "style" {
					t.Errorf("%s: a style within %s", address, s.Name.Local)
				}
				if a.Name.Local == "href" && !strings.HasPrefix(a.Value, "http://example.com/") && !strings.HasPrefix(a.Value, "#") {
					t.Errorf("%s: a link to %q", address, a.Value)
				}
			}
			if s.Name.Local == "use" {
				shapes++
			}
		}
		if shapes < 20 && !strings.Contains(address, "1950") {
			t.Errorf("%s: %d shapes", address, shapes)
		}
	}
}

// TestOperations runs the question of each page: it has an answer without errors.
func TestOperations(t *testing.T) {
	h, _ := curated(t)
	g := graph.NewHandler(graph.Options{Store: realOnce.store, Logger: slog.New(slog.DiscardHandler)})
	for _, path := range []string{
		"/", "/?vendor=&from=2020-01-01&role=SIGNED&agency=us-fcc", "/vendor/zte-group", "/agency/us-fcc", "/action/us-eo-13873", "/source/fr-2017-19838",
		"/node/us-persons", "/compare?vendors=zte-group", "/search?q=zte", "/discrepancies?kind=ROLE_CONFUSION", "/about", "/binding?for=us-resellers&vendor=zte-group&conduct=SELL",
	} {
		code := opened(t, h, path).Find(".take pre code")
		question := code.FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.HasPrefix(s.Text(), "query ") })
		variables := code.FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.HasPrefix(s.Text(), "{") })
		body, err := json.Marshal(map[string]any{"query": question.Text(), "variables": json.RawMessage(orEmpty(variables.Text()))})
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		w := questioned(g, string(body))
		if w.Code != 200 || strings.Contains(w.Body.String(), `"errors"`) || !strings.Contains(w.Body.String(), `"data":{`) {
			t.Errorf("%s: %d %.400s\n%s\n%s", path, w.Code, w.Body, question.Text(), variables.Text())
		}
		playground := opened(t, h, path).Find(`.take a[href^="/playground/#"]`).AttrOr("href", "")
		_, fragment, _ := strings.Cut(playground, "#")
		if q, err := url.ParseQuery(fragment); err != nil || q.Get("query") != question.Text() {
			t.Errorf("%s: the playground opens on %q", path, fragment)
		}
	}
}

func orEmpty(s string) string {
	if s == "" {
		return "{}"
	}
	return s
}

// TestPinned: a link with a release shows it for ever, and says what has changed since, for this page alone.
func TestPinned(t *testing.T) {
	first := hostileFacts()
	second := hostileFacts()
	second["actions/evil-order.yaml"] = strings.Replace(first["actions/evil-order.yaml"], "issued: {on: 2020-03-01", "issued: {on: 2020-03-02", 1)
	first["agencies.yaml"] += "other-office: {label: {en: Other office}}\n"
	second["agencies.yaml"] += "other-office: {label: {en: Renamed office}}\n"
	store := held(t, compiled(t, files(first), 1))
	later := compiled(t, files(second), 2)
	view, err := store.Open(t.Context(), timeline.KnownAt{})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Apply(t.Context(), later.Release, timeline.Changes(view.Manifest(t.Context()), later.Stream().Deltas)); err != nil {
		t.Fatal(err)
	}
	h := over(t, store, files(second))

	pinned := opened(t, h, "/action/evil-order?release=1")
	if got := text(pinned.Find(".event-date")); got != "1 March 2020" {
		t.Errorf("release 1 dates it %q", got)
	}
	if got := text(pinned.Find(".pin")); !strings.Contains(got, "has changed up to release 2") || !strings.Contains(got, "1 claims added, 1 taken back") {
		t.Errorf("the pin says %.300s", got)
	}
	if got := text(pinned.Find(".pin ins")); !strings.Contains(got, "2 March 2020") {
		t.Errorf("added: %.300s", got)
	}
	if got := text(pinned.Find(".pin del")); !strings.Contains(got, "1 March 2020") || strings.Contains(got, "office") {
		t.Errorf("taken back: %.300s", got)
	}
	if to := pinned.Find(`.head a[href^="/agency/"], .head a[href^="/vendor/"]`).First().AttrOr("href", ""); !strings.Contains(to, "release=1") {
		t.Errorf("a link leaves the release: %q", to)
	}
	if to := pinned.Find(".pin p a").AttrOr("href", ""); to != "/action/evil-order" {
		t.Errorf("the current release is at %q", to)
	}
	same := opened(t, h, "/vendor/evil-lab?release=2")
	if got := text(same.Find(".pin")); !strings.Contains(got, "release 2") || !strings.Contains(got, "It is the current one") {
		t.Errorf("the pin says %q", got)
	}
	if got := text(opened(t, h, "/source/evil-notice?release=1").Find(".pin")); !strings.Contains(got, "has changed") {
		t.Errorf("of the source the pin says %.300s", got)
	}
	// Other pages tell of what they show alone: of a body its acts, of a comparison its vendors, of a search what it finds.
	for address, want := range map[string]string{
		"/agency/evil-office?release=1": "2 March 2020", "/agency/other-office?release=1": "Renamed office", "/compare?vendors=evil-lab&release=1": "2 March 2020",
		"/search?q=office&release=1": "Renamed office", "/?agency=evil-office&release=1": "2 March 2020", "/?vendor=evil-lab&release=1": "2 March 2020",
		"/?agency=other-office&release=1": "Renamed office", "/?vendor=&to=1999-12-31&release=1": "", "/binding?for=evil-lab&release=1": "", "/discrepancies?release=1": "",
	} {
		pin := opened(t, h, address).Find(".pin")
		if got := pin.Find("ins"); got.Length() > 1 || !strings.Contains(text(got), want) || (want == "") != strings.Contains(text(pin), "Nothing that concerns this page") {
			t.Errorf("%s says %.300s; want %q", address, text(pin), want)
		}
	}
	if got := text(opened(t, h, "/embed?vendor=evil-lab&release=1").Find(".pin")); !strings.Contains(got, "has changed up to release 2") || !strings.Contains(got, "2 March 2020") {
		t.Errorf("a frame says %.300s", got)
	}
	if opened(t, h, "/embed?vendor=evil-lab&release=2").Find(".pin").Length() != 0 {
		t.Error("a frame of the current release has a pin")
	}
	if opened(t, h, "/action/evil-order").Find(".pin").Length() != 0 {
		t.Error("a page that pins nothing has a pin")
	}
	take := opened(t, h, "/action/evil-order").Find(".take .address a").AttrOr("href", "")
	if take != "http://example.com/action/evil-order?on=2024-08-01&release=2" {
		t.Errorf("the pinned link is %q", take)
	}
}
