package web

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/regline/regline/internal/edtf"
)

// TestLayers: earlier vertices stand to the left, an arc bends once in each column that it passes, and no two vertices of
// a column stand in one row.
func TestLayers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "vertices")
		var arcs []arc
		for range rapid.IntRange(0, 20).Draw(t, "arcs") {
			from, to := rapid.IntRange(0, n-1).Draw(t, "from"), rapid.IntRange(0, n-1).Draw(t, "to")
			if from > to { // so there is no circle
				arcs = append(arcs, arc{from, to})
			}
		}
		d := layer(n, arcs)
		for i, a := range arcs {
			if d.column[a.from] <= d.column[a.to] {
				t.Fatalf("%v: columns %d and %d", a, d.column[a.from], d.column[a.to])
			}
			if got, want := len(d.routes[i]), d.column[a.from]-d.column[a.to]+1; got != want {
				t.Fatalf("%v passes %d vertices, want %d", a, got, want)
			}
		}
		seen := make(map[[2]int]bool)
		for v := range d.column {
			at := [2]int{d.column[v], d.row[v]}
			if seen[at] {
				t.Fatalf("two vertices at %v", at)
			}
			seen[at] = true
		}
	})
}

// TestLayersCircle: acts that cite each other are drawn too.
func TestLayersCircle(t *testing.T) {
	d := layer(3, []arc{{0, 1}, {1, 0}, {1, 2}, {2, 2}})
	if d.column[0] <= d.column[1] || d.column[1] <= d.column[2] {
		t.Errorf("columns %v", d.column)
	}
	g := newDrawing(make([]vertex, 3), []edge{{arc: arc{0, 1}}, {arc: arc{1, 0}}, {arc: arc{2, 2}}})
	if len(g.Arrows) != 3 || len(g.Boxes) != 3 {
		t.Errorf("%d arrows, %d boxes", len(g.Arrows), len(g.Boxes))
	}
}

// TestLayersCross: two arcs that need not cross do not.
func TestLayersCross(t *testing.T) {
	d := layer(4, []arc{{0, 3}, {1, 2}})
	if d.crossings() != 0 {
		t.Errorf("%d crossings", d.crossings())
	}
}

// TestGraphApart: no box lies on another.
func TestGraphApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 14).Draw(t, "vertices")
		vertices := make([]vertex, n)
		for i := range vertices {
			vertices[i].Text = rapid.SampledFrom([]string{"", "Act", "A name of an act that takes several lines of the box", "Donaudampfschifffahrtsgesellschaftskapitän"}).Draw(t, "name")
		}
		var edges []edge
		for i := 1; i < n; i++ {
			edges = append(edges, edge{arc: arc{i, rapid.IntRange(0, i-1).Draw(t, "to")}})
		}
		g := newDrawing(vertices, edges)
		for i, a := range g.Boxes {
			for _, b := range g.Boxes[i+1:] {
				if a.X < b.X+b.Width && b.X < a.X+a.Width && a.Y < b.Y+b.Height && b.Y < a.Y+a.Height {
					t.Fatalf("%+v lies on %+v", a, b)
				}
			}
			if a.X < 0 || a.Y < 0 || a.X+a.Width > g.Width || a.Y+a.Height > g.Height {
				t.Fatalf("%+v leaves the drawing of %d by %d", a, g.Width, g.Height)
			}
		}
	})
}

// TestScale: later days never stand to the left of earlier ones, all days are in the picture, and what is folded holds no
// day of the timeline.
func TestScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) edtf.Day {
			return edtf.Day(rapid.IntRange(-20000, 25000).Draw(t, "day"))
		}), 1, 40).Draw(t, "days")
		s := newScale(days)
		slices.Sort(days)
		last := 0.0
		for _, d := range days {
			x := s.at(d)
			if x < last || x < 0 || x > 1 {
				t.Fatalf("%s stands at %f, the day before at %f", d, x, last)
			}
			last = x
			if !s.open(d) {
				t.Fatalf("%s is folded", d)
			}
		}
		ticks := s.ticks([12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}, -1)
		for i := 1; i < len(ticks); i++ {
			if ticks[i].X-ticks[i-1].X < float64(digitRoom)/pictureWidth {
				t.Fatalf("%+v lies on %+v", ticks[i], ticks[i-1])
			}
		}
	})
}

func TestScaleFolds(t *testing.T) {
	day := func(y int) edtf.Day {
		d, err := edtf.DayOf(y, 1, 1)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	s := newScale([]edtf.Day{day(1977), day(2017), day(2018), day(2024)})
	if len(s.folds()) == 0 || s.at(day(2018))-s.at(day(2017)) < 0.1 {
		t.Errorf("folds at %v; a year takes %f of the width", s.folds(), s.at(day(2018))-s.at(day(2017)))
	}
	if f := newScale([]edtf.Day{day(2017), day(2018), day(2019), day(2020), day(2021), day(2022), day(2023), day(2024)}).folds(); f != nil {
		t.Errorf("years in a row are folded at %v", f)
	}
}

func TestRanges(t *testing.T) {
	for want, numbers := range map[string][]int{"1": {1}, "1–2": {1, 2}, "2, 45–56, 60": {2, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 60}} {
		if got := ranges(numbers); got != want {
			t.Errorf("%v: %q, want %q", numbers, got, want)
		}
	}
}

// TestEndOf finds the end of a quotation in a text that breaks its lines elsewhere.
func TestEndOf(t *testing.T) {
	const text = "It was  issued\n on September\t13. Then"
	for _, tt := range []struct {
		offset    int
		quotation string
		end       int
		ok        bool
	}{
		{3, "was issued on September 13.", 32, true},
		{0, "It was", 6, true},
		{3, "was issued on October", 0, false},
		{33, "Then more", 0, false},
		{99, "It", 0, false},
		{-1, "It", 0, false},
		{0, "", 0, false},
		{0, "Itwas", 0, false},
	} {
		end, ok := endOf(text, tt.offset, tt.quotation)
		if ok != tt.ok || ok && end != tt.end {
			t.Errorf("%q at %d ends at %d, %v; want %d, %v", tt.quotation, tt.offset, end, ok, tt.end, tt.ok)
		}
	}
}

// FuzzContext: whatever the text and the offset, the context is whole letters and never more than was asked for.
func FuzzContext(f *testing.F) {
	f.Add("Ä text with “words” and more words", 3, "text with")
	f.Fuzz(func(t *testing.T, text string, offset int, quotation string) {
		end, ok := endOf(text, offset, quotation)
		if !ok {
			return
		}
		if end < offset || end > len(text) {
			t.Fatalf("ends at %d of %d", end, len(text))
		}
		if n := len(before(text[:offset])) + len(after(text[end:])); n > 2*contextLength+2*len("… ") {
			t.Fatalf("%d bytes of context", n)
		}
	})
}
