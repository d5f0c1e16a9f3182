package export

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"

	"github.com/regline/regline/internal/timeline"
)

// TestJSONLD asks the statements that a processor makes of the document.
func TestJSONLD(t *testing.T) {
	statements := make(map[string]bool)
	for _, q := range quads(t, written(t, "jsonld", readerOf(t, stock(t, nil), 0), Selection{})) {
		statements[q.Subject.GetValue()+" "+q.Predicate.GetValue()+" "+q.Object.GetValue()] = true
	}
	const base, schema, eli = "https://regline.example", "https://schema.org/", "http://data.europa.eu/eli/ontology#"
	const order, claim = base + "/action/order-1", "http://www.w3.org/ns/prov#"
	for _, s := range []string{
		order + " http://www.w3.org/1999/02/22-rdf-syntax-ns#type " + schema + "Legislation",
		order + " " + schema + "name Example Order",
		order + " " + schema + "legislationDate 2024-06-20",
		order + " " + eli + "based_on " + base + "/action/act-1",
		order + " " + eli + "passed_by " + base + "/agency/office",
		order + " " + schema + "about " + base + "/vendor/vendor-1",
		order + " " + eli + "jurisdiction US",
		order + "#notified " + base + "/about#on 2024-10?",
		base + "/source/gazette " + schema + "url https://example.org/gazette?a=1&b=2",
	} {
		if !statements[s] {
			t.Errorf("not stated: %s", s)
		}
	}
	quoted, derivable := 0, 0
	for s := range statements {
		if strings.Contains(s, " "+claim+"wasQuotedFrom "+base+"/source/") {
			quoted++
		}
		if strings.HasPrefix(s, order+"#") && strings.Contains(s, " "+base+"/about#statedBy "+base+"/about#claim:") {
			derivable++
		}
		// The act's day of effect is unverified, and it was signed in some month.
		if strings.Contains(s, eli+"first_date_entry_in_force") || strings.HasPrefix(s, base+"/action/act-1 "+schema+"legislationDate") {
			t.Errorf("a day that is not established: %s", s)
		}
	}
	if quoted != 15 || derivable != 8 {
		t.Errorf("%d claims are quoted, %d steps are stated by one", quoted, derivable)
	}
}

func TestAtom(t *testing.T) {
	store := stock(t, nil)
	feed := func(release int, s Selection) *gofeed.Feed {
		f, err := gofeed.NewParser().Parse(bytes.NewReader(written(t, "atom", readerOf(t, store, release), s)))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	first, second := feed(1, Selection{}), feed(2, Selection{})
	if first.FeedType != "atom" || len(first.Items) != 1 || len(second.Items) != 2 || second.Items[1].GUID != first.Items[0].GUID {
		t.Fatalf("entries %d and %d; an entry must keep its ID", len(first.Items), len(second.Items))
	}
	if !second.UpdatedParsed.Equal(time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)) || !second.Items[1].UpdatedParsed.Equal(time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("updated %v, %v", second.UpdatedParsed, second.Items[1].UpdatedParsed)
	}
	latest := second.Items[0]
	if latest.Title != "Release 2: claims added: 1, retracted: 1" || latest.Link != "https://regline.example/?release=2" {
		t.Errorf("%s at %s", latest.Title, latest.Link)
	}
	for _, text := range []string{"2024-10-03: “on 3 October”, Example Herald", "2024-06-24: “published on June 24”", "reason: the Courier meant another act"} {
		if !strings.Contains(latest.Content, text) {
			t.Errorf("%q is not in %s", text, latest.Content)
		}
	}
	other := feed(2, Selection{Action: "act-1"})
	if other.Items[0].Title != "Release 2: claims added: 0, retracted: 0" || other.Items[0].GUID == latest.GUID {
		t.Errorf("of an act that did not change: %s, %s", other.Items[0].Title, other.Items[0].GUID)
	}
}

// TestTimelineJS: a month has no day, a span has two ends and says so, an open date is no slide.
func TestTimelineJS(t *testing.T) {
	var doc struct {
		Title  slide
		Events []slide
	}
	if err := json.Unmarshal(written(t, "timelinejs", readerOf(t, stock(t, nil), 0), Selection{}), &doc); err != nil {
		t.Fatal(err)
	}
	type days struct {
		Start, End *slideDay
		Display    string
	}
	got := make(map[timeline.ID]days)
	for _, s := range doc.Events {
		got[s.ID] = days{s.Start, s.End, s.DisplayDate}
	}
	want := map[timeline.ID]days{
		"act-1#signed":                        {&slideDay{2019, 12, 0}, nil, "December 2019"},
		"order-1#issued":                      {&slideDay{2024, 6, 20}, nil, "20 June 2024"},
		"order-1#announced":                   {&slideDay{2024, 6, 20}, nil, "20 June 2024"},
		"order-1#effective/agreements":        {&slideDay{2024, 7, 20}, nil, "20 July 2024 (not verified)"},
		"order-1#began/migration":             {&slideDay{2024, 9, 17}, &slideDay{2024, 9, 19}, "between 17 September 2024 and 19 September 2024"},
		"order-1#compliance_deadline/updates": {&slideDay{2024, 9, 29}, nil, "29 September 2024, 00:00 (UTC-04:00)"},
		"order-1#notified":                    {&slideDay{2024, 10, 0}, nil, "October 2024 (uncertain)"},
		"order-1#completed":                   {&slideDay{2024, 10, 1}, &slideDay{2024, 10, 3}, "between 1 October 2024 and 3 October 2024 (sources differ)"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(doc.Title.Text.Text, "no earlier than 1 January 2030") {
		t.Errorf("the open date is not on the title slide: %s", doc.Title.Text.Text)
	}
}

// TestSubjects: a claim is about the node that the graph has under the same name.
func TestSubjects(t *testing.T) {
	nodes, subjects := make(map[string]bool), make(map[string]bool)
	for _, q := range quads(t, written(t, "jsonld", readerOf(t, stock(t, nil), 0), Selection{})) {
		switch q.Predicate.GetValue() {
		case "https://schema.org/identifier":
			nodes[q.Subject.GetValue()] = true
		case "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject":
			subjects[q.Object.GetValue()] = true
		}
	}
	for s := range subjects {
		if !nodes[s] {
			t.Errorf("a claim is about %s, which is nowhere", s)
		}
	}
	if len(subjects) != 11 {
		t.Errorf("claims are about %d nodes", len(subjects))
	}
}
