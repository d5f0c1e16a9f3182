package generate

import (
	"fmt"
	"strings"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/timeline"
)

// draft collects what a loader would read.
type draft struct {
	in compile.Input
}

// option changes a claim.
type option func(*timeline.Claim)

// node declares a node of its own with an English label.
func (d *draft) node(id timeline.ID, kind timeline.Kind, label string) {
	d.in.Declarations = append(d.in.Declarations, compile.Declaration{ID: id, Kind: kind, At: d.at()})
	d.say(id, timeline.Label, label, func(c *timeline.Claim) { c.Language = "en" })
}

// say makes a claim: an editorial one where no option says otherwise.
func (d *draft) say(subject timeline.ID, p timeline.Predicate, value string, options ...option) {
	c := timeline.Claim{Subject: subject, Predicate: p, Value: value,
		ClaimKind: timeline.ClaimEditorial, Manner: timeline.MannerStates, Rank: timeline.RankNormal}
	for _, o := range options {
		o(&c)
	}
	d.in.Assertions = append(d.in.Assertions, compile.Assertion{Claim: c, At: d.at(), Field: strings.ToLower(string(p))})
}

// link makes a claim whose value is a node.
func (d *draft) link(from timeline.ID, rel timeline.Predicate, to timeline.ID, options ...option) {
	d.say(from, rel, string(to), options...)
}

// at numbers what is said, so that a fault of the compiler can be found.
func (d *draft) at() compile.Place {
	return compile.Place{File: "generated", Line: len(d.in.Declarations) + len(d.in.Assertions) + 1, Column: 1}
}

// quoted gives the claim a source and its words.
func quoted(source timeline.ID, page int, words string) option {
	return func(c *timeline.Claim) {
		c.ClaimKind, c.SourceID = timeline.ClaimQuoted, source
		c.Passage = &timeline.Passage{Quotation: words, Locator: fmt.Sprintf("p. %d", page)}
	}
}

// inferred marks a relation that no source states.
func inferred(c *timeline.Claim) {
	c.ClaimKind, c.Reason = timeline.ClaimInferred, "same course of events"
}

// wanted marks a claim whose words are still to be found.
func wanted(source timeline.ID) option {
	return func(c *timeline.Claim) {
		c.ClaimKind, c.SourceID, c.Unverified = timeline.ClaimWanted, source, true
	}
}

// preferred ranks a claim ahead of its rivals.
func preferred(c *timeline.Claim) {
	c.Rank, c.Reason = timeline.RankPreferred, "the text itself gives the day"
}
