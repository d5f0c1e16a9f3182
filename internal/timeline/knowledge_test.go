package timeline_test

import (
	"context"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// restricted makes an act with a window and effects of another act upon it, at the dates given.
func restricted(kinds []string, dates []string, end string) *world {
	w := &world{}
	w.node(timeline.KindAudience, "agency")
	w.act("act", "DIRECTIVE", "effective "+dates[0])
	w.restrict("act#restriction/use", "USE", "effective", "")
	w.say("act#restriction/use", timeline.Binds, "agency")
	if end != "" {
		w.milestone("act#expires " + end)
		w.say("act#restriction/use", timeline.WindowTo, "act#expires")
	}
	w.act("other", "RULING")
	for i, kind := range kinds {
		e := id(fmt.Sprintf("other#effect/e%d", i))
		w.say(e, "EFFECT_KIND", kind)
		w.say(e, timeline.On, dates[i+1])
		w.say(e, timeline.Upon, "act")
	}
	return w
}

// courses are effects that follow each other in the order in which such things happen.
var courses = [][]string{
	{}, {"STAYS"}, {"STAYS", "LIFTS"}, {"STAYS", "LIFTS", "REVOKES"}, {"REVOKES"}, {"VACATES", "REINSTATES"}, {"VACATES", "REINSTATES", "STAYS"},
	{"SUSPENDS_ENFORCEMENT", "LIFTS"}, {"STAYS", "VACATES"}, {"STAYS", "LIFTS", "STAYS", "LIFTS"}, {"NARROWS", "STAYS"},
}

// Knowledge grows one way: an answer that is certain while only spans are known stays the answer when the days become
// known. The effects are in order of time, and their spans tell so; the beginning may lie anywhere.
func TestKnowledgeGrowsOneWay(t *testing.T) {
	ctx := context.Background()
	verdict := func(rt *rapid.T, w *world, on edtf.Day) timeline.Verdict {
		f, err := w.reader(t).InForce(ctx, timeline.ForceQuestion{On: on, Capacities: []id{"agency"}})
		if err != nil || len(f.Rows) != 1 {
			rt.Fatalf("%+v, %v", f, err)
		}
		return f.Rows[0].Verdict
	}
	rapid.Check(t, func(rt *rapid.T) {
		kinds := rapid.SampledFrom(courses).Draw(rt, "effects")
		exact, rough := make([]string, len(kinds)+1), make([]string, len(kinds)+1)
		var before, started edtf.Day
		for i := range exact {
			d := edtf.Day(rapid.IntRange(19723, 20453).Draw(rt, "day"))
			if i > 1 {
				d = max(d, before)
			}
			before = d
			exact[i] = d.String()
			rough[i] = rapid.SampledFrom([]string{exact[i], exact[i][:7], exact[i][:4], edtf.FromDays(d-9, d+30).String(), exact[i] + "?"}).Draw(rt, "known as")
			first, _ := edtf.MustParse(rough[i]).Earliest()
			if i > 1 && first < started {
				rough[i], first = exact[i], d
			}
			started = first
			if i == 0 {
				started = 0
			}
		}
		on := edtf.Day(rapid.IntRange(19700, 20500).Draw(rt, "on"))
		certain, truth := verdict(rt, restricted(kinds, rough, ""), on), verdict(rt, restricted(kinds, exact, ""), on)
		if certain != timeline.VerdictUnknown && certain != truth {
			rt.Fatalf("%v at %v on %s: %s; at %v: %s", kinds, rough, on, certain, exact, truth)
		}
	})
}
