package web

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/timeline"
)

// TestBinding: what binds a reseller on a day is what the domain answers, row by row, in both languages, each with the
// sentence behind it.
func TestBinding(t *testing.T) {
	h, r := curated(t)
	vendor := timeline.ID("kaspersky-group")
	on := dayOf(noon)
	f, err := r.InForce(t.Context(), timeline.ForceQuestion{On: on, Capacities: []timeline.ID{"us-resellers"}, Vendor: &vendor})
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Rows) < 5 || len(f.Clarifications) == 0 {
		t.Fatalf("%d rows, %d clarifications", len(f.Rows), len(f.Clarifications))
	}
	for lang, words := range map[string][]string{
		"en": {"What binds me on a day?", "On 1 August 2024", "affected: United States persons", "using", "last full day before: 28 September 2024", "acts; the official lists"},
		"de": {"Was bindet mich an einem Tag?", "Am 1. August 2024", "mittelbar getroffen: US-Personen", "Nutzung", "letzter ganzer Tag davor: 28. September 2024", "Rechtsakte; die amtlichen Listen"},
	} {
		doc := opened(t, h, "/binding?for=us-resellers&for=&on=2024-08-01&vendor=kaspersky-group&lang="+lang)
		for _, want := range words {
			if got := text(doc.Find("main")); !strings.Contains(got, want) {
				t.Errorf("%s lacks %q", lang, want)
			}
		}
		rows := doc.Find(".restriction")
		if rows.Length() != len(f.Rows) {
			t.Fatalf("%s: %d rows, want %d", lang, rows.Length(), len(f.Rows))
		}
		rows.Each(func(i int, s *goquery.Selection) {
			row := f.Rows[i]
			if s.AttrOr("id", "") != string(row.Restriction.ID) || s.Find(".verdict.v-"+string(row.Verdict)).Length() != 1 {
				t.Errorf("%s: row %d is %q, %q; want %s, %s", lang, i, s.AttrOr("id", ""), text(s.Find(".verdict")), row.Restriction.ID, row.Verdict)
			}
			if s.Find(".evidence blockquote").Length() == 0 || s.Find(".evidence cite a").Length() == 0 {
				t.Errorf("%s: no sentence behind %s", lang, row.Restriction.ID)
			}
		})
		if chosen := doc.Find("select[name=for] option[selected]"); chosen.Length() != 1 || chosen.AttrOr("value", "") != "us-resellers" {
			t.Errorf("%s: the form does not keep who asks", lang)
		}
		if doc.Find("input[name=on]").Length() != 1 || doc.Find("input[name=on]").AttrOr("value", "") != "2024-08-01" {
			t.Errorf("%s: the form does not keep the day", lang)
		}
	}
	narrow := opened(t, h, "/binding?for=us-resellers&on=2024-08-01&vendor=kaspersky-group&conduct=RESELL")
	if got := narrow.Find(".restriction"); got.Length() != 1 || text(got.Find(".verdict")) != "not in force" {
		t.Errorf("reselling: %s", text(got))
	}
	day := opened(t, h, "/binding?for=us-resellers&on=2024-09-30&vendor=kaspersky-group&conduct=RESELL")
	if got := text(day.Find(".restriction .verdict")); got != "in force" {
		t.Errorf("reselling on 30 September 2024 is %q", got)
	}
}

