package timeline_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

// stageRows say which stages one act against a vendor reaches: an act of a kind, with a restriction that binds somebody,
// or an act that undoes another.
var stageRows = []struct {
	proves, kind, conduct, binds string
	more                         func(*world)
	want                         []string
}{
	{proves: "a warning is one by its kind", kind: "WARNING", want: []string{"WARNING act 2020-01-01 0"}},
	{proves: "what a vendor did is no stage", kind: "COMPANY_ACT", conduct: "USE", binds: "agency"},
	{proves: "an act that restricts nothing is no stage", kind: "NOTICE"},
	{proves: "a bar on buying takes it off the contracts", kind: "DIRECTIVE", conduct: "PROCURE", binds: "agency", want: []string{"PROCUREMENT_REMOVAL act 2020-03-01 60"}},
	{proves: "so does an act of that kind, from its first day", kind: "PROCUREMENT_REMOVAL", conduct: "PROCURE", binds: "agency", want: []string{"PROCUREMENT_REMOVAL act 2020-01-01 0"}},
	{proves: "public bodies that must remove it", kind: "DIRECTIVE", conduct: "REMOVE", binds: "bureau", want: []string{"AGENCY_USE_BAN act 2020-03-01 60"}},
	{proves: "a bar on use by others is no ban at agencies", kind: "DIRECTIVE", conduct: "USE", binds: "shop"},
	{proves: "a bar on spending", kind: "STATUTE", conduct: "FUND", binds: "shop", want: []string{"FUNDING_BAR act 2020-03-01 60"}},
	{proves: "a denial of exports by its kind", kind: "DENIAL_ORDER", want: []string{"EXPORT_RESTRICTION act 2020-01-01 0"}},
	{proves: "exports that need a licence", kind: "LISTING", conduct: "EXPORT", want: []string{"EXPORT_RESTRICTION act 2020-03-01 60"}},
	{proves: "shops that may not sell it", kind: "DETERMINATION", conduct: "DISTRIBUTE", binds: "shop", want: []string{"SALES_BAN act 2020-03-01 60"}},
	{proves: "a text that says to nobody whom it binds bans sales", kind: "DETERMINATION", conduct: "SELL", want: []string{"SALES_BAN act 2020-03-01 60"}},
	{proves: "agencies that may not sell it are no ban of sales to the public", kind: "DETERMINATION", conduct: "SELL", binds: "bureau"},
	{proves: "what revokes another act by a relation", kind: "NOTICE", more: func(w *world) { w.relate("act REVOKES earlier") }, want: []string{"REVERSAL act 2020-01-01 0"}},
	{proves: "what affirms another undoes nothing", kind: "RULING", more: func(w *world) { w.relate("act AFFIRMS earlier") }},
	{proves: "what only delays another undoes nothing", kind: "RULING", more: func(w *world) {
		w.say("act#effect/x", "EFFECT_KIND", "DELAYS")
		w.say("act#effect/x", timeline.On, "2020-02-01")
		w.say("act#effect/x", timeline.Upon, "act")
	}},
	{proves: "a ban begins when it was lifted from a stay that held from the first", kind: "DETERMINATION", conduct: "SELL", binds: "shop", more: func(w *world) {
		w.act("court", "RULING")
		for kind, on := range map[string]string{"STAYS": "2020-02-01", "LIFTS": "2020-05-01"} {
			e := id("court#effect/" + map[string]string{"STAYS": "a", "LIFTS": "b"}[kind])
			w.say(e, "EFFECT_KIND", kind)
			w.say(e, timeline.On, on)
			w.say(e, timeline.Upon, "act")
		}
	}, want: []string{"SALES_BAN act 2020-05-01 121"}},
	{proves: "a ban stayed from the first never began", kind: "DETERMINATION", conduct: "SELL", binds: "shop", more: func(w *world) {
		w.act("court", "RULING")
		w.say("court#effect/a", "EFFECT_KIND", "STAYS")
		w.say("court#effect/a", timeline.On, "2020-02-01")
		w.say("court#effect/a", timeline.Upon, "act")
	}},
}

