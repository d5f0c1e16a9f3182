package export

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/regline/regline/internal/timeline"
)

// maxEntries bounds the releases that a feed tells of, the latest first.
const maxEntries = 20

const atomNamespace = "http://www.w3.org/2005/Atom"

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomEntry struct {
	XMLName xml.Name   `xml:"entry"`
	ID      string     `xml:"id"`
	Title   atomText   `xml:"title"`
	Updated string     `xml:"updated"`
	Links   []atomLink `xml:"link"`
	Content atomText   `xml:"content"`
}

// writeAtom writes a feed after RFC 4287: an entry for each release, the latest first, with the claims that it added and
// those that it retracted, each with its quotation, source and reason. It tells of changes in what is known, not in the
// law. A draft has no entry.
func writeAtom(ctx context.Context, w io.Writer, r *timeline.Reader, s Selection, m Meta) error {
	f := feed{teller: newTeller(r, s, m), reader: r, selection: s}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	root := xml.StartElement{Name: xml.Name{Local: "feed"}, Attr: []xml.Attr{
		{Name: xml.Name{Local: "xmlns"}, Value: atomNamespace}, {Name: xml.Name{Local: "xml:lang"}, Value: strings.ToLower(string(f.language))}}}
	if err := errors.Join(e.EncodeToken(root), f.head(e)); err != nil {
		return err
	}
	marks := r.Release().History
	for i := len(marks) - 1; i >= 0 && i >= len(marks)-maxEntries; i-- {
		previous := 0
		if i > 0 {
			previous = marks[i-1].Number
		}
		entry, err := f.entry(ctx, previous, marks[i])
		if err != nil {
			return err
		}
		if err := e.Encode(entry); err != nil {
			return err
		}
	}
	if err := errors.Join(e.EncodeToken(root.End()), e.Close()); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// feed makes the entries.
type feed struct {
	teller
	reader    *timeline.Reader
	selection Selection
}

func (f feed) head(e *xml.Encoder) error {
	latest := 0
	if h := f.release.History; len(h) > 0 {
		latest = h[len(h)-1].Number
	}
	element := func(name string, v any) error {
		return e.EncodeElement(v, xml.StartElement{Name: xml.Name{Local: name}})
	}
	title := "Regline"
	for _, id := range []timeline.ID{f.selection.Vendor, f.selection.Action} {
		if id != "" {
			title += ", " + string(id)
		}
	}
	type person struct {
		Name string `xml:"name"`
	}
	self := f.selection.Pinned(0)
	return errors.Join(
		element("id", f.id("feed")),
		element("title", atomText{"text", title}),
		element("updated", dayOfRelease(f.release, latest).Format(time.RFC3339)),
		element("author", person{"Regline"}),
		element("link", atomLink{"self", "application/atom+xml", f.meta.address("atom", self)}),
		element("link", atomLink{"alternate", "text/html", f.meta.origin() + "/" + self.Query()}),
	)
}

// id is the same wherever and whenever the feed is made.
func (f feed) id(what string) string {
	name := fmt.Sprintf("regline %s vendor=%s action=%s", what, f.selection.Vendor, f.selection.Action)
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte(name)).URN()
}

func (f feed) entry(ctx context.Context, previous int, mark timeline.ReleaseMark) (atomEntry, error) {
	title, content, err := f.changes(ctx, previous, mark.Number)
	if err != nil {
		return atomEntry{}, err
	}
	return atomEntry{
		ID:      f.id(fmt.Sprintf("release %d", mark.Number)),
		Title:   atomText{"text", fmt.Sprintf("Release %d: %s", mark.Number, title)},
		Updated: dayOfRelease(f.release, mark.Number).Format(time.RFC3339),
		Links:   []atomLink{{"alternate", "text/html", f.meta.origin() + "/" + f.selection.Pinned(mark.Number).Query()}},
		Content: atomText{"html", content + "<p>SHA-256 " + html.EscapeString(mark.Digest) + "</p>"},
	}, nil
}

// changes tells in HTML what a release changed; the first changed nothing.
func (f feed) changes(ctx context.Context, previous, number int) (title, content string, err error) {
	if previous == 0 {
		d, err := f.reader.ChangesSince(ctx, number, &number, nil, nil)
		if err != nil {
			return "", "", err
		}
		title := fmt.Sprintf("the first, claims: %d", d.To.Coverage.Claims)
		return title, "", nil
	}
	d, err := f.reader.ChangesSince(ctx, previous, &number, optional(f.selection.Vendor), optional(f.selection.Action))
	if errors.Is(err, timeline.ErrTooLarge) {
		return "more changes than a feed can hold", "<p>" + html.EscapeString(oneLine(err.Error())) + "</p>", nil
	}
	if err != nil {
		return "", "", err
	}
	var b strings.Builder
	for _, part := range []struct {
		heading string
		claims  []*timeline.Claim
		reason  func(int) string
	}{
		{"Added", d.Added, func(int) string { return "" }},
		{"Retracted", retractedClaims(d), func(i int) string { return d.Retracted[i].Reason }},
	} {
		if len(part.claims) == 0 {
			continue
		}
		b.WriteString("<h3>" + part.heading + "</h3><ul>")
		for i, c := range part.claims {
			text, err := f.change(ctx, c)
			if err != nil {
				return "", "", err
			}
			if reason := part.reason(i); reason != "" {
				text += "; " + f.words().reasonWord + " " + oneLine(reason)
			}
			b.WriteString("<li>" + html.EscapeString(text) + "</li>")
		}
		b.WriteString("</ul>")
	}
	return fmt.Sprintf("claims added: %d, retracted: %d", len(d.Added), len(d.Retracted)), b.String(), nil
}

func retractedClaims(d *timeline.Difference) []*timeline.Claim {
	out := make([]*timeline.Claim, len(d.Retracted))
	for i, x := range d.Retracted {
		out[i] = x.Claim
	}
	return out
}

// change tells a claim in one line: what it is about, what it says, and its passage.
func (f feed) change(ctx context.Context, c *timeline.Claim) (string, error) {
	about, err := c.About(ctx)
	if err != nil {
		return "", err
	}
	name := string(c.Subject)
	if about != nil {
		name = f.label(about)
	}
	if m, ok := about.(*timeline.Milestone); ok {
		owner, err := m.Owner(ctx)
		if err != nil {
			return "", err
		}
		name = f.label(owner) + " " + m.Step(f.language)
	}
	x, err := f.claim(ctx, c)
	if err != nil {
		return "", err
	}
	text := oneLine(fmt.Sprintf("%s (%s): %s %s", name, c.Subject, c.Predicate, c.Value))
	if passage := f.passage(x); passage != "" {
		text += ": " + passage
	}
	return text, nil
}
