package compile

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

// One position for each value, the chosen first; a coarser date that agrees is on the chosen side.
func TestRivalValues(t *testing.T) {
	d := rivalDraft()
	d.say(issued, timeline.On, "2020-01-02", from("paper"), func(cl *timeline.Claim) { cl.Reading = "the day of the report" })
	d.say(issued, timeline.On, "2020-01-02", from("herald"))
	d.say(issued, timeline.On, "2020-01-03", from("firm"))
	d.say(issued, timeline.On, "2020-01-01", from("journal"))
	d.say(issued, timeline.On, "2020", from("notice"))
	c := d.compile(t)
	found := discrepancies(c)
	if len(found) != 1 {
		t.Fatalf("%d discrepancies", len(found))
	}
	x := found[0]
	if x.DiscrepancyKind != "RIVAL_VALUES" || x.SubjectID != issued || x.OwnerID != "act" || x.Predicate != timeline.On {
		t.Errorf("%+v", x)
	}
	type side struct {
		Value   string
		Chosen  bool
		Claims  int
		Reading string
	}
	var sides []side
	for _, p := range x.Positions {
		sides = append(sides, side{p.Value, p.Chosen, len(p.ClaimIDs), p.Reading})
	}
	want := []side{{"2020-01-01", true, 2, ""}, {"2020-01-03", false, 1, ""}, {"2020-01-02", false, 2, "the day of the report"}}
	if diff := cmp.Diff(want, sides); diff != "" {
		t.Error(diff)
	}
	for _, f := range []timeline.Facet{{Name: timeline.FacetAbout, Value: "act"}, {Name: timeline.FacetAbout, Value: string(issued)},
		{Name: timeline.FacetSource, Value: "herald"}, {Name: timeline.FacetKind, Value: "RIVAL_VALUES"}} {
		if !slices.Contains(record(t, c, x.ID).Facets, f) {
			t.Errorf("no facet %v", f)
		}
	}
}

// Where none is chosen every position is a rival's.
func TestTieHasNoChosenSide(t *testing.T) {
	d := rivalDraft()
	d.say(issued, timeline.On, "2020-01-01", from("paper"))
	d.say(issued, timeline.On, "2020-01-03", from("herald"))
	found := discrepancies(d.compile(t))
	if len(found) != 1 || len(found[0].Positions) != 2 || found[0].Positions[0].Chosen || found[0].Positions[1].Chosen {
		t.Errorf("%+v", found)
	}
}

// A losing value that is another milestone's day says which.
func TestRoleConfusion(t *testing.T) {
	d := rivalDraft()
	d.say(issued, timeline.On, "2020-01-01", from("journal"))
	d.say("act#published", timeline.On, "2020-01-08", from("journal"))
	d.say("act#effective", timeline.On, "2020-02", from("journal"))
	d.say(issued, timeline.On, "2020-01-08", from("paper"))
	found := discrepancies(d.compile(t))
	if len(found) != 1 || found[0].DiscrepancyKind != "ROLE_CONFUSION" {
		t.Fatalf("%+v", found)
	}
	if fits := found[0].Positions[1].FitIDs; !slices.Equal(fits, []timeline.ID{"act#published"}) {
		t.Errorf("fits %v", fits)
	}
}

func TestChronology(t *testing.T) {
	rows := []struct {
		proves        string
		first, second timeline.ID
		a, b          string
		possible      bool
		options       []option
	}{
		{proves: "effective before it was signed", first: "signed", second: "effective", a: "2020-02-01", b: "2020-01-01"},
		{proves: "adopted after it was signed", first: "adopted", second: "signed", a: "2020-02-01", b: "2020-01-01"},
		{proves: "decided before it was filed", first: "filed", second: "decided", a: "2020-02-01", b: "2020-01"},
		{proves: "the same day is possible", first: "signed", second: "effective", a: "2020-02-01", b: "2020-02-01", possible: true},
		{proves: "a month that holds the day is possible", first: "signed", second: "effective", a: "2020-02-20", b: "2020-02", possible: true},
		{proves: "a doubtful date accuses nobody", first: "signed", second: "effective", a: "2020-02-01", b: "2020-01-01?", possible: true},
		{proves: "an unverified date accuses nobody", first: "signed", second: "effective", a: "2020-02-01", b: "2020-01-01", possible: true, options: []option{unverified}},
		{proves: "a document may be published after it takes effect", first: "published", second: "effective", a: "2020-02-01", b: "2020-01-01", possible: true},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			first, second := timeline.ID("act").With(string(row.first)), timeline.ID("act").With(string(row.second))
			across := rivalDraft()
			across.say(first, timeline.On, row.a, append(row.options, from("paper"))...)
			across.say(second, timeline.On, row.b, from("journal"))
			found := discrepancies(across.compile(t))
			within := rivalDraft()
			line := within.say(first, timeline.On, row.a, append(row.options, from("paper"))...)
			within.say(second, timeline.On, row.b, from("paper"))
			if row.possible {
				if len(found) != 0 {
					t.Errorf("across sources: %+v", found[0])
				}
				within.compile(t)
				return
			}
			if len(found) != 1 || found[0].DiscrepancyKind != "IMPOSSIBLE_CHRONOLOGY" || found[0].SubjectID != first || len(found[0].Positions) != 2 {
				t.Errorf("across sources: %+v", found)
			}
			wantProblem(t, within.faults(t), line, "paper gives", "that order cannot be")
		})
	}
}
