package export

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

func writeMarkdown(ctx context.Context, w io.Writer, r *timeline.Reader, s Selection, m Meta) error {
	return writeReport(ctx, w, markdownPage{}, r, s, m)
}

func writeHTML(ctx context.Context, w io.Writer, r *timeline.Reader, s Selection, m Meta) error {
	return writeReport(ctx, w, htmlPage{strings.ToLower(string(s.In()))}, r, s, m)
}

// writeReport writes what happened and what is restricted as tables whose rows refer to numbered notes; then what was
// covered, the notes (quotation, source, place, address, day read), the sources, and at the foot the release. Tables are
// written as they are read; notes are kept until the end.
func writeReport(ctx context.Context, w io.Writer, p page, r *timeline.Reader, s Selection, m Meta) error {
	rep := &report{teller: newTeller(r, s, m), reader: r, selection: s, page: p, out: w,
		noted: make(map[string]int), sourced: make(map[timeline.ID]bool), acts: make(map[timeline.ID]bool)}
	for _, part := range []func(context.Context) error{rep.title, rep.timeline, rep.restrictions, rep.coverage, rep.endnotes, rep.foot} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return rep.write(p.end())
}

// report collects the notes of a report while it is written.
type report struct {
	teller
	reader    *timeline.Reader
	selection Selection
	page      page
	out       io.Writer

	notes   [][]span
	noted   map[string]int
	sources []*sourceRow
	sourced map[timeline.ID]bool
	acts    map[timeline.ID]bool
}

func (p *report) write(texts ...string) error {
	for _, text := range texts {
		if _, err := io.WriteString(p.out, text); err != nil {
			return err
		}
	}
	return nil
}

// title names what was chosen.
func (p *report) title(ctx context.Context) error {
	w, s := p.words(), p.selection
	var names []string
	for _, id := range []timeline.ID{s.Vendor, s.Agency, s.Action} {
		if id == "" {
			continue
		}
		n, err := p.reader.Node(ctx, id)
		if err != nil {
			return err
		}
		names = append(names, p.label(n))
	}
	title := "Regline"
	if names != nil {
		title = strings.Join(names, ", ")
	}
	var facts [][]span
	add := func(name, value string) {
		if value != "" {
			facts = append(facts, []span{plain(name + ": "), plain(value)})
		}
	}
	add(w.foot, p.named())
	if s.From != nil || s.To != nil {
		add(w.period, dayText(s.From)+" – "+dayText(s.To))
	}
	add(w.jurisdiction, s.Jurisdiction)
	add(w.role, s.Role)
	add(w.search, s.Text)
	if s.Source != "" {
		n, err := p.reader.Node(ctx, s.Source)
		if err != nil {
			return err
		}
		add(w.bySource, p.label(n))
	}
	if p.meta.Now != nil {
		add(w.made, p.meta.Now().Format("2006-01-02"))
	}
	return p.write(p.page.begin(w.report+": "+title), p.page.bullets(facts))
}

func dayText(d *edtf.Day) string {
	if d == nil {
		return "…"
	}
	return d.String()
}

// named is the release as people read it.
func (p *report) named() string {
	text := fmt.Sprint(p.release.Number)
	if p.release.Draft {
		return text + " (" + p.words().draft + ")"
	}
	if p.release.Known != nil {
		text += ", " + p.words().known + " " + p.release.Known.String()
	}
	return text
}

func (p *report) timeline(ctx context.Context) error {
	w := p.words()
	if err := p.write(p.page.heading(w.timeline)); err != nil {
		return err
	}
	empty := true
	err := rows(ctx, p.reader, p.selection, p.meta, func(x *row) error {
		if empty {
			empty = false
			if err := p.write(p.page.tableBegin([]string{w.date, w.event, w.by, w.evidence})); err != nil {
				return err
			}
		}
		p.acts[x.Act.ID] = true
		step := []span{link(x.Act.Label, x.Link), plain(" " + x.step)}
		step = append(step, p.disagreement(x)...)
		return p.write(p.page.tableRow([][]span{{plain(x.Date.Words + " "), code(x.Date.EDTF)}, step, {plain(orNone(partyNames(x.By), w))}, p.noteAll(x.Claims)}))
	})
	if err != nil {
		return err
	}
	if empty {
		return p.write(p.page.paragraph(plain(w.nothingFound + " " + w.absence)))
	}
	return p.write(p.page.tableEnd())
}

