package persisted

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/regline/regline/graph"
	"github.com/regline/regline/internal/timeline"
)

// FindingKind says what has changed since a receipt was given.
type FindingKind string

// The kinds of finding.
const (
	// FoundRelease: the release of the receipt is not held, or is another by its digest, or is a draft no more.
	FoundRelease FindingKind = "RELEASE"
	// FoundRules: the program, or the release, has other versions of rules or vocabulary.
	FoundRules FindingKind = "RULES"
	// FoundOperation: the persisted operation of the name has another text, or is gone.
	FoundOperation FindingKind = "OPERATION"
	// FoundResult: asked again from the release of the receipt, the answer is another.
	FoundResult FindingKind = "RESULT"
	// FoundData: asked from a later release, the answer is another; Release is the first of them.
	FoundData FindingKind = "DATA"
)

// Finding is one thing that has changed.
type Finding struct {
	Kind    FindingKind `json:"kind"`
	Release int         `json:"release,omitempty"`
	Text    string      `json:"text"`
	// Places are the first of the places at which two answers differ, Total the number of all.
	Places []Place `json:"places,omitempty"`
	Total  int     `json:"total,omitempty"`
}

// Verification compares the answer of a receipt with the answers to the same question now.
type Verification struct {
	// Then: the release of the receipt still gives the same data. Now: so does the current release, Current.
	Then    bool      `json:"then"`
	Now     bool      `json:"now"`
	Current int       `json:"current"`
	Found   []Finding `json:"findings"`
}

// Same says that the answer is the same, as it was known then and as it is known now.
func (v *Verification) Same() bool { return v.Then && v.Now }

func (v *Verification) find(kind FindingKind, release int, format string, args ...any) *Finding {
	v.Found = append(v.Found, Finding{Kind: kind, Release: release, Text: fmt.Sprintf(format, args...)})
	return &v.Found[len(v.Found)-1]
}

// Verify asks the question of a receipt again: from its release, and from each later one until the answer changes. The
// answers of later releases are compared with that of the receipt, or where its release answers otherwise today with
// that, so that a change of rules does not pass for one of data.
func (o *Operations) Verify(ctx context.Context, r *Receipt) (*Verification, error) {
	current, err := o.store.Open(ctx, timeline.KnownAt{})
	if err != nil {
		return nil, err
	}
	v := &Verification{Current: current.Release().Number, Found: []Finding{}}
	o.compareOperation(v, r)
	if r.Program != o.versions {
		v.find(FoundRules, 0, "the program had rules %d and vocabulary %d, and has %d and %d now", r.Program.Rules, r.Program.Vocabulary, o.versions.Rules, o.versions.Vocabulary)
	}
	given, err := dataOf(r.Result.Text)
	if err != nil {
		return nil, err
	}
	again, err := o.askThen(ctx, v, r, given)
	if err != nil {
		return nil, err
	}
	numbers := later(current.Release(), r.Release.Number)
	if len(numbers) == 0 || r.pinsItself() {
		v.Now = v.Then
		return v, nil
	}
	changed, err := o.askNow(ctx, v, r, numbers, again)
	_, otherwise := places(given, again)
	v.Now = !changed && otherwise == 0
	return v, err
}

func (o *Operations) compareOperation(v *Verification, r *Receipt) {
	if r.Operation.Name == "" {
		return
	}
	switch op := o.lookup(r.Operation.Name); {
	case op == nil:
		v.find(FoundOperation, 0, "there is no operation %.60q any more: the text of the receipt is asked", r.Operation.Name)
	case op.Query != r.Operation.Text:
		v.find(FoundOperation, 0, "%s has another text now, SHA-256 %s: the text of the receipt is asked", r.Operation.Name, hash([]byte(op.Query)))
	}
}

