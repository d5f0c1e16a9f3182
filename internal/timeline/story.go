package timeline

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/regline/regline/internal/edtf"
)

// Story is the course of events about a vendor in plain sentences, each with the milestone it tells and so with its
// claims. The same release gives the same words.
type Story struct {
	Vendor    *Vendor
	Language  Language
	Sentences []*Sentence
}

// Sentence is one event. Number is its footnote.
type Sentence struct {
	Number    int
	Text      string
	Milestone *Milestone
	Act       Node
}

// maxStory bounds the milestones of a story.
const maxStory = 1000

// StoryOf tells what happened to a vendor in the order of time, in one jurisdiction or in all.
func (r *Reader) StoryOf(ctx context.Context, vendor ID, language Language, jurisdiction *string) (*Story, error) {
	if err := checkJurisdiction(jurisdiction); err != nil {
		return nil, err
	}
	v, err := Get[*Vendor](ctx, r, vendor)
	if err != nil {
		return nil, err
	}
	words, ok := storyWords[language]
	if !ok {
		return nil, fmt.Errorf("%w: a story is told in EN or DE, not %q", ErrBadInput, language)
	}
	facets := appendFacet([]Facet{{FacetVendor, string(v.ID)}}, FacetJurisdiction, jurisdiction)
	records, err := r.all(ctx, IndexTimeline, facets, maxStory)
	if err != nil {
		return nil, err
	}
	s := &Story{Vendor: v, Language: language}
	for _, n := range r.admit(records) {
		m, ok := n.(*Milestone)
		if !ok {
			continue
		}
		act, text, err := m.tell(ctx, language, words)
		if err != nil {
			return nil, err
		}
		s.Sentences = append(s.Sentences, &Sentence{Number: len(s.Sentences) + 1, Text: text, Milestone: m, Act: act})
	}
	return s, nil
}

// Tell says the step in one sentence, with who acted. A language that labels are not kept in is told in English.
func (m *Milestone) Tell(ctx context.Context, language Language) (string, error) {
	_, text, err := m.tell(ctx, language, wordsOf(language))
	return text, err
}

func (m *Milestone) tell(ctx context.Context, language Language, words storyLanguage) (Node, string, error) {
	act, err := m.Owner(ctx)
	if err != nil {
		return nil, "", err
	}
	actors, err := actorNames(ctx, act, language)
	if err != nil {
		return nil, "", err
	}
	return act, words.date(m.When) + ": " + act.Base().Label(&language) + actors + " " + words.step(m) + ".", nil
}

// Step says what happened, without when and to which act: "takes effect [new agreements]".
func (m *Milestone) Step(language Language) string { return wordsOf(language).step(m) }

// Words tell a date as exactly as it is known, with its time of day and zone where it has one, and mark what is
// uncertain, unverified or differs between sources: "between 1 May 2024 and 3 May 2024" never becomes a day. A language
// that labels are not kept in is told in English.
func (w When) Words(language Language) string {
	words := wordsOf(language)
	text := words.date(w)
	c, timed := w.Date.Clock()
	if !timed {
		return text
	}
	text += fmt.Sprintf(words.clock, c.Hour, c.Minute)
	if c.Zoned {
		sign, offset := '+', c.Offset
		if offset < 0 {
			sign, offset = '-', -offset
		}
		text += fmt.Sprintf(" (UTC%c%02d:%02d)", sign, offset/60, offset%60)
	}
	return text
}

func wordsOf(language Language) storyLanguage {
	if words, ok := storyWords[language]; ok {
		return words
	}
	return storyWords[English]
}

// actorNames gives who acted, in brackets; empty where no source tells.
func actorNames(ctx context.Context, act Node, language Language) (string, error) {
	a, ok := act.(*Action)
	if !ok {
		return "", nil
	}
	links, err := a.ActedBy(ctx)
	if err != nil {
		return "", err
	}
	var names []string
	for _, l := range links {
		names = append(names, l.Node.Base().Label(&language))
	}
	slices.Sort(names)
	if len(names) == 0 {
		return "", nil
	}
	return " (" + strings.Join(names, ", ") + ")", nil
}

