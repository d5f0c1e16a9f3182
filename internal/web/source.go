package web

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/regline/regline/internal/timeline"
)

// sourceView is the page of a document: each quotation in its context, with what it gives.
type sourceView struct {
	Name, Kind, Standing, Fidelity, Publisher, Licence, Language string
	URL, Published, Read                                         string
	Citations                                                    []string
	Kept                                                         bool
	Original                                                     *link
	Copies                                                       []link
	Passages                                                     []passage
	First, Next                                                  string
	Total                                                        int
	Statements                                                   []statementView
}

// passage is a quotation in its context, with the claims that rest on it.
type passage struct {
	Before, Text, After string
	Lang, Locator       string
	Checked             bool
	Claims              []given
}

// given is what a claim takes from a passage.
type given struct {
	Anchor    string
	About     link
	Predicate string
	Value     string
	Kind      string
	Reading   string
}

func (v *visit) sourcePage(pg *page) error {
	s, err := asked[*timeline.Source](v)
	if err != nil {
		return err
	}
	view := &sourceView{
		Name: v.label(s), Kind: v.term("source", s.SourceKind), Standing: v.term("document", s.Document), Fidelity: v.term("fidelity", s.Fidelity),
		Publisher: s.Publisher, Licence: v.term("licence", s.Licence), Language: v.language(s.Language), URL: s.URL, Citations: s.Citations,
	}
	if s.Published != nil {
		view.Published = s.Published.Words(v.lang)
	}
	if s.Read != nil {
		view.Read = s.Read.Words(v.lang)
	}
	original, err := s.Original(v.ctx)
	if err != nil {
		return err
	}
	if original != nil {
		to := v.linkTo(original)
		view.Original = &to
	}
	copies, err := s.Copies(v.ctx)
	if err != nil {
		return err
	}
	for _, c := range copies {
		view.Copies = append(view.Copies, v.linkTo(c))
	}
	if err := v.fillPassages(s, view); err != nil {
		return err
	}
	if view.Statements, err = v.statements(s); err != nil {
		return err
	}
	pg.Title, pg.Main = view.Name, view
	pg.Description = v.say("source.description", view.Kind, view.Publisher, view.Total)
	pg.LinkedData = v.sourceLD(pg, s)
	v.sel.Source = s.ID
	pg.Take = v.take("/source", opSource, object{"id": string(s.ID)})
	return v.settle(pg, topic{source: s.ID})
}

// language names a language of sources, by its tag where there is no word for it.
func (v *visit) language(tag string) string {
	if p, ok := phrases["language."+tag]; ok {
		return p.in(v.lang)
	}
	return tag
}

// maxPassages bounds the claims of one page of a source.
const maxPassages = 1000

func (v *visit) fillPassages(s *timeline.Source, view *sourceView) error {
	claims, err := v.claimsOf(s, view)
	if err != nil {
		return err
	}
	text := v.text(s.TextSHA256)
	view.Kept = len(text) > 0
	for _, cl := range claims {
		g, err := v.given(cl)
		if err != nil {
			return err
		}
		p := newPassage(cl, string(text))
		if p.Lang == "" {
			p.Lang = s.Language
		}
		if n := len(view.Passages); n > 0 && view.Passages[n-1].Text == p.Text && view.Passages[n-1].Locator == p.Locator {
			view.Passages[n-1].Claims = append(view.Passages[n-1].Claims, g)
			continue
		}
		p.Claims = []given{g}
		view.Passages = append(view.Passages, p)
	}
	return nil
}

// claimsOf reads the claims of a source in the order of their places, from the cursor of the address on.
func (v *visit) claimsOf(s *timeline.Source, view *sourceView) ([]*timeline.Claim, error) {
	size := timeline.MaxPage
	ask := timeline.Paging{First: &size}
	if after := v.r.URL.Query().Get("after"); after != "" {
		ask.After = &after
		view.First = v.to(v.r.URL.Path, nil)
	}
	var out []*timeline.Claim
	for {
		c, err := v.reader.Claims(v.ctx, timeline.ClaimFilter{Source: &s.ID}, ask)
		if err != nil {
			return nil, err
		}
		if view.Total == 0 {
			if view.Total, err = c.TotalCount(v.ctx); err != nil {
				return nil, err
			}
		}
		out = append(out, c.Nodes()...)
		if !c.PageInfo.HasNextPage {
			return out, nil
		}
		if len(out) >= maxPassages {
			view.Next = v.to(v.r.URL.Path, map[string][]string{"after": {*c.PageInfo.EndCursor()}})
			return out, nil
		}
		ask.After = c.PageInfo.EndCursor()
	}
}