// disagreement tells what other sources give as the date; where none is chosen, what all of them do.
func (p *report) disagreement(x *row) []span {
	heard, claims := p.words().rivals, x.Rivals
	if x.Mark == markRivals {
		heard, claims = p.words().allSay, append(slices.Clone(x.Claims), x.Rivals...)
	}
	var out []span
	for i, c := range claims {
		between := ", "
		if i == 0 {
			between = ". " + heard + ": "
		}
		out = append(out, plain(between), code(c.Value), span{note: p.note(c)})
	}
	return out
}

func partyNames(ps []partyRow) string {
	names := make([]string, len(ps))
	for i, x := range ps {
		names[i] = x.Label
	}
	return strings.Join(names, "; ")
}

func orNone(s string, w wording) string {
	if s == "" {
		return w.none
	}
	return s
}

// note gives the number of the note that tells a claim's passage. Claims with the same words share one.
func (p *report) note(c claimRow) int {
	text := p.passage(c)
	if n, ok := p.noted[text]; ok {
		return n
	}
	p.notes = append(p.notes, p.noteSpans(c))
	p.noted[text] = len(p.notes)
	if s := c.Source; s != nil && !p.sourced[s.ID] {
		p.sourced[s.ID] = true
		p.sources = append(p.sources, s)
	}
	return len(p.notes)
}

func (p *report) noteAll(claims []claimRow) []span {
	numbers := make([]int, len(claims))
	for i, c := range claims {
		numbers[i] = p.note(c)
	}
	return noteRefs(numbers)
}

// noteSpans is [teller.passage] with links.
func (p *report) noteSpans(c claimRow) []span {
	w := p.words()
	var out []span
	add := func(spans ...span) {
		if out != nil {
			out = append(out, plain(", "))
		}
		out = append(out, spans...)
	}
	if c.Quotation != "" {
		add(plain(w.quoted(oneLine(c.Quotation))))
	}
	if s := c.Source; s != nil {
		add(link(s.Label, s.Link))
		if c.Locator != "" {
			add(plain(c.Locator))
		}
		if s.URL != "" {
			add(link(s.URL, s.URL))
		}
		if s.Read != "" {
			add(plain(w.readOn + " " + s.Read))
		}
	}
	for _, mark := range w.marks(c) {
		if out != nil {
			out = append(out, plain("; "))
		}
		out = append(out, plain(mark))
	}
	return out
}

func (p *report) restrictions(ctx context.Context) error {
	w := p.words()
	if err := p.write(p.page.heading(w.restrictions)); err != nil {
		return err
	}
	empty := true
	ask := func(g timeline.Paging) (*timeline.Connection[*timeline.Restriction], error) {
		return p.reader.Restrictions(ctx, optional(p.selection.Vendor), optional(p.selection.Action), g)
	}
	for x, err := range pages(ask) {
		if err != nil {
			return err
		}
		if !p.acts[x.OwnerID] {
			continue
		}
		if empty {
			empty = false
			if err := p.write(p.page.tableBegin([]string{w.conduct, w.whom, w.towards, w.from, w.to, w.evidence})); err != nil {
				return err
			}
		}
		if err := p.restriction(ctx, x); err != nil {
			return err
		}
	}
	if empty {
		return p.write(p.page.paragraph(plain(w.noRestriction + " " + w.absence)))
	}
	return p.write(p.page.tableEnd())
}

