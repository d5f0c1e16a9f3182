package edtf

import "fmt"

// Precision is how finely a date is written. A finer precision is smaller.
type Precision uint8

// The precisions. An unspecified part is not known: 2024-05-XX has the precision of a month, 2024-XX of a year.
const (
	PrecisionDay      Precision = iota // 2017-09-13
	PrecisionMonth                     // 2017-09, 2017-09-XX
	PrecisionYear                      // 2017, 2017-XX, 2017-XX-XX
	PrecisionDecade                    // 201X
	PrecisionCentury                   // 20XX
	PrecisionInterval                  // whatever is written with "/", however short
)

var precisionNames = [...]string{"DAY", "MONTH", "YEAR", "DECADE", "CENTURY", "INTERVAL"}

// String returns DAY, MONTH, YEAR, DECADE, CENTURY or INTERVAL.
func (p Precision) String() string { return name(precisionNames[:], uint8(p), "Precision") }

func name(names []string, n uint8, kind string) string {
	if int(n) < len(names) {
		return names[n]
	}
	return fmt.Sprintf("%s(%d)", kind, n)
}
