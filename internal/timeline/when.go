package timeline

import "github.com/regline/regline/internal/edtf"

// When is a date with its standing. Where rivals tie, the date is the interval that holds all of them.
type When struct {
	Date     edtf.Date `json:"date"`
	Standing Standing  `json:"standing"`
}

// Earliest is the first day that the date allows, nil where it is open.
func (w When) Earliest() *edtf.Day { return dayOrNil(w.Date.Earliest()) }

// Latest is the last day that the date allows, nil where it is open.
func (w When) Latest() *edtf.Day { return dayOrNil(w.Date.Latest()) }

// Touches says that the date may lie between two days, both included; nil does not bind.
func (w When) Touches(from, to *edtf.Day) bool {
	first, last := w.Earliest(), w.Latest()
	return (from == nil || last == nil || *last >= *from) && (to == nil || first == nil || *first <= *to)
}

// Precision of the date as written.
func (w When) Precision() string { return w.Date.Precision().String() }

// Uncertain says that the date can give no certain answer, because it is qualified or unverified. Rivals make a date
// wide, not uncertain: each of them says that the day lies within the interval.
func (w When) Uncertain() bool { return w.Standing == StandingUnverified || w.Date.Qualified() }

// Exact says that the date is one established day.
func (w When) Exact() bool {
	return w.Standing == StandingEstablished && !w.Uncertain() && w.Date.IsDay()
}

func dayOrNil(d edtf.Day, ok bool) *edtf.Day {
	if !ok {
		return nil
	}
	return &d
}
