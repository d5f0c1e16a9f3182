package cli

import (
	"cmp"
	"path"
	"slices"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/timeline"
)

// report is what files without a problem cover.
type report struct {
	Release timeline.Release `json:"release"`
	Sources []sourceCover    `json:"sources"`
	Wanted  []placed         `json:"wanted"`
	// Unverified are the claims whose value no text read so far supports.
	Unverified []placed `json:"unverified"`
	// Unreleased are the changes since the last release of the ledger.
	Unreleased unreleased `json:"unreleased"`
}

// unreleased counts the changes that no release holds yet.
type unreleased struct {
	Added     int           `json:"added"`
	Retracted []timeline.ID `json:"retracted"`
}

// sourceCover counts what is taken from one source.
type sourceCover struct {
	ID         timeline.ID `json:"id"`
	Claims     int         `json:"claims"`
	Quotations int         `json:"quotations"`
	// Compared quotations were found in the kept text.
	Compared int  `json:"compared"`
	TextKept bool `json:"text_kept"`
}

// placed is a claim with its place in the files.
type placed struct {
	File      string             `json:"file"`
	Line      int                `json:"line"`
	Column    int                `json:"column"`
	Field     string             `json:"field"`
	Subject   timeline.ID        `json:"subject"`
	Predicate timeline.Predicate `json:"predicate"`
	Value     string             `json:"value"`
}

func newReport(c compilation, dir string) *report {
	r := &report{Release: c.content.Release, Sources: coverSources(c.content)}
	r.Wanted = claimsWhere(c, dir, func(a compile.Assertion) bool { return a.ClaimKind == timeline.ClaimWanted })
	r.Unverified = claimsWhere(c, dir, func(a compile.Assertion) bool { return a.Unverified })
	r.Unreleased = unreleased{Added: len(c.difference.Added), Retracted: []timeline.ID{}}
	for _, gone := range c.difference.Retracted {
		r.Unreleased.Retracted = append(r.Unreleased.Retracted, gone.ID)
	}
	return r
}

// claimsWhere lists claims of the files with their places, in the order of the places.
func claimsWhere(c compilation, dir string, keep func(compile.Assertion) bool) []placed {
	out := []placed{}
	for _, a := range c.input.Assertions {
		if keep(a) {
			out = append(out, placed{path.Join(dir, a.At.File), a.At.Line, a.At.Column, a.Field, a.Subject, a.Predicate, a.Value})
		}
	}
	slices.SortStableFunc(out, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return out
}

// coverSources counts the claims of each source, in the order of their IDs.
func coverSources(content *timeline.Content) []sourceCover {
	out := []sourceCover{}
	at := make(map[timeline.ID]int)
	for _, rec := range content.Records {
		if s, ok := rec.Node.(*timeline.Source); ok {
			at[s.ID] = len(out)
			out = append(out, sourceCover{ID: s.ID, TextKept: s.TextSHA256 != ""})
		}
	}
	for _, rec := range content.Records {
		c, ok := rec.Node.(*timeline.Claim)
		if !ok || c.SourceID == "" {
			continue
		}
		s := &out[at[c.SourceID]]
		s.Claims++
		if c.Passage != nil {
			s.Quotations++
			if c.Passage.Check == timeline.CheckTextKept {
				s.Compared++
			}
		}
	}
	return out
}