func TestCompareStages(t *testing.T) {
	for _, row := range stageRows {
		t.Run(row.proves, func(t *testing.T) {
			w := &world{}
			w.node(timeline.KindVendor, "lab")
			w.node(timeline.KindAudience, "public-bodies", "agency", "bureau", "shop")
			w.say("agency", timeline.NarrowerThan, "public-bodies")
			w.say("bureau", timeline.NarrowerThan, "agency")
			w.act("act", row.kind, "issued 2020-01-01", "effective 2020-03-01")
			w.say("act", timeline.Targets, "lab")
			if row.conduct != "" {
				w.restrict("act#restriction/x", row.conduct, "effective", "")
			}
			if row.binds != "" {
				w.say("act#restriction/x", timeline.Binds, row.binds)
			}
			if row.more != nil {
				row.more(w)
			}
			got, err := w.reader(t).Compare(context.Background(), []id{"lab"}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(row.want, stagesOf(got.Columns[0])); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// An act that is against a vendor only by our inference is marked, and days are not counted from it.
func TestCompareInferred(t *testing.T) {
	w := &world{}
	w.node(timeline.KindVendor, "lab")
	w.act("guessed", "WARNING", "issued 2020-01-01")
	w.say("guessed", timeline.Targets, "lab", inferred)
	w.act("said", "DENIAL_ORDER", "issued 2021-01-01")
	w.say("said", timeline.Targets, "lab")
	got, err := w.reader(t).Compare(context.Background(), []id{"lab"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := got.Columns[0]
	if c.First == nil || c.First.ID != "said" {
		t.Errorf("days are counted from %+v", c.First)
	}
	if diff := cmp.Diff([]string{"WARNING guessed 2020-01-01 -", "EXPORT_RESTRICTION said 2021-01-01 0"}, stagesOf(c)); diff != "" {
		t.Error(diff)
	}
	for _, s := range c.Stages {
		if s.Inferred != (s.Stage == "WARNING") {
			t.Errorf("%s: inferred %t", s.Stage, s.Inferred)
		}
	}
}

func TestCompareFaults(t *testing.T) {
	w := &world{}
	w.node(timeline.KindVendor, "lab")
	w.act("act", "NOTICE")
	r := w.reader(t)
	for name, row := range map[string]struct {
		vendors []id
		is      error
	}{
		"nobody":          {nil, timeline.ErrBadInput},
		"too many":        {slices.Repeat([]id{"lab"}, timeline.MaxCompared+1), timeline.ErrBadInput},
		"one not there":   {[]id{"lab", "nowhere"}, timeline.ErrNotFound},
		"one of no trade": {[]id{"act"}, timeline.ErrNotFound},
	} {
		if _, err := r.Compare(context.Background(), row.vendors, nil); !errors.Is(err, row.is) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := r.Jurisdictions(context.Background(), "act"); !errors.Is(err, timeline.ErrNotFound) {
		t.Error(err)
	}
}

// Who acted first is told by the first possible day, also before 1970 and where a date is open towards the past; acts
// without a date come last.
func TestJurisdictionsOrder(t *testing.T) {
	w := &world{}
	w.node(timeline.KindVendor, "lab")
	for jurisdiction, on := range map[string]string{"FR": "1965-05-05", "DE": "../1968", "US": "1969-01-01", "NL": "2020"} {
		act := id("act-" + on[:4])
		if jurisdiction == "DE" {
			act = "act-open"
		}
		w.act(act, "NOTICE", "issued "+on)
		w.say(act, "JURISDICTION", jurisdiction)
		w.say(act, timeline.Targets, "lab")
	}
	w.act("act-undated", "NOTICE")
	w.say("act-undated", "JURISDICTION", "IT")
	w.say("act-undated", timeline.Targets, "lab")
	got, err := w.reader(t).Jurisdictions(context.Background(), "lab")
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, row := range got {
		order = append(order, fmt.Sprint(row.Jurisdiction, " ", idsOf(row.Acts)))
	}
	want := []string{"DE [act-open]", "FR [act-1965]", "US [act-1969]", "NL [act-2020]", "IT [act-undated]"}
	if diff := cmp.Diff(want, order); diff != "" {
		t.Error(diff)
	}
}

// A chain of authority longer than a walk goes has no answer: what lies behind its end would seem to stand.
func TestImpactTooDeep(t *testing.T) {
	w := &world{}
	chain := func(n int) id { return id(fmt.Sprintf("act-%02d", n)) }
	for n := range timeline.MaxDepth + 1 {
		w.relate(string(chain(n+1)) + " ISSUED_UNDER " + string(chain(n)))
	}
	r := w.reader(t)
	if _, err := r.ImpactOf(context.Background(), []id{chain(0)}, nil); !errors.Is(err, timeline.ErrTooLarge) {
		t.Errorf("a chain of %d: %v", timeline.MaxDepth+1, err)
	}
	if m, err := r.ImpactOf(context.Background(), []id{chain(1)}, nil); err != nil || len(m.Fates) != timeline.MaxDepth {
		t.Errorf("a chain of %d: %v", timeline.MaxDepth, err)
	}
}