// askThen asks from the release of the receipt, and gives what later answers are compared with.
func (o *Operations) askThen(ctx context.Context, v *Verification, r *Receipt, reference any) (any, error) {
	view, err := o.store.Open(ctx, timeline.KnownAt{Release: r.Release.Number})
	if errors.Is(err, timeline.ErrNoRelease) {
		v.find(FoundRelease, r.Release.Number, "release %d is not held", r.Release.Number)
		return reference, nil
	}
	if err != nil {
		return nil, err
	}
	compareRelease(v, r.Release, view.Release())
	answer, err := r.ask(ctx, o.graph, timeline.KnownAt{Release: r.Release.Number})
	if err != nil {
		return nil, err
	}
	if string(answer.Body()) == r.Result.Text {
		v.Then = true
		return reference, nil
	}
	again, err := answered(answer)
	if err != nil {
		v.find(FoundResult, r.Release.Number, "release %d gives no answer now: %v", r.Release.Number, err)
		return reference, ctx.Err() // an answer that ran out of time says nothing
	}
	first, total := places(reference, again)
	if total == 0 { // what differs is the name of the release
		v.Then = true
		return reference, nil
	}
	f := v.find(FoundResult, r.Release.Number, "release %d gives another answer now", r.Release.Number)
	f.Places, f.Total = first, total
	return again, nil
}

func compareRelease(v *Verification, was ReceiptRelease, is timeline.Release) {
	switch {
	case is.Digest != was.Digest:
		draft := ""
		if was.Draft {
			draft = ", which was a draft,"
		}
		v.find(FoundRelease, was.Number, "release %d%s has SHA-256 %s now, and had %s", was.Number, draft, is.Digest, was.Digest)
	case is.Draft != was.Draft:
		v.find(FoundRelease, was.Number, "release %d was a draft, and is released now with the same digest", was.Number)
	}
	if now := (Versions{is.RulesVersion, is.VocabularyVersion}); now != was.Versions {
		v.find(FoundRules, was.Number, "release %d was compiled by rules %d and vocabulary %d, and is by %d and %d now", was.Number, was.Rules, was.Vocabulary, now.Rules, now.Vocabulary)
	}
}

// askNow asks from each of the releases until the answer changes.
func (o *Operations) askNow(ctx context.Context, v *Verification, r *Receipt, numbers []int, reference any) (changed bool, err error) {
	for _, number := range numbers {
		answer, err := r.ask(ctx, o.graph, timeline.KnownAt{Release: number})
		if err != nil {
			return false, err
		}
		data, err := answered(answer)
		if err != nil {
			v.find(FoundData, number, "release %d gives no answer: %v", number, err)
			return true, ctx.Err()
		}
		if first, total := places(reference, data); total > 0 {
			f := v.find(FoundData, number, "the answer changes with release %d", number)
			f.Places, f.Total = first, total
			return true, nil
		}
	}
	return false, nil
}

// later lists the releases after one, up to the current, which is a draft perhaps.
func later(current timeline.Release, after int) []int {
	var out []int
	for _, m := range current.History {
		if m.Number > after && m.Number < current.Number {
			out = append(out, m.Number)
		}
	}
	if current.Number > after {
		out = append(out, current.Number)
	}
	return out
}

// answered gives the data of an answer without errors.
func answered(answer *graph.Response) (any, error) {
	if len(answer.Errors) > 0 {
		var texts []string
		for _, e := range answer.Errors {
			texts = append(texts, e.Message)
		}
		return nil, errors.New(strings.Join(texts, "; "))
	}
	return decodeData(answer.Data)
}

// dataOf gives the data of an answer as it was sent.
func dataOf(body string) (any, error) {
	var envelope struct {
		Data json.RawMessage `json:"data"`
	}
	if err := decode([]byte(body), &envelope); err != nil {
		return nil, fmt.Errorf("%w: the result: %w", ErrReceipt, err)
	}
	return decodeData(envelope.Data)
}

func decodeData(b []byte) (any, error) {
	var data any
	err := decode(b, &data)
	return data, err
}

// pinsItself says that the operation has the directive @asKnown.
func (r *Receipt) pinsItself() bool {
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: r.Operation.Text}, graph.DefaultLimits().Tokens)
	if err != nil {
		return false // which executing it will say
	}
	for _, op := range doc.Operations {
		if (r.Operation.Operation == "" || op.Name == r.Operation.Operation) && op.Directives.ForName("asKnown") != nil {
			return true
		}
	}
	return false
}
