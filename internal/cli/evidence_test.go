package cli

import (
	"context"
	"testing"

	"github.com/regline/regline/data"
	"github.com/regline/regline/internal/timeline"
)

// TestEverythingHasEvidence proves over all embedded facts that every value has a claim, every claim says its kind and
// what that kind needs, every relation is stated or inferred with a reason, and nothing unverified lacks its mark.
func TestEverythingHasEvidence(t *testing.T) {
	contents, problems, err := compileRelease(context.Background(), data.Files)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	content := contents[len(contents)-1]
	claims := make(map[timeline.ID]*timeline.Claim)
	for _, r := range content.Records {
		if c, ok := r.Node.(*timeline.Claim); ok {
			claims[c.ID] = c
			checkClaim(t, c)
		}
	}
	for _, r := range content.Records {
		for _, f := range r.Node.Base().Facts {
			checkFact(t, r.ID, f, claims)
		}
	}
	for _, e := range content.Edges {
		if e.Subject == "" {
			continue
		}
		if len(e.ClaimIDs) == 0 {
			t.Errorf("%s %s %s has no claim", e.From, e.Rel, e.To)
		}
		if e.Inferred && e.Reason == "" {
			t.Errorf("%s %s %s is inferred without a reason", e.From, e.Rel, e.To)
		}
	}
}

func checkClaim(t *testing.T, c *timeline.Claim) {
	t.Helper()
	switch c.ClaimKind {
	case timeline.ClaimQuoted:
		if c.Passage == nil || c.Passage.Quotation == "" || c.SourceID == "" {
			t.Errorf("%s (%s %s) is quoted without a quotation or source", c.ID, c.Subject, c.Predicate)
		}
	case timeline.ClaimDerived:
		if c.Derivation == nil || len(c.Derivation.Inputs) == 0 || len(c.Derivation.Steps) == 0 {
			t.Errorf("%s (%s %s) is derived without inputs or steps", c.ID, c.Subject, c.Predicate)
		}
	case timeline.ClaimInferred:
		if c.Reason == "" {
			t.Errorf("%s (%s %s) is inferred without a reason", c.ID, c.Subject, c.Predicate)
		}
	case timeline.ClaimWanted, timeline.ClaimEditorial:
	default:
		t.Errorf("%s is of no kind: %q", c.ID, c.ClaimKind)
	}
	if c.Unverified && c.Reason == "" {
		t.Errorf("%s (%s %s) is unverified without a reason", c.ID, c.Subject, c.Predicate)
	}
}

func checkFact(t *testing.T, id timeline.ID, f timeline.Fact, claims map[timeline.ID]*timeline.Claim) {
	t.Helper()
	if len(f.ClaimIDs) == 0 && len(f.RivalIDs) == 0 {
		t.Errorf("%s %s has no claim", id, f.Predicate)
	}
	verified := false
	for _, c := range append(append([]timeline.ID{}, f.ClaimIDs...), f.RivalIDs...) {
		if claims[c] == nil {
			t.Fatalf("%s %s names %s, which is not there", id, f.Predicate, c)
		}
	}
	for _, c := range f.ClaimIDs {
		verified = verified || !claims[c].Unverified
	}
	if len(f.Values) > 0 && !verified && f.Standing == timeline.StandingEstablished {
		t.Errorf("%s %s stands as established, and no claim of it is verified", id, f.Predicate)
	}
}
