package curated

import (
	"strings"
	"unicode/utf8"
)

// scalar is a scalar as it is written, with further lines at the indentation. It begins in column start.
func (d *document) scalar(n *node, indent, start int) string {
	if n.style != plain {
		return strings.Join(d.quoted(n.line, n.column), "\n"+strings.Repeat(" ", indent))
	}
	if n.kind != text || strings.HasPrefix(d.from(n.line, n.column), n.text) {
		return n.text
	}
	return wrap(n.text, indent, start)
}

// from is the rest of a line from a column on, both counted from 1.
func (d *document) from(line, column int) string {
	if line > len(d.lines) {
		return ""
	}
	rest := d.lines[line-1]
	for range column - 1 {
		_, size := utf8.DecodeRuneInString(rest)
		rest = rest[size:]
	}
	return rest
}

// quoted are the lines of a text in quotes that begins at a place, without the space around line ends.
func (d *document) quoted(line, column int) []string {
	rest := d.from(line, column)
	if rest == "" {
		return nil
	}
	quote := rest[0]
	var out []string
	from := 1
	for {
		if end := closing(rest, from, quote); end >= 0 {
			return append(out, rest[:end+1])
		}
		if line >= len(d.lines) {
			return append(out, rest)
		}
		out = append(out, strings.TrimRight(rest, " \t"))
		rest, from = strings.TrimLeft(d.lines[line], " \t"), 0
		line++
	}
}

// closing is the position of the closing quote at or after from, or -1.
func closing(s string, from int, quote byte) int {
	for i := from; i < len(s); i++ {
		switch {
		case quote == '"' && s[i] == '\\':
			i++
		case quote == '\'' && strings.HasPrefix(s[i:], "''"):
			i++
		case s[i] == quote:
			return i
		}
	}
	return -1
}

// wrap is a plain text over lines of at most width columns; an empty line stands for each line end of the text.
func wrap(s string, indent, start int) string {
	var out strings.Builder
	column := start
	for i, paragraph := range strings.Split(s, "\n") {
		if i > 0 {
			out.WriteString("\n")
			column = width
		}
		for _, word := range strings.Fields(paragraph) {
			size := utf8.RuneCountInString(word)
			switch {
			case column == start && out.Len() == 0:
				column += size
			case column+1+size > width && beginsLine(word):
				out.WriteString("\n" + strings.Repeat(" ", indent))
				column = indent + size
			default:
				out.WriteString(" ")
				column += 1 + size
			}
			out.WriteString(word)
		}
	}
	return out.String()
}

// beginsLine says whether a line of a plain text may begin with the word: not where it looks like YAML's own marks.
func beginsLine(word string) bool {
	return !strings.ContainsRune("-?:#&*!|>%@`\"'{}[],", rune(word[0]))
}

// blockText is the header of a literal or folded text, and its lines at the indentation.
func (d *document) blockText(n *node, indent int) (header, body string) {
	header, _, _ = strings.Cut(d.from(n.line, n.column), " ")
	header = strings.TrimRight(header, " \t")
	above := d.lines[n.line-1]
	least, own := len(above)-len(strings.TrimLeft(above, " "))+1, -1
	var lines []string
	for i := n.line; i < len(d.lines); i++ {
		line := d.lines[i]
		depth := len(line) - len(strings.TrimLeft(line, " "))
		if strings.TrimSpace(line) == "" {
			lines = append(lines, line)
			continue
		}
		if own < 0 {
			own = max(depth, least)
		}
		if depth < own {
			break
		}
		lines = append(lines, line)
	}
	if !strings.Contains(header, "+") {
		for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
			lines = lines[:len(lines)-1]
		}
	}
	var b strings.Builder
	for _, line := range lines {
		if rest := line[min(len(line), max(own, 0)):]; rest != "" {
			b.WriteString(strings.Repeat(" ", indent) + rest)
		}
		b.WriteByte('\n')
	}
	return header, b.String()
}
