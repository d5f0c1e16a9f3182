package web

import (
	"cmp"
	"slices"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// now tells what holds today and what comes next.
type now struct {
	Day    string
	Coming []coming
	// InForce are the restrictions that hold today wholly or in part, an act at a time.
	InForce []holding
	// Unknown counts those of which nobody knows.
	Unknown int
	// Binding is the page that tells whom it binds.
	Binding string
}

// coming is a date that lies ahead.
type coming struct {
	When     string
	Text     string
	Href     string
	LastFull string // the last whole day before it, in words
}

// holding are the restrictions of one act that hold.
type holding struct {
	Act      link
	Conducts []string
	Since    string
	Partly   bool
}

// nowOf judges the restrictions today, and lists the steps and the changes that lie ahead.
func (v *visit) nowOf(moments []*moment, restrictions []*timeline.Restriction) (*now, error) {
	n := &now{Day: v.dayWords(v.today), Binding: v.bindingOf(v.sel.Vendor)}
	byAct := make(map[timeline.ID]int)
	for _, x := range restrictions {
		verdict, _ := x.StateOn(v.today)
		switch verdict {
		case timeline.VerdictUnknown:
			n.Unknown++
			continue
		case timeline.VerdictNotInForce:
			continue
		}
		i, ok := byAct[x.OwnerID]
		if !ok {
			act, err := x.Owner(v.ctx)
			if err != nil {
				return nil, err
			}
			i = len(n.InForce)
			byAct[x.OwnerID] = i
			n.InForce = append(n.InForce, holding{Act: v.linkTo(act)})
		}
		h := &n.InForce[i]
		if word := v.term("conduct", x.Conduct); !slices.Contains(h.Conducts, word) {
			h.Conducts = append(h.Conducts, word)
		}
		h.Partly = h.Partly || verdict == timeline.VerdictPartly
		if s := x.Segments[0]; h.Since == "" && s.From != nil {
			h.Since = s.From.Words(v.lang)
		}
	}
	var err error
	n.Coming, err = v.coming(moments, restrictions)
	return n, err
}

func (v *visit) coming(moments []*moment, restrictions []*timeline.Restriction) ([]coming, error) {
	type ahead struct {
		day edtf.Day
		coming
	}
	var all []ahead
	seen := make(map[timeline.ID]bool)
	changes, err := v.reader.Coming(v.ctx, restrictions, v.today)
	if err != nil {
		return nil, err
	}
	for _, d := range changes {
		c := coming{When: d.When.Words(v.lang), Href: v.node(d.Cause)}
		if d.LastFullDay != nil {
			c.LastFull = v.dayWords(*d.LastFullDay)
		}
		if m, ok := d.Cause.(*timeline.Milestone); ok {
			if c.Text, err = v.stepOf(m); err != nil {
				return nil, err
			}
		} else {
			c.Text = v.label(d.Cause)
		}
		seen[d.Cause.Base().ID] = true
		all = append(all, ahead{dayOr(d.When), c})
	}
	for _, m := range moments {
		if last := m.step.When.Latest(); seen[m.step.ID] || last == nil || *last <= v.today {
			continue
		}
		text, err := v.stepOf(m.step)
		if err != nil {
			return nil, err
		}
		all = append(all, ahead{dayOr(m.step.When), coming{When: m.step.When.Words(v.lang), Text: text, Href: v.id(m.step.ID)}})
	}
	slices.SortStableFunc(all, func(a, b ahead) int { return cmp.Compare(a.day, b.day) })
	out := make([]coming, len(all))
	for i, a := range all {
		out[i] = a.coming
	}
	return out, nil
}

// stepOf names a step with its act.
func (v *visit) stepOf(m *timeline.Milestone) (string, error) {
	act, err := m.Owner(v.ctx)
	if err != nil {
		return "", err
	}
	return v.label(act) + " " + m.Step(v.lang), nil
}

func dayOr(w timeline.When) edtf.Day {
	if d := firstDay(w); d != nil {
		return *d
	}
	return 0
}

// dateWords tell a date without its time of day.
func (v *visit) dateWords(w timeline.When) string {
	if w.Exact() {
		return v.dayWords(*w.Earliest())
	}
	return w.Words(v.lang)
}

// dayWords tells a day.
func (v *visit) dayWords(d edtf.Day) string {
	return timeline.When{Date: edtf.FromDay(d), Standing: timeline.StandingEstablished}.Words(v.lang)
}
