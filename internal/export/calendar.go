package export

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// longestSpan is how many days an event of a date that is no day may cover.
const longestSpan = 31

// writeCalendar writes a calendar after RFC 5545. A date never becomes more exact than it is:
//
//   - one established day is an event of this day, or of its time where the source gives one;
//   - a date of which only a span of at most 31 days is known, and a day that is unverified or doubted, is a tentative
//     event over the whole span, and its summary begins with the date in words;
//   - what is known only by a longer span, or is open, is a journal entry without a date.
//
// Beside the steps stand the effects of the acts whose day no step of the act gives, such as the end of a stay.
//
// A step has the same UID in every release. One that an earlier release dated and this one does not is there as
// cancelled, so that a calendar that holds it lets it go. DTSTAMP is the day of the release.
func writeCalendar(ctx context.Context, w io.Writer, r *timeline.Reader, s Selection, m Meta) error {
	c := newCalendar(newTeller(r, s, m), w)
	c.head()
	var acts []*timeline.Action
	seen := make(map[timeline.ID]bool)
	err := events(ctx, r, s, c.teller, func(e *Event, x *row) error {
		if act, ok := e.Act.(*timeline.Action); ok && !seen[act.ID] {
			seen[act.ID] = true
			acts = append(acts, act)
		}
		return c.step(x)
	})
	if err != nil {
		return err
	}
	if err := c.effects(ctx, s, acts); err != nil {
		return err
	}
	// A step that Source or Text would not have chosen is no loss: nobody holds it.
	gone, err := r.Withdrawn(ctx, s.Filter())
	if err != nil {
		return err
	}
	for _, x := range gone {
		if err := c.cancel(ctx, x); err != nil {
			return err
		}
	}
	c.line("END", "VCALENDAR")
	return c.err
}

// calendar writes one component after the other.
type calendar struct {
	teller
	out  io.Writer
	form *ics.SerializationConfiguration
	err  error
}

func newCalendar(t teller, w io.Writer) *calendar {
	return &calendar{teller: t, out: w, form: &ics.SerializationConfiguration{MaxLength: 75, PropertyMaxLength: 75, NewLine: "\r\n"}}
}

// line writes a property of the calendar itself.
func (c *calendar) line(name, value string) {
	if c.err == nil {
		p := ics.BaseProperty{IANAToken: name, Value: value}
		c.err = p.SerializeTo(c.out, c.form)
	}
}

func (c *calendar) head() {
	c.line("BEGIN", "VCALENDAR")
	c.line("VERSION", "2.0")
	c.line("PRODID", "-//Regline//Regline//EN")
	c.line("CALSCALE", "GREGORIAN")
	c.line("NAME", "Regline")
	c.line("X-WR-CALNAME", "Regline")
	c.line("X-WR-CALDESC", c.foot())
}

// foot names the release.
func (c *calendar) foot() string { return "Regline release " + named(c.release) }

// component is an event or a journal entry.
type component interface {
	ics.Component
	SetProperty(ics.ComponentProperty, string, ...ics.PropertyParameter)
	AddProperty(ics.ComponentProperty, string, ...ics.PropertyParameter)
}

func (c *calendar) step(x *row) error {
	e, status := c.component(x)
	c.common(e, x, x.since)
	e.SetProperty(ics.ComponentPropertyStatus, status)
	e.SetProperty(ics.ComponentPropertyDescription, strings.Join(c.description(x), "\n"))
	return c.write(e)
}

func (c *calendar) cancel(ctx context.Context, gone *timeline.Withdrawn) error {
	owner, err := gone.Milestone.Owner(ctx)
	if err != nil {
		return err
	}
	sentence, err := gone.Milestone.Tell(ctx, c.language)
	if err != nil {
		return err
	}
	x, err := c.row(ctx, &Event{Milestone: gone.Milestone, Act: owner, Sentence: sentence})
	if err != nil {
		return err
	}
	x.Link = c.meta.page(x.ID, x.kind, gone.Last.Number)
	e, _ := c.component(x)
	c.common(e, x, gone.Gone)
	e.SetProperty(ics.ComponentPropertyStatus, "CANCELLED")
	e.SetProperty(ics.ComponentPropertyDescription, fmt.Sprintf("%s\n%s %d: %s\n%s", oneLine(sentence), c.words().withdrawn, gone.Gone, oneLine(gone.Reason), c.foot()))
	return c.write(e)
}

