package curated

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// width is the number of columns within which brackets stay on one line and texts are wrapped.
const width = 120

// print writes the document, whose root is a mapping.
func (d *document) print(root *node, s *shape) []byte {
	for _, c := range d.head {
		d.line(0, c)
	}
	if d.headGap && len(d.root) > 0 {
		d.out.WriteByte('\n')
	}
	switch {
	case len(d.root) > 0:
		d.block(d.root, s, 0, false)
	case len(root.entries) > 0:
		d.block(d.split(root), s, 0, false)
	default:
		d.line(0, "{}")
	}
	for _, c := range d.end {
		d.line(0, c)
	}
	return []byte(d.out.String())
}

func (d *document) line(indent int, text string) {
	d.out.WriteString(strings.Repeat(" ", indent) + text + "\n")
}

// block writes the pieces of a mapping or list, each on lines of its own. Where inline is set the first begins where
// the output stands.
func (d *document) block(pieces []*piece, s *shape, indent int, inline bool) {
	for i, p := range ordered(pieces, s) {
		within := inside(s, p)
		if p.entry == nil && d.overLines(p, within, indent) {
			d.lift(p, within)
		}
		if !(inline && i == 0) {
			if p.gap && i > 0 {
				d.out.WriteByte('\n')
			}
			for _, c := range p.head {
				d.line(indent, c)
			}
			d.out.WriteString(strings.Repeat(" ", indent))
		}
		d.piece(p, within, indent)
		for _, c := range p.foot {
			d.line(indent, c)
		}
	}
}

// lift moves the comments at the beginning of a list item above its dash, behind which its first key follows.
func (d *document) lift(p *piece, s *shape) {
	if p.tail != "" {
		p.head, p.tail = append(p.head, p.tail), ""
	}
	if len(p.children) > 0 {
		first := ordered(p.children, s)[0]
		p.head, first.head = append(p.head, first.head...), nil
	}
}

// ordered are the pieces of a record in canonical order, unknown fields last; all others as they come.
func ordered(pieces []*piece, s *shape) []*piece {
	if s == nil || s.record == nil || len(pieces) == 0 || pieces[0].entry == nil {
		return pieces
	}
	out := slices.Clone(pieces)
	slices.SortStableFunc(out, func(a, b *piece) int { return s.record.rank(a.entry.key) - s.record.rank(b.entry.key) })
	return out
}

// rank is the place of a field in the canonical order; unknown fields come last.
func (r *record) rank(name string) int {
	if i := slices.Index(r.names(), name); i >= 0 {
		return i
	}
	return len(r.fields)
}

// inside is the shape of a piece's value.
func inside(s *shape, p *piece) *shape {
	switch {
	case s == nil:
		return nil
	case p.entry == nil:
		return s.list
	case s.record != nil && (s.names == nil || known(s.record, p.entry.key)):
		f, _ := s.record.field(p.entry.key)
		return f.shape
	case s.names != nil:
		return s.names.value
	}
	return nil
}

func known(r *record, name string) bool {
	_, ok := r.field(name)
	return ok
}

// overLines says whether the value of a piece is written over several lines below it.
func (d *document) overLines(p *piece, s *shape, indent int) bool {
	if p.value.kind.scalar() || p.value.kind == null {
		return false
	}
	if len(p.children) > 0 {
		return true
	}
	start := indent + 2 // the dash and the space
	if p.entry != nil {
		start = indent + utf8.RuneCountInString(d.key(*p.entry)) + 2
	}
	text := d.flow(p.value, s)
	fits := start+utf8.RuneCountInString(text) <= width && !strings.Contains(text, "\n")
	return !fits && len(p.value.entries)+len(p.value.items) > 0
}

// piece writes what follows the indentation: "key: value" or "- value", with the newline.
func (d *document) piece(p *piece, s *shape, indent int) {
	tail := ""
	if p.tail != "" {
		tail = " " + p.tail
	}
	start := "-"
	if p.entry != nil {
		start = d.key(*p.entry) + ":"
	}
	if d.overLines(p, s, indent) {
		children := p.children
		if len(children) == 0 {
			children = d.split(p.value)
		}
		if p.entry == nil {
			d.out.WriteString("- ")
			d.block(children, s, indent+2, true)
			return
		}
		d.out.WriteString(start + tail + "\n")
		d.block(children, s, indent+2, false)
		return
	}
	text := ""
	switch {
	case p.value.kind.scalar() && p.value.style == block:
		header, body := d.blockText(p.value, indent+2)
		d.out.WriteString(start + " " + header + tail + "\n" + body)
		return
	case p.value.kind.scalar():
		text = " " + d.scalar(p.value, indent+2, indent+len(start)+1)
	case p.value.kind != null:
		text = " " + d.flow(p.value, s)
	}
	d.out.WriteString(start + text + tail + "\n")
}

// flow is a list or mapping in brackets, or a scalar within them.
func (d *document) flow(n *node, s *shape) string {
	switch n.kind {
	case mapping:
		var parts []string
		for _, p := range ordered(d.split(n), s) {
			parts = append(parts, d.key(*p.entry)+": "+d.flow(p.value, inside(s, p)))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case list:
		var parts []string
		for _, p := range d.split(n) {
			parts = append(parts, d.flow(p.value, inside(s, p)))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case null:
		return "null"
	}
	return d.scalar(n, 0, 0)
}

func (d *document) key(e entry) string {
	if e.style == plain {
		return e.key
	}
	return strings.Join(d.quoted(e.line, e.column), " ")
}
