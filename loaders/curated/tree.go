package curated

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// shapeKind is what a node of a tree is.
type shapeKind int

const (
	null shapeKind = iota
	text
	integer // also the year of a date that is written without quotes
	boolean
	number // a float, infinity or NaN: no field takes one
	list
	mapping
)

// String names the kind as faults do.
func (k shapeKind) String() string {
	return [...]string{"nothing", "a text", "a number", "true or false", "a number", "a list", "a mapping"}[k]
}

// scalar says that the kind has a text and no children.
func (k shapeKind) scalar() bool { return k >= text && k <= number }

// node is a value of a YAML file with its position. Scalars keep the text that is written: a date stays a date.
type node struct {
	kind         shapeKind
	text         string
	line, column int
	items        []*node
	entries      []entry
	// flow says that a list or mapping is written in brackets; style how a scalar is quoted.
	flow  bool
	style style
}

// style is how a scalar is written.
type style int

const (
	plain style = iota
	singleQuoted
	doubleQuoted
	block // literal or folded
)

// entry is one key of a mapping with its value.
type entry struct {
	key          string
	line, column int
	style        style
	value        *node
}

// get is the value of a key: the first, where a file writes the key twice.
func (n *node) get(key string) *node {
	for _, e := range n.entries {
		if e.key == key {
			return e.value
		}
	}
	return nil
}

// fault is one thing wrong with the YAML of a file.
type fault struct {
	line, column int
	text         string
}

// parseTree reads one document of the part of YAML that fact files use: no anchors, aliases, merge keys, tags,
// directives or complex keys. Where there are faults of that sort the tree is nil; duplicate keys are faults beside a
// tree. An empty file is a null.
func parseTree(src []byte) (*node, []fault) {
	return parseLines(normalLines(src))
}

// parseLines is parseTree for a source of normal lines.
func parseLines(src []byte) (*node, []fault) {
	if f := screenBytes(src); f != nil {
		return nil, f
	}
	tokens := lexer.Tokenize(string(src))
	if f := screenTokens(tokens); f != nil {
		return nil, f
	}
	file, err := parseTokens(tokens)
	if err != nil {
		return nil, []fault{syntaxFault(err)}
	}
	b := builder{}
	root := &node{line: 1, column: 1}
	for _, d := range file.Docs {
		if d.Body == nil || d.Body.Type() == ast.CommentType {
			continue
		}
		root = b.node(d.Body)
	}
	return root, b.faults
}

// errParser says that the YAML library stopped with a panic.
var errParser = errors.New("the YAML cannot be read here")

func parseTokens(tokens token.Tokens) (file *ast.File, err error) {
	defer func() {
		// The library indexes tokens without checks on some malformed input.
		if r := recover(); r != nil {
			err = errParser
		}
	}()
	return parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
}

func syntaxFault(err error) fault {
	f := fault{line: 1, column: 1}
	var syntax *yaml.SyntaxError
	if !errors.As(err, &syntax) {
		f.text = "not YAML: " + err.Error()
		return f
	}
	// The error's own text repeats the source, at a cost that grows with its square.
	f.text = "not YAML: " + syntax.Message
	if syntax.Token != nil && syntax.Token.Position != nil {
		f.line, f.column = syntax.Token.Position.Line, max(syntax.Token.Position.Column, 1)
	}
	return f
}

// builder turns the library's syntax tree into nodes.
type builder struct{ faults []fault }

func (b *builder) fail(tk *token.Token, format string, args ...any) {
	b.faults = append(b.faults, fault{tk.Position.Line, max(tk.Position.Column, 1), fmt.Sprintf(format, args...)})
}

func (b *builder) node(n ast.Node) *node {
	tk := n.GetToken()
	out := &node{line: tk.Position.Line, column: max(tk.Position.Column, 1), style: styleOf(tk)}
	switch n := n.(type) {
	case *ast.MappingNode:
		out.kind, out.flow = mapping, n.IsFlowStyle
		b.mapping(out, n.Values)
	case *ast.MappingValueNode:
		out.kind = mapping
		b.mapping(out, []*ast.MappingValueNode{n})
	case *ast.SequenceNode:
		out.kind, out.flow = list, n.IsFlowStyle
		for _, v := range n.Values {
			out.items = append(out.items, b.node(v))
		}
	case *ast.LiteralNode:
		out.kind, out.text, out.style = text, n.Value.Value, block
	case *ast.StringNode:
		out.kind, out.text = text, n.Value
	case *ast.NullNode:
		out.kind = null
	case *ast.BoolNode:
		out.kind, out.text = boolean, tk.Value
	case *ast.IntegerNode:
		out.kind, out.text = integer, tk.Value
	case *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		out.kind, out.text = number, tk.Value
	default:
		b.fail(tk, "YAML of the kind %s is not read here", strings.ToLower(n.Type().String()))
	}
	return out
}

