package edtf_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/regline/regline/internal/edtf"
)

// drawPoint writes a date of the year that is no interval; with X it may have unspecified parts.
func drawPoint(t *rapid.T, year int, x bool) string {
	month := rapid.IntRange(1, 12).Draw(t, "month")
	day := rapid.IntRange(1, time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()).Draw(t, "day")
	y := fmt.Sprintf("%04d", year)
	forms := []string{
		y, fmt.Sprintf("%s-%02d", y, month), fmt.Sprintf("%s-%02d-%02d", y, month, day),
	}
	if x {
		forms = append(forms, y+"-XX", y+"-XX-XX", fmt.Sprintf("%s-%02d-XX", y, month))
		if year >= 10 {
			forms = append(forms, y[:3]+"X")
		}
		if year >= 100 {
			forms = append(forms, y[:2]+"XX")
		}
	}
	return rapid.SampledFrom(forms).Draw(t, "form") + drawQualifier(t)
}

func drawQualifier(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", "", "", "", "?", "~", "%"}).Draw(t, "qualifier")
}

func drawClocked(t *rapid.T, year int) string {
	at := time.Date(year, 1, rapid.IntRange(1, 365).Draw(t, "yearday"), 0, 0, 0, 0, time.UTC)
	clock := fmt.Sprintf("T%02d:%02d", rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"))
	if rapid.Bool().Draw(t, "seconds") {
		clock += fmt.Sprintf(":%02d", rapid.IntRange(0, 59).Draw(t, "second"))
	}
	zone := rapid.SampledFrom([]string{"", "Z", "-04:00", "+14:00", "-12:00", "+05:30", "-05", "+00:00"}).Draw(t, "zone")
	return at.Format("2006-01-02") + clock + zone
}

// dates generates every form, its years from the given range. Drawn from a short range, dates meet often.
func dates(firstYear, lastYear int) *rapid.Generator[edtf.Date] {
	return rapid.Custom(func(t *rapid.T) edtf.Date {
		year := rapid.IntRange(firstYear, lastYear).Draw(t, "year")
		var text string
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0, 1:
			text = drawPoint(t, year, true)
		case 2:
			text = drawClocked(t, year)
		case 3:
			unbound := rapid.SampledFrom([]string{"", ".."})
			text = drawPoint(t, year, false) + "/" + unbound.Draw(t, "end")
			if rapid.Bool().Draw(t, "past") {
				text = unbound.Draw(t, "start") + "/" + drawPoint(t, year, false)
			}
		case 4:
			text = drawPoint(t, year, false) + "/" + drawPoint(t, rapid.IntRange(year, lastYear).Draw(t, "to"), false)
		}
		if !grammarReads(text) { // ends of one year in the wrong order
			t.Skip(text)
		}
		d, err := edtf.Parse(text)
		if err != nil {
			t.Fatalf("%v", err)
		}
		return d
	})
}

func everyDate() *rapid.Generator[edtf.Date] { return dates(1, 9999) }
func nearDates() *rapid.Generator[edtf.Date] { return dates(2023, 2024) }

// withoutClock leaves what Between and Within look at.
func withoutClock(d edtf.Date) edtf.Date {
	if _, ok := d.Clock(); ok {
		return edtf.FromDay(first(d))
	}
	return d
}

func first(d edtf.Date) edtf.Day { f, _ := d.Earliest(); return f }

// possible lists the days that d may be. The days of unbounded dates are those of the years 1990 to 2110, which
// reach beyond all bounds of nearDates (20XX is the widest).
func possible(d edtf.Date) (from, to edtf.Day) {
	from, to = day("1990-01-01"), day("2110-12-31")
	if d.Qualified() {
		return from, to
	}
	if f, ok := d.Earliest(); ok {
		from = f
	}
	if l, ok := d.Latest(); ok {
		to = l
	}
	return from, to
}

