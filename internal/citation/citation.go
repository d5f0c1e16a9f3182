// Package citation reads legal citations as publishers write them, brings them to one normal form and
// tells whether one place in the law lies inside another.
//
// Publishers cite one act differently: by the first page of its notice, by the page on which a name stands, or by the
// whole range. So a citation is never compared as text. It names a place, a set of pages or a provision; a citation
// matches another when its place contains the other's. Text that is not understood is kept with the kind [Unknown] and
// equals only itself: nothing is guessed.
package citation

import (
	"strings"
)

// Citation is a place in a legal publication, with the text it was read from. The zero value is the empty citation.
// Values are comparable with ==, which compares the texts too; [Citation.Equal] compares the places.
type Citation struct {
	text  string
	date  string
	place place
	kind  Kind
}

// place is what a citation denotes. Each field that is set narrows the place; a field that the kind does not use is zero.
type place struct {
	series   string // the reporter, the form of a bill, the prefix of a docket: "F.3d", "H.R.", "WC Docket No."
	number   string // the number within the series: "13873", "2024-13532"
	division string // a division of a public law; the office of a court or the bureau of an agency that keeps a docket
	title    string // a title of a public law
	volume   int    // a volume, a title of a code, a Congress, the year of an EU act
	pages    pages
	prov     provision
	style    euStyle // how an EU act is written; no part of its identity
}

// Parse reads one citation. It never fails: a text that is not one citation from end to end gives the kind [Unknown].
// A text longer than 512 bytes, once its white space is folded, is not looked into.
func Parse(s string) Citation {
	c := Citation{text: s}
	t := normalise(s)
	if len(t) > maxText {
		return c
	}
	sc := scanner{s: t}
	sc.openers()
	got, ok := sc.citation()
	if !ok {
		return c
	}
	sc.closers()
	if !sc.done() {
		return c
	}
	got.text = s
	return got
}

// Kind returns the series of publications, Unknown for text that was not understood.
func (c Citation) Kind() Kind { return c.kind }

// Text returns the text as it was given.
func (c Citation) Text() string { return c.text }

// IsZero reports whether c is the empty citation.
func (c Citation) IsZero() bool { return c == Citation{} }

// Date returns the date printed with the citation as yyyy-mm-dd, or yyyy where only the year of a decision is printed,
// and "" where there is none or it is no date of the calendar. Numbers are read in the American order, month first.
// A two-digit year beside a page of the Federal Register takes the century nearest to the volume's year, 1935 plus the
// volume. The date is no part of the place: it plays no role in matching and is absent from String.
func (c Citation) Date() string { return c.date }

// Contains reports whether probe is the same place as c or lies inside it: pages within a range, a section within a part
// or a law, a paragraph within a section. Citations of different kinds contain each other never; two of the kind Unknown
// do when their texts are equal but for case, white space and the kind of dash.
func (c Citation) Contains(probe Citation) bool {
	if c.kind != probe.kind {
		return false
	}
	switch c.kind {
	case Unknown:
		return c.text == probe.text || textKey(c.text) == textKey(probe.text)
	case FederalRegister, StatutesAtLarge:
		return c.place.volume == probe.place.volume && c.place.pages.cover(probe.place.pages)
	case CaseReporter:
		return c.place.series == probe.place.series && c.place.volume == probe.place.volume &&
			c.place.pages.main == probe.place.pages.main && c.place.pages.narrowedBy(probe.place.pages)
	}
	return c.place.contains(probe.place, c.kind)
}

// Within reports whether c is the same place as probe or lies inside it.
func (c Citation) Within(probe Citation) bool { return probe.Contains(c) }

// Matches reports whether the stored citation c answers the question for probe; it is [Citation.Contains].
func (c Citation) Matches(probe Citation) bool { return c.Contains(probe) }

// Equal reports whether both citations denote the same place, however it is written.
func (c Citation) Equal(d Citation) bool { return c.Contains(d) && d.Contains(c) }

// contains compares field by field: what p leaves open, q may narrow.
func (p place) contains(q place, k Kind) bool {
	if p.series != q.series || p.number != q.number {
		return false
	}
	return open(p.volume, q.volume) && open(p.division, q.division) && open(p.title, q.title) &&
		p.prov.contains(q.prov, k == CFR && p.volume == farTitle)
}

// open reports whether want is left open or met.
func open[T comparable](want, got T) bool {
	var none T
	return want == none || want == got
}

// MarshalText writes the text as given, so that nothing a publisher printed is lost. It never fails.
func (c Citation) MarshalText() ([]byte, error) { return []byte(c.text), nil }

// UnmarshalText reads what MarshalText wrote. It never fails; see [Parse].
func (c *Citation) UnmarshalText(text []byte) error {
	*c = Parse(string(text))
	return nil
}

// String returns the normal form, which Parse reads back as an equal citation. For the kind Unknown it is the
// text with its white space folded.
func (c Citation) String() string {
	if c.kind == Unknown {
		return strings.Join(strings.Fields(c.text), " ")
	}
	return c.place.format(c.kind)
}
