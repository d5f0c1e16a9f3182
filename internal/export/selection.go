package export

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// Selection chooses a part of the timeline, of one release. Empty fields do not bind; filled ones all must hold. The
// zero value is the whole timeline of the current release, told in English.
type Selection struct {
	// Vendor and Agency are meant with the groups and bodies around them, as [timeline.TimelineFilter] takes them.
	Vendor, Agency timeline.ID
	// Action is one act, or one row of an official list.
	Action timeline.ID
	// Source keeps the steps of which a claim comes from the document.
	Source timeline.ID
	// From and To are both included. A step of which only a span is known is kept if the span touches them.
	From, To *edtf.Day
	// Jurisdiction is a country by ISO 3166-1 alpha-2, or EU.
	Jurisdiction string
	// Role is of [timeline.Roles].
	Role string
	// Text keeps the acts and rows that [timeline.Reader.Search] finds.
	Text string
	// Release pins a release by its number; zero is the current one.
	Release int
	// Language of labels and sentences: "en" or "de"; empty: English.
	Language string
}

// Keys of a selection in the query of an address, in the order of documentation.
const (
	keyVendor       = "vendor"
	keyAgency       = "agency"
	keyAction       = "action"
	keySource       = "source"
	keyFrom         = "from"
	keyTo           = "to"
	keyJurisdiction = "jurisdiction"
	keyRole         = "role"
	keyText         = "q"
	keyRelease      = "release"
	keyLanguage     = "lang"
)

// SelectionKeys lists the keys that [ParseSelection] reads.
func SelectionKeys() []string {
	return []string{keyVendor, keyAgency, keyAction, keySource, keyFrom, keyTo, keyJurisdiction, keyRole, keyText, keyRelease, keyLanguage}
}

// SelectionError lists all faults of a selection. It matches [timeline.ErrBadInput].
type SelectionError struct{ Faults []SelectionFault }

// SelectionFault is what is wrong with the value of one key, with the remedy.
type SelectionFault struct{ Key, Text string }

func (e *SelectionError) Error() string {
	texts := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		texts[i] = f.Key + ": " + f.Text
	}
	return strings.Join(texts, "; ")
}

// Is makes errors.Is(err, timeline.ErrBadInput) true.
func (e *SelectionError) Is(target error) bool { return target == timeline.ErrBadInput }

// ParseSelection reads a selection from the query of an address. An empty value is the same as a missing key. Keys that
// are not of [SelectionKeys] belong to the caller and are passed over. The error is a [*SelectionError].
func ParseSelection(v url.Values) (Selection, error) {
	p := selectionParser{values: v}
	s := Selection{
		Vendor:       p.id(keyVendor),
		Agency:       p.id(keyAgency),
		Action:       p.id(keyAction),
		Source:       p.id(keySource),
		From:         p.day(keyFrom),
		To:           p.day(keyTo),
		Jurisdiction: p.jurisdiction(),
		Role:         p.role(),
		Text:         p.text(),
		Release:      p.release(),
		Language:     p.language(),
	}
	if s.From != nil && s.To != nil && *s.To < *s.From {
		p.fault(keyTo, "%s is before %s=%s", s.To, keyFrom, s.From)
	}
	if p.faults != nil {
		return Selection{}, &SelectionError{p.faults}
	}
	return s, nil
}

// Values gives the selection as the query of an address. Equal selections give equal values, and [ParseSelection] gives
// the selection back.
func (s Selection) Values() url.Values {
	v := url.Values{}
	set := func(key, value string) {
		if value != "" {
			v.Set(key, value)
		}
	}
	set(keyVendor, string(s.Vendor))
	set(keyAgency, string(s.Agency))
	set(keyAction, string(s.Action))
	set(keySource, string(s.Source))
	if s.From != nil {
		set(keyFrom, s.From.String())
	}
	if s.To != nil {
		set(keyTo, s.To.String())
	}
	set(keyJurisdiction, s.Jurisdiction)
	set(keyRole, s.Role)
	set(keyText, s.Text)
	if s.Release != 0 {
		set(keyRelease, strconv.Itoa(s.Release))
	}
	set(keyLanguage, s.Language)
	return v
}

