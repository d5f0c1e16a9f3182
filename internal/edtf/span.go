package edtf

// Span is the time from one date to another in days: the difference of calendar dates, negative if the second is
// earlier. A bound that is open has the number 0, which says nothing.
type Span struct {
	Least, Greatest         int
	LeastOpen, GreatestOpen bool
}

// Between returns the least and the greatest number of days from a to b. It is open on both sides if one of them is
// qualified. Clocks do not count.
func Between(a, b Date) Span {
	if a.Qualified() || b.Qualified() {
		return Span{LeastOpen: true, GreatestOpen: true}
	}
	s := Span{
		LeastOpen:    !a.has(hasLast) || !b.has(hasFirst),
		GreatestOpen: !a.has(hasFirst) || !b.has(hasLast),
	}
	if !s.LeastOpen {
		s.Least = int(b.first) - int(a.last)
	}
	if !s.GreatestOpen {
		s.Greatest = int(b.last) - int(a.first)
	}
	return s
}

// Exact returns the number of days if only one is possible.
func (s Span) Exact() (int, bool) {
	if s.LeastOpen || s.GreatestOpen || s.Least != s.Greatest {
		return 0, false
	}
	return s.Least, true
}
