package web

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/regline/regline/internal/edtf"
)

// A picture is drawn in parts of its width, so that it fits every screen. Where one thing must not lie on another, it is
// laid out for a width of so many pixels.
const pictureWidth = 1100

// scale maps days to the width of a picture, from 0 to 1. Long stretches in which nothing happened are folded: they take
// little of the width, and the picture marks them.
type scale struct{ pieces []piece }

type piece struct {
	from, to edtf.Day
	x, width float64
	folded   bool
}

// Folding: a stretch is folded if it takes more than a part of what is not folded yet, and is longer than a year.
const (
	foldFrom  = 0.14
	foldYear  = 366
	foldWidth = 0.035 // of the whole
	margin    = 0.015 // of the whole, at both ends
)

// newScale makes the scale of the days. It needs at least one.
func newScale(days []edtf.Day) scale {
	days = slices.Compact(slices.Sorted(slices.Values(days)))
	first, last := days[0], days[len(days)-1]
	if first == last {
		first, last = first-15, last+15
	}
	folds := foldsOf(days, int(last-first))
	var s scale
	at := first
	for _, f := range folds {
		s.pieces = append(s.pieces, piece{from: at, to: f.from}, f)
		at = f.to
	}
	s.pieces = append(s.pieces, piece{from: at, to: last})
	s.place()
	return s
}

// foldsOf finds the stretches to fold: the longest first, each measured by what the former left.
func foldsOf(days []edtf.Day, span int) []piece {
	var gaps []piece
	for i := 1; i < len(days); i++ {
		// A little of the stretch stays open at both sides, so that nothing seems to touch the fold.
		pad := max(edtf.Day(span/100), 20)
		if g := (piece{from: days[i-1] + pad, to: days[i] - pad, folded: true}); g.to-g.from > foldYear {
			gaps = append(gaps, g)
		}
	}
	slices.SortFunc(gaps, func(a, b piece) int {
		return cmp.Or(cmp.Compare(b.to-b.from, a.to-a.from), cmp.Compare(a.from, b.from))
	})
	var folds []piece
	for _, g := range gaps {
		n := int(g.to - g.from)
		if float64(n) < foldFrom*float64(span) || len(folds) == 6 {
			break
		}
		folds = append(folds, g)
		span -= n
	}
	slices.SortFunc(folds, func(a, b piece) int { return cmp.Compare(a.from, b.from) })
	return folds
}

// place gives each piece its part of the width.
func (s *scale) place() {
	open, folds := 0, 0
	for _, p := range s.pieces {
		if p.folded {
			folds++
		} else {
			open += int(p.to - p.from)
		}
	}
	room := 1 - 2*margin - float64(folds)*foldWidth
	x := margin
	for i := range s.pieces {
		p := &s.pieces[i]
		p.x, p.width = x, foldWidth
		if !p.folded {
			p.width = room * float64(p.to-p.from) / float64(max(open, 1))
		}
		x += p.width
	}
}

// at gives the place of a day; days beyond the ends lie at the ends of the picture.
func (s scale) at(d edtf.Day) float64 {
	if d < s.pieces[0].from {
		return 0
	}
	for _, p := range s.pieces {
		if d <= p.to && p.to > p.from {
			return p.x + p.width*float64(d-p.from)/float64(p.to-p.from)
		}
	}
	return 1
}

// tick is a mark of the axis. Major ones are shown on narrow screens too.
type tick struct {
	X     float64
	Label string
	Major bool
	first bool // the first day behind a fold
}

// The least pixels between labels of the axis, on wide and on narrow screens.
const (
	tickRoom  = 46
	majorRoom = 150
	todayRoom = 76
	// narrowing is how many times wider the picture is on a wide screen; todayNarrow what the word at today takes on a
	// narrow one, in pixels of the wide picture.
	narrowing   = 4
	todayNarrow = 170
)

// ticks are the beginnings of years, or of months where the picture shows less than three years, and the ends of folds.
func (s scale) ticks(months [12]string, today float64) []tick {
	first, _, _ := s.pieces[0].from.Date()
	last, _, _ := s.pieces[len(s.pieces)-1].to.Date()
	var out []tick
	for year := first; year <= last+1; year++ {
		for month := 1; month <= 12; month++ {
			if month > 1 && last-first > 2 {
				break
			}
			d, err := edtf.DayOf(year, month, 1)
			if err != nil || !s.open(d) {
				continue
			}
			t := tick{X: s.at(d), Label: strconv.Itoa(year)}
			if month > 1 {
				t.Label = months[month-1]
			}
			out = append(out, t)
		}
	}
	for i, p := range s.pieces {
		if i > 0 && !p.folded && p.width > 0 {
			year, month, _ := p.from.Date()
			out = append(out, tick{X: p.x, Label: months[month-1] + " " + strconv.Itoa(year), first: true})
		}
	}
	return sparse(out, today)
}

// sparse leaves out the labels that would lie on others or on the mark of today, or leave the picture; the ends of folds go
// first.
func sparse(all []tick, today float64) []tick {
	slices.SortStableFunc(all, func(a, b tick) int {
		if a.first != b.first {
			if a.first {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.X, b.X)
	})
	room := func(t tick) float64 { return float64(tickRoom+digitRoom*(len(t.Label)-4)) / pictureWidth }
	var out []tick
	for _, t := range all {
		free := !slices.ContainsFunc(out, func(o tick) bool { return t.X < o.X+room(o) && o.X < t.X+room(t) })
		if end := t.X + room(t); !free || end > 1 || today >= 0 && t.X < today && end > today-todayRoom/float64(pictureWidth) {
			continue
		}
		t.Major = !(today >= 0 && near(t.X, today, t.narrowRoom()+todayNarrow)) && !slices.ContainsFunc(out, func(o tick) bool {
			return o.Major && near(t.X, o.X, max(t.narrowRoom(), o.narrowRoom()))
		})
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b tick) int { return cmp.Compare(a.X, b.X) })
	return out
}

// narrowRoom is what a label takes on a narrow screen, in pixels of the wide picture.
func (t tick) narrowRoom() float64 { return float64(majorRoom + narrowing*digitRoom*(len(t.Label)-4)) }

// near says that two places are less than so many pixels of the wide picture apart.
func near(a, b, pixels float64) bool { return max(a-b, b-a) < pixels/pictureWidth }

// open says that a day lies within the picture and in no fold.
func (s scale) open(d edtf.Day) bool {
	for _, p := range s.pieces {
		if !p.folded && p.from <= d && d <= p.to {
			return true
		}
	}
	return false
}

// json writes the pieces for the script.
func (s scale) json() string {
	out := make([][]any, len(s.pieces))
	for i, p := range s.pieces {
		out[i] = []any{int(p.from), int(p.to), p.x, p.width, p.folded}
	}
	b, _ := json.Marshal(out) // numbers and truth values
	return string(b)
}

// folds are the middles of the folded stretches.
func (s scale) folds() []float64 {
	var out []float64
	for _, p := range s.pieces {
		if p.folded {
			out = append(out, p.x+p.width/2)
		}
	}
	return out
}
