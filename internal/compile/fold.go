package compile

import (
	"cmp"
	"math"
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
// effect's date is the new beginning or end, whenever it was decided; for all others the day from which it works.
func foldSegments(window timeline.Segment, effects []effect) []timeline.Segment {
	slices.SortStableFunc(effects, func(a, b effect) int {
		return cmp.Or(cmp.Compare(first(a.when), first(b.when)), cmp.Compare(a.id, b.id))
	})
	for _, e := range effects {
		moveEnds(&window, e)
	}
	var segments []timeline.Segment
	if window.FromID != "" {
		segments = append(segments, window)
	}
	for _, e := range effects {
		segments = applyEffect(segments, window, e)
	}
	return segments
}

// moveEnds lets an effect move an end of the window. Neither a delay nor an extension makes anything earlier, or ends
// what had no end.
func moveEnds(window *timeline.Segment, e effect) {
	w := e.when
	switch {
	case e.kind == "COMMENCES",
		e.kind == "DELAYS" && window.From != nil && first(*window.From) < first(w):
		window.From, window.FromID = &w, e.id
	case e.kind == "EXTENDS" && window.To != nil && first(*window.To) < first(w):
		window.To, window.ToID = &w, e.id
	}
}

func applyEffect(segments []timeline.Segment, window timeline.Segment, e effect) []timeline.Segment {
	switch e.kind {
	case "STAYS":
		return split(segments, e, timeline.StateStayed)
	case "SUSPENDS_ENFORCEMENT":
		return split(segments, e, timeline.StateSuspended)
	case "LIFTS":
		return split(segments, e, timeline.StateInForce)
	case "VACATES", "REVOKES":
		return cut(segments, e)
	case "REINSTATES":
		return reinstate(segments, window, e)
	}
	return segments // NARROWS, WIDENS and RENUMBERS change no time, the others have moved the window
}

// reinstate brings back what was ended, up to the end that the window has, and not before its beginning. What still runs
// is left alone.
func reinstate(segments []timeline.Segment, window timeline.Segment, e effect) []timeline.Segment {
	if n := len(segments); n > 0 && !endsBy(segments[n-1], e) {
		return segments
	}
	s := timeline.Segment{State: timeline.StateInForce}
	s.From, s.FromID = laterOf(window.From, window.FromID, e)
	if !endsBy(window, e) {
		s.To, s.ToID = window.To, window.ToID
	}
	return append(segments, s)
}

// endsBy says that a segment has ended by the effect's day. One whose end is not known may still run.
func endsBy(s timeline.Segment, e effect) bool {
	if s.To == nil {
		return false
	}
	end, known := s.To.Date.Earliest()
	return known && end <= first(e.when)
}

// split gives the part of the running segment from the effect's day on another state, and all of a segment that only
// begins later.
func split(segments []timeline.Segment, e effect, state timeline.SegmentState) []timeline.Segment {
	var out []timeline.Segment
	for _, s := range segments {
		switch {
		case endsBy(s, e):
			out = append(out, s)
		case mayBeginBefore(s, e):
			before, after := s, s
			w := e.when
			before.To, before.ToID = &w, e.id
			after.From, after.FromID = laterOf(s.From, s.FromID, e)
			after.State = state
			out = append(out, before, after)
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
		if !mayBeginBefore(s, e) {
			continue
		}
		if !endsBy(s, e) {
			w := e.when
			s.To, s.ToID = &w, e.id
		}
		out = append(out, s)
	}
	return out
}

// mayBeginBefore says that some possible day of the segment's beginning lies before some possible day of the effect.
func mayBeginBefore(s timeline.Segment, e effect) bool {
	return s.From == nil || e.when.Uncertain() || first(*s.From) < last(e.when)
}

// laterOf gives the later of a beginning and an effect with its cause. Where their days do not tell which that is, it is
// a span that holds the later of both, and the effect counts as the cause.
func laterOf(from *timeline.When, cause timeline.ID, e effect) (*timeline.When, timeline.ID) {
	w := e.when
	if from == nil {
		return &w, e.id
	}
	a, b := *from, w
	doubtful := a.Uncertain() || b.Uncertain()
	switch lastA, lastB := last(a), last(b); {
	case !doubtful && lastA <= first(b):
		return &w, e.id
	case !doubtful && lastB <= first(a):
		return from, cause
	default:
		w = timeline.When{Date: edtf.FromDays(max(first(a), first(b)), max(lastA, lastB)), Standing: timeline.StandingEstablished}
	}
	if doubtful {
		w.Standing = timeline.StandingUnverified
	}
	return &w, e.id
}

// last is the last possible day, behind all days where none is known.
func last(w timeline.When) edtf.Day {
	if d, ok := w.Date.Latest(); ok {
		return d
	}
	return math.MaxInt32
}

// first is the first possible day, ahead of all days where none is known.
func first(w timeline.When) edtf.Day {
	if d, ok := w.Date.Earliest(); ok {
		return d
	}
	return math.MinInt32
}
