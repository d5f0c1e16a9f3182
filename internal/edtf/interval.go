package edtf

import "strings"

// open is what stands for an end that is open by intention. An end left empty is unknown; neither has a bound.
const open = ".."

// parseInterval reads a text whose first "/" is at cut.
func parseInterval(text string, cut int) (Date, error) {
	if len(text) == 1 {
		return Date{}, (&reader{text: text, at: 1, end: 1}).fail(`a date or ".." on one side of "/" at least`)
	}
	start, err := parseEnd(text, 0, cut)
	if err != nil {
		return Date{}, err
	}
	end, err := parseEnd(text, cut+1, len(text))
	if err != nil {
		return Date{}, err
	}
	if start.has(hasFirst) && end.has(hasFirst) && end.first < start.first {
		return Date{}, (&reader{text: text, at: cut + 1}).fail("an end that does not begin before " + start.first.String())
	}
	return Date{
		text:      text,
		first:     start.first,
		last:      end.last,
		precision: PrecisionInterval,
		mark: interval | start.mark&hasFirst | end.mark&hasLast |
			(start.mark|end.mark)&(uncertain|approximate),
	}, nil
}

// parseEnd reads text[at:end]; the date is zero where it has no bound.
func parseEnd(text string, at, end int) (Date, error) {
	switch text[at:end] {
	case "", open:
		return Date{}, nil
	}
	if i := strings.IndexAny(text[at:end], "TX/"); i >= 0 {
		return Date{}, (&reader{text: text, at: at + i}).fail(refusedInEnd(text[at+i]))
	}
	r := reader{text: text, at: at, end: end}
	d, err := r.date()
	if err != nil {
		return Date{}, err
	}
	return d, nil
}

func refusedInEnd(c byte) string {
	switch c {
	case 'T':
		return "no time in an interval: its ends are days or coarser"
	case 'X':
		return "no X in an interval: leave the part out that is not known"
	}
	return `only one "/"`
}

// Start returns the first end of an interval as it is written. It is false where that end is open or unknown, and
// where the date is no interval.
func (d Date) Start() (Date, bool) {
	before, _, ok := strings.Cut(d.text, "/")
	return endOf(before, ok)
}

// End returns the second end of an interval, as [Date.Start] does the first.
func (d Date) End() (Date, bool) {
	_, after, ok := strings.Cut(d.text, "/")
	return endOf(after, ok)
}

func endOf(text string, ok bool) (Date, bool) {
	if !ok || text == "" || text == open {
		return Date{}, false
	}
	end, err := Parse(text)
	return end, err == nil
}