func (c *calendar) write(e component) error {
	if c.err == nil {
		c.err = e.SerializeTo(c.out, c.form)
	}
	return c.err
}

// component begins an event where the date can stand in a calendar, else a journal entry.
func (c *calendar) component(x *row) (e component, status string) {
	uid := string(x.ID) + "@regline"
	title := x.Act.Label + " " + x.step
	first, last := x.when.Earliest(), x.when.Latest()
	switch {
	case x.when.Exact():
		event := ics.NewEvent(uid)
		begin(event, *first, x.when.Date)
		e, status = event, "CONFIRMED"
	case first != nil && last != nil && *last-*first < longestSpan:
		event := ics.NewEvent(uid)
		event.SetAllDayStartAt(midnight(*first))
		event.SetAllDayEndAt(midnight(*last + 1))
		e, status, title = event, "TENTATIVE", x.Date.Words+": "+title
	default:
		e, status, title = ics.NewJournal(uid), "DRAFT", x.Date.Words+": "+title
	}
	e.SetProperty(ics.ComponentPropertySummary, oneLine(title))
	return e, status
}

// begin sets the day of an event, or its time where the date has one.
func begin(e *ics.VEvent, day edtf.Day, d edtf.Date) {
	clock, timed := d.Clock()
	if !timed {
		e.SetAllDayStartAt(midnight(day))
		e.SetAllDayEndAt(midnight(day + 1))
		return
	}
	zone := time.UTC
	if clock.Zoned {
		zone = time.FixedZone("", clock.Offset*60)
	}
	y, m, dd := day.Date()
	at := time.Date(y, time.Month(m), dd, clock.Hour, clock.Minute, clock.Second, 0, zone)
	if clock.Zoned {
		e.SetStartAt(at)
		return
	}
	e.SetProperty(ics.ComponentPropertyDtStart, at.Format("20060102T150405")) // wherever the reader is
}

func midnight(d edtf.Day) time.Time {
	y, m, day := d.Date()
	return time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
}

// common sets what all components have. The version is the release that brought it into its present form.
func (c *calendar) common(e component, x *row, version int) {
	e.SetProperty(ics.ComponentPropertyDtstamp, dayOfRelease(c.release, c.release.Number).Format(stamp))
	e.SetProperty(ics.ComponentPropertyLastModified, dayOfRelease(c.release, version).Format(stamp))
	e.SetProperty(ics.ComponentPropertySequence, fmt.Sprint(version))
	e.SetProperty(ics.ComponentPropertyUrl, x.Link)
	e.AddProperty(ics.ComponentPropertyCategories, x.Role)
	if timeline.IsDeadline(x.Role) {
		e.AddProperty(ics.ComponentPropertyCategories, "DEADLINE")
	}
	if _, ok := e.(*ics.VEvent); ok {
		e.SetProperty(ics.ComponentPropertyTransp, "TRANSPARENT")
	}
}

const stamp = "20060102T150405Z"

// dayOfRelease is when a release of the history became known, a draft when the last before it did; the beginning of 1970
// where none did yet.
func dayOfRelease(current timeline.Release, number int) time.Time {
	at := time.Unix(0, 0).UTC()
	for _, mark := range current.History {
		if mark.Known != nil && mark.Number <= number {
			at = midnight(*mark.Known)
		}
	}
	if current.Known != nil && current.Number <= number {
		at = midnight(*current.Known)
	}
	return at
}

// description are the lines below the summary: the date as it is written, the passages, the rivals, the release.
func (c *calendar) description(x *row) []string {
	words := c.words()
	lines := []string{oneLine(x.Sentence), "EDTF " + x.Date.EDTF}
	for _, claim := range x.Claims {
		lines = append(lines, c.passage(claim))
	}
	for _, claim := range x.Rivals {
		lines = append(lines, words.rival+" "+claim.Value+": "+c.passage(claim))
	}
	return append(lines, c.foot())
}
