// Package compile turns claims into a release: it checks them, resolves rivals, derives dates, folds effects, finds
// discrepancies and gives sort keys. Every rule about what a fact means is here or in package timeline.
package compile

import (
	"fmt"

	"github.com/regline/regline/internal/timeline"
)

// Place is where in the files something is written. Line and column count from 1.
type Place struct {
	File         string
	Line, Column int
}

// Problem is one fault of the input, with its place and a remedy.
type Problem struct {
	Place
	// Field is the path of the value within the file, such as "milestones.issued.on".
	Field string
	Text  string
	Cause Cause
}

// Cause says whether a problem stands for itself.
type Cause int

const (
	// CauseOwn: what stands at the place is wrong, whatever else is.
	CauseOwn Cause = iota
	// CauseUnread: nothing of the file, or of all files after it, could be read. What it would say is not known.
	CauseUnread
	// CauseAbsent: something is not there that any file may say. It is no fault as long as a file is unread.
	CauseAbsent
	// CauseFollows: what is named is there but faulty, which is a problem of its own.
	CauseFollows
)

func (p Problem) Error() string {
	s := fmt.Sprintf("%s:%d:%d: ", p.File, p.Line, p.Column)
	if p.Field != "" {
		s += p.Field + ": "
	}
	return s + p.Text
}

// Input is what the loaders read, in any order.
type Input struct {
	Declarations []Declaration
	Assertions   []Assertion
	Redirects    []Redirect
	Files        []File
	// Faulty is what the files say in a way that could not be read, or seem to mean by a misspelt name. The loader has
	// reported it; what else the compiler finds missing there follows from that.
	Faulty []Slot
	// Texts are the texts kept in data/texts, by their name there.
	Texts map[string]string
	// Settled: the claims are those of a former release, whole and checked then. Their passages are not compared with
	// today's texts.
	Settled bool
}

// Declaration says that a node of its own exists. Parts (milestones, restrictions, effects, statements) need none:
// their ID says what they are.
type Declaration struct {
	ID   timeline.ID
	Kind timeline.Kind
	At   Place
}

// Assertion is a claim as a loader read it, with its place. The loader fills Subject, Predicate, Value, Original,
// Language, ClaimKind, Manner, Rank, Reason, Reading, Unverified, SourceID, Passage (quotation, locator, language) and,
// for a derived claim, Derivation.Rule; the compiler adds the rest.
type Assertion struct {
	timeline.Claim
	At    Place
	Field string
}

// Slot is one predicate of one subject.
type Slot struct {
	Subject   timeline.ID
	Predicate timeline.Predicate
}

// Redirect says that a node took the place of an ID that names none any more. An ID that was split has one for each of
// the nodes, all with the same reason.
type Redirect struct {
	From, To timeline.ID
	Reason   string
	At       Place
	Field    string
}

// File is one input, for the digest.
type File struct {
	Name string
	// SHA256 of the file in hex; empty for hand-written files, whose layout and comments do not count.
	SHA256  string
	Loader  string
	Version int
}
