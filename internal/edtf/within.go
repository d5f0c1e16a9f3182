package edtf

// Tri is yes, no or [Unknown].
type Tri uint8

// The certain answers.
const (
	No Tri = iota + 1
	Yes
)

var triNames = [...]string{Unknown: "UNKNOWN", No: "NO", Yes: "YES"}

// String returns UNKNOWN, NO or YES.
func (t Tri) String() string { return name(triNames[:], uint8(t), "Tri") }

// Within tells whether day lies in the window [from, to): from its first day on, until the day before to. A zero
// from is since always, a zero to is no end. The answer is certain only if all possible days of both ends give it; a
// qualified end may be any day, so that only the other end can make the answer certain, and only to no.
//
// Clocks do not count: a window until 2024-09-29T18:00 does not hold that day, one from then on does.
func Within(day Day, from, to Date) Tri {
	begun, ended := Yes, No
	if !from.IsZero() {
		begun = reached(day, from)
	}
	if !to.IsZero() {
		ended = reached(day, to)
	}
	switch {
	case begun == No || ended == Yes:
		return No
	case begun == Yes && ended == No:
		return Yes
	}
	return Unknown
}

// reached tells whether d is on the day or before it.
func reached(day Day, d Date) Tri {
	switch {
	case d.Qualified():
		return Unknown
	case d.has(hasLast) && d.last <= day:
		return Yes
	case d.has(hasFirst) && day < d.first:
		return No
	}
	return Unknown
}