func (v *visit) given(c *timeline.Claim) (given, error) {
	g := given{Anchor: string(c.ID), Predicate: v.predicate(c.Predicate), Value: v.value(c), Kind: string(c.ClaimKind), Reading: c.Reading}
	about, err := c.About(v.ctx)
	if err != nil || about == nil {
		g.About = link{string(c.Subject), v.id(c.Subject)}
		return g, err
	}
	g.About = v.linkTo(about)
	if about.Base().ID.PartKind() != "" {
		if g.About.Text, err = v.partWords(about); err != nil {
			return g, err
		}
	}
	if d, ok := timeline.LookupPredicate(string(c.Predicate)); ok && d.Value == timeline.ValueRef {
		n, err := v.reader.Nodes(v.ctx, []timeline.ID{timeline.ID(c.Value)})
		if err != nil {
			return g, err
		}
		if n[0] != nil {
			g.Value = v.label(n[0])
		}
	} else if g.Value == c.Value {
		g.Value = v.termOf(c.Predicate, about.Base().Kind, c.Value)
	}
	return g, nil
}

// contextLength is how much of a kept text stands before and after a quotation, in bytes.
const contextLength = 320

func newPassage(c *timeline.Claim, text string) passage {
	if c.Passage == nil {
		return passage{}
	}
	p := passage{Text: c.Passage.Quotation, Lang: c.Passage.Language, Locator: c.Passage.Locator, Checked: c.Passage.Check == timeline.CheckTextKept}
	offset := c.Passage.KeptOffset()
	if offset == nil {
		return p
	}
	if end, ok := endOf(text, *offset, p.Text); ok {
		p.Before, p.After = before(text[:*offset]), after(text[end:])
	}
	return p
}

// endOf finds where a quotation that begins at an offset of a text ends in it: runs of white space count as one space.
func endOf(text string, offset int, quotation string) (int, bool) {
	if offset < 0 || offset > len(text) {
		return 0, false
	}
	want := strings.Fields(quotation)
	at := offset
	for i, w := range want {
		if i > 0 {
			trimmed := strings.TrimLeftFunc(text[at:], unicode.IsSpace)
			if len(trimmed) == len(text)-at {
				return 0, false
			}
			at = len(text) - len(trimmed)
		}
		if !strings.HasPrefix(text[at:], w) {
			return 0, false
		}
		at += len(w)
	}
	return at, len(want) > 0
}

// before gives the last words ahead of a quotation.
func before(text string) string {
	cut := len(text) > contextLength
	if cut {
		text = text[len(text)-contextLength:]
		for len(text) > 0 && !utf8.RuneStart(text[0]) {
			text = text[1:]
		}
		_, text, _ = strings.Cut(text, " ")
	}
	text = spaced(text)
	if cut {
		text = "… " + text
	}
	return text
}

// after gives the first words behind a quotation.
func after(text string) string {
	cut := len(text) > contextLength
	if cut {
		end := contextLength
		for end > 0 && !utf8.RuneStart(text[end]) {
			end--
		}
		text = text[:end]
		if i := strings.LastIndexFunc(text, unicode.IsSpace); i > 0 {
			text = text[:i]
		}
	}
	text = spaced(text)
	if cut {
		text += " …"
	}
	return text
}

// ruled is a rule drawn with hyphens, as plain texts part their sections.
var ruled = regexp.MustCompile(`-{6,}`)

// spaced makes runs of white space one space, and keeps one at either end; a drawn rule becomes a dash.
func spaced(text string) string {
	s := strings.Join(strings.Fields(ruled.ReplaceAllString(text, "—")), " ")
	if s == "" {
		return ""
	}
	if first, _ := utf8.DecodeRuneInString(text); unicode.IsSpace(first) {
		s = " " + s
	}
	if last, _ := utf8.DecodeLastRuneInString(text); unicode.IsSpace(last) {
		s += " "
	}
	return s
}