// TestBindingAsked: without anybody there is a form and no answer; what cannot be read is refused; where a compliance
// officer looks, a link leads to the question.
func TestBindingAsked(t *testing.T) {
	h, _ := curated(t)
	doc := opened(t, h, "/binding")
	if doc.Find(".answer").Length() != 0 || doc.Find("select[name=for] option").Length() < 10 || doc.Find("input[name=on]").AttrOr("value", "") != "2024-08-01" {
		t.Error("without a question there is an answer, or no form")
	}
	for address, want := range map[string]int{
		"/binding?for=nobody": 404, "/binding?for=us-dhs": 400, "/binding?for=%22": 400, "/binding?for=us-resellers&on=x": 400,
		"/binding?for=us-resellers&conduct=x": 400, "/binding?for=zte-corporation": 200, "/binding?for=us-resellers&release=9": 404,
		"/binding/csv": 400, "/binding/docx?for=us-resellers": 404, "/binding/ics": 400,
	} {
		if got := answer(h, address).Code; got != want {
			t.Errorf("%s: status %d, want %d", address, got, want)
		}
	}
	if to := opened(t, h, "/vendor/zte-group").Find(`.now a[href^="/binding"]`).AttrOr("href", ""); to != "/binding?vendor=zte-group" {
		t.Errorf("the page of a vendor leads to %q", to)
	}
	if to := opened(t, h, "/node/us-resellers").Find(`.head a[href^="/binding"]`).AttrOr("href", ""); to != "/binding?for=us-resellers" {
		t.Errorf("the page of an audience leads to %q", to)
	}
}

// TestTables: what is no timeline can be had as a table in each format, which programs of its field read, and whose links
// lead to the release that it was made of.
func TestTables(t *testing.T) {
	h, _ := curated(t)
	for _, page := range []string{"/binding?for=us-resellers&on=2024-08-01&lang=de", "/compare?vendors=zte-group", "/discrepancies?kind=ROLE_CONFUSION", "/search?q=zte", "/search?q=89+FR+52363"} {
		u, err := url.Parse(page)
		if err != nil {
			t.Fatal(err)
		}
		doc := opened(t, h, page)
		var columns, rows int
		for _, f := range export.TableFormats() {
			address := doc.Find(`.take-files a[href^="`+u.Path+"/"+f.Name+`?"]`).AttrOr("href", "")
			w := answer(h, address)
			if w.Code != http.StatusOK || w.Header().Get("Content-Type") != f.MediaType || !strings.HasSuffix(w.Header().Get("Content-Disposition"), "-release-1"+f.Extension+`"`) {
				t.Fatalf("%s of %s at %q: %d, %v", f.Name, page, address, w.Code, w.Header())
			}
			body := w.Body.String()
			switch f.Name {
			case "csv":
				records, err := csv.NewReader(strings.NewReader(body)).ReadAll()
				if err != nil || len(records) < 2 {
					t.Fatalf("%s: %v, %d records", address, err, len(records))
				}
				columns, rows = len(records[0])-3, len(records)-1
			case "json":
				var o struct {
					Columns []string
					Rows    [][]struct {
						Link   string
						Claims []struct{ Quotation string }
					}
					Link string
				}
				if err := json.Unmarshal([]byte(body), &o); err != nil || len(o.Columns) != columns || len(o.Rows) != rows {
					t.Errorf("%s: %v, %d columns and %d rows, want %d and %d", address, err, len(o.Columns), len(o.Rows), columns, rows)
				}
				if !strings.Contains(o.Link, "release=1") {
					t.Errorf("%s leads to %q", address, o.Link)
				}
				for _, row := range o.Rows {
					for _, c := range row {
						if c.Link != "" && !strings.Contains(c.Link, "release=1") {
							t.Errorf("%s: a cell leads to %q", address, c.Link)
						}
					}
				}
			case "html":
				doc := parsed(t, strings.NewReader(body))
				if got := doc.Find("tbody tr").Length(); got != rows {
					t.Errorf("%s: %d rows, want %d", address, got, rows)
				}
				doc.Find("sup a").Each(func(_ int, a *goquery.Selection) {
					if doc.Find(a.AttrOr("href", "")).Length() != 1 {
						t.Errorf("%s: a note leads to %q", address, a.AttrOr("href", ""))
					}
				})
			case "md":
				if strings.Count(body, "\n| ")-2 != rows || u.Path != "/search" && !strings.Contains(body, "\n[^1]: ") {
					t.Errorf("%s: %d lines of a table, want %d rows\n%.600s", address, strings.Count(body, "\n| "), rows, body)
				}
			}
		}
	}
}

