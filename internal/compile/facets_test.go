package compile

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

func facetValues(t testing.TB, c *timeline.Content, id timeline.ID, name string) []string {
	t.Helper()
	var out []string
	for _, f := range record(t, c, id).Facets {
		if f.Name == name {
			out = append(out, f.Value)
		}
	}
	return out
}

// groupDraft has a group with a parent, a subsidiary of it, a sister and a brand:
//
//	group <- parent <- sub <- brand      group <- sister
func groupDraft() *draft {
	d := &draft{}
	d.node(timeline.KindVendor, "group", "parent", "sub", "brand", "sister", "stranger")
	d.say("parent", timeline.MemberOf, "group")
	d.say("sister", timeline.MemberOf, "group")
	d.say("sub", timeline.SubsidiaryOf, "parent")
	d.say("brand", timeline.BrandOf, "sub")
	return d
}

func TestTargetFacets(t *testing.T) {
	rows := []struct {
		proves, target string
		want           []string
	}{
		{"an entity and its brand, but not its parent: a parent's act is not its subsidiary's", "sub", []string{"brand", "sub"}},
		{"a brand and its owner", "brand", []string{"brand", "sub"}},
		{"a group and its members", "group", []string{"group", "parent", "sister"}},
		{"a sister only up", "sister", []string{"group", "sister"}},
		{"one who belongs to nobody", "stranger", []string{"stranger"}},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			d := groupDraft()
			d.node(timeline.KindAction, "act")
			d.say("act", timeline.Targets, row.target)
			d.say("act#issued", timeline.On, "2020-01-01")
			d.say("act#restriction/x", "CONDUCT", "USE")
			c := d.compile(t)
			for _, id := range []timeline.ID{"act", "act#issued", "act#restriction/x"} {
				if diff := cmp.Diff(row.want, facetValues(t, c, id, timeline.FacetTarget)); diff != "" {
					t.Errorf("%s: %s", id, diff)
				}
			}
			if diff := cmp.Diff(row.want, facetValues(t, c, "act", timeline.FacetVendor)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What a vendor did is found under it and its group, but is no measure against it.
func TestActsTakenFacets(t *testing.T) {
	d := groupDraft()
	d.node(timeline.KindAction, "exit")
	d.say("exit", timeline.By, "parent")
	c := d.compile(t)
	if diff := cmp.Diff([]string{"group", "parent"}, facetValues(t, c, "exit", timeline.FacetVendor)); diff != "" {
		t.Error(diff)
	}
	if got := facetValues(t, c, "exit", timeline.FacetTarget); got != nil {
		t.Errorf("targets %v", got)
	}
}

// An act against an officer is one about his entity; an act against the entity is none about him.
func TestOfficerFacets(t *testing.T) {
	d := groupDraft()
	d.node(timeline.KindPerson, "officer")
	d.node(timeline.KindAction, "personal", "corporate")
	d.say("officer", timeline.OfficerOf, "parent")
	d.say("personal", timeline.Targets, "officer")
	d.say("corporate", timeline.Targets, "parent")
	c := d.compile(t)
	if got := facetValues(t, c, "personal", timeline.FacetTarget); !slices.Equal(got, []string{"group", "officer", "parent"}) {
		t.Errorf("personal: %v", got)
	}
	if got := facetValues(t, c, "corporate", timeline.FacetTarget); slices.Contains(got, "officer") {
		t.Errorf("corporate: %v", got)
	}
}

// An act is found under the body that took it and all of which that is a part, not under its parts or sisters.
func TestAgencyFacets(t *testing.T) {
	d := &draft{}
	d.node(timeline.KindAgency, "department", "bureau", "office", "other-bureau")
	d.say("bureau", timeline.PartOf, "department")
	d.say("other-bureau", timeline.PartOf, "department")
	d.say("office", timeline.PartOf, "bureau")
	d.node(timeline.KindAction, "act")
	d.say("act", timeline.By, "bureau")
	d.say("act", timeline.KindOf, "RULING")
	d.say("act", "JURISDICTION", "US")
	d.say("act#issued", timeline.On, "2020-01-01")
	c := d.compile(t)
	for _, id := range []timeline.ID{"act", "act#issued"} {
		if got := facetValues(t, c, id, timeline.FacetAgency); !slices.Equal(got, []string{"bureau", "department"}) {
			t.Errorf("%s: %v", id, got)
		}
		if got := facetValues(t, c, id, timeline.FacetKind); !slices.Equal(got, []string{"RULING"}) {
			t.Errorf("%s: %v", id, got)
		}
	}
}

// A row of a list is about those whom it names, not about all whom the act that entered it targets.
func TestRowFacets(t *testing.T) {
	d := groupDraft()
	d.node(timeline.KindAction, "act")
	d.node(timeline.KindOfficialList, "list")
	d.node(timeline.KindListEntry, "row")
	d.say("act", timeline.Targets, "sister")
	d.say("act", timeline.Targets, "sub")
	d.say("act", timeline.KindOf, "LISTING")
	d.say("row", timeline.OnList, "list")
	d.say("row", timeline.NamesParty, "sister")
	d.say("row", timeline.EnteredBy, "act")
	d.say("row#listed", timeline.On, "2020-01-01")
	c := d.compile(t)
	if got := facetValues(t, c, "row#listed", timeline.FacetVendor); !slices.Equal(got, []string{"group", "sister"}) {
		t.Errorf("vendors %v", got)
	}
	if got := facetValues(t, c, "row#listed", timeline.FacetKind); !slices.Equal(got, []string{"LISTING"}) {
		t.Errorf("kinds %v", got)
	}
	if got := facetValues(t, c, "row", timeline.FacetParty); !slices.Equal(got, []string{"group", "sister"}) {
		t.Errorf("parties %v", got)
	}
}

// hostileDraft has names in several scripts, names that are alike, and dates of every form.
func hostileDraft() *draft {
	d := groupDraft()
	d.node(timeline.KindSource, "press-1", "press-11", "press-2")
	d.node(timeline.KindPerson, "person")
	d.node(timeline.KindAgency, "office")
	d.node(timeline.KindAudience, "all")
	d.node(timeline.KindOfficialList, "list")
	d.node(timeline.KindListEntry, "row", "undated-row")
	d.say("group", timeline.Label, "Лаборатория Касперского", in("en"))
	d.say("sister", timeline.Label, "华为技术有限公司", in("en"))
	d.say("sub", timeline.Label, "Gruppe (Zürich) | ÄÖÜ ß/ø", in("en"))
	d.say("brand", timeline.Label, "Gruppe (Zurich) | AOU ss/o", in("en"))
	d.say("parent", timeline.Label, "A name", in("en"))
	d.say("stranger", timeline.Label, "A name", in("en"))
	for i, on := range []string{"2020-01-01", "2020-01", "2020", "202X", "20XX", "../2019", "2021/..", "2020-01-01?", "2020-01-01T10:00Z", "2020-01-01/2020-02-01"} {
		act := timeline.ID("act-" + strings.Repeat("x", i+1))
		d.node(timeline.KindAction, act)
		d.say(act+"#issued", timeline.On, on)
		d.say(act+"#effective/part-"+"a", timeline.On, on)
		d.say(act+"#restriction/x", "CONDUCT", "USE")
		d.say(act+"#restriction/x", timeline.WindowFrom, string(act+"#issued"))
		d.say(act+"#effect/e", "EFFECT_KIND", "STAYS")
		d.say(act+"#statement/s", "SUMMARY", "x")
		d.say(act, "SUMMARY", "Sätze mit „Zeichen“ № "+on, from("press-1"), func(cl *timeline.Claim) {
			cl.Passage = &timeline.Passage{Quotation: on, Locator: "§ 9, Blatt 10ᵇ – " + on}
		})
	}
	d.say("row#listed", timeline.On, "2020-01-01", from("press-1"))
	d.say("row#listed", timeline.On, "2020-01-02", from("press-2"))
	d.say("undated-row", timeline.OnList, "list")
	return d
}

// Every key is ASCII and stands once in its index; a dated key begins with its earliest day.
func TestKeys(t *testing.T) {
	c := hostileDraft().compile(t)
	held := make(map[timeline.Place]timeline.ID)
	for _, r := range c.Records {
		indexes := make(map[timeline.Index]bool)
		for _, p := range r.Places {
			for _, b := range []byte(p.Key + p.Last) {
				if b < 0x20 || b > 0x7e {
					t.Errorf("%s: key %q is not ASCII", r.ID, p.Key)
				}
			}
			place := timeline.Place{Index: p.Index, Key: p.Key}
			if other, twice := held[place]; twice {
				t.Errorf("%s and %s stand at one key %q", r.ID, other, p.Key)
			}
			held[place] = r.ID
			if indexes[p.Index] {
				t.Errorf("%s stands twice in %s", r.ID, p.Index)
			}
			indexes[p.Index] = true
			if (p.Last != "") != (p.Index == timeline.IndexTimeline || p.Index == timeline.IndexImprecise) {
				t.Errorf("%s: last day %q in %s", r.ID, p.Last, p.Index)
			}
		}
	}
	for _, e := range c.Edges {
		if e.FromKey == "" || e.ToKey == "" || strings.ContainsFunc(e.FromKey+e.ToKey, func(r rune) bool { return r > 0x7e || r < 0x20 }) {
			t.Errorf("%s: keys %q and %q", e.Mark().Key, e.FromKey, e.ToKey)
		}
	}
}

func TestTimelinePlaces(t *testing.T) {
	rows := []struct{ proves, on, first, last, imprecise string }{
		{"a day", "2020-01-05", "2020-01-05", "2020-01-05", "no"},
		{"a day with a time", "2020-01-05T10:00Z", "2020-01-05", "2020-01-05", "no"},
		{"a month from its first day to its last", "2020-02", "2020-02-01", "2020-02-29", "yes"},
		{"a doubtful day counts as imprecise", "2020-01-05?", "2020-01-05", "2020-01-05", "yes"},
		{"an open beginning stands ahead of all", "../2019", "0000-01-01", "2019-12-31", "yes"},
		{"an open end lasts behind all", "2021/..", "2021-01-01", "9999-12-31", "yes"},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			d := &draft{}
			d.node(timeline.KindAction, "act")
			d.say("act#issued", timeline.On, row.on)
			want := []timeline.Place{{Index: timeline.IndexTimeline, Key: row.first + "|04-issued|act#issued", Last: row.last}}
			if row.imprecise == "yes" {
				want = append(want, timeline.Place{Index: timeline.IndexImprecise, Key: want[0].Key, Last: row.last})
			}
			if diff := cmp.Diff(want, record(t, d.compile(t), "act#issued").Places); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Claims of one source come in the order of the places that they quote, numbers by their size.
func TestClaimOrder(t *testing.T) {
	d := rivalDraft()
	for _, at := range []string{"p. 10", "p. 9", "p. 100", "§ 2, p. 1", "app. 1"} {
		d.say("act", "CITATION", "89 FR "+at, from("paper"), func(cl *timeline.Claim) {
			cl.Passage = &timeline.Passage{Quotation: at, Locator: at}
		})
	}
	c := d.compile(t)
	keys := make(map[string]string)
	for _, r := range c.Records {
		if cl, ok := r.Node.(*timeline.Claim); ok && cl.Passage != nil {
			keys[r.Places[0].Key] = cl.Passage.Locator
		}
	}
	var got []string
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		got = append(got, keys[k])
	}
	if diff := cmp.Diff([]string{"§ 2, p. 1", "app. 1", "p. 9", "p. 10", "p. 100"}, got); diff != "" {
		t.Error(diff)
	}
}

// A search finds a node by its ID, its names in every language and its texts; parts of acts are found through the acts.
func TestSearchTerms(t *testing.T) {
	d := groupDraft()
	d.say("group", timeline.Label, "Kaspersky Gruppe", in("de"))
	d.say("group", "ALIAS", "Лаборатория")
	d.node(timeline.KindAction, "act")
	d.say("act#issued", timeline.On, "2020-01-01")
	d.say("act#statement/s", "SUMMARY", "Says no", from("paper"), quoting("We strongly disagree"))
	d.source("paper", "PRESS", "ORIGINAL")
	c := d.compile(t)
	if diff := cmp.Diff([]string{"group", "gruppe", "kaspersky", "лаборатория"}, facetValues(t, c, "group", timeline.FacetTerm)); diff != "" {
		t.Error(diff)
	}
	if got := facetValues(t, c, "act#statement/s", timeline.FacetTerm); !slices.Contains(got, "disagree") {
		t.Errorf("statement: %v", got)
	}
	if got := facetValues(t, c, "act#issued", timeline.FacetTerm); got != nil {
		t.Errorf("milestone: %v", got)
	}
}
