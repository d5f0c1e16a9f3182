package web

import (
	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// link is a name with an address.
type link struct{ Text, Href string }

func (v *visit) linkTo(n timeline.Node) link { return link{v.label(n), v.node(n)} }

func (v *visit) linksTo(links []*timeline.Link) []link {
	out := make([]link, 0, len(links))
	for _, l := range links {
		out = append(out, v.linkTo(l.Node))
	}
	return out
}

// quote is one claim as a page shows it: what it says, in which words, and where they stand.
type quote struct {
	Kind               string // of [timeline.ClaimKinds]
	Value              string // what the claim gives, in words
	Text, Lang         string // the quotation and its language
	Locator            string
	Source             link
	URL                string // where the document was read, empty where that is no web address
	Read               string // the day, in words
	Checked            bool   // the words were found by program in the text that is kept
	Manner             string // empty where the source simply states it
	Reading, Reason    string
	Unverified         bool
	Rule, RuleCitation string
	Steps              []string
}

// quotes are claims as pages show them.
func (v *visit) quotes(claims []*timeline.Claim) ([]quote, error) {
	out := make([]quote, 0, len(claims))
	for _, c := range claims {
		q, err := v.quote(c)
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
}

func (v *visit) quote(c *timeline.Claim) (quote, error) {
	q := quote{Kind: string(c.ClaimKind), Value: v.value(c), Reading: c.Reading, Reason: c.Reason, Unverified: c.Unverified}
	if c.Manner != timeline.MannerStates {
		q.Manner = string(c.Manner)
	}
	if d := c.Derivation; d != nil {
		q.Rule, q.RuleCitation, q.Steps = d.Rule, d.Citation, d.Steps
	}
	if p := c.Passage; p != nil {
		q.Text, q.Lang, q.Locator, q.Checked = p.Quotation, p.Language, p.Locator, p.Check == timeline.CheckTextKept
	}
	s, err := c.Source(v.ctx)
	if err != nil || s == nil {
		return q, err
	}
	q.Source = link{v.label(s), v.node(c)}
	q.URL = s.URL
	if s.Read != nil {
		q.Read = s.Read.Words(v.lang)
	}
	if q.Lang == "" {
		q.Lang = s.Language
	}
	return q, nil
}

// value tells what a claim gives: a date in words, a term by its name, else as it is written.
func (v *visit) value(c *timeline.Claim) string {
	if c.Predicate == timeline.On {
		if d, err := edtf.Parse(c.Value); err == nil {
			return timeline.When{Date: d, Standing: timeline.StandingEstablished}.Words(v.lang)
		}
	}
	return c.Value
}

// evidence is what stands behind one fact: the claims that give it and their rivals.
type evidence struct {
	Quotes, Rivals []quote
	// Decided names the step of the rule that decided against the rivals, Because says it in words.
	Rule, Decided, Because string
}

// evidenceOf gives what stands behind the facts of a node, of one predicate.
func (v *visit) evidenceOf(n timeline.Node, p timeline.Predicate) (evidence, error) {
	var e evidence
	for _, f := range n.Base().Evidence((*string)(&p)) {
		one, err := v.evidence(f)
		if err != nil {
			return e, err
		}
		e.Quotes, e.Rivals = append(e.Quotes, one.Quotes...), append(e.Rivals, one.Rivals...)
		if one.Decided != "" {
			e.Rule, e.Decided, e.Because = one.Rule, one.Decided, one.Because
		}
	}
	return e, nil
}

func (v *visit) evidence(f *timeline.Fact) (evidence, error) {
	e := evidence{Rule: f.Rule, Decided: f.Decided, Because: f.Decided}
	if p, ok := phrases["decided."+f.Decided]; ok {
		e.Because = p.in(v.lang)
	}
	claims, err := f.Claims(v.ctx)
	if err != nil {
		return e, err
	}
	if e.Quotes, err = v.quotes(claims); err != nil {
		return e, err
	}
	rivals, err := f.Rivals(v.ctx)
	if err != nil {
		return e, err
	}
	e.Rivals, err = v.quotes(rivals)
	return e, err
}