// sampled lists days of a range: its ends, their neighbours, and some between.
func sampled(from, to edtf.Day) []edtf.Day {
	var days []edtf.Day
	step := max(1, (to-from)/23)
	for d := from; d <= to; d += step {
		days = append(days, d)
	}
	return append(days, max(from, to-1), to)
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := everyDate().Draw(t, "d")
		again, err := edtf.Parse(d.String())
		if err != nil || again != d {
			t.Fatalf("%v becomes %+v, %v", d, again, err)
		}
		text, err := d.MarshalText()
		var back edtf.Date
		if err != nil || back.UnmarshalText(text) != nil || back != d {
			t.Fatalf("%v becomes %q, %v, %+v", d, text, err, back)
		}
	})
}

func TestBoundsOrdered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := everyDate().Draw(t, "d")
		f, hasFirst := d.Earliest()
		l, hasLast := d.Latest()
		if hasFirst && hasLast && f > l {
			t.Fatalf("%v lies between %v and %v", d, f, l)
		}
		if !d.IsInterval() && !(hasFirst && hasLast) {
			t.Fatalf("%v has no bound", d)
		}
		if d.IsDay() != (hasFirst && hasLast && f == l && !d.Qualified()) {
			t.Fatalf("%v: IsDay() = %v", d, d.IsDay())
		}
		if d.Precision() == edtf.PrecisionDay && (!hasFirst || f != l) { // the timeline relies on it
			t.Fatalf("%v has the precision of a day and lies between %v and %v", d, f, l)
		}
	})
}

// TestFromDaysHoldsBoth proves that FromDays loses no day and writes what Parse reads.
func TestFromDaysHoldsBoth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.Custom(func(t *rapid.T) edtf.Day {
			if rapid.Bool().Draw(t, "any") {
				return edtf.Day(rapid.Int32().Draw(t, "day"))
			}
			return edtf.Day(rapid.Int32Range(-719170, 2932900).Draw(t, "day"))
		})
		a, b := days.Draw(t, "a"), days.Draw(t, "b")
		d := edtf.FromDays(a, b)
		if again, err := edtf.Parse(d.String()); err != nil || again != d {
			t.Fatalf("%+v becomes %+v, %v", d, again, err)
		}
		f, hasFirst := d.Earliest()
		l, hasLast := d.Latest()
		if hasFirst && f > min(a, b) && f != 2932896 || hasLast && l < max(a, b) && l != -719162 {
			t.Fatalf("FromDays(%d, %d) = %v", int(a), int(b), d)
		}
	})
}

func TestCompareAntisymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := nearDates().Draw(t, "a"), nearDates().Draw(t, "b")
		if got, back := edtf.Compare(a, b), edtf.Compare(b, a); back != inverse(got) {
			t.Fatalf("%v is %v to %v, and that %v to this", a, got, b, back)
		}
	})
}

func TestCompareTransitive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		near := nearDates()
		a, b, c := withoutClock(near.Draw(t, "a")), withoutClock(near.Draw(t, "b")), withoutClock(near.Draw(t, "c"))
		if edtf.Compare(a, b) == edtf.Before && edtf.Compare(b, c) == edtf.Before && edtf.Compare(a, c) != edtf.Before {
			t.Fatalf("%v before %v before %v", a, b, c)
		}
	})
}

// TestCompareByDays asks each pair of possible days.
func TestCompareByDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawNeighbours(t)
		seen := map[edtf.Order]bool{}
		for _, x := range sampled(possible(a)) {
			for _, y := range sampled(possible(b)) {
				switch {
				case x < y:
					seen[edtf.Before] = true
				case x > y:
					seen[edtf.After] = true
				default:
					seen[edtf.Same] = true
				}
			}
		}
		got := edtf.Compare(a, b)
		if certain := len(seen) == 1; certain && !seen[got] || !certain && got != edtf.Unknown {
			t.Fatalf("Compare(%v, %v) = %v; the days say %v", a, b, got, seen)
		}
	})
}

