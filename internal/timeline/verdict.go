package timeline

import "github.com/regline/regline/internal/edtf"

// Verdict answers whether something holds on a day.
type Verdict string

// The verdicts. VerdictPartly: for a part of the day or of the scope, or without being enforced.
const (
	VerdictInForce    Verdict = "IN_FORCE"
	VerdictNotInForce Verdict = "NOT_IN_FORCE"
	VerdictPartly     Verdict = "PARTLY"
	VerdictUnknown    Verdict = "UNKNOWN"
)

// within says whether a day lies in the half-open window [from, to). A nil from reaches back without end, a nil to
// forward. An uncertain end never gives a certain yes or no.
func within(day edtf.Day, from, to *When) edtf.Tri {
	begun, ended := reached(day, from), edtf.No
	if to != nil {
		ended = reached(day, to)
	}
	switch {
	case begun == edtf.No || ended == edtf.Yes:
		return edtf.No
	case begun == edtf.Yes && ended == edtf.No:
		return edtf.Yes
	}
	return edtf.Unknown
}

// reached says whether the date has come by the day.
func reached(day edtf.Day, w *When) edtf.Tri {
	if w == nil {
		return edtf.Yes
	}
	if w.Uncertain() {
		return edtf.Unknown
	}
	first, hasFirst := w.Date.Earliest()
	last, hasLast := w.Date.Latest()
	switch {
	case hasLast && day >= last:
		return edtf.Yes
	case hasFirst && day < first:
		return edtf.No
	}
	return edtf.Unknown
}

func verdictOf(t edtf.Tri) Verdict {
	switch t {
	case edtf.Yes:
		return VerdictInForce
	case edtf.No:
		return VerdictNotInForce
	}
	return VerdictUnknown
}

// Order of two milestones in time.
type Order string

// The orders. They compare possible days, so UNKNOWN means that the sources do not settle it.
const (
	OrderBefore  Order = "BEFORE"
	OrderAfter   Order = "AFTER"
	OrderSame    Order = "SAME"
	OrderUnknown Order = "UNKNOWN"
)

func orderOf(a, b When) Order {
	if a.Uncertain() || b.Uncertain() {
		return OrderUnknown
	}
	return Order(edtf.Compare(a.Date, b.Date).String())
}
