package curated

import (
	"slices"
	"strings"
)

// document is a file on its way into canonical form.
type document struct {
	lines  []string
	broken map[position]bool
	// head and end are the comments that stay at the top and the end; root the pieces of the outermost mapping or list.
	head, end []string
	root      []*piece
	// headGap says that an empty line follows the head.
	headGap bool
	out     strings.Builder
}

// piece is a key with its value, or an item of a list, with the comments that go with it.
type piece struct {
	// entry is nil for an item of a list.
	entry        *entry
	value        *node
	line, column int
	head, foot   []string
	tail         string
	// gap says that an empty line stands before it.
	gap      bool
	children []*piece
}

// pieces are the pieces of a mapping or list that is written over lines; nil for what stands in brackets without a
// comment within, and for scalars.
func (d *document) pieces(n *node) []*piece {
	if n.flow && !d.broken[position{n.line, n.column}] {
		return nil
	}
	return d.split(n)
}

func (d *document) split(n *node) []*piece {
	var out []*piece
	for i := range n.entries {
		e := &n.entries[i]
		out = append(out, &piece{entry: e, value: e.value, line: e.line, column: e.column, children: d.pieces(e.value)})
	}
	for _, item := range n.items {
		out = append(out, &piece{value: item, line: item.line, column: item.column, children: d.pieces(item)})
	}
	return out
}

// inOrder are all pieces as the file has them.
func inOrder(pieces []*piece) []*piece {
	var out []*piece
	for _, p := range pieces {
		out = append(append(out, p), inOrder(p.children)...)
	}
	return out
}

// attach gives each comment to a piece, and notes where empty lines stand.
func (d *document) attach(comments []comment) {
	all := inOrder(d.root)
	for _, c := range comments {
		next := slices.IndexFunc(all, func(p *piece) bool {
			return p.line > c.line || p.line == c.line && p.column > c.column
		})
		before := all
		if next >= 0 {
			before = all[:next]
		}
		switch {
		case len(before) == 0 && (next < 0 || d.staysOnTop(c, all[next])):
			d.head = append(d.head, c.text)
			d.headGap = d.headGap || d.blank(c.line+1)
		case next < 0 && !c.trailing && c.column == 1:
			d.end = append(d.end, c.text)
		case c.trailing && len(before) > 0 && before[len(before)-1].tail == "":
			before[len(before)-1].tail = c.text
		case next >= 0 && (c.column <= all[next].column || len(before) == 0):
			if len(all[next].head) == 0 {
				all[next].gap = d.blank(c.line - 1)
			}
			all[next].head = append(all[next].head, c.text)
		default:
			footOf(before, c)
		}
	}
	for i, p := range all {
		// The first key of a list item stands on the item's line: the empty line is the item's.
		if len(p.head) == 0 && (i == 0 || all[i-1].line < p.line) {
			p.gap = d.blank(p.line - 1)
		}
	}
}

// staysOnTop says whether a comment above the first piece belongs to the file and not to the piece.
func (d *document) staysOnTop(c comment, first *piece) bool {
	if strings.Contains(c.text, "yaml-language-server:") {
		return true
	}
	for line := c.line + 1; line < first.line; line++ {
		if d.blank(line) {
			return true
		}
	}
	return false
}

// footOf gives a comment that nothing follows at its depth to the last piece that begins no further right.
func footOf(before []*piece, c comment) {
	owner := before[len(before)-1]
	for _, p := range slices.Backward(before) {
		if p.column <= c.column {
			owner = p
			break
		}
	}
	owner.foot = append(owner.foot, c.text)
}

// blank says whether a line, counted from 1, is empty.
func (d *document) blank(line int) bool {
	return line >= 1 && line <= len(d.lines) && strings.TrimSpace(d.lines[line-1]) == ""
}
