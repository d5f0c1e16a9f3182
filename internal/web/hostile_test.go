package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/regline/regline/internal/timeline"
)

// hostile is a name that tries to become markup wherever it stands.
const hostile = `</script><script>alert(1)</script>"'><img src=x onerror=alert(1)></title><svg onload=alert(1)>{{.}}${x}]]>&amp;`

// hostileFacts are facts whose every text is hostile.
func hostileFacts() map[string]string {
	quoted, _ := json.Marshal(hostile) // a JSON string is a YAML string
	q := string(quoted)
	return map[string]string{
		"vendors.yaml":  `evil-lab: {kind: legal_entity, label: {en: ` + q + `}, description: ` + q + `, aliases: [` + q + `]}` + "\n",
		"agencies.yaml": `evil-office: {label: {en: ` + q + `}}` + "\n",
		"sources/all.yaml": `evil-notice:
  label: {en: ` + q + `}
  kind: official_journal
  standing: definitive_official
  fidelity: original
  publisher: ` + q + `
  url: "https://example.org/?a=\"><script>"
  language: en
  licence: quoted_only
`,
		"actions/evil-order.yaml": `id: evil-order
kind: directive
label: {en: ` + q + `}
summary: ` + q + `
by: {ref: evil-office, cite: issued}
targets: [{ref: evil-lab, cite: issued}]
milestones:
  issued: {on: 2020-03-01, cite: issued}
restrictions:
  use: {conduct: use, products: [{value: ` + q + `, cite: issued}], from: issued, unstated: true, cite: issued}
quotes:
  issued: {in: evil-notice, at: ` + q + `, text: ` + q + `}
`,
	}
}

// TestHostile: text from facts stays text on every page, in both languages.
func TestHostile(t *testing.T) {
	tree := files(hostileFacts())
	content := compiled(t, tree, 1)
	h := over(t, held(t, content), tree)
	var addresses []string
	for _, r := range content.Records {
		if r.ID.PartKind() == "" && r.Kind != timeline.KindClaim {
			addresses = append(addresses, pageOf(r.Kind)+string(r.ID))
		}
	}
	addresses = append(addresses, "/", "/?lanes=vendor", "/?q=script", `/?q=%22%3E%3Cscript%3E`, `/?vendor=%3Cscript%3E`, "/binding?for=evil-lab&vendor=evil-lab", `/binding?for=%3Cscript%3E`, "/compare?vendors=evil-lab")
	if len(addresses) < 8 {
		t.Fatalf("only %v", addresses)
	}
	for _, a := range addresses {
		w := answer(h, a)
		if w.Code >= 500 {
			t.Errorf("%s: status %d", a, w.Code)
		}
		doc := parsed(t, w.Body)
		if n := doc.Find("img, [onerror], [onload], script:not([src]):not([type='application/ld+json'])").Length(); n != 0 {
			t.Errorf("%s: %d elements of a name", a, n)
		}
		doc.Find("[href], [src], [action]").Each(func(_ int, s *goquery.Selection) {
			for _, name := range []string{"href", "src", "action"} {
				if v := s.AttrOr(name, ""); strings.HasPrefix(strings.ToLower(v), "javascript:") {
					t.Errorf("%s: %s=%q", a, name, v)
				}
			}
		})
		doc.Find(`script[type="application/ld+json"]`).Each(func(_ int, s *goquery.Selection) {
			if !json.Valid([]byte(s.Text())) {
				t.Errorf("%s: %s", a, s.Text())
			}
		})
	}
	page := opened(t, h, "/action/evil-order")
	if got := page.Find("h1").Text(); got != hostile {
		t.Errorf("the name became %q", got)
	}
	if got := page.Find("blockquote").First().Text(); got != hostile {
		t.Errorf("the quotation became %q", got)
	}
}

// FuzzAddress: whatever an address asks, the site answers and says so, and never fails.
func FuzzAddress(f *testing.F) {
	tree := files(hostileFacts())
	h := over(f, held(f, compiled(f, tree, 1)), tree)
	for _, path := range []string{"/", "/compare", "/search", "/discrepancies", "/about", "/embed", "/oembed", "/timeline.svg", "/source/evil-notice", "/action/evil-order", "/export/csv",
		"/binding", "/binding/csv", "/binding/ics", "/compare/md", "/search/json", "/discrepancies/html"} {
		f.Add(path, "vendor=evil-lab&from=2020-01-01&release=1&lang=de&page=2&lanes=vendor&q=x&vendors=a&for=evil-lab&on=2020-04-01&conduct=USE&kind=b&after=c&url=http://example.com/")
		f.Add(path, "%zz&;&=&vendor=%00&release=99999999999999999999")
	}
	f.Fuzz(func(t *testing.T, path, query string) {
		r := request("/")
		r.URL.Path, r.URL.RawQuery = "/"+strings.TrimPrefix(path, "/"), query
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code >= 500 && w.Code != http.StatusNotImplemented {
			t.Fatalf("status %d\n%s", w.Code, w.Body)
		}
	})
}
