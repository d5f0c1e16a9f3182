package curated

import (
	"fmt"
	"path"
	"slices"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/timeline"
)

// batch collects what the files of one load say.
type batch struct {
	in       compile.Input
	problems []compile.Problem
	declared map[timeline.ID]compile.Place
	// textNames are the files of texts/; textUsed those that a source names.
	textNames []string
	textUsed  map[string]bool
	// textUnread are the files of texts/ that could not be read.
	textUnread map[string]bool
	full       bool
}

func newBatch() *batch {
	return &batch{
		in:       compile.Input{Texts: map[string]string{}},
		declared: map[timeline.ID]compile.Place{}, textUsed: map[string]bool{}, textUnread: map[string]bool{},
	}
}

func (b *batch) problem(at compile.Place, field, text string) {
	b.problems = append(b.problems, compile.Problem{Place: at, Field: field, Text: text})
}

// unread reports that nothing of a file could be read.
func (b *batch) unread(at compile.Place, text string) {
	b.problems = append(b.problems, compile.Problem{Place: at, Text: text, Cause: compile.CauseUnread})
}

// sourcesUnread says whether a source may stand in a file that could not be read.
func (b *batch) sourcesUnread() bool {
	return slices.ContainsFunc(b.problems, func(p compile.Problem) bool {
		return p.Cause == compile.CauseUnread && path.Dir(p.File) != textsDir
	})
}

// faulty notes that something is said of a subject in a way that cannot be read; that was reported.
func (b *batch) faulty(id timeline.ID, p timeline.Predicate) {
	b.in.Faulty = append(b.in.Faulty, compile.Slot{Subject: id, Predicate: p})
}

// declare adds a node, or reports that the ID is taken.
func (b *batch) declare(id timeline.ID, kind timeline.Kind, at compile.Place, field string) {
	if b.take(id, at, field) {
		b.in.Declarations = append(b.in.Declarations, compile.Declaration{ID: id, Kind: kind, At: at})
	}
}

// take keeps an ID for one use, or reports the other.
func (b *batch) take(id timeline.ID, at compile.Place, field string) bool {
	if before, taken := b.declared[id]; taken {
		b.problem(at, field, fmt.Sprintf("the ID `%s` is taken: it stands in %s:%d:%d already; an ID names one node", id, before.File, before.Line, before.Column))
		return false
	}
	b.declared[id] = at
	return true
}

func (b *batch) assert(a compile.Assertion) {
	if len(b.in.Assertions) >= MaxClaims {
		if !b.full {
			b.full = true
			b.unread(a.At, fmt.Sprintf("more than %d claims in all files: the rest is not read", MaxClaims))
		}
		return
	}
	b.in.Assertions = append(b.in.Assertions, a)
}
