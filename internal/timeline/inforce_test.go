package timeline_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

// officeWorld has audiences, a ban with two beginnings, one with an exemption, one that is stayed, and a statement.
func officeWorld() *world {
	w := &world{}
	w.node(timeline.KindAudience, "public-bodies", "federal", "civilian", "military", "us-persons", "resellers", "systems")
	for narrow, broad := range map[id]string{"federal": "public-bodies", "civilian": "federal", "military": "federal", "systems": "federal", "resellers": "us-persons"} {
		w.say(narrow, timeline.NarrowerThan, broad)
	}
	w.node(timeline.KindVendor, "lab", "group")
	w.say("lab", timeline.MemberOf, "group")

	w.act("ban", "DETERMINATION", "issued 2024-06-20", "effective/agreements 2024-07-20", "effective/resale 2024-09-29T00:00-04:00")
	w.say("ban", timeline.Targets, "group")
	w.restrict("ban#restriction/agreements", "ENTER_AGREEMENTS", "effective/agreements", "")
	w.say("ban#restriction/agreements", timeline.Binds, "lab")
	w.say("ban#restriction/agreements", timeline.Counterparty, "us-persons")
	w.restrict("ban#restriction/resale", "RESELL", "effective/resale", "")
	w.say("ban#restriction/resale", timeline.Affects, "resellers")
	w.say("ban#restriction/resale", "UNSTATED", "true")

	w.act("directive", "DIRECTIVE", "issued 2017-09-13", "compliance_deadline/plan 2017-11-12", "expires 2025-01-01")
	w.say("directive", timeline.Targets, "lab")
	w.restrict("directive#restriction/use", "USE", "compliance_deadline/plan", "expires")
	w.say("directive#restriction/use", timeline.Binds, "civilian")
	w.say("directive#restriction/use", timeline.Exempts, "systems")

	w.act("rule", "REGULATION", "effective 2018-07-16")
	w.say("rule", timeline.Targets, "lab")
	w.restrict("rule#restriction/buy", "PROCURE", "effective", "")
	w.say("rule#restriction/buy", timeline.Binds, "federal")
	w.act("order", "RULING", "decided 2019-01-01")
	w.say("order#effect/stay", "EFFECT_KIND", "STAYS")
	w.say("order#effect/stay", timeline.On, "2019-01-01")
	w.say("order#effect/stay", timeline.Upon, "rule")

	w.say("ban#statement/use", timeline.NotProhibited, "USE")
	w.say("ban#statement/use", timeline.About, "ban")
	w.say("ban#statement/other", timeline.About, "ban")
	w.say("ban#statement/other", "SUMMARY", "Something else.")
	return w
}

// rows writes the rows of an answer: restriction, verdict, how it touches, through whom.
func rows(f *timeline.Force) []string {
	var out []string
	for _, row := range f.Rows {
		for _, touched := range row.Touches {
			out = append(out, fmt.Sprintf("%s %s %s<-%s", row.Restriction.ID, row.Verdict, touched.How, touched.Through))
		}
	}
	return out
}