func (b *builder) mapping(out *node, values []*ast.MappingValueNode) {
	first := map[string]entry{}
	for _, v := range values {
		tk := v.Key.GetToken()
		e := entry{key: tk.Value, line: tk.Position.Line, column: max(tk.Position.Column, 1), style: styleOf(tk), value: b.node(v.Value)}
		if before, twice := first[e.key]; twice {
			b.fail(tk, "`%s` is written twice: it stands in line %d already; keep one", e.key, before.line)
		} else {
			first[e.key] = e
		}
		out.entries = append(out.entries, e)
	}
	if !out.flow && len(out.entries) > 0 {
		// The library gives the colon's position.
		out.line, out.column = out.entries[0].line, out.entries[0].column
	}
}

func styleOf(tk *token.Token) style {
	switch tk.Type {
	case token.SingleQuoteType:
		return singleQuoted
	case token.DoubleQuoteType:
		return doubleQuoted
	case token.LiteralType, token.FoldedType:
		return block
	}
	return plain
}

// screenBytes refuses what is too long, not UTF-8, or holds control characters.
func screenBytes(src []byte) []fault {
	if len(src) > MaxFileBytes {
		return []fault{{1, 1, fmt.Sprintf("the file has %d bytes, more than %d: split it", len(src), MaxFileBytes)}}
	}
	line, column := 1, 0
	for len(src) > 0 {
		r, size := utf8.DecodeRune(src)
		column++
		switch {
		case r == utf8.RuneError && size == 1:
			return []fault{{line, column, "not UTF-8: save the file as UTF-8"}}
		case r == '\n':
			line, column = line+1, 0
		case r < ' ' && r != '\t', r == 0x7f, r == '\u2028', r == '\u2029', r == '\u0085':
			return []fault{{line, column, fmt.Sprintf("the control character %U: delete it", r)}}
		}
		src = src[size:]
	}
	return nil
}

// refused are the features of YAML that fact files do not use.
var refused = map[token.Type]string{
	token.AnchorType:     "an anchor (&name): write the value itself in each place",
	token.AliasType:      "an alias (*name): write the value itself",
	token.MergeKeyType:   "a merge key (<<): write the fields themselves",
	token.TagType:        "a tag (!name): leave it out",
	token.DirectiveType:  "a directive (%NAME): leave it out",
	token.MappingKeyType: "a complex key (?): write `key: value`",
}

// screenTokens refuses what the parser must not be given: features that fact files do not use, a second document, and
// nesting so deep that a recursive parser could run out of stack, and so many fields that a parser which is quadratic
// in them would take seconds. In block style each level needs a further column, so only brackets and dashes on one
// line count as nesting.
func screenTokens(tokens token.Tokens) []fault {
	var faults []fault
	depth, dashes, dashLine, fields := 0, 0, 0, 0
	content := false
	for _, tk := range tokens {
		fail := func(format string, args ...any) {
			faults = append(faults, fault{tk.Position.Line, max(tk.Position.Column, 1), fmt.Sprintf(format, args...)})
		}
		if remedy, bad := refused[tk.Type]; bad {
			fail("%s", remedy)
		}
		switch tk.Type {
		case token.MappingStartType, token.SequenceStartType:
			depth++
		case token.MappingEndType, token.SequenceEndType:
			depth--
		case token.SequenceEntryType:
			if tk.Position.Line != dashLine {
				dashes, dashLine = 0, tk.Position.Line
			}
			dashes++
		case token.MappingValueType:
			fields++
		case token.DocumentHeaderType, token.DocumentEndType:
			if content {
				fail("a second document: a file holds one")
			}
		case token.CommentType:
			continue
		}
		content = content || (tk.Type != token.DocumentHeaderType && tk.Type != token.DocumentEndType)
		if depth > MaxDepth || dashes > MaxDepth {
			fail("nested more than %d deep", MaxDepth)
			return faults
		}
		if fields > MaxFields {
			fail("more than %d fields: split the file", MaxFields)
			return faults
		}
	}
	return faults
}
