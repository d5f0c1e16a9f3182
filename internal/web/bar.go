package web

import (
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// window is a stretch of law of one act: restrictions with the same windows are drawn as one.
type window struct {
	act      timeline.Node
	href     string
	conducts []string // in words
	segments []timeline.Segment
}

// windowsOf puts the restrictions of acts together that have the same windows, in their order.
func (v *visit) windowsOf(restrictions []*timeline.Restriction, acts map[timeline.ID]timeline.Node) []*window {
	var out []*window
	byKey := make(map[string]*window)
	for _, x := range restrictions {
		if len(x.Segments) == 0 {
			continue
		}
		key := string(x.OwnerID)
		for _, s := range x.Segments {
			key += "|" + string(s.State) + whenText(s.From) + "/" + whenText(s.To)
		}
		w := byKey[key]
		if w == nil {
			w = &window{act: acts[x.OwnerID], href: v.id(x.ID), segments: x.Segments}
			byKey[key] = w
			out = append(out, w)
		}
		if word := v.term("conduct", x.Conduct); !strings.Contains("|"+strings.Join(w.conducts, "|")+"|", "|"+word+"|") {
			w.conducts = append(w.conducts, word)
		}
	}
	return out
}

func whenText(w *timeline.When) string {
	if w == nil {
		return ".."
	}
	return w.Date.String()
}

// bar is a window in a lane.
type bar struct {
	Href, Label, Title string
	Pieces             []barPiece
	X, Width           float64 // of all pieces together
	Y                  int
	// Left: the label stands before the bar, because there is no room within or behind it.
	Left bool
}

// barPiece is one state of a window. The soft ends lie outside [X, X+Width].
type barPiece struct {
	State            string // of [timeline.SegmentStates]
	X, Width         float64
	SoftX, SoftWidth float64 // before a beginning of which only a span is known
	TailX, TailWidth float64 // after an end of which only a span, or nothing, is known
}

// bar places the windows of the acts of the lane below y and gives the lower edge.
func (l *lane) bar(v *visit, s scale, y int, windows []*window) int {
	acts := make(map[timeline.ID]bool)
	for _, m := range l.moments {
		acts[m.act.Base().ID] = true
	}
	free := rows{most: 12}
	for _, w := range windows {
		if w.act == nil || !acts[w.act.Base().ID] {
			continue
		}
		b := newBar(v, s, w)
		letters := letterRoom * float64(len([]rune(b.Label))+2) / pictureWidth
		room := max(b.Width, letters)
		from := b.X
		if b.Left = b.X+letters > 1 && b.X > letters; b.Left {
			from, room = b.X-letters, letters+b.Width
		}
		row := free.take(from, from+room+0.004)
		b.Y = y + row*barRow
		l.Bars = append(l.Bars, b)
	}
	return y + len(free.ends)*barRow
}

func newBar(v *visit, s scale, w *window) bar {
	b := bar{Href: w.href, Label: strings.Join(w.conducts, ", "), X: 1}
	var told []string
	end := 0.0
	for _, seg := range w.segments {
		p := pieceOf(v, s, seg)
		b.Pieces = append(b.Pieces, p)
		b.X = min(b.X, p.X-p.SoftWidth)
		end = max(end, p.X+p.Width+p.TailWidth)
		told = append(told, v.segmentWords(&seg))
	}
	b.Width = end - b.X
	b.Title = v.label(w.act) + ": " + b.Label + " – " + strings.Join(told, "; ")
	return b
}

// pieceOf draws a segment: solid where it certainly holds, soft where the dates leave it open.
func pieceOf(v *visit, s scale, seg timeline.Segment) barPiece {
	p := barPiece{State: string(seg.State)}
	from, to := 0.0, s.at(v.today)
	if seg.From != nil {
		if d := seg.From.Latest(); d != nil {
			from = s.at(*d)
		} else if d := seg.From.Earliest(); d != nil {
			from = s.at(*d)
		}
		if d := seg.From.Earliest(); d != nil && s.at(*d) < from {
			p.SoftX, p.SoftWidth = s.at(*d), from-s.at(*d)
		}
	}
	switch {
	case seg.To == nil:
		to = max(to, from)
		p.TailX, p.TailWidth = to, max(1-to, 0)
	default:
		first, last := seg.To.Earliest(), seg.To.Latest()
		switch {
		case first != nil:
			to = s.at(*first)
		case last != nil:
			to = s.at(*last)
		}
		if last == nil {
			p.TailX, p.TailWidth = to, min(0.04, 1-to)
		} else if s.at(*last) > to {
			p.TailX, p.TailWidth = to, s.at(*last)-to
		}
	}
	const least = 2.0 / pictureWidth
	p.X, p.Width = from, max(to-from, least)
	return p
}

// segmentWords tell a window: "in force from 29 September 2024".
func (v *visit) segmentWords(s *timeline.Segment) string {
	state := v.term("state", string(s.State))
	switch {
	case s.From == nil && s.To == nil:
		return v.say("window.always", state)
	case s.To == nil:
		return v.say("window.from", state, s.From.Words(v.lang))
	case s.From == nil:
		return v.say("window.to", state, s.To.Words(v.lang))
	}
	return v.say("window.both", state, s.From.Words(v.lang), s.To.Words(v.lang))
}
