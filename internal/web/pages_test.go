package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/regline/regline/internal/timeline"
)

// TestOpening is what a journalist meets: the story, each step with the sentence of its source, and a picture whose marks
// lead to the steps.
func TestOpening(t *testing.T) {
	h, r := curated(t)
	doc := opened(t, h, "/")
	if got, want := text(doc.Find("h1")), "Kaspersky in the United States"; got != want {
		t.Errorf("heading %q, want %q", got, want)
	}
	us, vendor := "US", timeline.ID("kaspersky-group")
	c, err := r.Timeline(t.Context(), timeline.TimelineFilter{ActionFilter: timeline.ActionFilter{Vendor: &vendor, Jurisdiction: &us}}, timeline.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	total, err := c.TotalCount(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	events := doc.Find(".story .event")
	if events.Length() != total || total < 50 {
		t.Errorf("%d events, the reader gives %d", events.Length(), total)
	}
	events.Each(func(_ int, e *goquery.Selection) {
		if e.Find(".evidence blockquote").Length() == 0 && e.Find(".working").Length() == 0 && e.Find(".note").Length() == 0 {
			t.Errorf("no sentence, no working and no word why: %s", text(e))
		}
		if e.Find(".event-date").Text() == "" || e.Find(".event-text strong").Length() != 1 {
			t.Errorf("no date or no step: %s", text(e))
		}
	})
	directive := events.FilterFunction(func(_ int, e *goquery.Selection) bool {
		return strings.HasSuffix(text(e.Find(".event-text")), "Binding Operational Directive 17-01 (Department of Homeland Security) is issued")
	})
	if got := text(directive.Find(".event-date")); got != "13 September 2017" {
		t.Errorf("the directive is dated %q", got)
	}
	if got := text(directive.Find("blockquote").First()); got != "Binding Operational Directive 17-01 was issued on September 13, 2017." {
		t.Errorf("the directive is dated by %q", got)
	}
	if got := directive.Find("time").AttrOr("datetime", ""); got != "2017-09-13" {
		t.Errorf("for machines it is dated %q", got)
	}
	if directive.Find(".rivals .rival").Length() == 0 {
		t.Error("the rivals of the directive's date are not shown")
	}
	checkMarks(t, doc, total)
}

// checkMarks asserts that the marks of the picture stand for each event once and lead to it.
func checkMarks(t *testing.T, doc *goquery.Document, total int) {
	t.Helper()
	var drawn []int
	doc.Find("svg.timeline .mark").Each(func(_ int, m *goquery.Selection) {
		numbers := strings.Fields(m.AttrOr("data-events", ""))
		for _, s := range numbers {
			n, _ := strconv.Atoi(s)
			drawn = append(drawn, n)
		}
		target := doc.Find(m.AttrOr("href", "none"))
		if target.AttrOr("data-event", "none") != numbers[0] {
			t.Errorf("the mark of %v leads to %q", numbers, m.AttrOr("href", ""))
		}
		title := m.Find("title").Text()
		if !strings.Contains(title, text(target.Find(".event-text .act"))) || m.Find("use").Length() != 1 {
			t.Errorf("the mark of %v is called %q", numbers, title)
		}
	})
	slices.Sort(drawn)
	want := make([]int, total)
	for i := range want {
		want[i] = i + 1
	}
	if !slices.Equal(drawn, want) {
		t.Errorf("drawn are %v", drawn)
	}
}

// TestNow tells what is in force on the day of the clock and what comes next: 1 August 2024.
func TestNow(t *testing.T) {
	h, _ := curated(t)
	doc := opened(t, h, "/")
	if got := text(doc.Find(".now .coming")); !strings.Contains(got, "29 September 2024") || !strings.Contains(got, "last full day before: 28 September 2024") {
		t.Errorf("what is next: %s", got)
	}
	force := doc.Find(".now .holding li").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return strings.Contains(s.Text(), "Final Determination on Kaspersky")
	})
	if got := text(force.Find("strong")); got != "new agreements" {
		t.Errorf("of the determination holds %q on 1 August 2024", got)
	}
}