func TestCompareInstants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawInstant(t, "a"), drawInstant(t, "b")
		want := edtf.Same
		if c := a.Compare(b); c < 0 {
			want = edtf.Before
		} else if c > 0 {
			want = edtf.After
		}
		x, y := edtf.MustParse(a.Format(time.RFC3339)), edtf.MustParse(b.Format(time.RFC3339))
		if got := edtf.Compare(x, y); got != want {
			t.Fatalf("Compare(%v, %v) = %v; want %v", x, y, got, want)
		}
	})
}

func drawInstant(t *rapid.T, label string) time.Time {
	zone := time.FixedZone("", 60*rapid.IntRange(-720, 840).Draw(t, label+" zone"))
	return time.Unix(rapid.Int64Range(1727500000, 1727700000).Draw(t, label), 0).In(zone)
}

func TestCompareAgreesWithBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawNeighbours(t)
		s, back := edtf.Between(a, b), edtf.Between(b, a)
		mirror := edtf.Span{Least: -s.Greatest, Greatest: -s.Least, LeastOpen: s.GreatestOpen, GreatestOpen: s.LeastOpen}
		if back != mirror {
			t.Fatalf("from %v to %v %+v, back %+v", a, b, s, back)
		}
		want := edtf.Order(edtf.Unknown)
		if days, exact := s.Exact(); exact && days == 0 {
			want = edtf.Same
		} else if !s.LeastOpen && s.Least > 0 {
			want = edtf.Before
		} else if !s.GreatestOpen && s.Greatest < 0 {
			want = edtf.After
		}
		if got := edtf.Compare(a, b); got != want {
			t.Fatalf("Compare(%v, %v) = %v; the days between are %+v", a, b, got, s)
		}
		if !a.Qualified() && !b.Qualified() {
			wantDaysBetween(t, a, b, s)
		}
	})
}

func wantDaysBetween(t *rapid.T, a, b edtf.Date, s edtf.Span) {
	for _, x := range sampled(possible(a)) {
		for _, y := range sampled(possible(b)) {
			n := int(y) - int(x)
			if !s.LeastOpen && n < s.Least || !s.GreatestOpen && n > s.Greatest {
				t.Fatalf("from %v to %v there may be %d days; Between says %+v", a, b, n, s)
			}
		}
	}
}

// TestWithinByDays asks each pair of possible ends.
func TestWithinByDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := drawEnd(t, "from"), drawEnd(t, "to")
		on := drawDayNear(t, from, to)
		froms, tos := []edtf.Day{on}, []edtf.Day{on + 1} // what no date stands for
		if !from.IsZero() {
			froms = append(sampled(possible(from)), clamp(on, from), clamp(on+1, from)) // and where the answer turns
		}
		if !to.IsZero() {
			tos = append(sampled(possible(to)), clamp(on, to), clamp(on+1, to))
		}
		seen := map[edtf.Tri]bool{}
		for _, f := range froms {
			for _, e := range tos {
				if f <= on && on < e {
					seen[edtf.Yes] = true
				} else {
					seen[edtf.No] = true
				}
			}
		}
		got := edtf.Within(on, from, to)
		if certain := len(seen) == 1; certain && !seen[got] || !certain && got != edtf.Unknown {
			t.Fatalf("%v within [%v, %v) = %v; the days say %v", on, from, to, got, seen)
		}
	})
}

// drawDayNear draws a bound of the dates or its neighbour, where answers turn, or any day of the time around them.
func drawDayNear(t *rapid.T, dates ...edtf.Date) edtf.Day {
	near := []edtf.Day{day("2022-12-01") + edtf.Day(rapid.IntRange(0, 800).Draw(t, "any day"))}
	for _, d := range dates {
		if f, ok := d.Earliest(); ok {
			near = append(near, f-1, f)
		}
		if l, ok := d.Latest(); ok {
			near = append(near, l-1, l, l+1)
		}
	}
	return rapid.SampledFrom(near).Draw(t, "day")
}

