package timeline_test

import (
	"context"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// knowledge is a date as it is known before and after a more exact source was read.
type knowledge struct{ before, after string }

// drawKnowledge gives what may be known of a day: itself, its month, its year or a span that holds it. What is known
// after lies within what was known before.
func drawKnowledge(t *rapid.T, d edtf.Day, label string) knowledge {
	day := d.String()
	near := func(label string) edtf.Day { return edtf.Day(rapid.IntRange(0, 60).Draw(t, label)) }
	from, to := d-near(label+" early"), d+near(label+" late")
	wide := edtf.FromDays(from-near(label+" earlier"), to+near(label+" later")).String()
	ways := []knowledge{
		{day, day}, {day, day}, {day[:7], day}, {day[:4], day}, {day[:4], day[:7]}, {day[:7], day[:7]}, {day + "?", day}, {day[:7] + "~", day[:7]},
		{day + "!", day}, {wide, edtf.FromDays(from, to).String()}, {wide, day}, {"../" + to.String(), day}, {from.String() + "/..", from.String() + "/" + to.String()},
	}
	return rapid.SampledFrom(ways).Draw(t, label)
}

// told is the same facts with dates as they were known before and after.
type told struct{ before, after *world }

func tell(t *rapid.T, facts func(*world), days map[id]edtf.Day, order []id) told {
	k := told{&world{}, &world{}}
	facts(k.before)
	facts(k.after)
	for _, step := range order {
		known := drawKnowledge(t, days[step], string(step))
		k.before.milestone(string(step) + " " + known.before)
		k.after.milestone(string(step) + " " + known.after)
	}
	return k
}

// What is certain of milestones that are roughly known stays so when they are known better: their order, and the
// bounds of the days between them, which only come nearer.
func TestNarrowingBetween(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		days := map[id]edtf.Day{"a#issued": drawDay(rt, "a"), "b#issued": drawDay(rt, "b")}
		k := tell(rt, func(w *world) {
			w.act("a", "NOTICE")
			w.act("b", "NOTICE")
		}, days, []id{"a#issued", "b#issued"})
		between := func(w *world) *timeline.Interval {
			iv, err := w.reader(t).Between(ctx, "a#issued", "b#issued")
			if err != nil {
				rt.Fatal(err)
			}
			return iv
		}
		rough, fine := between(k.before), between(k.after)
		if rough.Order != timeline.OrderUnknown && fine.Order != rough.Order {
			rt.Fatalf("%s, then %s", rough.Order, fine.Order)
		}
		if !rough.Certain {
			return // bounds of doubtful dates are what the sources suggest, and bind nobody
		}
		if !fine.Certain {
			rt.Fatal("certain bounds became uncertain")
		}
		if rough.Least != nil && (fine.Least == nil || *fine.Least < *rough.Least) {
			rt.Fatalf("at least %d days, then %s", *rough.Least, number(fine.Least))
		}
		if rough.Greatest != nil && (fine.Greatest == nil || *fine.Greatest > *rough.Greatest) {
			rt.Fatalf("at most %d days, then %s", *rough.Greatest, number(fine.Greatest))
		}
		truth := int(days["b#issued"] - days["a#issued"])
		if rough.Least != nil && truth < *rough.Least || rough.Greatest != nil && truth > *rough.Greatest || rough.Days != nil && *rough.Days != truth {
			rt.Fatalf("%d days lie outside %s to %s", truth, number(rough.Least), number(rough.Greatest))
		}
	})
}

// drawEffects gives one to three effects upon a restriction. What undoes another comes after it.
func drawEffects(t *rapid.T, days map[id]edtf.Day) (kinds []string, steps []id) {
	undone := map[string]string{"STAYS": "LIFTS", "SUSPENDS_ENFORCEMENT": "LIFTS", "REVOKES": "REINSTATES", "VACATES": "REINSTATES"}
	var first edtf.Day
	for i := range rapid.IntRange(0, 3).Draw(t, "effects") {
		step := id(fmt.Sprintf("court#effect/e%d", i))
		kind := rapid.SampledFrom([]string{"STAYS", "SUSPENDS_ENFORCEMENT", "REVOKES", "VACATES", "DELAYS", "EXTENDS", "COMMENCES"}).Draw(t, string(step))
		on := drawDay(t, string(step)+" day")
		if i > 0 && undone[kinds[0]] != "" && rapid.Bool().Draw(t, string(step)+" undoes the first") {
			kind, on = undone[kinds[0]], first+edtf.Day(rapid.IntRange(0, 200).Draw(t, string(step)+" days later"))
		}
		if i == 0 {
			first = on
		}
		kinds, steps, days[step] = append(kinds, kind), append(steps, step), on
	}
	return kinds, steps
}

// What is certain of a restriction on a day is never contradicted when its window and what was done to it are dated
// better, however the dates overlap.
func TestNarrowingInForce(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		const x = id("act#restriction/use")
		begins := drawDay(rt, "begins")
		days := map[id]edtf.Day{"act#effective": begins, "act#completed": begins + edtf.Day(rapid.IntRange(1, 900).Draw(rt, "days in force"))}
		to := rapid.SampledFrom([]string{"", "completed"}).Draw(rt, "end")
		kinds, steps := drawEffects(rt, days)
		k := tell(rt, func(w *world) {
			w.act("act", "DIRECTIVE")
			w.act("court", "RULING")
			w.node(timeline.KindAudience, "everyone")
			w.restrict(x, "USE", "effective", to)
			w.say(x, timeline.Binds, "everyone")
			for i, kind := range kinds {
				w.say(steps[i], "EFFECT_KIND", kind)
				w.say(steps[i], timeline.Upon, string(x))
			}
		}, days, append([]id{"act#effective", "act#completed"}, steps...))
		rough, fine := k.before.reader(t), k.after.reader(t)
		for range 5 {
			on := drawDay(rt, "on")
			a, b := onlyRow(ctx, rt, rough, on), onlyRow(ctx, rt, fine, on)
			if a.Verdict != timeline.VerdictUnknown && b.Verdict != timeline.VerdictUnknown && a.Verdict != b.Verdict {
				rt.Fatalf("on %s %s %q, then %s %q", on, a.Verdict, a.Reasons, b.Verdict, b.Reasons)
			}
		}
	})
}

// onlyRow asks for the only restriction that there is.
func onlyRow(ctx context.Context, t *rapid.T, r *timeline.Reader, on edtf.Day) *timeline.ForceRow {
	f, err := r.InForce(ctx, timeline.ForceQuestion{On: on, Capacities: []id{"everyone"}})
	if err != nil || len(f.Rows) != 1 {
		t.Fatalf("%v, %v", f, err)
	}
	return f.Rows[0]
}
