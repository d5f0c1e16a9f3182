package edtf

// Unknown is the answer where the possible days do not agree. It is untyped because it is an [Order] as well as a
// [Tri], and the zero value of both.
const Unknown = 0

// Order is the order of two dates in time, or [Unknown].
type Order uint8

// The certain orders.
const (
	Before Order = iota + 1
	After
	Same
)

var orderNames = [...]string{Unknown: "UNKNOWN", Before: "BEFORE", After: "AFTER", Same: "SAME"}

// String returns UNKNOWN, BEFORE, AFTER or SAME.
func (o Order) String() string { return name(orderNames[:], uint8(o), "Order") }

// Compare tells when a is in relation to b. The answer is certain only if all possible days give it and neither date
// is qualified or zero. Same is the answer for two days only.
//
// Where both have a clock with a zone, the instants decide, even against the days: 2024-09-28T23:00-04:00 is after
// 2024-09-29T02:00Z. In all other cases clocks do not count: a time without a zone names no instant.
func Compare(a, b Date) Order {
	if a.Qualified() || b.Qualified() {
		return Unknown
	}
	if a.has(zoned) && b.has(zoned) {
		return orderOf(a.instant(), b.instant())
	}
	switch {
	case a.has(hasLast) && b.has(hasFirst) && a.last < b.first:
		return Before
	case a.has(hasFirst) && b.has(hasLast) && b.last < a.first:
		return After
	case a.IsDay() && b.IsDay() && a.first == b.first:
		return Same
	}
	return Unknown
}

func orderOf(a, b int64) Order {
	switch {
	case a < b:
		return Before
	case a > b:
		return After
	}
	return Same
}
