package web

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// crowdSize is how many dated steps the crowd has.
const crowdSize = 10_000

var crowdOnce struct {
	sync.Once
	site http.Handler
}

// crowd is the site over ten thousand steps of two thousand acts by forty bodies.
func crowd(t testing.TB) http.Handler {
	t.Helper()
	crowdOnce.Do(func() {
		var in compile.Input
		say := func(subject timeline.ID, p timeline.Predicate, value string) {
			cl := timeline.Claim{Subject: subject, Predicate: p, Value: value, ClaimKind: timeline.ClaimEditorial, Manner: timeline.MannerStates, Rank: timeline.RankNormal}
			if p == timeline.Label {
				cl.Language = "en"
			}
			in.Assertions = append(in.Assertions, compile.Assertion{Claim: cl})
		}
		node := func(kind timeline.Kind, id timeline.ID, label string) {
			in.Declarations = append(in.Declarations, compile.Declaration{ID: id, Kind: kind})
			say(id, timeline.Label, label)
		}
		for i := range 40 {
			node(timeline.KindAgency, timeline.ID(fmt.Sprintf("body-%05d", i)), fmt.Sprintf("Body %05d", i))
			node(timeline.KindVendor, timeline.ID(fmt.Sprintf("vendor-%05d", i)), fmt.Sprintf("Vendor %05d", i))
			say(timeline.ID(fmt.Sprintf("vendor-%05d", i)), timeline.KindOf, "LEGAL_ENTITY")
		}
		roles := []string{"signed", "issued", "announced", "published", "effective"}
		for i := range crowdSize / len(roles) {
			id := timeline.ID(fmt.Sprintf("act-%05d", i))
			node(timeline.KindAction, id, fmt.Sprintf("Act %05d", i))
			say(id, timeline.KindOf, timeline.ActionKinds[i%len(timeline.ActionKinds)].Name)
			say(id, timeline.By, fmt.Sprintf("body-%05d", i*7%40))
			say(id, timeline.Targets, fmt.Sprintf("vendor-%05d", i*11%40))
			for j, role := range roles {
				say(id.With(role), timeline.On, edtf.FromDay(edtf.Day(5000+i*7+j)).String())
			}
		}
		content, problems := compile.Compile(in, 1, false, nil)
		for _, p := range problems {
			t.Fatal(p)
		}
		crowdOnce.site = over(t, held(t, content), files(nil))
	})
	if crowdOnce.site == nil {
		t.Fatal("the crowd does not compile")
	}
	return crowdOnce.site
}

// TestCrowd: ten thousand steps are counted by year, each count leads to the steps of its year, and the page stays small.
func TestCrowd(t *testing.T) {
	h := crowd(t)
	w := answer(h, "/", "Accept-Encoding", "gzip")
	if w.Code != 200 || w.Body.Len() > 60<<10 {
		t.Errorf("status %d, %d bytes", w.Code, w.Body.Len())
	}
	doc := opened(t, h, "/")
	if got := text(doc.Find(".lead")); !strings.Contains(got, "10,000 dated steps of 2,000 acts") {
		t.Errorf("the page says %q", got)
	}
	if doc.Find(".mark").Length() != 0 || doc.Find(".post").Length() < 300 || doc.Find(".event").Length() != pageSize {
		t.Errorf("%d marks, %d posts, %d events", doc.Find(".mark").Length(), doc.Find(".post").Length(), doc.Find(".event").Length())
	}
	post := doc.Find(".post").First()
	year := opened(t, h, post.AttrOr("href", ""))
	if got := year.Find(".event").Length(); got == 0 || got > 300 {
		t.Errorf("%q opens %d events", post.Find("title").Text(), got)
	}
	last := opened(t, h, "/?vendor=&page=67")
	if got := last.Find(".event").Last().AttrOr("id", ""); got != "e10000" {
		t.Errorf("the last page ends with %q", got)
	}
	lanes := doc.Find(".lane-label")
	if lanes.Length() != maxLanes || !strings.Contains(text(lanes.Last()), "25 others") {
		t.Errorf("%d lanes, the last %q", lanes.Length(), text(lanes.Last()))
	}
}

// BenchmarkTimeline opens the story, and ten thousand steps.
func BenchmarkTimeline(b *testing.B) {
	story, _ := curated(b)
	for name, h := range map[string]http.Handler{"story": story, "crowd": crowd(b)} {
		b.Run(name, func(b *testing.B) {
			for n := 0; b.Loop(); n++ { // an address of its own each time, so that no page is kept
				if w := answer(h, fmt.Sprintf("/?visit=%d", n), "Accept-Encoding", "gzip"); w.Code != 200 {
					b.Fatal(w.Code)
				}
			}
		})
	}
}