func TestInForce(t *testing.T) {
	ask := []struct {
		proves, on string
		who        []id
		vendor     id
		want       []string
		next       string
	}{
		{"a reseller is affected by two duties of others, one of which begins later", "2024-08-01", []id{"resellers"}, "",
			[]string{"ban#restriction/agreements IN_FORCE AFFECTED<-us-persons", "ban#restriction/resale NOT_IN_FORCE UNSTATED<-resellers"}, "2024-09-29"},
		{"ahead of both nothing is in force, and the next change is the first", "2024-07-19", []id{"resellers"}, "",
			[]string{"ban#restriction/agreements NOT_IN_FORCE AFFECTED<-us-persons", "ban#restriction/resale NOT_IN_FORCE UNSTATED<-resellers"}, "2024-07-20"},
		{"one bound at midnight is bound for the whole day", "2024-09-29", []id{"resellers"}, "",
			[]string{"ban#restriction/agreements IN_FORCE AFFECTED<-us-persons", "ban#restriction/resale IN_FORCE UNSTATED<-resellers"}, ""},
		{"the broader is affected where some of it are", "2024-10-01", []id{"us-persons"}, "",
			[]string{"ban#restriction/agreements IN_FORCE AFFECTED<-us-persons", "ban#restriction/resale IN_FORCE UNSTATED<-resellers"}, ""},
		{"the vendor is bound itself", "2024-10-01", []id{"lab"}, "", []string{"ban#restriction/agreements IN_FORCE BOUND<-lab"}, ""},
		{"its group is bound in part", "2024-10-01", []id{"group"}, "", []string{"ban#restriction/agreements IN_FORCE BOUND_IN_PART<-lab"}, ""},
		{"a civilian agency", "2018-01-01", []id{"civilian"}, "",
			[]string{"directive#restriction/use IN_FORCE BOUND<-civilian", "rule#restriction/buy NOT_IN_FORCE BOUND<-federal"}, "2018-07-16"},
		{"a civilian agency while the rule is stayed", "2020-01-01", []id{"civilian"}, "",
			[]string{"directive#restriction/use IN_FORCE BOUND<-civilian", "rule#restriction/buy NOT_IN_FORCE BOUND<-federal"}, "2025-01-01"},
		{"federal bodies as a whole are bound in part", "2018-08-01", []id{"federal"}, "",
			[]string{"directive#restriction/use IN_FORCE BOUND_IN_PART<-civilian", "rule#restriction/buy IN_FORCE BOUND<-federal"}, "2019-01-01"},
		{"a sister is not bound", "2018-08-01", []id{"military"}, "", []string{"rule#restriction/buy IN_FORCE BOUND<-federal"}, "2019-01-01"},
		{"the exempt are told so", "2018-08-01", []id{"systems"}, "",
			[]string{"rule#restriction/buy IN_FORCE BOUND<-federal", "directive#restriction/use IN_FORCE EXEMPT<-systems"}, "2019-01-01"},
		{"the day of the end is outside", "2025-01-01", []id{"civilian"}, "",
			[]string{"directive#restriction/use NOT_IN_FORCE BOUND<-civilian", "rule#restriction/buy NOT_IN_FORCE BOUND<-federal"}, ""},
		{"two capacities of one asker", "2024-10-01", []id{"resellers", "military"}, "",
			[]string{"ban#restriction/agreements IN_FORCE AFFECTED<-us-persons", "ban#restriction/resale IN_FORCE UNSTATED<-resellers", "rule#restriction/buy NOT_IN_FORCE BOUND<-federal"}, ""},
	}
	r := officeWorld().reader(t)
	for _, row := range ask {
		t.Run(row.proves, func(t *testing.T) {
			f, err := r.InForce(context.Background(), timeline.ForceQuestion{On: day(t, row.on), Capacities: row.who})
			if err != nil {
				t.Fatal(err)
			}
			got, want := rows(f), slices.Clone(row.want)
			slices.Sort(got)
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			next := ""
			if f.NextChange != nil {
				next = f.NextChange.When.Earliest().String()
			}
			if next != row.next {
				t.Errorf("next change %s", next)
			}
			order := map[timeline.Verdict]int{timeline.VerdictInForce: 0, timeline.VerdictPartly: 1, timeline.VerdictUnknown: 2, timeline.VerdictNotInForce: 3}
			if !slices.IsSortedFunc(f.Rows, func(a, b *timeline.ForceRow) int { return order[a.Verdict] - order[b.Verdict] }) {
				t.Error("those in force do not come first")
			}
		})
	}
}

