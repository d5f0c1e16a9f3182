package web

import (
	"strconv"
	"strings"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// picture is a timeline as SVG draws it: lengths along time are parts of the width, those across it are pixels.
type picture struct {
	Height  int
	Bottom  int // of the lanes, where the axis stands
	Lanes   []*lane
	Ticks   []tick
	Folds   []float64
	Today   float64 // negative where today is not in the picture
	Day     string  // what stands at today
	Legend  []string
	Windows bool // some lane has bars
	// Framed: the picture stands in the frame of another site, where links open a window of their own.
	Framed bool
	Dense  bool // steps are counted in posts, not drawn one by one
	// Pieces are the stretches of the scale for the script, in JSON: first and last day, place and width, whether folded.
	Pieces string
}

// mark is a step in a lane, or several of one family on the same days.
type mark struct {
	Numbers   []int
	Label     string // the numbers
	Href      string // of the first
	Family    string
	Title     string // begins with the label, so that who hears it knows what others see
	sentences []string
	Events    string // the numbers, for the script
	when      edtf.Date
	X         float64
	Y         int
	Unsettled bool
	// SpanX and SpanWidth show the days among which an imprecise date lies; SpanWidth is zero for a day.
	SpanX, SpanWidth float64
	// LabelX is what the number stands to the right of: the sign, or the end of a short span.
	LabelX float64
	// OpenLeft and OpenRight: the days have no bound on that side.
	OpenLeft, OpenRight bool
}

// The measures of a picture across time, in pixels.
const (
	headRoom   = 24 // the axis
	labelRoom  = 20 // the name of a lane
	markRow    = 20
	barRow     = 18
	lanePad    = 7
	axisRoom   = 30
	markRoom   = 16 // along time, of a mark alone
	digitRoom  = 7  // along time, of one digit of its number
	letterRoom = 6.4
	shortSpan  = 0.03 // of the width
	minHeight  = 60
)

// picture draws the moments and the windows of restrictions; nil where there is nothing to draw.
func (v *visit) picture(moments []*moment, windows []*window, byVendor bool) *picture {
	of := func(m *moment) []*timeline.Link { return m.actors }
	if byVendor {
		of = func(m *moment) []*timeline.Link { return m.targets }
	}
	days := daysOf(moments, windows, v.today)
	if len(days) == 0 {
		return nil
	}
	s := newScale(days)
	p := &picture{Folds: s.folds(), Today: -1, Dense: len(moments) > maxMarks}
	if p.Day = v.say("picture.today"); v.dated {
		p.Day = v.today.String()
	}
	p.Pieces = s.json()
	if s.pieces[0].from <= v.today && v.today <= s.pieces[len(s.pieces)-1].to {
		p.Today = s.at(v.today)
	}
	p.Ticks = s.ticks(shortMonths(v.lang), p.Today)
	p.Lanes = v.lanesOf(moments, of)
	y := headRoom
	for _, l := range p.Lanes {
		l.Y = y
		y += labelRoom
		if p.Dense {
			y = l.count(v, s, y)
		} else {
			y = l.mark(v, s, y)
			y = l.bar(v, s, y, windows)
			p.Windows = p.Windows || len(l.Bars) > 0
		}
		y += lanePad
	}
	p.Bottom = y
	p.Height = max(y+axisRoom, minHeight)
	p.Legend = legendOf(moments)
	return p
}

// daysOf are the days that a picture has to hold.
func daysOf(moments []*moment, windows []*window, today edtf.Day) []edtf.Day {
	var days []edtf.Day
	add := func(w *timeline.When) {
		if w == nil {
			return
		}
		for _, d := range []*edtf.Day{w.Earliest(), w.Latest()} {
			if d != nil {
				days = append(days, *d)
			}
		}
	}
	for _, m := range moments {
		add(&m.step.When)
	}
	if len(days) == 0 {
		return nil
	}
	for _, w := range windows {
		for _, s := range w.segments {
			add(s.From)
			add(s.To)
			if s.From != nil && s.To == nil {
				days = append(days, today)
			}
		}
	}
	return days
}

// legendOf names the families that occur, in the order of the legend.
func legendOf(moments []*moment) []string {
	seen := make(map[string]bool)
	for _, m := range moments {
		seen[familyOf(m.act)] = true
	}
	var out []string
	for _, f := range families {
		if seen[f.Name] {
			out = append(out, f.Name)
		}
	}
	return out
}

// row finds the first row in which the stretch [from, to) of the width is free, and takes it. The last of most rows is
// taken by what finds no room.
type rows struct {
	ends []float64
	most int
}

func (r *rows) take(from, to float64) int {
	for i, end := range r.ends {
		if end <= from {
			r.ends[i] = to
			return i
		}
	}
	if len(r.ends) < r.most {
		r.ends = append(r.ends, to)
		return len(r.ends) - 1
	}
	best := 0
	for i, end := range r.ends {
		if end < r.ends[best] {
			best = i
		}
	}
	r.ends[best] = max(to, r.ends[best])
	return best
}

// mark places the marks of the lane below y and gives the lower edge.
func (l *lane) mark(v *visit, s scale, y int) int {
	free := rows{most: 7}
	for _, m := range l.moments {
		sentence, _ := m.step.Tell(v.ctx, v.lang) // the list says the same, and reports what fails
		if k := l.same(m); k != nil {
			k.add(m.number, sentence)
			continue
		}
		k := mark{Family: familyOf(m.act), Unsettled: unsettled(m.step.When), when: m.step.When.Date}
		k.add(m.number, sentence)
		k.place(m.step.When, s)
		l.Marks = append(l.Marks, k)
	}
	for i := range l.Marks {
		k := &l.Marks[i]
		k.Label = ranges(k.Numbers)
		k.Title = k.Label + ". " + strings.Join(k.sentences, "\n")
		half := float64(markRoom) / 2 / pictureWidth
		digits := float64(digitRoom*(len(k.Label)+1)) / pictureWidth
		k.LabelX = k.X
		if end := k.SpanX + k.SpanWidth - half/2; end > k.X && end-k.X < shortSpan {
			k.LabelX = end
		}
		row := free.take(k.X-half, k.LabelX+half+digits)
		k.Y = y + row*markRow + markRow/2
	}
	return y + len(free.ends)*markRow
}

// lead lets each mark lead to the first of its events.
func (p *picture) lead(event func(number int) string) {
	for _, l := range p.Lanes {
		for i := range l.Marks {
			l.Marks[i].Href = event(l.Marks[i].Numbers[0])
		}
	}
}

// same finds the mark of the steps that look like this one: of the same family and on the same date.
func (l *lane) same(m *moment) *mark {
	for i := range l.Marks {
		k := &l.Marks[i]
		if k.Family == familyOf(m.act) && k.when == m.step.When.Date && k.Unsettled == unsettled(m.step.When) {
			return k
		}
	}
	return nil
}

func (k *mark) add(number int, sentence string) {
	k.Numbers = append(k.Numbers, number)
	k.sentences = append(k.sentences, sentence)
	if k.Events != "" {
		k.Events += " "
	}
	k.Events += strconv.Itoa(number)
}

// ranges writes numbers in their order, runs by their ends: "2, 45–56".
func ranges(numbers []int) string {
	var b strings.Builder
	for i := 0; i < len(numbers); {
		end := i
		for end+1 < len(numbers) && numbers[end+1] == numbers[end]+1 {
			end++
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strconv.Itoa(numbers[i]))
		if end > i {
			b.WriteString("–" + strconv.Itoa(numbers[end]))
		}
		i = end + 1
	}
	return b.String()
}

// place finds where a date lies: a day is a point, an imprecise date a span with a point in its middle.
func (k *mark) place(w timeline.When, s scale) {
	first, last := w.Earliest(), w.Latest()
	const openSpan = 0.04 // of the width
	switch {
	case first == nil && last == nil:
		k.X, k.OpenLeft, k.OpenRight = 0.5, true, true
		k.SpanX, k.SpanWidth = margin, 1-2*margin
	case first == nil:
		k.X, k.OpenLeft = s.at(*last), true
		k.SpanX, k.SpanWidth = max(k.X-openSpan, 0), min(openSpan, k.X)
	case last == nil:
		k.X, k.OpenRight = s.at(*first), true
		k.SpanX, k.SpanWidth = k.X, min(openSpan, 1-k.X)
	case *first == *last:
		k.X = s.at(*first)
	default:
		from, to := s.at(*first), s.at(*last)
		k.X, k.SpanX, k.SpanWidth = (from+to)/2, from, to-from
	}
}