// TestLanguages: the header field chooses, the address overrules it, and links keep what the address chose.
func TestLanguages(t *testing.T) {
	h, _ := curated(t)
	const en, de = "Kaspersky in the United States", "Kaspersky in den Vereinigten Staaten"
	for _, tt := range []struct{ address, accept, lang, heading string }{
		{"/", "", "en", en},
		{"/", "de-CH, fr;q=0.9", "de", de},
		{"/", "en-GB, de;q=0.5", "en", en},
		{"/", "fr", "en", en},
		{"/", "de;q=0", "en", en},
		{"/", strings.Repeat("de,", 2000), "en", en},
		{"/", "%%%", "en", en},
		{"/?lang=de", "en", "de", de},
		{"/?lang=en", "de", "en", en},
	} {
		w := answer(h, tt.address, "Accept-Language", tt.accept)
		doc := parsed(t, w.Body)
		if got := doc.Find("html").AttrOr("lang", ""); got != tt.lang || w.Header().Get("Content-Language") != tt.lang {
			t.Errorf("%s with %.20q: language %q", tt.address, tt.accept, got)
		}
		if got := text(doc.Find("h1")); got != tt.heading {
			t.Errorf("%s with %.20q: %q", tt.address, tt.accept, got)
		}
		if !slices.Contains(w.Header().Values("Vary"), "Accept-Language") {
			t.Errorf("%s: Vary %q", tt.address, w.Header().Values("Vary"))
		}
		to := doc.Find(".event-text .act").First().AttrOr("href", "")
		if chosen := strings.Contains(tt.address, "lang="); strings.Contains(to, "lang="+tt.lang) != chosen {
			t.Errorf("%s: a link leads to %q", tt.address, to)
		}
		if got := doc.Find(".language a").AttrOr("hreflang", ""); got == tt.lang || got == "" {
			t.Errorf("%s: the switch leads to %q", tt.address, got)
		}
		if got := doc.Find("link[rel=canonical]").AttrOr("href", ""); got != "http://example.com/" {
			t.Errorf("%s: canonical %q", tt.address, got)
		}
	}
}

// TestFilters: the form shows what the address selects, and the list obeys.
func TestFilters(t *testing.T) {
	h, _ := curated(t)
	doc := opened(t, h, "/?vendor=zte-group&from=2018-01-01&to=2018-12-31&role=REVOKED&lanes=vendor")
	if got := doc.Find("#f-vendor option[selected]").AttrOr("value", ""); got != "zte-group" {
		t.Errorf("chosen vendor %q", got)
	}
	for id, want := range map[string]string{"#f-from": "2018-01-01", "#f-to": "2018-12-31"} {
		if got := doc.Find(id).AttrOr("value", ""); got != want {
			t.Errorf("%s holds %q", id, got)
		}
	}
	if got := doc.Find(".event").Length(); got != 1 {
		t.Errorf("%d events", got)
	}
	if got := text(doc.Find(".event-date")); got != "13 July 2018" {
		t.Errorf("revoked on %q", got)
	}
	if got := text(doc.Find(".lane-label")); !strings.Contains(got, "ZTE") {
		t.Errorf("lanes %q", got)
	}
	all := opened(t, h, "/?vendor=&from=&q=")
	if got := text(all.Find("h1")); got != "Every step on record" || all.Find(".event").Length() != pageSize {
		t.Errorf("everything: %q with %d events", got, all.Find(".event").Length())
	}
	if got := all.Find("link[rel=canonical]").AttrOr("href", ""); got != "http://example.com/?vendor=" {
		t.Errorf("everything has the address %q", got)
	}
	second := opened(t, h, all.Find(".pager a[rel=next]").AttrOr("href", ""))
	if got := second.Find(".event").First().AttrOr("id", ""); got != anchorOf(pageSize+1) {
		t.Errorf("the second page begins with %q", got)
	}
	all.Find("svg.timeline .mark").Each(func(_ int, m *goquery.Selection) {
		page, name, _ := strings.Cut(m.AttrOr("href", ""), "#")
		doc := all
		if strings.Contains(page, "page=2") {
			doc = second
		} else if page != "" {
			return
		}
		if doc.Find("#"+name).Length() != 1 {
			t.Errorf("a mark leads to %s", m.AttrOr("href", ""))
		}
	})
	none := opened(t, h, "/?vendor=zte-group&from=1950-01-01&to=1950-12-31")
	if none.Find(".event, svg.timeline").Length() != 0 || !strings.Contains(text(none.Find(".lead")), "Absence of data is not absence of law") {
		t.Errorf("nothing: %s", text(none.Find(".lead")))
	}
}

