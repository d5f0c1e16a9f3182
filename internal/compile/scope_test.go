package compile

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

// scopeDraft has an act that bars resale by sellers and new agreements with everyone, a narrower audience of sellers,
// and another act that bars use.
func scopeDraft() *draft {
	d := rivalDraft()
	d.node(timeline.KindAction, "other")
	d.node(timeline.KindAudience, "everyone", "sellers", "shops", "agencies")
	d.say("sellers", timeline.NarrowerThan, "everyone")
	d.say("shops", timeline.NarrowerThan, "sellers")
	d.say("act#restriction/resale", "CONDUCT", "RESELL", from("journal"))
	d.say("act#restriction/resale", timeline.Binds, "sellers", from("journal"))
	d.say("act#restriction/agreements", "CONDUCT", "ENTER_AGREEMENTS", from("journal"))
	d.say("other#restriction/use", "CONDUCT", "USE", from("journal"))
	d.say("other#restriction/use", timeline.Binds, "agencies", from("journal"))
	return d
}

// sidesOf writes the positions of a discrepancy: "value" for the chosen, "(value)" for the others, with the number of claims.
func sidesOf(d *timeline.Discrepancy) []string {
	var out []string
	for _, p := range d.Positions {
		value := p.Value
		if !p.Chosen {
			value = "(" + value + ")"
		}
		out = append(out, fmt.Sprint(value, " ", len(p.ClaimIDs)))
	}
	return out
}

func TestScope(t *testing.T) {
	rows := []struct {
		proves string
		claims func(*draft)
		want   [][]string
	}{
		{"what the act restricts is no confusion", func(d *draft) { d.say("act", timeline.Prohibits, "RESELL", from("paper")) }, nil},
		{"what another act restricts is one", func(d *draft) { d.say("act", timeline.Prohibits, "USE", from("paper")) },
			[][]string{{"ENTER_AGREEMENTS 1", "RESELL 1", "(USE) 1"}}},
		{"two texts that say the same are one side", func(d *draft) {
			d.say("act", timeline.Prohibits, "USE", from("paper"))
			d.say("act", timeline.Prohibits, "USE", from("herald"))
		}, [][]string{{"ENTER_AGREEMENTS 1", "RESELL 1", "(USE) 2"}}},
		{"each value that the act does not hold is a confusion of its own", func(d *draft) {
			d.say("act", timeline.Prohibits, "USE", from("paper"))
			d.say("act", timeline.Prohibits, "SELL", from("paper"))
			d.say("act", timeline.Prohibits, "RESELL", from("paper"))
		}, [][]string{{"ENTER_AGREEMENTS 1", "RESELL 1", "(SELL) 1"}, {"ENTER_AGREEMENTS 1", "RESELL 1", "(USE) 1"}}},
		{"an official statement that it is not prohibited is the chosen side", func(d *draft) {
			d.say("act", timeline.Prohibits, "USE", from("paper"))
			d.say("act#statement/use", timeline.NotProhibited, "USE", from("journal"))
			d.say("act#statement/use", timeline.About, "act", from("journal"))
		}, [][]string{{"not USE 1", "(USE) 1"}}},
		{"a statement about another act says nothing here", func(d *draft) {
			d.say("act", timeline.Prohibits, "USE", from("paper"))
			d.say("act#statement/use", timeline.NotProhibited, "USE", from("journal"))
			d.say("act#statement/use", timeline.About, "other", from("journal"))
		}, [][]string{{"ENTER_AGREEMENTS 1", "RESELL 1", "(USE) 1"}}},
		{"a statement about another conduct says nothing here", func(d *draft) {
			d.say("act", timeline.Prohibits, "USE", from("paper"))
			d.say("act#statement/sell", timeline.NotProhibited, "SELL", from("journal"))
			d.say("act#statement/sell", timeline.About, "act", from("journal"))
		}, [][]string{{"ENTER_AGREEMENTS 1", "RESELL 1", "(USE) 1"}}},
		{"an act without restrictions holds nothing", func(d *draft) {
			d.node(timeline.KindAction, "bare")
			d.say("bare", timeline.Prohibits, "USE", from("paper"))
		}, [][]string{{"(USE) 1"}}},

		{"whom the act binds is no confusion", func(d *draft) { d.say("act", timeline.AppliesTo, "sellers", from("paper")) }, nil},
		{"a narrower audience is bound as well", func(d *draft) { d.say("act", timeline.AppliesTo, "shops", from("paper")) }, nil},
		{"a broader audience is not", func(d *draft) { d.say("act", timeline.AppliesTo, "everyone", from("paper")) },
			[][]string{{"sellers 1", "(everyone) 1"}}},
		{"another audience is not", func(d *draft) { d.say("act", timeline.AppliesTo, "agencies", from("paper")) },
			[][]string{{"sellers 1", "(agencies) 1"}}},
		{"a text that is deprecated is told all the same", func(d *draft) {
			d.say("act", timeline.AppliesTo, "agencies", from("paper"), ranked(timeline.RankDeprecated))
		}, [][]string{{"sellers 1", "(agencies) 1"}}},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			d := scopeDraft()
			row.claims(d)
			var got [][]string
			for _, x := range discrepancies(d.compile(t)) {
				if x.DiscrepancyKind != "SCOPE_CONFUSION" || x.SubjectID != x.OwnerID {
					t.Errorf("%+v", x)
				}
				got = append(got, sidesOf(x))
			}
			slices.SortFunc(got, slices.Compare)
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A scope confusion is found by its act and by every source of its sides; the reading of a loose text is kept.
func TestScopeFacets(t *testing.T) {
	d := scopeDraft()
	d.say("act", timeline.Prohibits, "USE", from("paper"), func(cl *timeline.Claim) { cl.Reading = "resale is meant" })
	c := d.compile(t)
	found := discrepancies(c)
	if len(found) != 1 {
		t.Fatalf("%d discrepancies", len(found))
	}
	x := found[0]
	if p := x.Positions[len(x.Positions)-1]; p.Reading != "resale is meant" || x.Predicate != timeline.Prohibits {
		t.Errorf("%+v", x)
	}
	for _, f := range []timeline.Facet{{Name: timeline.FacetAbout, Value: "act"}, {Name: timeline.FacetSource, Value: "paper"},
		{Name: timeline.FacetSource, Value: "journal"}, {Name: timeline.FacetKind, Value: "SCOPE_CONFUSION"}} {
		if !slices.Contains(record(t, c, x.ID).Facets, f) {
			t.Errorf("no facet %v", f)
		}
	}
	if label := record(t, c, x.ID).Node.Base().Labels["en"]; label != "act: what it prohibits" {
		t.Errorf("label %q", label)
	}
}