// drawNeighbours draws two dates without clocks, the second often a day at a bound of the first.
func drawNeighbours(t *rapid.T) (a, b edtf.Date) {
	near := nearDates()
	a = withoutClock(near.Draw(t, "a"))
	if rapid.Bool().Draw(t, "beside") {
		return a, edtf.FromDay(drawDayNear(t, a))
	}
	return a, withoutClock(near.Draw(t, "b"))
}

func clamp(on edtf.Day, d edtf.Date) edtf.Day {
	from, to := possible(d)
	return min(max(on, from), to)
}

func drawEnd(t *rapid.T, label string) edtf.Date {
	if rapid.IntRange(0, 4).Draw(t, label+" none") == 0 {
		return edtf.Date{}
	}
	return nearDates().Draw(t, label)
}

// narrow draws a date that d contains.
func narrow(t *rapid.T, d edtf.Date, label string) edtf.Date {
	from, to := day("1990-01-01"), day("2110-12-31")
	if f, ok := d.Earliest(); ok {
		from = f
	}
	if l, ok := d.Latest(); ok {
		to = l
	}
	days := rapid.Int32Range(int32(from), int32(to))
	return edtf.FromDays(edtf.Day(days.Draw(t, label+" first")), edtf.Day(days.Draw(t, label+" last")))
}

// TestKnowledgeIsMonotone proves that a certain answer stands when a date becomes more exact.
func TestKnowledgeIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		near := nearDates()
		a, b := withoutClock(near.Draw(t, "a")), withoutClock(near.Draw(t, "b"))
		finerA, finerB := narrow(t, a, "finer a"), narrow(t, b, "finer b")
		if !a.Contains(finerA) || !b.Contains(finerB) {
			t.Fatalf("%v contains %v, %v contains %v", a, finerA, b, finerB)
		}
		if was, is := edtf.Compare(a, b), edtf.Compare(finerA, finerB); was != edtf.Unknown && is != was {
			t.Fatalf("%v was %v to %v; then %v is %v to %v", a, was, b, finerA, is, finerB)
		}
		on := drawDayNear(t, a, b)
		if was, is := edtf.Within(on, a, b), edtf.Within(on, finerA, finerB); was != edtf.Unknown && is != was {
			t.Fatalf("%v within [%v, %v) was %v; within [%v, %v) it is %v", on, a, b, was, finerA, finerB, is)
		}
		was, is := edtf.Between(a, b), edtf.Between(finerA, finerB)
		if !was.LeastOpen && (is.LeastOpen || is.Least < was.Least) ||
			!was.GreatestOpen && (is.GreatestOpen || is.Greatest > was.Greatest) {
			t.Fatalf("Between(%v, %v) was %+v; Between(%v, %v) is %+v", a, b, was, finerA, finerB, is)
		}
	})
}

func TestContainsIsAPartialOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := nearDates().Draw(t, "a"), nearDates().Draw(t, "b")
		c := narrow(t, b, "c")
		if !a.Contains(a) || !b.Contains(c) {
			t.Fatalf("%v contains itself, and %v contains %v", a, b, c)
		}
		if a.Contains(b) && !a.Contains(c) {
			t.Fatalf("%v contains %v, which contains %v", a, b, c)
		}
		if a.Contains(b) && b.Contains(a) && !sameBounds(a, b) {
			t.Fatalf("%v and %v contain each other", a, b)
		}
	})
}

func sameBounds(a, b edtf.Date) bool {
	af, aFirst := a.Earliest()
	al, aLast := a.Latest()
	bf, bFirst := b.Earliest()
	bl, bLast := b.Latest()
	return af == bf && al == bl && aFirst == bFirst && aLast == bLast
}