// TestAction reads the page of the determination: its steps under their own names, restrictions, lineage and rivals.
func TestAction(t *testing.T) {
	h, _ := curated(t)
	doc := opened(t, h, "/action/us-doc-kaspersky-determination")
	for id, date := range map[string]string{
		"issued": "20 June 2024", "published": "24 June 2024", "effective/new-agreements": "20 July 2024",
	} {
		if got := text(doc.Find(`[id="` + id + `"] .event-date`)); got != date {
			t.Errorf("%s is dated %q, want %q", id, got, date)
		}
	}
	agreements := doc.Find(".restriction").FilterFunction(func(_ int, s *goquery.Selection) bool { return text(s.Find("h3")) == "new agreements" })
	if got := text(agreements); !strings.Contains(got, "in force from 20 July 2024, no end known") || !strings.Contains(got, "United States persons") {
		t.Errorf("new agreements: %s", got)
	}
	resell := doc.Find(".restriction").FilterFunction(func(_ int, s *goquery.Selection) bool { return text(s.Find("h3")) == "reselling" })
	if got := text(resell.Find(".verdict")); got != "not in force" {
		t.Errorf("reselling is %q on 1 August 2024", got)
	}
	up := doc.Find(".lineage .ways > div").First()
	for _, want := range []string{"Executive Order 13873", "International Emergency Economic Powers Act", "15 CFR part 7"} {
		if !strings.Contains(text(up), want) {
			t.Errorf("what led to it lacks %s: %s", want, text(up))
		}
	}
	if up.Find(".branches .branches").Length() == 0 || up.Find("blockquote").Length() < 3 {
		t.Error("what led to it is not nested, or lacks quotations")
	}
	doc.Find(".graph .arrow").Each(func(_ int, a *goquery.Selection) {
		if to := a.AttrOr("href", ""); doc.Find(to).Length() != 1 {
			t.Errorf("an arrow leads to %q", to)
		}
	})
	if doc.Find(".graph .box").Length() < 5 || doc.Find(".graph .box.root").Length() != 1 {
		t.Error("the drawing lacks acts")
	}
	if doc.Find(".dispute").Length() < 3 || doc.Find(".dispute .side.chosen").Length() == 0 {
		t.Error("the disagreements are not shown")
	}
}

// TestEffects: what is done to an act is told on its page, and on the page of the act that does it.
func TestEffects(t *testing.T) {
	h, _ := curated(t)
	by := opened(t, h, "/action/us-bis-zte-termination")
	if got := text(by.Find(".effects")); !strings.Contains(got, "revokes") || !strings.Contains(got, "13 July 2018") {
		t.Errorf("effects: %s", got)
	}
	upon := opened(t, h, "/action/us-bis-zte-denial-order")
	link := upon.Find(`.effects a[href^="/action/us-bis-zte-termination#effect/"]`)
	if link.Length() == 0 {
		t.Errorf("what was done to it: %s", text(upon.Find(".effects")))
	}
	if part, _ := link.First().Attr("href"); by.Find(`[id="`+strings.SplitN(part, "#", 2)[1]+`"]`).Length() != 1 {
		t.Errorf("%s is not there", part)
	}
}

