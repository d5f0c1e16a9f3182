package compile

import (
	"cmp"
	"slices"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// effect is an act's effect upon a restriction, ready to be folded.
type effect struct {
	id   timeline.ID
	kind string
	when timeline.When
}

// foldSegments gives the segments of a restriction: its window as written, with the ends that effects give it, changed
// by every other effect in order of time. A window without FromID begins only by an effect. For DELAYS and EXTENDS the
// effect's date is the new beginning or end, whenever it was decided; for all others the day from which it works. Where
// the dates do not settle in which order the effects work, nothing is known from the first of them on.
func foldSegments(window timeline.Segment, effects []effect) []timeline.Segment {
	slices.SortStableFunc(effects, func(a, b effect) int {
		return cmp.Or(cmp.Compare(first(a.when), first(b.when)), cmp.Compare(a.id, b.id))
	})
	moveEnds(&window, effects)
	var segments []timeline.Segment
	if window.FromID != "" {
		segments = append(segments, window)
	}
	changes := slices.DeleteFunc(slices.Clone(effects), func(e effect) bool { return changeOf[e.kind] == "" })
	if len(changes) == 2 && undoes(changes[0], changes[1]) && !ahead(changes[0], changes[1]) {
		slices.Reverse(changes)
	}
	for i, e := range changes {
		if !settled(changes, i) {
			return obscure(segments, window, changes[i:])
		}
		segments = applyEffect(segments, window, e)
	}
	return segments
}

// changeOf says what an effect does to a segment: effects that do the same may come in any order. NARROWS, WIDENS and
// RENUMBERS change no time, the others move the ends of the window.
var changeOf = map[string]string{
	"STAYS": "hold", "SUSPENDS_ENFORCEMENT": "suspend", "LIFTS": "lift", "VACATES": "end", "REVOKES": "end", "REINSTATES": "return",
}

// settled says that an effect certainly works ahead of all that do something else and stand behind it. Of two alone, the
// one that undoes the other follows it.
func settled(changes []effect, i int) bool {
	e := changes[i]
	if len(changes) == 2 && i == 0 && undoes(changes[1], e) {
		return true
	}
	return !slices.ContainsFunc(changes[i+1:], func(o effect) bool {
		return changeOf[o.kind] != changeOf[e.kind] && !ahead(e, o)
	})
}

// ahead says that an effect certainly works ahead of the other; of two on one day the names give the order.
func ahead(e, o effect) bool {
	return before(e.when, o.when) || notAfter(e.when, o.when) && e.id < o.id
}

// undoes says that an effect is there to undo what the other does.
func undoes(e, other effect) bool {
	switch changeOf[other.kind] {
	case "hold", "suspend":
		return changeOf[e.kind] == "lift"
	case "end":
		return changeOf[e.kind] == "return"
	}
	return false
}

// moveEnds lets the effects move the ends of the window. Neither a delay nor an extension makes anything earlier, or
// ends what had no end.
func moveEnds(window *timeline.Segment, effects []effect) {
	commenced := false
	for _, e := range effects {
		if e.kind == "COMMENCES" {
			if !commenced {
				window.From = nil
			}
			moveEnd(&window.From, &window.FromID, e)
			commenced = true
		}
	}
	for _, e := range effects {
		switch {
		case e.kind == "DELAYS" && window.From != nil:
			moveEnd(&window.From, &window.FromID, e)
		case e.kind == "EXTENDS" && window.To != nil:
			moveEnd(&window.To, &window.ToID, e)
		}
	}
}

// moveEnd moves an end to the effect's day, if that may be later.
func moveEnd(end **timeline.When, cause *timeline.ID, e effect) {
	if *end != nil && notAfter(e.when, **end) {
		return
	}
	w := later(*end, e.when)
	*end, *cause = &w, e.id
}

func applyEffect(segments []timeline.Segment, window timeline.Segment, e effect) []timeline.Segment {
	switch changeOf[e.kind] {
	case "hold":
		return split(segments, e, timeline.StateStayed)
	case "suspend":
		return split(segments, e, timeline.StateSuspended)
	case "lift":
		return split(segments, e, timeline.StateInForce)
	case "end":
		return cut(segments, e)
	}
	return reinstate(segments, window, e)
}

// obscure leaves open what the segments become from the first possible day of the first of some effects on, up to the
// end of the window, which what is brought back may outlast.
func obscure(segments []timeline.Segment, window timeline.Segment, effects []effect) []timeline.Segment {
	if window.FromID == "" {
		return nil
	}
	doubt := effect{id: effects[0].id, when: sometimeFrom(effects[0].when)}
	from := later(window.From, doubt.when)
	s := timeline.Segment{State: timeline.StateInForce, From: &from, FromID: doubt.id, To: window.To, ToID: window.ToID}
	returns := slices.ContainsFunc(effects, func(e effect) bool { return changeOf[e.kind] == "return" && !runsAt(window, e) })
	if s.To != nil && returns {
		to := sometimeFrom(*s.To)
		s.To = &to
	}
	return append(cut(segments, doubt), s)
}

// reinstate brings back what was ended, up to the end that the window has, and not before its beginning. What still runs
// is left alone.
func reinstate(segments []timeline.Segment, window timeline.Segment, e effect) []timeline.Segment {
	if n := len(segments); n > 0 && !endsBy(segments[n-1], e) {
		if runsAt(segments[n-1], e) {
			return segments
		}
		return obscure(segments, window, []effect{e})
	}
	w := later(window.From, e.when)
	s := timeline.Segment{State: timeline.StateInForce, From: &w, FromID: e.id}
	if window.From != nil && notAfter(e.when, *window.From) {
		s.FromID = window.FromID
	}
	switch {
	case endsBy(window, e):
	case runsAt(window, e):
		s.To, s.ToID = window.To, window.ToID
	default: // it may have ended already, and then comes back without an end
		to := sometimeFrom(*window.To)
		s.To, s.ToID = &to, window.ToID
	}
	return append(segments, s)
}

// endsBy says that a segment has certainly ended by the effect's day, runsAt that it certainly has not.
func endsBy(s timeline.Segment, e effect) bool {
	return s.To != nil && notAfter(*s.To, e.when)
}

func runsAt(s timeline.Segment, e effect) bool {
	return s.To == nil || before(e.when, *s.To)
}

// split gives the part of the running segment from the effect's day on another state, and all of a segment that only
// begins later. Where it is not settled whether the segment has begun or ended by then, its new part begins on some day
// that leaves both open.
func split(segments []timeline.Segment, e effect, state timeline.SegmentState) []timeline.Segment {
	var out []timeline.Segment
	for _, s := range segments {
		switch {
		case endsBy(s, e), s.State == timeline.StateInForce && state == s.State && !runsAt(s, e): // nothing to lift
			out = append(out, s)
		case s.From == nil || !notAfter(e.when, *s.From):
			head, rest := s, s
			ends, begins := earlier(s.To, e.when), earlier(s.To, later(s.From, e.when))
			head.To, head.ToID = &ends, e.id
			rest.From, rest.FromID, rest.State = &begins, e.id, state
			out = append(out, head, rest)
		default:
			s.State = state
			out = append(out, s)
		}
	}
	return out
}

// cut ends the running segment on the effect's day and drops those that would begin later.
func cut(segments []timeline.Segment, e effect) []timeline.Segment {
	var out []timeline.Segment
	for _, s := range segments {
		if s.From != nil && notAfter(e.when, *s.From) {
			continue
		}
		if !endsBy(s, e) {
			w := earlier(s.To, e.when)
			s.To, s.ToID = &w, e.id
		}
		out = append(out, s)
	}
	return out
}

func first(w timeline.When) edtf.Day {
	d, _ := w.Date.Earliest()
	return d
}
