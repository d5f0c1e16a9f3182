package curated

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

var (
	// ErrNotFactFile says that a name is that of no fact file.
	ErrNotFactFile = errors.New("not a fact file")
	// ErrFormat says that a file cannot be put into canonical form.
	ErrFormat = errors.New("cannot be formatted")
)

// Format puts one fact file into canonical form: the fields of every mapping in the order of FORMAT.md, an indentation
// of two spaces, one space after "," and ":" in brackets, no trailing space, at most one empty line between fields and
// a newline at the end. What is written in brackets stays so where it fits in 120 columns and is broken into lines
// otherwise. The order of names that authors choose, of lists, and of languages stays, as do quotes, the lines of
// block texts and all comments: a comment on a line of its own goes with the field below it, one behind a value with
// that value. A first comment that an empty line follows, and a line for the language server, stay at the top.
//
// The name is the file's path within the tree, such as actions/us-dhs-bod-17-01.yaml. The result is parsed again and
// compared: Format never changes a value. The error wraps ErrNotFactFile, or ErrFormat where the file is not YAML,
// writes a key twice, or holds what would change (a block text with an indentation indicator).
func Format(name string, src []byte) ([]byte, error) {
	kind, _, ok := kindOf(name)
	if !ok {
		return nil, fmt.Errorf("%s: %w", name, ErrNotFactFile)
	}
	src = normalLines(src)
	root, faults := parseLines(src)
	if len(faults) > 0 {
		f := faults[0]
		return nil, fmt.Errorf("%s:%d:%d: %w: %s", name, f.line, f.column, ErrFormat, f.text)
	}
	if root.kind != mapping {
		return nil, fmt.Errorf("%s:%d:%d: %w: want %s, not %s", name, root.line, root.column, ErrFormat, kind.shape.what, root.kind)
	}
	comments, broken := findComments(src)
	d := &document{lines: strings.Split(string(src), "\n"), broken: broken}
	d.root = d.pieces(root)
	d.attach(comments)
	out := d.print(root, kind.shape)
	if err := sameFile(root, comments, out); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", name, ErrFormat, err)
	}
	return out, nil
}

// normalLines is the source without a byte order mark and with lines that end in a newline alone.
func normalLines(src []byte) []byte {
	return bytes.ReplaceAll(bytes.TrimPrefix(src, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
}

var errChanged = errors.New("its canonical form would not say the same")

// sameFile says whether a text holds the same tree and the same comments.
func sameFile(root *node, comments []comment, out []byte) error {
	again, faults := parseLines(out)
	if len(faults) > 0 {
		return fmt.Errorf("%w: line %d: %s", errChanged, faults[0].line, faults[0].text)
	}
	if at := difference(root, again); at != nil {
		return fmt.Errorf("%w: see line %d", errChanged, at.line)
	}
	kept, _ := findComments(out)
	if !slices.Equal(commentTexts(comments), commentTexts(kept)) {
		return fmt.Errorf("%w: a comment would be lost", errChanged)
	}
	return nil
}

func commentTexts(comments []comment) []string {
	out := make([]string, len(comments))
	for i, c := range comments {
		out[i] = c.text
	}
	slices.Sort(out)
	return out
}

// difference is the first node of a that b differs from, whatever the order of keys; nil where both are the same.
func difference(a, b *node) *node {
	if a.kind != b.kind || a.text != b.text || len(a.items) != len(b.items) || len(a.entries) != len(b.entries) {
		return a
	}
	for i := range a.items {
		if at := difference(a.items[i], b.items[i]); at != nil {
			return at
		}
	}
	for _, e := range a.entries {
		other := b.get(e.key)
		if other == nil {
			return a
		}
		if at := difference(e.value, other); at != nil {
			return at
		}
	}
	return nil
}

// comment is a comment of a file.
type comment struct {
	text         string
	line, column int
	// trailing: something stands before it on its line.
	trailing bool
}

// position of a token.
type position struct{ line, column int }

// findComments are the comments of a file, and the positions of the brackets that have one within them.
func findComments(src []byte) ([]comment, map[position]bool) {
	var out []comment
	broken := map[position]bool{}
	var open []position
	for _, tk := range lexer.Tokenize(string(src)) {
		switch tk.Type {
		case token.MappingStartType, token.SequenceStartType:
			open = append(open, position{tk.Position.Line, tk.Position.Column})
		case token.MappingEndType, token.SequenceEndType:
			open = open[:max(len(open)-1, 0)]
		case token.CommentType:
			out = append(out, comment{strings.TrimRight("#"+tk.Value, " \t\r\n"), tk.Position.Line, tk.Position.Column, false})
			for _, p := range open {
				broken[p] = true
			}
		}
	}
	lines := strings.Split(string(src), "\n")
	for i, c := range out {
		before := []rune(lines[c.line-1])
		before = before[:min(c.column-1, len(before))]
		out[i].trailing = strings.TrimSpace(string(before)) != ""
	}
	return out, broken
}
