package web

import (
	"strconv"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/timeline"
)

// moment is a dated step with the act it belongs to and those who took part: what a picture needs.
type moment struct {
	step            *timeline.Milestone
	act             timeline.Node
	actors, targets []*timeline.Link
	// number is the place in the story, from 1.
	number int
}

// moments reads the selected steps in order.
func (v *visit) moments() ([]*moment, error) {
	var out []*moment
	for m, err := range export.Milestones(v.ctx, v.reader, v.sel) {
		if err != nil {
			return nil, err
		}
		one, err := v.moment(m, len(out)+1)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

func (v *visit) moment(m *timeline.Milestone, number int) (*moment, error) {
	act, err := m.Owner(v.ctx)
	if err != nil {
		return nil, err
	}
	one := &moment{step: m, act: act, number: number}
	switch act := act.(type) {
	case *timeline.Action:
		if one.actors, err = act.ActedBy(v.ctx); err != nil {
			return nil, err
		}
		one.targets, err = act.Targets(v.ctx)
	case *timeline.ListEntry:
		if one.actors, err = v.keepers(act); err != nil {
			return nil, err
		}
		one.targets, err = act.Named(v.ctx)
	}
	return one, err
}

// keepers are those who keep the list of a row.
func (v *visit) keepers(e *timeline.ListEntry) ([]*timeline.Link, error) {
	l, err := e.List(v.ctx)
	if err != nil || l == nil {
		return nil, err
	}
	return l.Keepers(v.ctx)
}

// event is a dated step as a list shows it.
type event struct {
	Number     int
	Anchor     string
	When       string // in words, as exactly as it is known
	Day        string // YYYY-MM-DD where the date is one day, for machines
	Unsettled  bool   // the date is uncertain, unverified or disputed
	Year       string // under which the event stands; empty where the date has no beginning
	Act        link
	Actors     []link
	Step       string
	Family     string
	Sentence   string
	Permalink  string
	evidence   // of the date
	NoEvidence bool
	part       string // its name within the act
}

// anchorOf is the name of an event within a page.
func anchorOf(number int) string { return "e" + strconv.Itoa(number) }

// event tells a moment with the evidence of its date.
func (v *visit) event(m *moment) (*event, error) {
	w := m.step.When
	e := &event{
		Number: m.number, Anchor: anchorOf(m.number), When: w.Words(v.lang), Unsettled: unsettled(w),
		Act: v.linkTo(m.act), Step: m.step.Step(v.lang), Family: familyOf(m.act), Permalink: v.id(m.step.ID), part: m.step.ID.Part(),
	}
	if w.Date.IsDay() {
		e.Day = w.Earliest().String()
	}
	if d := firstDay(w); d != nil {
		year, _, _ := d.Date()
		e.Year = strconv.Itoa(year)
	}
	if _, ok := m.act.(*timeline.Action); ok {
		e.Actors = v.linksTo(m.actors)
	}
	var err error
	if e.Sentence, err = m.step.Tell(v.ctx, v.lang); err != nil {
		return nil, err
	}
	e.evidence, err = v.evidenceOf(m.step, timeline.On)
	e.NoEvidence = len(e.Quotes) == 0
	return e, err
}

// unsettled says that a date is not one established day or month.
func unsettled(w timeline.When) bool {
	return w.Uncertain() || w.Standing == timeline.StandingRivals
}

// firstDay is the earliest day that a date allows, else the latest; nil where it has no bound.
func firstDay(w timeline.When) *edtf.Day {
	if d := w.Earliest(); d != nil {
		return d
	}
	return w.Latest()
}
