package export

import (
	"context"
	"fmt"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// row is an event as flat formats say it. Its form is that of a line of JSON Lines.
type row struct {
	ID       timeline.ID `json:"id"`
	Sentence string      `json:"sentence"`
	Date     dateRow     `json:"date"`
	// Mark says why the date is no certain day: unverified, rivals, uncertain.
	Mark    string     `json:"mark,omitempty"`
	Role    string     `json:"role"`
	Scope   string     `json:"scope,omitempty"`
	Act     actRow     `json:"act"`
	By      []partyRow `json:"by"`
	Targets []partyRow `json:"targets"`
	// Claims give the date, the best first; Rivals are live claims of another date.
	Claims  []claimRow `json:"claims"`
	Rivals  []claimRow `json:"rivals"`
	Link    string     `json:"link"`
	Release releaseRow `json:"release"`

	kind  timeline.Kind // of the owner
	since int
	when  timeline.When
	step  string
}

type dateRow struct {
	EDTF      string `json:"edtf"`
	Words     string `json:"words"`
	Earliest  string `json:"earliest,omitempty"`
	Latest    string `json:"latest,omitempty"`
	Precision string `json:"precision"`
	Standing  string `json:"standing"`
	// Exact says that the date is one established day.
	Exact bool `json:"exact"`
}

type actRow struct {
	ID           timeline.ID `json:"id"`
	Label        string      `json:"label"`
	Kind         string      `json:"kind"`
	Jurisdiction string      `json:"jurisdiction,omitempty"`
	Summary      string      `json:"summary,omitempty"`
	Citations    []string    `json:"citations,omitempty"`
}

// partyRow is the far end of a relation, with the claims that state it.
type partyRow struct {
	ID         timeline.ID   `json:"id"`
	Kind       timeline.Kind `json:"kind"`
	Label      string        `json:"label"`
	Unverified bool          `json:"unverified,omitempty"`
	Inferred   bool          `json:"inferred,omitempty"`
	Claims     []timeline.ID `json:"claims,omitempty"`
}

type claimRow struct {
	ID         timeline.ID        `json:"id"`
	Subject    timeline.ID        `json:"subject"`
	Predicate  timeline.Predicate `json:"predicate"`
	Value      string             `json:"value"`
	Original   string             `json:"original,omitempty"`
	Kind       timeline.ClaimKind `json:"kind"`
	Manner     timeline.Manner    `json:"manner"`
	Rank       timeline.Rank      `json:"rank"`
	Reason     string             `json:"reason,omitempty"`
	Reading    string             `json:"reading,omitempty"`
	Unverified bool               `json:"unverified,omitempty"`
	Quotation  string             `json:"quotation,omitempty"`
	Language   string             `json:"language,omitempty"`
	Locator    string             `json:"locator,omitempty"`
	// Check says how the quotation was compared with its text.
	Check      timeline.PassageCheck `json:"check,omitempty"`
	Source     *sourceRow            `json:"source,omitempty"`
	Derivation *derivationRow        `json:"derivation,omitempty"`
	Link       string                `json:"link"`
}

type sourceRow struct {
	ID        timeline.ID `json:"id"`
	Label     string      `json:"label"`
	Kind      string      `json:"kind"`
	Publisher string      `json:"publisher,omitempty"`
	Published string      `json:"published,omitempty"`
	URL       string      `json:"url,omitempty"`
	Read      string      `json:"read,omitempty"`
	Language  string      `json:"language,omitempty"`
	Licence   string      `json:"licence,omitempty"`
	CopyOf    timeline.ID `json:"copy_of,omitempty"`
	Link      string      `json:"link"`
}

type derivationRow struct {
	Rule     string        `json:"rule"`
	Citation string        `json:"citation,omitempty"`
	Inputs   []timeline.ID `json:"inputs"`
	Steps    []string      `json:"steps"`
}

type releaseRow struct {
	Number int    `json:"number"`
	Digest string `json:"digest"`
	Draft  bool   `json:"draft,omitempty"`
}

// teller makes rows of events of one release in one language.
type teller struct {
	release  timeline.Release
	language timeline.Language
	meta     Meta
}

func newTeller(r *timeline.Reader, s Selection, m Meta) teller {
	return teller{release: r.Release(), language: s.In(), meta: m}
}

// rows walks the selection.
func rows(ctx context.Context, r *timeline.Reader, s Selection, m Meta, each func(*row) error) error {
	return events(ctx, r, s, newTeller(r, s, m), func(_ *Event, x *row) error { return each(x) })
}

// events walks the selection with what the rows are made of.
func events(ctx context.Context, r *timeline.Reader, s Selection, t teller, each func(*Event, *row) error) error {
	for e, err := range Events(ctx, r, s) {
		if err != nil {
			return err
		}
		x, err := t.row(ctx, e)
		if err != nil {
			return err
		}
		if err := each(e, x); err != nil {
			return err
		}
	}
	return nil
}

func (t teller) row(ctx context.Context, e *Event) (*row, error) {
	m := e.Milestone
	x := &row{
		ID: m.ID, Sentence: e.Sentence, Date: t.date(m.When), Mark: e.Unsettled(), Role: m.Role, Scope: m.Scope, Act: t.act(e.Act),
		By: t.parties(e.Actors), Targets: t.parties(e.Targets),
		Link:    t.meta.page(m.ID, e.Act.Base().Kind, t.release.Number),
		Release: t.releaseRow(),
		kind:    e.Act.Base().Kind, since: m.Since, when: m.When, step: m.Step(t.language),
	}
	var err error
	if x.Claims, err = t.claims(ctx, e.Claims); err != nil {
		return nil, err
	}
	x.Rivals, err = t.claims(ctx, e.Rivals)
	return x, err
}

func (t teller) releaseRow() releaseRow {
	return releaseRow{t.release.Number, t.release.Digest, t.release.Draft}
}

func (t teller) date(w timeline.When) dateRow {
	d := dateRow{EDTF: w.Date.String(), Words: w.Words(t.language), Precision: w.Precision(), Standing: string(w.Standing), Exact: w.Exact()}
	if first := w.Earliest(); first != nil {
		d.Earliest = first.String()
	}
	if last := w.Latest(); last != nil {
		d.Latest = last.String()
	}
	return d
}

func (t teller) label(n timeline.Node) string { return n.Base().Label(&t.language) }

func (t teller) act(n timeline.Node) actRow {
	a := actRow{ID: n.Base().ID, Label: t.label(n), Kind: string(n.Base().Kind)}
	if act, ok := n.(*timeline.Action); ok {
		a.Kind, a.Jurisdiction, a.Summary, a.Citations = act.ActionKind, act.Jurisdiction, act.Summary, act.Citations
	}
	return a
}

func (t teller) parties(links []*timeline.Link) []partyRow {
	out := make([]partyRow, len(links))
	for i, l := range links {
		out[i] = partyRow{l.Node.Base().ID, l.Node.Base().Kind, t.label(l.Node), l.Unverified, l.Inferred, l.ClaimIDs}
	}
	return out
}

func (t teller) claims(ctx context.Context, claims []*timeline.Claim) ([]claimRow, error) {
	out := make([]claimRow, len(claims))
	for i, c := range claims {
		var err error
		if out[i], err = t.claim(ctx, c); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// evidence are the claims behind all facts of a node but those that are the editor's own, such as a name.
func (t teller) evidence(ctx context.Context, n timeline.Node) ([]claimRow, error) {
	var out []claimRow
	for _, f := range n.Base().Evidence(nil) {
		claims, err := f.Claims(ctx)
		if err != nil {
			return nil, err
		}
		claims = slices.DeleteFunc(slices.Clone(claims), func(c *timeline.Claim) bool { return c.ClaimKind == timeline.ClaimEditorial })
		told, err := t.claims(ctx, claims)
		if err != nil {
			return nil, err
		}
		out = append(out, told...)
	}
	return out, nil
}

func (t teller) claim(ctx context.Context, c *timeline.Claim) (claimRow, error) {
	x := claimRow{
		ID: c.ID, Subject: c.Subject, Predicate: c.Predicate, Value: c.Value, Original: c.Original, Kind: c.ClaimKind, Manner: c.Manner, Rank: c.Rank,
		Reason: c.Reason, Reading: c.Reading, Unverified: c.Unverified, Link: t.meta.claimPage(c, t.release.Number),
	}
	if p := c.Passage; p != nil {
		x.Quotation, x.Language, x.Locator, x.Check = p.Quotation, p.Language, p.Locator, p.Check
	}
	if d := c.Derivation; d != nil {
		x.Derivation = &derivationRow{d.Rule, d.Citation, d.Inputs, d.Steps}
	}
	s, err := c.Source(ctx)
	if err != nil {
		return claimRow{}, err
	}
	x.Source = t.source(s)
	return x, nil
}

// source is nil where there is none.
func (t teller) source(s *timeline.Source) *sourceRow {
	if s == nil {
		return nil
	}
	x := &sourceRow{ID: s.ID, Label: t.label(s), Kind: s.SourceKind, Publisher: s.Publisher, URL: s.URL, Language: s.Language, Licence: s.Licence, CopyOf: s.CopyOf,
		Link: t.meta.page(s.ID, timeline.KindSource, t.release.Number)}
	if s.Published != nil {
		x.Published = s.Published.Date.String()
	}
	if s.Read != nil {
		x.Read = s.Read.Date.String()
	}
	return x
}

// named is a release as people read it.
func named(r timeline.Release) string {
	draft := ""
	if r.Draft {
		draft = " (draft)"
	}
	return fmt.Sprintf("%d%s, SHA-256 %s", r.Number, draft, r.Digest)
}