// restriction writes a row for each segment of legal time.
func (p *report) restriction(ctx context.Context, x *timeline.Restriction) error {
	w := p.words()
	binds, err := x.Bound(ctx)
	if err != nil {
		return err
	}
	towards, err := x.Towards(ctx)
	if err != nil {
		return err
	}
	owner, err := x.Owner(ctx)
	if err != nil {
		return err
	}
	claims, err := p.evidence(ctx, x)
	if err != nil {
		return err
	}
	notes := p.noteAll(claims)
	whom := partyNames(p.parties(binds))
	if x.Unstated {
		whom = w.unstated
	}
	name := p.label(x)
	if len(x.Products) > 0 {
		name += " (" + strings.Join(x.Products, "; ") + ")"
	}
	if len(x.Narrowings) > 0 {
		name += " – " + w.narrowed
	}
	what := []span{link(name, p.meta.page(x.ID, timeline.KindAction, p.release.Number)), plain(": " + p.label(owner))}
	segments := x.Segments
	if len(segments) == 0 {
		segments = []timeline.Segment{{State: timeline.StateInForce}}
	}
	for _, g := range segments {
		from, to := p.end(g.From, w.always), p.end(g.To, w.open)
		if x.BeginUnknown {
			from = []span{plain(w.beginUnknown)}
		} else if len(x.Segments) == 0 {
			from, to = []span{plain(w.neverBegan)}, []span{plain(w.none)}
		}
		first := what
		if state := w.states[string(g.State)]; state != "" {
			first = append([]span{plain(state + ": ")}, what...)
		}
		if err := p.write(p.page.tableRow([][]span{first, {plain(orNone(whom, w))}, {plain(orNone(partyNames(p.parties(towards)), w))}, from, to, notes})); err != nil {
			return err
		}
	}
	return nil
}

// end is an end of a segment, or the words for an open one.
func (p *report) end(w *timeline.When, open string) []span {
	if w == nil {
		return []span{plain(open)}
	}
	return []span{plain(w.Words(p.language) + " "), code(w.Date.String())}
}

// coverage says what the report was looked up in, and when that was last compared.
func (p *report) coverage(ctx context.Context) error {
	w, covered := p.words(), p.reader.Covered()
	acts, err := covered.Actions(ctx)
	if err != nil {
		return err
	}
	vendors, err := covered.Vendors(ctx)
	if err != nil {
		return err
	}
	lists, err := covered.Lists(ctx)
	if err != nil {
		return err
	}
	n := covered.Counts
	var items [][]span
	for _, l := range lists {
		item := []span{link(p.label(l), l.URL)}
		if l.Covered != "" {
			item = append(item, plain(": "+l.Covered))
		}
		if l.Checked != nil {
			item = append(item, plain(", "+w.listChecked+" "+l.Checked.Words(p.language)+" "), code(l.Checked.Date.String()))
		}
		items = append(items, item)
	}
	var counts []string
	for i, n := range []int{acts, vendors, n.Claims, n.Quotations, n.TextChecked, n.Unverified} {
		counts = append(counts, fmt.Sprintf("%s %d", w.counted[i], n))
	}
	text := strings.Join(counts, ", ") + "."
	if err := p.write(p.page.heading(w.coverage), p.page.paragraph(plain(w.covered+" "+text+" "+w.absence))); err != nil {
		return err
	}
	if items == nil {
		return nil
	}
	return p.write(p.page.bullets(items))
}

func (p *report) endnotes(context.Context) error {
	w := p.words()
	if len(p.notes) == 0 {
		return nil
	}
	var items [][]span
	for _, s := range p.sources {
		items = append(items, sourceSpans(s, w))
	}
	if err := p.write(p.page.heading(w.notes), p.page.notes(p.notes)); err != nil {
		return err
	}
	if items == nil {
		return nil
	}
	return p.write(p.page.heading(w.sources), p.page.bullets(items))
}

func sourceSpans(s *sourceRow, w wording) []span {
	out := []span{link(s.Label, s.Link)}
	for _, part := range []struct{ word, value string }{{w.publisher, s.Publisher}, {w.published, s.Published}, {w.readOn, s.Read}, {w.licence, w.marksOf[s.Licence]}} {
		if part.value != "" {
			out = append(out, plain(", "+part.word+" "+part.value))
		}
	}
	if s.URL != "" {
		out = append(out, plain(", "), link(s.URL, s.URL))
	}
	return out
}

func (p *report) foot(context.Context) error {
	return p.write(p.footOf(p.meta.address("html", p.selection.Pinned(p.release.Number))))
}

// footOf names the release and the address that gives the same report again.
func (p *report) footOf(address string) string {
	w, rel := p.words(), p.release
	return p.page.heading(w.foot) + p.page.bullets([][]span{
		{plain("Regline " + p.named())},
		{plain(w.digest + " "), code(rel.Digest)},
		{plain(fmt.Sprintf("%s %d, %s %d", w.rules, rel.RulesVersion, w.vocabulary, rel.VocabularyVersion))},
		{plain(w.repeat + ": "), link(address, address)},
	})
}
