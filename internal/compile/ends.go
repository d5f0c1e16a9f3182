package compile

import (
	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// days are the possible days of a date. A doubtful date may be any day.
type days struct {
	first, last       edtf.Day
	hasFirst, hasLast bool
}

func daysOf(w timeline.When) days {
	var d days
	if !w.Uncertain() {
		d.first, d.hasFirst = w.Date.Earliest()
		d.last, d.hasLast = w.Date.Latest()
	}
	return d
}

// when writes the days as a date, a zero one where nothing bounds them.
func (d days) when() timeline.When {
	w := timeline.When{Standing: timeline.StandingEstablished}
	switch {
	case d.hasFirst && d.hasLast:
		w.Date = edtf.FromDays(d.first, d.last)
	case d.hasFirst:
		w.Date = edtf.MustParse(d.first.String() + "/..")
	case d.hasLast:
		w.Date = edtf.MustParse("../" + d.last.String())
	default:
		w.Standing = timeline.StandingRivals
	}
	return w
}

// notAfter says that the first date certainly comes before the second or on the same day.
func notAfter(a, b timeline.When) bool {
	x, y := daysOf(a), daysOf(b)
	return x.hasLast && y.hasFirst && x.last <= y.first
}

// before says that the first date certainly comes on an earlier day than the second.
func before(a, b timeline.When) bool {
	x, y := daysOf(a), daysOf(b)
	return x.hasLast && y.hasFirst && x.last < y.first
}

// later gives the later of two dates; where their order is not settled, all days that the later may be. Nil is since
// always.
func later(a *timeline.When, b timeline.When) timeline.When {
	switch {
	case a == nil || notAfter(*a, b):
		return b
	case notAfter(b, *a):
		return *a
	}
	x, y := daysOf(*a), daysOf(b)
	d := days{hasFirst: x.hasFirst || y.hasFirst, last: max(x.last, y.last), hasLast: x.hasLast && y.hasLast}
	switch {
	case !x.hasFirst:
		d.first = y.first
	case !y.hasFirst:
		d.first = x.first
	default:
		d.first = max(x.first, y.first)
	}
	return d.when()
}

// earlier gives the earlier of two dates; where their order is not settled, all days that the earlier may be. Nil is
// never.
func earlier(a *timeline.When, b timeline.When) timeline.When {
	switch {
	case a == nil || notAfter(b, *a):
		return b
	case notAfter(*a, b):
		return *a
	}
	x, y := daysOf(*a), daysOf(b)
	d := days{first: min(x.first, y.first), hasFirst: x.hasFirst && y.hasFirst, hasLast: x.hasLast || y.hasLast}
	switch {
	case !x.hasLast:
		d.last = y.last
	case !y.hasLast:
		d.last = x.last
	default:
		d.last = min(x.last, y.last)
	}
	return d.when()
}

// sometimeFrom gives the date "on some day from the first possible one on, or never".
func sometimeFrom(w timeline.When) timeline.When {
	d := daysOf(w)
	d.hasLast = false
	return d.when()
}
