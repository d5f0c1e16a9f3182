package timeline

import "github.com/regline/regline/internal/edtf"

// Shift is how far a date was moved, as honestly as both dates are written.
type Shift struct {
	// Order of the new date to the former: OrderAfter for later. OrderSame: the same bounds, written otherwise.
	// OrderUnknown where the bounds overlap, or one of the dates has none.
	Order Order `json:"order"`
	// Least and Most are how far it was moved to later or earlier: equal where that is certain, nil where the dates do
	// not tell. Most alone is nil where an open end sets no bound.
	Least *Distance `json:"least,omitempty"`
	Most  *Distance `json:"most,omitempty"`
	// Fineness is FINER or COARSER where one date holds the other.
	Fineness Fineness `json:"fineness,omitempty"`
	// Earliest and Latest are how far the two bounds were moved, where the dates overlap and neither holds the other; nil
	// for a bound that one of the dates does not have.
	Earliest *Distance `json:"earliest,omitempty"`
	Latest   *Distance `json:"latest,omitempty"`
	// Doubted: one of the dates bears "?", "~" or "%", so that the rest is only as written.
	Doubted bool `json:"doubted,omitempty"`
}

// Fineness says which of two dates is written more finely, where one holds the other.
type Fineness string

// The finenesses of a new date.
const (
	Finer   Fineness = "FINER"
	Coarser Fineness = "COARSER"
)

// Distance is a number of calendar units; those to an earlier day are negative where a sign matters.
type Distance struct {
	N    int  `json:"n"`
	Unit Unit `json:"unit"`
}

// Unit of the calendar.
type Unit string

// The units in which a distance is told: the largest that leaves no rest.
const (
	Years  Unit = "YEAR"
	Months Unit = "MONTH"
	Days   Unit = "DAY"
)

// ShiftOf compares a date with the one that takes its place.
func ShiftOf(former, next edtf.Date) Shift {
	s := Shift{Order: OrderUnknown, Doubted: former.Qualified() || next.Qualified()}
	if former.IsZero() || next.IsZero() {
		return s
	}
	a, b := boundsOf(former), boundsOf(next)
	switch {
	case a == b:
		s.Order = OrderSame
	case a.hasLast && b.hasFirst && a.last < b.first:
		s.Order = OrderAfter
		s.Least, s.Most = distances(former, next, a, b)
	case b.hasLast && a.hasFirst && b.last < a.first:
		s.Order = OrderBefore
		s.Least, s.Most = distances(next, former, b, a)
	case former.Contains(next):
		s.Fineness = Finer
	case next.Contains(former):
		s.Fineness = Coarser
	default:
		if a.hasFirst && b.hasFirst {
			s.Earliest = apart(a.first, b.first)
		}
		if a.hasLast && b.hasLast {
			s.Latest = apart(a.last, b.last)
		}
	}
	return s
}

// bounds are the first and the last day that a date allows.
type bounds struct {
	first, last       edtf.Day
	hasFirst, hasLast bool
}

func boundsOf(d edtf.Date) bounds {
	var b bounds
	b.first, b.hasFirst = d.Earliest()
	b.last, b.hasLast = d.Latest()
	return b
}

// distances gives how far the later of two dates lies behind the earlier. Two months, or two years, are as far apart as
// they are written: May to July is two months, though it may be 32 days or 91.
func distances(early, late edtf.Date, a, b bounds) (least, most *Distance) {
	if p := early.Precision(); p == late.Precision() && p != edtf.PrecisionDay && p != edtf.PrecisionInterval {
		d := apart(a.first, b.first)
		return d, d
	}
	if a.hasFirst && b.hasLast && a.first == a.last && b.first == b.last {
		d := apart(a.first, b.first)
		return d, d
	}
	least = &Distance{int(b.first - a.last), Days}
	if a.hasFirst && b.hasLast {
		most = &Distance{int(b.last - a.first), Days}
	}
	return least, most
}

// apart gives the signed distance between two days in the largest unit that leaves no rest.
func apart(from, to edtf.Day) *Distance {
	y1, m1, d1 := from.Date()
	y2, m2, d2 := to.Date()
	months := (y2-y1)*12 + m2 - m1
	switch {
	case d1 != d2 || months == 0:
		return &Distance{int(to - from), Days}
	case months%12 == 0:
		return &Distance{months / 12, Years}
	}
	return &Distance{months, Months}
}

// equal says that both were moved alike.
func (s *Shift) equal(other *Shift) bool {
	return other != nil && s.Order == other.Order && s.Fineness == other.Fineness && s.Doubted == other.Doubted &&
		sameDistance(s.Least, other.Least) && sameDistance(s.Most, other.Most) &&
		sameDistance(s.Earliest, other.Earliest) && sameDistance(s.Latest, other.Latest)
}

func sameDistance(a, b *Distance) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
