// Package curated reads the fact files that people write and review: a tree of YAML files in the layout that
// data/FORMAT.md explains. It checks the form of every file and reports all faults of all files in one run, each with
// its line, column, field and remedy. What several files say together (references, cycles, chronology, quotations
// against the texts kept) is the compiler's to check.
//
// The fields come from the vocabulary of package timeline: a predicate added there is read, checked, put in order and
// described in the JSON Schemas without a change here.
package curated

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regline/regline/internal/compile"
)

// Name is the format's name in the table of loaders.
const Name = "curated"

// Version counts changes of what the loader makes of the same files.
const Version = 1

// The limits of a tree.
const (
	// MaxFileBytes bounds one fact file.
	MaxFileBytes = 1 << 20
	// MaxTextBytes bounds one file of texts/.
	MaxTextBytes = 16 << 20
	// MaxFields bounds the keys of one fact file.
	MaxFields = 20_000
	// MaxFiles bounds the fact files and texts of a tree.
	MaxFiles = 20_000
	// MaxClaims bounds the claims of a tree.
	MaxClaims = 1_000_000
	// MaxDepth bounds the nesting of brackets, and of list items opened on one line.
	MaxDepth = 32
)

var errWantedKey = errors.New("`wanted` cannot name a quotation: it marks a citation that has none yet")

// Load reads the tree. The problems are in the order of files and lines; with any, the input holds what could still
// be read and must not be released. When ctx ends, the last problem says so.
func Load(ctx context.Context, tree fs.FS) (compile.Input, []compile.Problem) {
	b := newBatch()
	files, texts := b.list(tree)
	if len(files) == 0 && len(b.problems) == 0 {
		b.problem(compile.Place{File: ".", Line: 1, Column: 1}, "", "no fact file in the tree: files are "+knownPlaces())
	}
	for _, name := range texts {
		if ctx.Err() != nil {
			break
		}
		b.readText(tree, name)
	}
	for _, name := range files {
		if ctx.Err() != nil {
			break
		}
		b.readFile(tree, name)
	}
	if ctx.Err() == nil {
		b.unusedTexts()
	}
	sortProblems(b.problems)
	if err := ctx.Err(); err != nil {
		b.problem(compile.Place{File: ".", Line: 1, Column: 1}, "", fmt.Sprintf("reading stopped: %v", err))
	}
	return b.in, b.problems
}

// list finds the fact files and the texts, and reports YAML files in no known place.
func (b *batch) list(tree fs.FS) (files, texts []string) {
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			b.unread(compile.Place{File: name, Line: 1, Column: 1}, fmt.Sprintf("cannot be read: %v", err))
			return nil
		}
		if d.IsDir() {
			return nil
		}
		if len(files)+len(texts) >= MaxFiles {
			b.unread(compile.Place{File: name, Line: 1, Column: 1}, fmt.Sprintf("more than %d files: this and all after it are not read", MaxFiles))
			return fs.SkipAll
		}
		switch _, _, known := kindOf(name); {
		case known:
			files = append(files, name)
		case path.Dir(name) == textsDir && path.Ext(name) == ".txt":
			texts = append(texts, name)
		case path.Ext(name) == ".yaml", path.Ext(name) == ".yml", path.Dir(name) == textsDir:
			b.unread(compile.Place{File: name, Line: 1, Column: 1}, "a file in no known place"+misplaced(name)+"; files are "+knownPlaces())
		}
		return nil
	})
	if err != nil {
		b.unread(compile.Place{File: ".", Line: 1, Column: 1}, fmt.Sprintf("the tree cannot be listed: %v", err))
	}
	return files, texts
}

// misplaced guesses which name was meant.
func misplaced(name string) string {
	if stem, isYML := strings.CutSuffix(name, ".yml"); isYML {
		return ": name it " + stem + ".yaml"
	}
	if near := nearest(path.Base(name), entityFileNames()); near != "" {
		return ": did you mean " + near + "?"
	}
	return ""
}

func entityFileNames() []string {
	var out []string
	for _, e := range entityKinds {
		out = append(out, e.file)
	}
	return append(out, redirectFile.where)
}

func (b *batch) readText(tree fs.FS, name string) {
	at := compile.Place{File: name, Line: 1, Column: 1}
	base := path.Base(name)
	src, err := readLimited(tree, name, MaxTextBytes)
	switch {
	case err != nil:
		b.textUnread[base] = true
		b.unread(at, fmt.Sprintf("cannot be read: %v", err))
		return
	case !utf8.Valid(src):
		b.textUnread[base] = true
		b.unread(at, "not UTF-8: save the text as UTF-8")
		return
	}
	b.in.Texts[base] = string(src)
	b.textNames = append(b.textNames, base)
	b.addFile(name)
}

// unusedTexts reports the texts that no source names. Where a file could not be read it may hold the source.
func (b *batch) unusedTexts() {
	if b.sourcesUnread() {
		return
	}
	for _, name := range b.textNames {
		if !b.textUsed[name] {
			b.problem(compile.Place{File: path.Join(textsDir, name), Line: 1, Column: 1}, "", "no source names this text: write `text: "+name+"` at its source or delete it")
		}
	}
}

func (b *batch) readFile(tree fs.FS, name string) {
	src, err := readLimited(tree, name, MaxFileBytes)
	if err != nil {
		b.unread(compile.Place{File: name, Line: 1, Column: 1}, fmt.Sprintf("cannot be read: %v", err))
		return
	}
	b.addFile(name)
	b.read(name, src)
}

// read reads one fact file.
func (b *batch) read(name string, src []byte) {
	kind, base, ok := kindOf(name)
	if !ok {
		return
	}
	r := &reader{file: name, batch: b}
	root, faults := parseTree(src)
	for _, f := range faults {
		if root == nil {
			b.unread(r.place(f.line, f.column), f.text)
		} else {
			r.failAt(f.line, f.column, "", "%s", f.text)
		}
	}
	if root == nil {
		return
	}
	if root.kind != mapping {
		b.unread(r.place(root.line, root.column), fmt.Sprintf("want %s, not %s", kind.shape.what, root.kind))
		return
	}
	r.check(root, kind.shape, "")
	kind.read(r, spot{node: root}, base)
}

// addFile notes an input without its hash: the layout and comments of a fact file do not count, its claims do.
func (b *batch) addFile(name string) {
	b.in.Files = append(b.in.Files, compile.File{Name: name, Loader: Name, Version: Version})
}

// errTooLong says that a file is longer than its limit.
var errTooLong = errors.New("too long")

// readLimited reads a file of at most so many bytes.
func readLimited(tree fs.FS, name string, most int64) ([]byte, error) {
	f, err := tree.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(src)) > most {
		return nil, fmt.Errorf("%s: %w: more than %d bytes; split it", name, errTooLong, most)
	}
	return src, nil
}

// sortProblems orders by file, line and column.
func sortProblems(ps []compile.Problem) {
	slices.SortStableFunc(ps, func(a, b compile.Problem) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
}
