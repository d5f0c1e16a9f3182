package edtf_test

import (
	"regexp"
	"strings"
	"time"
)

// The grammar a second time, by other means (regular expressions and package time), as the oracle of what is read.
var (
	reYear    = regexp.MustCompile(`^(\d{4}|\d{3}X|\d{2}XX)[?~%]?$`)
	reNoYear  = regexp.MustCompile(`^(0000|000X|00XX)`)
	reMonth   = regexp.MustCompile(`^(\d{4}-\d\d)(-XX)?[?~%]?$`)
	reNoMonth = regexp.MustCompile(`^\d{4}-XX(-XX)?[?~%]?$`)
	reDay     = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)[?~%]?$`)
	reClock   = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(Z|[+-]\d\d(?::\d\d)?)?$`)
	reSimple  = regexp.MustCompile(`^\d{4}(-\d\d){0,2}[?~%]?$`)
)

func timeReads(layout, s string) bool {
	_, err := time.Parse(layout, s)
	return err == nil
}

func grammarReads(s string) bool {
	if strings.Contains(s, "/") {
		return grammarReadsInterval(s)
	}
	if reNoYear.MatchString(s) {
		return false
	}
	if m := reMonth.FindStringSubmatch(s); m != nil {
		return timeReads("2006-01", m[1])
	}
	if m := reDay.FindStringSubmatch(s); m != nil {
		return timeReads("2006-01-02", m[1])
	}
	if m := reClock.FindStringSubmatch(s); m != nil {
		return timeReads("2006-01-02T15:04:05", m[1]+"T"+m[2]+(m[3] + ":00")[:3]) && grammarReadsZone(m[4])
	}
	return reYear.MatchString(s) || reNoMonth.MatchString(s)
}

func grammarReadsZone(s string) bool {
	switch {
	case s == "" || s == "Z":
		return true
	case len(s) == 3:
		s += ":00"
	}
	west := s[0] == '-'
	return s != "-00:00" && s[4:] <= "59" && (west && s[1:] <= "12:00" || !west && s[1:] <= "14:00")
}

func grammarReadsInterval(s string) bool {
	ends := strings.Split(s, "/")
	if len(ends) != 2 || s == "/" {
		return false
	}
	bounds := 0
	for _, end := range ends {
		if end == "" || end == ".." {
			continue
		}
		bounds++
		if !reSimple.MatchString(end) || !grammarReads(end) {
			return false
		}
	}
	return bounds < 2 || firstDay(ends[0]) <= firstDay(ends[1])
}

func firstDay(s string) string {
	s = strings.TrimRight(s, "?~%")
	return s + "0000-01-01"[len(s):]
}
