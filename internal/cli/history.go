package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/ledger"
	"github.com/regline/regline/internal/timeline"
)

// ledgerFile is the ledger's name in a tree of facts.
const ledgerFile = "ledger.jsonl"

// readLedger reads the ledger of a tree; a tree without one has released nothing yet.
func readLedger(tree fs.FS) (l *ledger.Ledger, err error) {
	f, err := tree.Open(ledgerFile)
	if errors.Is(err, fs.ErrNotExist) {
		return &ledger.Ledger{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the ledger: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if l, err = ledger.Read(f); err != nil {
		return nil, fmt.Errorf("%s: %w", ledgerFile, err)
	}
	return l, nil
}

// released names a release of the ledger, nil for number 0.
func released(l *ledger.Ledger, number int) *timeline.Release {
	if number < 1 {
		return nil
	}
	s := l.States[number-1]
	return &timeline.Release{Number: s.Release, Digest: s.Digest}
}

// history marks the releases of the ledger up to a number.
func history(l *ledger.Ledger, number int) []timeline.ReleaseMark {
	var marks []timeline.ReleaseMark
	for _, s := range l.States[:number] {
		known := s.Known
		marks = append(marks, timeline.ReleaseMark{Number: s.Release, Digest: s.Digest, Known: &known})
	}
	return marks
}

// describe gives a content the name that the ledger has for it.
func describe(content *timeline.Content, l *ledger.Ledger, s *ledger.State) {
	known := s.Known
	r := &content.Release
	r.Number, r.Digest, r.Draft, r.Known = s.Release, s.Digest, false, &known
	r.Retracted, r.History = s.Retracted, history(l, s.Release)
}

// compileState makes a former release again from the ledger, under today's rules.
func compileState(l *ledger.Ledger, s *ledger.State) (*timeline.Content, error) {
	in := compile.Input{Settled: true}
	at := compile.Place{File: ledgerFile, Line: 1, Column: 1}
	for _, id := range slices.Sorted(maps.Keys(s.Nodes)) {
		in.Declarations = append(in.Declarations, compile.Declaration{ID: id, Kind: s.Nodes[id], At: at})
	}
	for _, id := range slices.Sorted(maps.Keys(s.Claims)) {
		in.Assertions = append(in.Assertions, compile.Assertion{Claim: *s.Claims[id], At: at, Field: string(id)})
	}
	for _, from := range slices.Sorted(maps.Keys(s.Redirects)) {
		r := s.Redirects[from]
		for _, to := range r.To {
			in.Redirects = append(in.Redirects, compile.Redirect{From: from, To: to, Reason: r.Reason, At: at, Field: string(from)})
		}
	}
	content, problems := compile.Compile(in, s.Release, false, released(l, s.Release-1))
	if len(problems) > 0 {
		return nil, fmt.Errorf("release %d of the ledger does not compile under today's rules, first: %w", s.Release, problems[0])
	}
	describe(content, l, s)
	return content, nil
}

// claimed gives the nodes of their own and the claims of a content, as the ledger keeps them.
func claimed(content *timeline.Content) (map[timeline.ID]timeline.Kind, []*timeline.Claim) {
	nodes := make(map[timeline.ID]timeline.Kind)
	var claims []*timeline.Claim
	for _, r := range content.Records {
		switch n := r.Node.(type) {
		case *timeline.Claim:
			claims = append(claims, n)
		case *timeline.Discrepancy:
		default:
			if r.ID.Part() == "" {
				nodes[r.ID] = r.Kind
			}
		}
	}
	return nodes, claims
}