// A question may be narrowed to a vendor with its group, to an act, to a conduct.
func TestInForceNarrowed(t *testing.T) {
	r := officeWorld().reader(t)
	count := func(q timeline.ForceQuestion) int {
		q.On, q.Capacities = day(t, "2024-10-01"), []id{"civilian", "resellers"}
		f, err := r.InForce(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		return len(f.Rows)
	}
	for name, row := range map[string]struct {
		q    timeline.ForceQuestion
		want int
	}{
		"all":         {timeline.ForceQuestion{}, 4},
		"the entity":  {timeline.ForceQuestion{Vendor: ptr(id("lab"))}, 4},
		"the group":   {timeline.ForceQuestion{Vendor: ptr(id("group"))}, 4},
		"the act":     {timeline.ForceQuestion{Action: ptr(id("ban"))}, 2},
		"the conduct": {timeline.ForceQuestion{Conduct: ptr("resell")}, 1},
		"nothing":     {timeline.ForceQuestion{Conduct: ptr("TRANSACT")}, 0},
	} {
		if got := count(row.q); got != row.want {
			t.Errorf("%s: %d rows, want %d", name, got, row.want)
		}
	}
}

// The cause of a change is the milestone or the effect, and an official "not prohibited" stands beside the rows.
func TestInForceCauses(t *testing.T) {
	ctx := context.Background()
	r := officeWorld().reader(t)
	f, err := r.InForce(ctx, timeline.ForceQuestion{On: day(t, "2018-08-01"), Capacities: []id{"military"}})
	if err != nil {
		t.Fatal(err)
	}
	cause, err := f.NextChange.Cause(ctx)
	if err != nil || cause.Base().ID != "order#effect/stay" || f.NextChange.Becomes != timeline.VerdictNotInForce {
		t.Errorf("%v %s, %v", cause, f.NextChange.Becomes, err)
	}
	if len(f.Clarifications) != 0 {
		t.Errorf("clarifications %v", idsOf(f.Clarifications))
	}
	if f, err = r.InForce(ctx, timeline.ForceQuestion{On: day(t, "2024-10-01"), Capacities: []id{"resellers"}}); err != nil {
		t.Fatal(err)
	}
	if got := idsOf(f.Clarifications); !slices.Equal(got, []id{"ban#statement/use"}) {
		t.Errorf("clarifications %v", got)
	}
}

func TestInForceFaults(t *testing.T) {
	r := officeWorld().reader(t)
	for name, row := range map[string]struct {
		who []id
		is  error
	}{
		"nobody":      {nil, timeline.ErrBadInput},
		"too many":    {slices.Repeat([]id{"lab"}, timeline.MaxCapacities+1), timeline.ErrBadInput},
		"an act":      {[]id{"ban"}, timeline.ErrBadInput},
		"not in data": {[]id{"lab", "nobody"}, timeline.ErrNotFound},
	} {
		if _, err := r.InForce(context.Background(), timeline.ForceQuestion{On: day(t, "2024-10-01"), Capacities: row.who}); !errors.Is(err, row.is) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// deadlineWorld has an act with deadlines of every form.
func deadlineWorld(deadlines ...string) *world {
	w := &world{}
	w.node(timeline.KindAudience, "agency")
	w.act("act", "DIRECTIVE", append(deadlines, "issued 2020-01-01", "effective 2020-01-02")...)
	w.restrict("act#restriction/use", "USE", "effective", "")
	w.say("act#restriction/use", timeline.Binds, "agency")
	return w
}

func TestDeadlines(t *testing.T) {
	rows := []struct{ proves, milestone, want string }{
		{"the last day to act is the day of the deadline", "compliance_deadline/plan 2024-06-20", "2024-06-20 last 2024-06-20"},
		{"so it is for comments", "comments_close 2024-06-20", "2024-06-20 last 2024-06-20"},
		{"what expires on a day holds until the day before", "expires 2024-06-20", "2024-06-20 last 2024-06-19"},
		{"a deadline at midnight leaves the day before", "compliance_deadline/plan 2024-09-29T00:00-04:00", "2024-09-29T00:00-04:00 last 2024-09-28 at 2024-09-29T00:00:00-04:00 elsewhere 2024-09-29T06:00:00+02:00"},
		{"a deadline at noon does so too", "comments_close 2024-06-20T12:00-04:00", "2024-06-20T12:00-04:00 last 2024-06-19 at 2024-06-20T12:00:00-04:00 elsewhere 2024-06-20T18:00:00+02:00"},
		{"a deadline at the last minute leaves the day", "comments_close 2024-06-20T23:59-04:00", "2024-06-20T23:59-04:00 last 2024-06-20 at 2024-06-20T23:59:00-04:00 elsewhere 2024-06-21T05:59:00+02:00"},
		{"a time without a zone names no moment", "comments_close 2024-06-20T12:00", "2024-06-20T12:00 last 2024-06-19"},
		{"of a month no last day is known", "comments_close 2024-06", "2024-06"},
		{"a month that has begun may still bring it", "comments_close 2024-01", "2024-01"},
		{"a doubtful day is no last day", "comments_close 2024-06-20?", "2024-06-20?"},
		{"the day asked is over", "comments_close 2024-01-10", ""},
		{"the last day asked counts", "comments_close 2024-12-31", "2024-12-31 last 2024-12-31"},
		{"later ones do not", "comments_close 2025-01-01", ""},
		{"another step is no deadline", "published 2024-06-20", ""},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			ds, err := deadlineWorld(row.milestone).reader(t).Deadlines(context.Background(), timeline.DeadlineQuestion{
				After: day(t, "2024-01-10"), Until: ptr(day(t, "2024-12-31")), Capacities: []id{"agency"}, Zone: ptr("Europe/Berlin")})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range ds {
				got = append(got, deadlineText(d))
			}
			if strings.Join(got, "; ") != row.want {
				t.Errorf("%q", got)
			}
		})
	}
}

func deadlineText(d *timeline.Deadline) string {
	s := d.When.Date.String()
	if d.LastFullDay != nil {
		s += " last " + d.LastFullDay.String()
	}
	if d.Moment != nil {
		s += " at " + *d.Moment
	}
	if d.Elsewhere != nil {
		s += " elsewhere " + *d.Elsewhere
	}
	return s
}

// What begins or ends a restriction is a deadline whatever its role; each is told once, the earliest first.
func TestDeadlinesOfRestrictions(t *testing.T) {
	ds, err := officeWorld().reader(t).Deadlines(context.Background(), timeline.DeadlineQuestion{After: day(t, "2017-01-01"), Capacities: []id{"civilian", "resellers"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range ds {
		got = append(got, fmt.Sprint(d.Cause.Base().ID, len(d.Restrictions)))
	}
	want := []string{"directive#compliance_deadline/plan1", "rule#effective1", "order#effect/stay1", "ban#effective/agreements1", "ban#effective/resale1", "directive#expires1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDeadlineZones(t *testing.T) {
	r := deadlineWorld().reader(t)
	for _, name := range []string{"", "Local", "Berlin", "../etc/passwd"} {
		_, err := r.Deadlines(context.Background(), timeline.DeadlineQuestion{After: day(t, "2024-01-10"), Capacities: []id{"agency"}, Zone: &name})
		if !errors.Is(err, timeline.ErrBadInput) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// A row of a list stands from the day it is listed until the day it leaves.
func TestLive(t *testing.T) {
	w := &world{}
	w.node(timeline.KindOfficialList, "list")
	w.node(timeline.KindListEntry, "row", "undated")
	w.say("row", timeline.OnList, "list")
	w.say("undated", timeline.OnList, "list")
	w.milestone("row#listed 2020-01-01")
	w.milestone("row#delisted 2024-05-01/2024-05-02")
	r := w.reader(t)
	for on, want := range map[string]timeline.Verdict{"2019-12-31": "NOT_IN_FORCE", "2020-01-01": "IN_FORCE", "2024-04-30": "IN_FORCE", "2024-05-01": "UNKNOWN", "2024-05-02": "NOT_IN_FORCE"} {
		row, err := timeline.Get[*timeline.ListEntry](context.Background(), r, "row")
		if err != nil || row.Live(day(t, on)) != want {
			t.Errorf("%s: %s, %v", on, row.Live(day(t, on)), err)
		}
	}
	if row, err := timeline.Get[*timeline.ListEntry](context.Background(), r, "undated"); err != nil || row.Live(day(t, "2020-01-01")) != timeline.VerdictUnknown {
		t.Error("a row without a day is not unknown")
	}
}