// storyLanguage holds the words of one language.
type storyLanguage struct {
	months     [12]string
	day        string // of day, month, year
	clock      string // of hour and minute, behind a day
	between    string // of two dates
	earliest   string // of a date whose end is open
	latest     string // of a date whose beginning is open
	uncertain  string
	unverified string
	differ     string
	roles      map[string]string
	scope      string
}

func (l storyLanguage) date(w When) string {
	text := l.span(w.Date)
	switch {
	case w.Standing == StandingRivals:
		text += " " + l.differ
	case w.Standing == StandingUnverified:
		text += " " + l.unverified
	case w.Date.Qualified():
		text += " " + l.uncertain
	}
	return text
}

// span tells a date as exactly as it is known.
func (l storyLanguage) span(d edtf.Date) string {
	first, okFirst := d.Earliest()
	last, okLast := d.Latest()
	switch {
	case !okFirst && !okLast:
		return d.String()
	case !okFirst:
		return fmt.Sprintf(l.latest, l.span(edtf.FromDay(last)))
	case !okLast:
		return fmt.Sprintf(l.earliest, l.span(edtf.FromDay(first)))
	}
	y, m, day := first.Date()
	y2, m2, day2 := last.Date()
	switch {
	case first == last:
		return fmt.Sprintf(l.day, day, l.months[m-1], y)
	case y == y2 && m == m2 && day == 1 && (last + 1).String()[8:] == "01":
		return l.months[m-1] + " " + strconv.Itoa(y)
	case y == y2 && m == 1 && day == 1 && m2 == 12 && day2 == 31:
		return strconv.Itoa(y)
	}
	return fmt.Sprintf(l.between, l.span(edtf.FromDay(first)), l.span(edtf.FromDay(last)))
}

func (l storyLanguage) step(m *Milestone) string {
	text := l.roles[m.Role]
	if m.Scope != "" {
		text += fmt.Sprintf(l.scope, strings.ReplaceAll(m.Scope, "-", " "))
	}
	return text
}

var storyWords = map[Language]storyLanguage{
	English: {
		months: [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		day:    "%d %s %d", clock: ", %02d:%02d", between: "between %s and %s", earliest: "no earlier than %s", latest: "no later than %s", scope: " [%s]",
		uncertain: "(uncertain)", unverified: "(not verified)", differ: "(sources differ)",
		roles: map[string]string{
			"INTRODUCED": "is introduced", "PASSED": "is passed", "ADOPTED": "is adopted", "SIGNED": "is signed", "ISSUED": "is issued",
			"ANNOUNCED": "is announced", "RELEASED": "is released", "PUBLISHED": "is published", "EFFECTIVE": "takes effect",
			"COMPLIANCE_DEADLINE": "has a deadline", "COMMENTS_CLOSE": "closes for comments", "ARGUED": "is argued", "DECIDED": "is decided",
			"FILED": "is filed", "NOTIFIED": "is notified", "LISTED": "enters the list", "DELISTED": "leaves the list", "BEGAN": "begins",
			"COMPLETED": "is completed", "REVOKED": "is revoked", "EXPIRES": "expires",
		},
	},
	German: {
		months: [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
		day:    "%d. %s %d", clock: ", %02d:%02d Uhr", between: "zwischen %s und %s", earliest: "frühestens %s", latest: "spätestens %s", scope: " [%s]",
		uncertain: "(unsicher)", unverified: "(nicht belegt)", differ: "(die Quellen widersprechen sich)",
		roles: map[string]string{
			"INTRODUCED": "wird eingebracht", "PASSED": "wird angenommen", "ADOPTED": "wird verabschiedet", "SIGNED": "wird unterzeichnet", "ISSUED": "wird erlassen",
			"ANNOUNCED": "wird angekündigt", "RELEASED": "wird herausgegeben", "PUBLISHED": "wird veröffentlicht", "EFFECTIVE": "tritt in Kraft",
			"COMPLIANCE_DEADLINE": "hat eine Frist", "COMMENTS_CLOSE": "schließt für Stellungnahmen", "ARGUED": "wird verhandelt", "DECIDED": "wird entschieden",
			"FILED": "wird eingereicht", "NOTIFIED": "wird mitgeteilt", "LISTED": "kommt auf die Liste", "DELISTED": "verlässt die Liste", "BEGAN": "beginnt",
			"COMPLETED": "ist abgeschlossen", "REVOKED": "wird widerrufen", "EXPIRES": "läuft aus",
		},
	},
}
