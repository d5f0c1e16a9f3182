package timeline

import (
	"fmt"
	"maps"
	"slices"

	"github.com/regline/regline/internal/edtf"
)

// Release is one numbered state of all facts.
type Release struct {
	Number int `json:"number"`
	// Digest is SHA-256 in hex over the former digest, the declarations and redirects, the sorted canonical claims, the
	// kept texts, the inputs' hashes and the versions of vocabulary and rules.
	Digest string `json:"digest"`
	// Draft: the files hold changes that no line of the ledger records yet.
	Draft             bool     `json:"draft"`
	VocabularyVersion int      `json:"vocabulary_version"`
	RulesVersion      int      `json:"rules_version"`
	Coverage          Coverage `json:"coverage"`
	// Known is the day on which it was released, nil for a draft.
	Known *edtf.Day `json:"known,omitempty"`
	// Retracted are the claims of the release before that this one no longer makes, with the reasons.
	Retracted []Retraction `json:"retracted,omitempty"`
	// Redirects tell what became of IDs that name no node of this release any more.
	Redirects Redirects `json:"redirects,omitempty"`
	// History are all releases up to this one, oldest first.
	History []ReleaseMark `json:"history,omitempty"`
}

// Retraction is a claim that is no longer made, because it was wrong or is worded otherwise now.
type Retraction struct {
	ClaimID ID     `json:"claim"`
	Reason  string `json:"reason"`
}

// ReleaseMark names a release of the history.
type ReleaseMark struct {
	Number int       `json:"number"`
	Digest string    `json:"digest"`
	Known  *edtf.Day `json:"known,omitempty"`
}

// Same says that both are one release: what else they hold follows from the digest. A draft and the release that records
// it are two, though they hold the same.
func (r Release) Same(other Release) bool {
	return r.Number == other.Number && r.Digest == other.Digest && r.Draft == other.Draft
}

// MayFollow says that a store whose current release is the other may apply this one: its number is greater, or the same
// and the other a draft.
func (r Release) MayFollow(current Release) bool {
	return r.Number > current.Number || r.Number == current.Number && current.Draft
}

// At gives the number of the release that was current at the end of a day. The error wraps ErrNoRelease before the
// first.
func (r Release) At(day edtf.Day) (int, error) {
	n := 0
	for _, m := range r.History {
		if m.Known != nil && *m.Known <= day {
			n = m.Number
		}
	}
	if n == 0 {
		return 0, fmt.Errorf("on %s: %w: the first was released later", day, ErrNoRelease)
	}
	return n, nil
}

// Coverage counts what a release holds.
type Coverage struct {
	Nodes       int            `json:"nodes"`
	Edges       int            `json:"edges"`
	Claims      int            `json:"claims"`
	ByKind      map[string]int `json:"by_kind"`      // claims by their kind
	Unverified  int            `json:"unverified"`   // claims whose value no text read so far supports
	TextChecked int            `json:"text_checked"` // quotations compared with a kept text
	Quotations  int            `json:"quotations"`   // claims that carry a quotation
}

// KindCount is how many claims are of a kind.
type KindCount struct {
	Kind  ClaimKind
	Count int
}

// Kinds gives ByKind in the order of the kinds' names.
func (c Coverage) Kinds() []*KindCount {
	out := make([]*KindCount, 0, len(c.ByKind))
	for _, k := range slices.Sorted(maps.Keys(c.ByKind)) {
		out = append(out, &KindCount{ClaimKind(k), c.ByKind[k]})
	}
	return out
}