// Query is the selection as the end of an address: "?" and its values, empty where nothing is selected.
func (s Selection) Query() string {
	if q := s.Values().Encode(); q != "" {
		return "?" + q
	}
	return ""
}

// In is the language of labels and sentences.
func (s Selection) In() timeline.Language {
	if s.Language == "de" {
		return timeline.German
	}
	return timeline.English
}

// Pinned gives the selection of one release.
func (s Selection) Pinned(release int) Selection {
	s.Release = release
	return s
}

// selectionParser collects the faults of all keys.
type selectionParser struct {
	values url.Values
	faults []SelectionFault
}

func (p *selectionParser) fault(key, format string, args ...any) {
	p.faults = append(p.faults, SelectionFault{key, fmt.Sprintf(format, args...)})
}

// value gives the only value of a key, "" where it is missing.
func (p *selectionParser) value(key string) string {
	all := p.values[key]
	switch {
	case len(all) == 0:
		return ""
	case len(all) > 1:
		p.fault(key, "given %d times: give it once", len(all))
		return ""
	case !utf8.ValidString(all[0]):
		p.fault(key, "not UTF-8")
		return ""
	}
	return strings.TrimSpace(all[0])
}

func (p *selectionParser) id(key string) timeline.ID {
	text := p.value(key)
	if text == "" {
		return ""
	}
	id, err := timeline.ParseID(text)
	if err != nil {
		p.fault(key, "%v", err)
	}
	return id
}

func (p *selectionParser) day(key string) *edtf.Day {
	text := p.value(key)
	if text == "" {
		return nil
	}
	d, err := edtf.ParseDay(text)
	if err != nil {
		p.fault(key, "%.40q is no day: write YYYY-MM-DD", text)
		return nil
	}
	return &d
}

func (p *selectionParser) jurisdiction() string {
	text := p.value(keyJurisdiction)
	isCapital := func(b byte) bool { return 'A' <= b && b <= 'Z' }
	if text != "" && (len(text) != 2 || !isCapital(text[0]) || !isCapital(text[1])) {
		p.fault(keyJurisdiction, "%.40q: write a country by ISO 3166-1 alpha-2, such as US or DE, or EU", text)
		return ""
	}
	return text
}

func (p *selectionParser) role() string {
	text := p.value(keyRole)
	if text == "" {
		return ""
	}
	term, ok := timeline.LookupTerm(timeline.Roles, text)
	if !ok {
		names := make([]string, len(timeline.Roles))
		for i, r := range timeline.Roles {
			names[i] = r.Name
		}
		p.fault(keyRole, "%.40q is no role: write one of %s", text, strings.Join(names, ", "))
	}
	return term.Name
}

func (p *selectionParser) text() string {
	text := p.value(keyText)
	if text == "" {
		return ""
	}
	if len(text) > timeline.MaxSearchText {
		p.fault(keyText, "a search has at most %d bytes, not %d", timeline.MaxSearchText, len(text))
		return ""
	}
	if n := len(timeline.Terms(text)); n == 0 || n > timeline.MaxSearchTerms {
		p.fault(keyText, "a search has 1 to %d words of letters or digits, not %d", timeline.MaxSearchTerms, n)
		return ""
	}
	return text
}

func (p *selectionParser) release() int {
	text := p.value(keyRelease)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		p.fault(keyRelease, "%.40q: releases are numbered from 1", text)
		return 0
	}
	return n
}

func (p *selectionParser) language() string {
	switch text := strings.ToLower(p.value(keyLanguage)); text {
	case "", "en", "de":
		return text
	default:
		p.fault(keyLanguage, "%.40q: write en or de", text)
		return ""
	}
}