// TestDay: the day of the address is the one whose law a page tells, and a pinned link holds it.
func TestDay(t *testing.T) {
	h, _ := curated(t)
	doc := opened(t, h, "/vendor/zte-group?on=2018-07-01")
	if got := text(doc.Find(".now")); !strings.Contains(got, "In force on 1 July 2018") || !strings.Contains(got, "Denial order against ZTE") {
		t.Errorf("on 1 July 2018: %.300s", got)
	}
	if got := text(opened(t, h, "/vendor/zte-group?on=2018-07-14").Find(".now .holding")); strings.Contains(got, "Denial order against ZTE") {
		t.Errorf("on 14 July 2018: %.300s", got)
	}
	if got := text(doc.Find("svg.timeline text.today").First()); got != "2018-07-01" {
		t.Errorf("the picture marks %q", got)
	}
	if to := doc.Find(".now .holding a").First().AttrOr("href", ""); !strings.Contains(to, "on=2018-07-01") {
		t.Errorf("a link leaves the day: %q", to)
	}
	pinned := doc.Find(".take .address a").AttrOr("href", "")
	if !strings.Contains(pinned, "on=2018-07-01") || !strings.Contains(pinned, "release=1") {
		t.Errorf("the pinned link is %q", pinned)
	}
	if got := text(opened(t, h, pinned).Find(".now")); got != text(doc.Find(".now")) {
		t.Errorf("pinned, it says %q", got)
	}
}

// TestPolicies: no page in any language allows or needs an inline style or script, or another host.
func TestPolicies(t *testing.T) {
	h, _ := curated(t)
	for _, path := range []string{
		"/", "/?vendor=", "/vendor/zte-group", "/agency/us-fcc", "/action/us-doc-kaspersky-determination", "/source/fr-2017-19838", "/node/us-persons",
		"/binding", "/binding?for=us-resellers", "/compare", "/search?q=zte", "/discrepancies", "/about", "/embed?vendor=zte-group", "/nowhere", "/?from=x", "/?release=1",
	} {
		for _, lang := range []string{"en", "de"} {
			w := answer(h, path, "Accept-Language", lang)
			p := w.Header().Get("Content-Security-Policy")
			if strings.Contains(p, "unsafe") || strings.Contains(p, "http") || strings.Contains(p, "data:") || !strings.HasPrefix(p, "default-src 'none'; script-src 'self'; style-src 'self'; ") {
				t.Errorf("%s in %s: policy %q", path, lang, p)
			}
			doc := parsed(t, w.Body)
			if got := doc.Find("html").AttrOr("lang", ""); got != lang {
				t.Errorf("%s in %s is in %q", path, lang, got)
			}
			if doc.Find("[style], style, script:not([src]):not([type='application/ld+json'])").Length() != 0 {
				t.Errorf("%s in %s: a style or script within the page", path, lang)
			}
			doc.Find("*").Each(func(_ int, s *goquery.Selection) {
				for _, a := range s.Nodes[0].Attr {
					if strings.HasPrefix(a.Key, "on") {
						t.Errorf("%s in %s: a handler %s within %s", path, lang, a.Key, goquery.NodeName(s))
					}
				}
			})
			doc.Find(`link[rel="alternate"][hreflang]`).Each(func(_ int, s *goquery.Selection) {
				if !strings.HasPrefix(s.AttrOr("href", ""), "http://example.com/") {
					t.Errorf("%s in %s: its other language is at %q", path, lang, s.AttrOr("href", ""))
				}
			})
		}
	}
}

// TestHeld: a file tells when a restriction holds also where it has no window, and keeps what narrows it.
func TestHeld(t *testing.T) {
	v := &visit{lang: timeline.English}
	for _, c := range []struct {
		of   restrictionView
		want string
	}{
		{restrictionView{Windows: []string{"a", "b"}, Narrowings: []string{"c"}}, "a; b; c"},
		{restrictionView{BeginUnknown: true, Narrowings: []string{"c"}}, "no source gives the beginning; c"},
		{restrictionView{}, "it was ended before it began"},
	} {
		if got := strings.Join(v.held(&c.of), "; "); got != c.want {
			t.Errorf("%+v: %q, want %q", c.of, got, c.want)
		}
	}
}
