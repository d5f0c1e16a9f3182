package timeline_test

import (
	"context"
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// firstDrawn begins the four years from which days are drawn: 2024-01-01.
const firstDrawn = edtf.Day(19723)

func drawDay(t *rapid.T, label string) edtf.Day {
	return firstDrawn + edtf.Day(rapid.IntRange(0, 4*365).Draw(t, label))
}

// drawDate gives a date of any form that a file may hold, at least so many days behind the first; "!" behind it makes it
// unverified.
func drawDate(t *rapid.T, label string, behind edtf.Day) string {
	d := drawDay(t, label) + behind
	day := d.String()
	later := (d + edtf.Day(rapid.IntRange(1, 500).Draw(t, label+" width"))).String()
	return rapid.SampledFrom([]string{day, day, day, day[:7], day[:4], day[:3] + "X", day + "/" + later, "../" + day, day + "/..", day + "?", day[:7] + "~", day + "!", day + "T12:30-05:00"}).Draw(t, label)
}

var (
	drawnVendors   = []id{"v0", "v1", "v2"}
	drawnAudiences = []id{"public-bodies", "agencies", "shops"}
	drawnRoles     = []string{"issued", "effective", "expires"}
	drawnLinks     = []rel{"ISSUED_UNDER", "AMENDS", "RELIES_ON", "CITES", "CHALLENGES"}
)

// drawWorld gives two to four acts that hang together at random, later ones on earlier ones: dated somehow, against
// vendors of a group, with restrictions that other acts stay, lift, revoke or delay.
func drawWorld(t *rapid.T) *world {
	w := &world{}
	w.node(timeline.KindVendor, drawnVendors...)
	w.node(timeline.KindAudience, drawnAudiences...)
	w.say("v1", timeline.MemberOf, "v0")
	w.say("agencies", timeline.NarrowerThan, "public-bodies")
	for _, role := range drawnRoles {
		for i, document := range []string{"PRESS", "PRESS", "OFFICIAL_NOTICE"} {
			w.node(timeline.KindSource, drawnSource(role, i))
			w.say(drawnSource(role, i), "STANDING", document)
		}
	}
	n := rapid.IntRange(2, 4).Draw(t, "acts")
	for i := range n {
		drawAct(t, w, i)
	}
	return w
}

func drawnAct(i int) id { return id(fmt.Sprintf("act-%d", i)) }

// drawnSource is one of three sources that speak of one role alone: a source that contradicts itself is a fault.
func drawnSource(role string, i int) id { return id(fmt.Sprintf("source-%s-%d", role, i)) }

func drawAct(t *rapid.T, w *world, i int) {
	act := drawnAct(i)
	label := string(act) + " "
	w.act(act, rapid.SampledFrom([]string{"DIRECTIVE", "WARNING", "COMPANY_ACT", "RULING"}).Draw(t, label+"kind"))
	w.say(act, "JURISDICTION", rapid.SampledFrom([]string{"US", "DE"}).Draw(t, label+"jurisdiction"))
	w.say(act, timeline.Targets, string(rapid.SampledFrom(drawnVendors).Draw(t, label+"vendor")))
	for _, role := range drawnRoles {
		behind := edtf.Day(0)
		if role == "expires" { // no window ends before it begins
			behind = 6 * 365
		}
		if rapid.Bool().Draw(t, label+role+" is told") {
			w.milestone(label[:len(label)-1] + "#" + role + " " + drawDate(t, label+role, behind))
			continue
		}
		for s := range rapid.IntRange(1, 3).Draw(t, label+role+" sources") { // rivals
			source := drawnSource(role, s)
			on := (drawDay(t, fmt.Sprint(label, role, s)) + behind).String()
			w.say(act.With(role), timeline.On, on, func(cl *timeline.Claim) { cl.SourceID, cl.ClaimKind = source, timeline.ClaimQuoted })
		}
	}
	for j := range rapid.IntRange(0, 2).Draw(t, label+"restrictions") {
		x := act.With(fmt.Sprintf("restriction/x%d", j))
		w.restrict(x, rapid.SampledFrom([]string{"USE", "SELL", "PROCURE"}).Draw(t, string(x)+" conduct"), "effective", rapid.SampledFrom([]string{"", "expires"}).Draw(t, string(x)+" end"))
		w.say(x, timeline.Binds, string(rapid.SampledFrom(drawnAudiences).Draw(t, string(x)+" binds")))
	}
	said := make(map[string]bool)
	for j := range i {
		if rapid.IntRange(0, 2).Draw(t, label+"leads back") > 0 {
			continue
		}
		text := fmt.Sprintf("%s %s %s", act, rapid.SampledFrom(drawnLinks).Draw(t, label+"relation"), drawnAct(j))
		if !said[text] {
			said[text] = true
			w.relate(text + rapid.SampledFrom([]string{"", "", "?"}).Draw(t, label+"doubt"))
		}
		if rapid.Bool().Draw(t, label+"works upon it") {
			e := act.With(fmt.Sprintf("effect/e%d", j))
			w.say(e, "EFFECT_KIND", rapid.SampledFrom([]string{"STAYS", "LIFTS", "REVOKES", "DELAYS"}).Draw(t, string(e)))
			w.milestone(string(e) + " " + drawDate(t, string(e)+" day", 0))
			w.say(e, timeline.Upon, string(drawnAct(j)))
		}
	}
}

// acts lists the acts of the world.
func (w *world) acts() []id {
	var out []id
	for _, d := range w.Declarations {
		if d.Kind == timeline.KindAction {
			out = append(out, d.ID)
		}
	}
	return out
}

// answers puts the questions of readers about the acts, the vendors and the audiences, and writes what is answered.
func answers(ctx context.Context, t *rapid.T, r *timeline.Reader, acts []id) string {
	var b strings.Builder
	write := func(question, answer string, err error) {
		if err != nil {
			t.Fatalf("%s: %v", question, err)
		}
		fmt.Fprintf(&b, "%s: %s\n", question, answer)
	}
	for _, act := range acts {
		for _, d := range []timeline.Direction{timeline.Outgoing, timeline.Incoming} {
			lin, err := r.Lineage(ctx, []id{act}, d, nil, nil)
			write(fmt.Sprint("lineage ", act, " ", d), lineageText(lin), err)
		}
		m, err := r.ImpactOf(ctx, []id{act}, ptr(drawnVendors[0]))
		write(fmt.Sprint("impact ", act), impactText(m), err)
		p, err := r.Path(ctx, acts[0], act, nil, nil)
		write(fmt.Sprint("path ", act), routeText(p), err)
		iv, err := r.Between(ctx, acts[0].With("issued"), act.With("effective"))
		write(fmt.Sprint("between ", act), intervalText(iv), err)
	}
	for _, audience := range drawnAudiences {
		f, err := r.InForce(ctx, timeline.ForceQuestion{On: firstDrawn + 700, Capacities: []id{audience}})
		write(fmt.Sprint("in force ", audience), forceText(f), err)
		ds, err := r.Deadlines(ctx, timeline.DeadlineQuestion{After: firstDrawn + 100, Capacities: []id{audience}})
		write(fmt.Sprint("deadlines ", audience), deadlinesText(ds), err)
	}
	for _, v := range drawnVendors {
		s, err := r.StoryOf(ctx, v, timeline.English, nil)
		write(fmt.Sprint("story ", v), storyText(s), err)
		rows, err := r.Jurisdictions(ctx, v)
		for _, row := range rows {
			write(fmt.Sprint("jurisdiction ", v, " ", row.Jurisdiction), fmt.Sprint(idsOf(row.Acts), route(row.Follows)), err)
		}
	}
	c, err := r.Compare(ctx, drawnVendors, nil)
	write("compare", courseText(c), err)
	ds, err := r.DiscrepanciesOf(ctx, &acts[0], nil, nil, timeline.Paging{})
	write("discrepancies", fmt.Sprint(idsOf(ds.Nodes())), err)
	return b.String()
}

func lineageText(l *timeline.Lineage) string {
	if l == nil {
		return ""
	}
	var out []string
	for _, s := range l.Steps {
		out = append(out, fmt.Sprint(s.Node.Base().ID, " ", s.Depth, " ", route(s.Path), " ", route(s.Links)))
	}
	return strings.Join(out, "; ")
}

func impactText(m *timeline.Impact) string {
	if m == nil {
		return ""
	}
	var out []string
	for _, f := range m.Fates {
		out = append(out, fmt.Sprint(f.Node.Base().ID, " ", f.Fate, " ", route(f.Because), " ", route(f.Besides)))
	}
	return strings.Join(out, "; ") + fmt.Sprint(idsOf(m.Stands))
}

func routeText(p *timeline.Route) string {
	if p == nil {
		return ""
	}
	text := route(p.Links)
	for _, m := range p.Common {
		text += fmt.Sprint(" common ", m.Node.Base().ID, " ", route(m.FromLinks), " ", route(m.ToLinks))
	}
	return text
}

func intervalText(iv *timeline.Interval) string {
	if iv == nil {
		return ""
	}
	return fmt.Sprint(number(iv.Days), number(iv.Least), number(iv.Greatest), iv.Order, iv.Certain, iv.Reasons, route(iv.Related))
}

func forceText(f *timeline.Force) string {
	if f == nil {
		return ""
	}
	var out []string
	for _, row := range f.Rows {
		text := fmt.Sprint(row.Restriction.ID, " ", row.Verdict, " ", row.Reasons)
		if c := row.NextChange; c != nil {
			text += fmt.Sprint(" ", c.When.Date, " ", c.Becomes, " ", c.CauseID)
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

func deadlinesText(ds []*timeline.Deadline) string {
	var out []string
	for _, d := range ds {
		out = append(out, fmt.Sprint(d.Cause.Base().ID, " ", deadlineText(d), " ", idsOf(d.Restrictions)))
	}
	return strings.Join(out, "; ")
}

func storyText(s *timeline.Story) string {
	if s == nil {
		return ""
	}
	var out []string
	for _, sentence := range s.Sentences {
		out = append(out, sentence.Text)
	}
	return strings.Join(out, " ")
}

func courseText(c *timeline.Comparison) string {
	if c == nil {
		return ""
	}
	var out []string
	for _, column := range c.Columns {
		out = append(out, fmt.Sprint(column.Vendor.ID, stagesOf(column)))
	}
	return strings.Join(out, "; ")
}

// compiled compiles the facts to a release of a number.
func compiled(t *rapid.T, in compile.Input, number int) *timeline.Content {
	content, problems := compile.Compile(in, number, false, nil)
	for _, p := range problems {
		t.Fatal(p)
	}
	return content
}
