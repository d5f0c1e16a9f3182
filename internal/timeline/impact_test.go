package timeline_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

func TestImpact(t *testing.T) {
	rows := []struct {
		proves string
		facts  []string
		of     []id
		want   []string
	}{
		{"what rests on a fallen act alone falls, and what rests on that", []string{"b ISSUED_UNDER a", "c IMPLEMENTS b"}, []id{"a"}, []string{"b FALLS", "c FALLS"}},
		{"an authority above the fallen one saves nothing", []string{"b ISSUED_UNDER a", "c ISSUED_UNDER b", "c ISSUED_UNDER a"}, []id{"b"}, []string{"c FALLS"}},
		{"what only adds to a fallen act falls in part", []string{"b AMENDS a"}, []id{"a"}, []string{"b FALLS_IN_PART"}},
		{"what only relies on a fallen act falls in part", []string{"b RELIES_ON a"}, []id{"a"}, []string{"b FALLS_IN_PART"}},
		{"what cites a fallen act does not rest on it", []string{"b CITES a", "c SUPERSEDES a"}, []id{"a"}, nil},
		{"of two authorities one falls: in part", []string{"b ISSUED_UNDER a", "b ISSUED_UNDER x"}, []id{"a"}, []string{"b FALLS_IN_PART"}},
		{"both fall: wholly", []string{"b ISSUED_UNDER a", "b ISSUED_UNDER x"}, []id{"a", "x"}, []string{"b FALLS"}},
		{"both authorities fall by way of one", []string{"b ISSUED_UNDER a", "c ISSUED_UNDER a", "d ISSUED_UNDER b", "d ISSUED_UNDER c"}, []id{"a"}, []string{"b FALLS", "c FALLS", "d FALLS"}},
		{"an authority that falls in part carries on in part", []string{"b AMENDS a", "c ISSUED_UNDER b"}, []id{"a"}, []string{"b FALLS_IN_PART", "c FALLS_IN_PART"}},
		{"of two authorities one falls and one in part: in part", []string{"b ISSUED_UNDER a", "c AMENDS a", "d ISSUED_UNDER b", "d ISSUED_UNDER c"}, []id{"a"}, []string{"b FALLS", "c FALLS_IN_PART", "d FALLS_IN_PART"}},
		{"an inferred authority decides nothing", []string{"b ISSUED_UNDER a?"}, []id{"a"}, []string{"b UNKNOWN"}},
		{"a chain behind what is unknown is unknown", []string{"b ISSUED_UNDER a?", "c ISSUED_UNDER b", "d IMPLEMENTS c"}, []id{"a"}, []string{"b UNKNOWN", "c UNKNOWN", "d UNKNOWN"}},
		{"an inferred authority that stands saves nothing for certain", []string{"b ISSUED_UNDER a", "b ISSUED_UNDER x?"}, []id{"a"}, []string{"b UNKNOWN"}},
		{"an inferred link to what falls saves nothing at all", []string{"b ISSUED_UNDER a", "b IMPLEMENTS c?", "c ISSUED_UNDER a"}, []id{"a"}, []string{"b FALLS", "c FALLS"}},
		{"an authority whose fate is unknown may save it", []string{"b ISSUED_UNDER a", "c ISSUED_UNDER a?", "b ISSUED_UNDER c"}, []id{"a"}, []string{"b UNKNOWN", "c UNKNOWN"}},
		{"an addition to what falls is certain beside what is inferred", []string{"b AMENDS a", "b ISSUED_UNDER a?"}, []id{"a"}, []string{"b FALLS_IN_PART"}},
		{"what is judged later still counts", []string{"z ISSUED_UNDER a", "b ISSUED_UNDER z", "b IMPLEMENTS a"}, []id{"a"}, []string{"b FALLS", "z FALLS"}},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			w := &world{}
			w.relate(row.facts...)
			got, err := w.reader(t).ImpactOf(context.Background(), row.of, nil)
			if err != nil {
				t.Fatal(err)
			}
			var fates []string
			for _, f := range got.Fates {
				fates = append(fates, fmt.Sprint(f.Node.Base().ID, " ", f.Fate))
			}
			slices.Sort(fates)
			if diff := cmp.Diff(row.want, fates); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The links that decide are told, apart from those that save; and of the acts against a vendor those that stand.
func TestImpactReasons(t *testing.T) {
	w := &world{}
	w.node(timeline.KindVendor, "vendor")
	w.relate("b ISSUED_UNDER a", "b ISSUED_UNDER x", "b RELIES_ON c", "c ISSUED_UNDER a", "d CITES a", "e ISSUED_UNDER a?")
	for _, act := range []id{"a", "b", "c", "d", "e", "x"} {
		w.say(act, timeline.Targets, "vendor")
	}
	got, err := w.reader(t).ImpactOf(context.Background(), []id{"a"}, ptr(id("vendor")))
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(got.Fates, func(f *timeline.Fated) bool { return f.Node.Base().ID == "b" })
	f := got.Fates[i]
	if because, besides := route(f.Because), route(f.Besides); !strings.Contains(because, "-ISSUED_UNDER-> a") || !strings.Contains(because, "-RELIES_ON-> c") || besides != "b -ISSUED_UNDER-> x" {
		t.Errorf("because %s, besides %s", because, besides)
	}
	if f.Depth != 1 || route(f.Path) != "b -ISSUED_UNDER-> a" {
		t.Errorf("%d: %s", f.Depth, route(f.Path))
	}
	if stands := idsOf(got.Stands); !slices.Equal(stands, []id{"d", "x"}) {
		t.Errorf("stands %v", stands)
	}
}

// stagesOf writes a column as "STAGE act date days".
func stagesOf(c *timeline.Course) []string {
	var out []string
	for _, s := range c.Stages {
		if s.When == nil {
			if s.Action != nil || s.Days != nil {
				out = append(out, string(s.Stage)+" half reached")
			}
			continue
		}
		out = append(out, fmt.Sprintf("%s %s %s %s", s.Stage, s.Action.ID, s.When.Date, number(s.Days)))
	}
	return out
}

func TestCompare(t *testing.T) {
	w := &world{}
	w.node(timeline.KindAudience, "public-bodies", "agency", "company")
	w.say("agency", timeline.NarrowerThan, "public-bodies")
	w.node(timeline.KindVendor, "lab", "group", "other", "none")
	w.say("lab", timeline.MemberOf, "group")
	act := func(name id, kind, on string, conduct string, binds id, vendor id, jurisdiction string) {
		w.act(name, kind, on)
		w.say(name, timeline.Targets, string(vendor))
		w.say(name, "JURISDICTION", jurisdiction)
		if conduct != "" {
			role, _, _ := strings.Cut(on, " ")
			w.restrict(name+"#restriction/x", conduct, role, "")
			w.say(name+"#restriction/x", timeline.Binds, string(binds))
		}
	}
	act("exit", "COMPANY_ACT", "began 2016-01-01", "", "", "lab", "US")
	w.say("exit", timeline.By, "lab")
	act("warning", "WARNING", "published 2017-01-01", "", "", "lab", "DE")
	act("private-ban", "ORDER", "effective 2017-02-01", "USE", "company", "lab", "US")
	act("agency-ban", "DIRECTIVE", "effective 2017-03-02", "REMOVE", "agency", "lab", "US")
	act("second-ban", "DIRECTIVE", "effective 2017-04-01", "USE", "agency", "group", "US")
	act("sales-ban", "DETERMINATION", "effective 2018-01", "RESELL", "company", "group", "US")
	act("undated", "WARNING", "issued ../2020", "", "", "other", "US")
	act("undoing", "RULING", "decided 2019-01-01", "", "", "other", "US")
	w.say("undoing#effect/x", "EFFECT_KIND", "VACATES")
	w.say("undoing#effect/x", timeline.On, "2019-02-01")
	w.say("undoing#effect/x", timeline.Upon, "agency-ban")
	r := w.reader(t)
	compare := func(jurisdiction *string) map[id][]string {
		got, err := r.Compare(context.Background(), []id{"lab", "group", "other", "none"}, jurisdiction)
		if err != nil {
			t.Fatal(err)
		}
		out := make(map[id][]string)
		for i, c := range got.Columns {
			if got.Vendors[i] != c.Vendor || len(c.Stages) != len(timeline.Stages) {
				t.Errorf("column %d", i)
			}
			out[c.Vendor.ID] = stagesOf(c)
		}
		return out
	}
	lab := []string{"WARNING warning 2017-01-01 0", "AGENCY_USE_BAN agency-ban 2017-03-02 60", "SALES_BAN sales-ban 2018-01 -"}
	want := map[id][]string{
		"lab": lab, "group": lab,
		"other": {"WARNING undated ../2020 -", "REVERSAL undoing 2019-02-01 -"},
		"none":  nil,
	}
	if diff := cmp.Diff(want, compare(nil)); diff != "" {
		t.Error(diff)
	}
	// In one jurisdiction days are counted from its own first act.
	if diff := cmp.Diff([]string{"AGENCY_USE_BAN agency-ban 2017-03-02 29", "SALES_BAN sales-ban 2018-01 -"}, compare(ptr("US"))["lab"]); diff != "" {
		t.Error(diff)
	}
}

func TestJurisdictions(t *testing.T) {
	w := &world{}
	w.node(timeline.KindVendor, "lab")
	for name, facts := range map[id][2]string{"us-1": {"US", "issued 2018-01-01"}, "us-2": {"US", "issued 2024-01-01"}, "de-1": {"DE", "issued 2022-01-01"}, "nl-1": {"NL", ""}, "exit": {"RU", "began 2017-01-01"}} {
		kind := "WARNING"
		if name == "exit" {
			kind = "COMPANY_ACT"
		}
		if facts[1] == "" {
			w.act(name, kind)
		} else {
			w.act(name, kind, facts[1])
		}
		w.say(name, "JURISDICTION", facts[0])
		w.say(name, timeline.Targets, "lab")
	}
	w.relate("us-2 CITES de-1", "us-2 CITES us-1", "nl-1 CITES us-1")
	got, err := w.reader(t).Jurisdictions(context.Background(), "lab")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, row := range got {
		out = append(out, fmt.Sprintf("%s %v %s", row.Jurisdiction, idsOf(row.Acts), route(row.Follows)))
	}
	want := []string{"US [us-1 us-2] us-2 -CITES-> de-1", "DE [de-1] ", "NL [nl-1] nl-1 -CITES-> us-1"}
	if diff := cmp.Diff(want, out); diff != "" {
		t.Error(diff)
	}
}