// TestSource shows a quotation in the text that is kept, and says so where none is.
func TestSource(t *testing.T) {
	h, _ := curated(t)
	doc := opened(t, h, "/source/fr-2017-19838")
	p := doc.Find(".passage").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return text(s.Find("mark")) == "Binding Operational Directive 17-01 was issued on September 13, 2017."
	}).First()
	if got := text(p.Find("blockquote")); !strings.Contains(got, "DATES:") || len(got) < 200 {
		t.Errorf("context: %q", got)
	}
	if to := p.Find(".given a").AttrOr("href", ""); to != "/action/us-dhs-bod-17-01#issued" {
		t.Errorf("it gives %q", to)
	}
	for _, want := range []string{"govinfo.gov", "Read on", "found word for word"} {
		if !strings.Contains(text(doc.Find("main")), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	press := opened(t, h, "/source/crn-de-2024-07")
	if press.Find("mark").Length() < 3 || press.Find(".around").Length() != 0 || !strings.Contains(text(press.Find(".head")), "not kept") {
		t.Errorf("the press: %s", text(press.Find(".head")))
	}
	if got := press.Find("blockquote").First().AttrOr("lang", ""); got != "de" {
		t.Errorf("a German quotation has the language %q", got)
	}
}

// TestVendor reads the page of a vendor.
func TestVendor(t *testing.T) {
	h, _ := curated(t)
	doc := opened(t, h, "/vendor/kaspersky-lab-inc")
	if got := text(doc.Find(".rows")); !strings.Contains(got, "23 July 2024") {
		t.Errorf("rows: %s", got)
	}
	if got := text(doc.Find(".head .pairs")); !strings.Contains(got, "Kaspersky") {
		t.Errorf("family: %s", got)
	}
	if doc.Find(".restriction").Length() == 0 || doc.Find("svg.timeline").Length() != 1 {
		t.Error("restrictions or picture are missing")
	}
}

// TestStatus is the table of addresses that are no page.
func TestStatus(t *testing.T) {
	h, _ := curated(t)
	for _, tt := range []struct {
		address string
		status  int
		says    string
	}{
		{"/nowhere", 404, "There is no page at this address."},
		{"/action/no-such-act", 404, "no-such-act"},
		{"/action/%3Cscript%3E", 404, "not an ID"},
		{"/vendor/us-dhs", 302, ""},
		{"/action/kaspersky-group", 302, ""},
		{"/?vendor=kasperky", 404, "kasperky"},
		{"/?from=yesterday&role=BORN", 400, "from: \"yesterday\" is no day: write YYYY-MM-DD; role: \"BORN\" is no role"},
		{"/?from=2020-01-01&to=2019-01-01", 400, "is before"},
		{"/?lanes=x", 400, "write body or vendor"},
		{"/?lang=xx", 400, "write en or de"},
		{"/?release=99", 404, "This release is not held here."},
		{"/?release=0", 400, "numbered from 1"},
		{"/source/fr-2017-19838?after=x", 400, "bad cursor"},
		{"/?vendor=&page=900", 400, "there are pages 1 to"},
	} {
		w := answer(h, tt.address)
		if w.Code != tt.status {
			t.Errorf("%s: status %d, want %d", tt.address, w.Code, tt.status)
		}
		if tt.status < 400 {
			continue
		}
		doc := parsed(t, w.Body)
		if got := text(doc.Find("main")); !strings.Contains(got, tt.says) {
			t.Errorf("%s says %.300q, want %q", tt.address, got, tt.says)
		}
		if doc.Find(`[role="alert"]`).Length() != 1 || doc.Find("header.site nav a").Length() < 4 {
			t.Errorf("%s: no alert, or no way on", tt.address)
		}
	}
}

// TestHeaders: the policy allows no inline style or script and no other host; pages and assets can be kept.
func TestHeaders(t *testing.T) {
	h, _ := curated(t)
	w := answer(h, "/")
	if p := w.Header().Get("Content-Security-Policy"); strings.Contains(p, "unsafe") || strings.Contains(p, "http") ||
		!strings.Contains(p, "default-src 'none'") || !strings.Contains(p, "frame-ancestors 'none'") {
		t.Errorf("policy %q", p)
	}
	doc := parsed(t, w.Body)
	if n := doc.Find("[style], style, script:not([src]):not([type='application/ld+json'])").Length(); n != 0 {
		t.Errorf("%d styles or scripts within the page", n)
	}
	again := answer(h, "/", "If-None-Match", w.Header().Get("ETag"))
	if again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		t.Errorf("asked again: status %d", again.Code)
	}
	packed := answer(h, "/", "Accept-Encoding", "br, gzip")
	if packed.Header().Get("Content-Encoding") != "gzip" || packed.Body.Len() > 60<<10 {
		t.Errorf("packed: %q, %d bytes", packed.Header().Get("Content-Encoding"), packed.Body.Len())
	}
	for _, refused := range []string{"", "br", "gzip;q=0", "gzip; q=0.0"} {
		if got := answer(h, "/", "Accept-Encoding", refused).Header().Get("Content-Encoding"); got != "" {
			t.Errorf("Accept-Encoding %q: %q", refused, got)
		}
	}
	doc.Find("link[rel=stylesheet], link[rel=icon], script[src]").Each(func(_ int, s *goquery.Selection) {
		address := s.AttrOr("href", s.AttrOr("src", ""))
		f := answer(h, address)
		if f.Code != 200 || !strings.Contains(f.Header().Get("Cache-Control"), "immutable") || f.Body.Len() == 0 {
			t.Errorf("%s: %d, %q, %d bytes", address, f.Code, f.Header().Get("Cache-Control"), f.Body.Len())
		}
	})
	if f := answer(h, "/assets/site-0000.css"); f.Code != 404 {
		t.Errorf("a former asset: %d", f.Code)
	}
}

