package export

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/regline/regline/internal/timeline"
)

// TestReportNotes: in every row that has a claim a reference leads to a note, the numbers are those of the list, and no
// note is without a reference.
func TestReportNotes(t *testing.T) {
	root, err := html.Parse(bytes.NewReader(written(t, "html", readerOf(t, stock(t, nil), 0), Selection{})))
	if err != nil {
		t.Fatal(err)
	}
	referred, noted := make(map[string]bool), make(map[string]string)
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			switch {
			case n.Data == "a" && strings.HasPrefix(a.Val, "#note-"):
				referred[a.Val[1:]] = true
				if textOf(n) != "["+strings.TrimPrefix(a.Val, "#note-")+"]" {
					t.Errorf("%s is shown as %s", a.Val, textOf(n))
				}
			case a.Key == "id":
				noted[a.Val] = textOf(n)
			}
		}
		if n.Data == "tr" && n.Parent.Data == "tbody" && !strings.Contains(textOf(n), "[") {
			t.Errorf("a row without a note: %s", textOf(n))
		}
	}
	if len(noted) != 13 || len(referred) != len(noted) {
		t.Errorf("%d notes, %d referred to", len(noted), len(referred))
	}
	whole := regexp.MustCompile(`^“[^”]+”, Example [^,]+(, no. 7)?, page 3, https://example\.org/\w+\?a=1&b=2, read on 2025-01-15; (not verified; )?not compared with a kept text$`)
	for id, text := range noted {
		if !referred[id] || !whole.MatchString(text) {
			t.Errorf("note %s: %s", id, text)
		}
	}
}

// TestReportSays: doubt is in words where the date stands, and the foot names the release.
func TestReportSays(t *testing.T) {
	r := readerOf(t, stock(t, nil), 0)
	var b bytes.Buffer
	meta := Meta{Now: func() time.Time { return time.Date(2026, 1, 2, 23, 0, 0, 0, time.UTC) }}
	if err := writeMarkdown(context.Background(), &b, r, Selection{Agency: "office", From: day(t, "2024-01-01"), Text: "Order"}, meta); err != nil {
		t.Fatal(err)
	}
	rel := r.Release()
	for _, text := range []string{
		"# Report: Example Office\n", "- Days: 2024-01-01 – …\n", "- Words: Order\n", "- Made on: 2026-01-02\n",
		"20 July 2024 (not verified)", "October 2024 (uncertain)", "Other sources say: `2024-06-21`[^", "Sources say: `2024-10-01`[^",
		"## What was covered, and when it was last checked", "acts: 2, vendors: 1, claims: 57", "Absence of data is not absence of law.",
		"- Regline 2, released on 2025-03-01\n- SHA-256 `" + rel.Digest + "`\n",
		"<http://localhost:8080/export/html?agency=office&from=2024-01-01&q=Order&release=2>",
	} {
		if !strings.Contains(b.String(), text) {
			t.Errorf("the report does not say %q:\n%s", text, b.String())
		}
	}
	empty := string(written(t, "md", r, Selection{To: day(t, "1999-01-01")}))
	if !strings.Contains(empty, "No step found. Absence of data is not absence of law.") || !strings.Contains(empty, "No restriction found.") {
		t.Errorf("of nothing: %s", empty)
	}
}

// TestReportNeverBegan: a restriction that was vacated ahead of its beginning is not told as one that always holds.
func TestReportNeverBegan(t *testing.T) {
	f := sample(nil, false)
	const updates, vacates = "order-1#restriction/updates", "order-1#effect/vacates"
	f.quote(updates, "CONDUCT", "UPDATE", "may not provide updates", "gazette")
	f.quote(updates, timeline.Binds, "resellers", "no reseller", "gazette")
	f.edit(updates, timeline.WindowFrom, "order-1#compliance_deadline/updates")
	f.quote(vacates, "EFFECT_KIND", "VACATES", "it is vacated", "gazette")
	f.quote(vacates, timeline.Upon, updates, "the bar on updates", "gazette")
	f.quote(vacates, timeline.On, "2024-07-01", "from July 1", "gazette")
	r := readerOf(t, only(t, f), 1)
	for language, want := range map[string]string{"en": "| ended before it began | – |", "de": "| endete, ehe sie begann | – |"} {
		if got := string(written(t, "md", r, Selection{Language: language})); !strings.Contains(got, want) {
			t.Errorf("the report does not say %q:\n%s", want, got)
		}
	}
}
