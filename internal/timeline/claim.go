package timeline

import "context"

// Claim is one thing that one source says, or that a rule or an editor adds: the atom of everything Regline knows.
// Its ID is the hash of subject, predicate, value with its language, source, quotation, locator, manner and rule of
// derivation, so the same claim has the same ID wherever and whenever it is loaded.
type Claim struct {
	Common
	Subject   ID        `json:"subject"`
	Predicate Predicate `json:"predicate"`
	// Value in canonical form: a date as EDTF, a reference as an ID, a term by its name, else text.
	Value string `json:"value"`
	// Original is the value as the source prints it, where that differs.
	Original string `json:"original,omitempty"`
	// Language of a text value (BCP 47); empty where the value has none.
	Language  string    `json:"language,omitempty"`
	ClaimKind ClaimKind `json:"kind"`
	Manner    Manner    `json:"manner"`
	Rank      Rank      `json:"rank"`
	// Reason says why a claim is ranked as it is, why a relation is inferred, or why a value is doubted.
	Reason string `json:"reason,omitempty"`
	// Reading says how the sentence is to be understood where it and the fact differ.
	Reading string `json:"reading,omitempty"`
	// Unverified marks a value that no text read so far supports.
	Unverified bool     `json:"unverified,omitempty"`
	Passage    *Passage `json:"passage,omitempty"`
	// SourceID is the document that says it; empty for editorial, inferred and derived claims without one.
	SourceID ID `json:"source,omitempty"`
	// Derivation of a derived claim.
	Derivation *Derivation `json:"derivation,omitempty"`
}

// Derivation is how a derived value came about: the named rule, its inputs (claims), and the steps with their results.
type Derivation struct {
	Rule     string   `json:"rule"`
	Citation string   `json:"citation,omitempty"`
	Inputs   []ID     `json:"inputs"`
	Steps    []string `json:"steps"`
}

// Fact is what a release holds for one predicate of one subject: the value chosen, the claims that give it, and the
// rivals that lost.
type Fact struct {
	Predicate Predicate `json:"predicate"`
	Values    []string  `json:"values,omitempty"`
	Language  string    `json:"language,omitempty"`
	Standing  Standing  `json:"standing"`
	// ClaimIDs support the value, the best first; RivalIDs are live claims of another value.
	ClaimIDs []ID `json:"claims"`
	RivalIDs []ID `json:"rivals,omitempty"`
	// Rule names the rule of resolution; Decided the step of it that decided against the rivals.
	Rule    string `json:"rule,omitempty"`
	Decided string `json:"decided,omitempty"`

	owner *Common
}

// Source gives the document that says it, nil for editorial, inferred and derived claims without one.
func (c *Claim) Source(ctx context.Context) (*Source, error) {
	nodes, err := c.cohort.refs(ctx, "Claim.source", func(n Node) []ID {
		if c, ok := n.(*Claim); ok {
			return []ID{c.SourceID}
		}
		return nil
	})
	s, _ := nodes[c.SourceID].(*Source)
	return s, err
}

// About gives the node that the claim is about.
func (c *Claim) About(ctx context.Context) (Node, error) {
	nodes, err := c.cohort.refs(ctx, "Claim.about", func(n Node) []ID {
		if c, ok := n.(*Claim); ok {
			return []ID{c.Subject}
		}
		return nil
	})
	return nodes[c.Subject], err
}

// Claims gives the claims that support the value, the best first.
func (f *Fact) Claims(ctx context.Context) ([]*Claim, error) { return f.pick(ctx, f.ClaimIDs) }

// Rivals gives the live claims of another value.
func (f *Fact) Rivals(ctx context.Context) ([]*Claim, error) { return f.pick(ctx, f.RivalIDs) }

func (f *Fact) pick(ctx context.Context, ids []ID) ([]*Claim, error) {
	claims, err := f.owner.cohort.claims(ctx)
	return pick[*Claim](claims, ids), err
}

// claims gives every claim about the node, by ID.
func (c *Common) claims(ctx context.Context) ([]*Claim, error) {
	all, err := c.cohort.claims(ctx)
	if err != nil {
		return nil, err
	}
	var ids []ID
	for _, f := range c.Facts {
		ids = append(append(ids, f.ClaimIDs...), f.RivalIDs...)
	}
	return pick[*Claim](all, ids), nil
}