// TestLinkedData: what the head says in JSON-LD is JSON and names the page itself.
func TestLinkedData(t *testing.T) {
	h, _ := curated(t)
	for address, class := range map[string]string{
		"/": "Dataset", "/vendor/kaspersky-lab-inc": "Corporation", "/action/us-ndaa-fy2018-s1634": "Legislation",
		"/action/us-cadc-kaspersky-affirmance": "CreativeWork", "/source/fr-2017-19838": "CreativeWork",
	} {
		doc := opened(t, h, address)
		var o struct {
			Context, Type, ID string
			Name              string
		}
		raw := doc.Find(`script[type="application/ld+json"]`).Text()
		var m map[string]any
		if err := json.Unmarshal([]byte(raw), &m); err != nil {
			t.Fatalf("%s: %v\n%s", address, err, raw)
		}
		o.Type, _ = m["@type"].(string)
		o.ID, _ = m["@id"].(string)
		o.Name, _ = m["name"].(string)
		if o.Type != class || o.ID != "http://example.com"+address || o.Name != text(doc.Find("h1")) {
			t.Errorf("%s: %+v", address, o)
		}
		if class == "Legislation" && (m["legislationDate"] != "2017-12-12" || m["legislationDateOfApplicability"] != "2018-10-01" || m["legislationJurisdiction"] != "US" || m["legislationPassedBy"] == nil) {
			t.Errorf("%s: %v", address, m)
		}
		if u, err := url.Parse(doc.Find("link[rel=canonical]").AttrOr("href", "")); err != nil || u.Path != address {
			t.Errorf("%s: canonical %v", address, u)
		}
		if doc.Find(`meta[property="og:title"]`).AttrOr("content", "") != o.Name {
			t.Errorf("%s: no title for those who share it", address)
		}
	}
}
