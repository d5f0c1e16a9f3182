package edtf

// Clock is a time of day with the zone it was written in.
type Clock struct {
	Hour, Minute, Second int  // 0 to 23, 0 to 59, 0 to 59; Second is 0 where it was not written
	Offset               int  // minutes east of UTC, -720 to 840; 0 where no zone was written
	Zoned                bool // a zone was written
}

const (
	secondsADay   = 24 * 60 * 60
	westernmost   = -12 * 60
	easternmost   = 14 * 60
	secondsOfHour = 60 * 60
)

// Clock returns the time of day. It is false where the date has none.
func (d Date) Clock() (Clock, bool) {
	if !d.has(clocked) {
		return Clock{}, false
	}
	s := int(d.second)
	return Clock{
		Hour: s / secondsOfHour, Minute: s / 60 % 60, Second: s % 60,
		Offset: int(d.offset), Zoned: d.has(zoned),
	}, true
}

// instant returns the seconds since 1970-01-01T00:00:00Z of a day with a clock and a zone.
func (d Date) instant() int64 {
	return int64(d.first)*secondsADay + int64(d.second) - int64(d.offset)*60
}

// clock reads what follows the "T": hh:mm or hh:mm:ss, then nothing, "Z", +hh, +hh:mm, -hh or -hh:mm.
func (r *reader) clock(d *Date) error {
	hour, ok := r.number(2, 0, 23)
	if !ok {
		return r.fail("an hour from 00 to 23 (the end of a day is 00:00 of the next)")
	}
	if !r.accept(':') {
		return r.fail(`":" and minutes`)
	}
	minute, ok := r.number(2, 0, 59)
	if !ok {
		return r.fail("minutes from 00 to 59")
	}
	second := 0
	if r.accept(':') {
		if second, ok = r.number(2, 0, 59); !ok {
			return r.fail("seconds from 00 to 59")
		}
	}
	d.second = int32(hour*secondsOfHour + minute*60 + second)
	d.mark |= clocked
	return r.zone(d)
}

func (r *reader) zone(d *Date) error {
	sign := 1
	switch {
	case r.done():
		return nil
	case r.accept('Z'):
		d.mark |= zoned
		return nil
	case r.accept('+'):
	case r.accept('-'):
		sign = -1
	default:
		return r.fail(`"Z", a zone such as -04:00, or the end`)
	}
	from := r.at
	hours, ok := r.number(2, 0, 14)
	if !ok {
		return r.fail("the hours of a zone from 00 to 14")
	}
	minutes := 0
	if r.accept(':') {
		if minutes, ok = r.number(2, 0, 59); !ok {
			return r.fail("the minutes of a zone from 00 to 59")
		}
	}
	offset := sign * (hours*60 + minutes)
	if offset < westernmost || offset > easternmost || (offset == 0 && sign < 0) {
		r.at = from - 1
		return r.fail("a zone from -12:00 to +14:00, and +00:00 for none")
	}
	d.offset = int16(offset)
	d.mark |= zoned
	return nil
}
