package timeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
)

// ErrUnknownKind says that a stored record is of a kind that this version does not know.
var ErrUnknownKind = errors.New("unknown kind of node")

// newNode makes an empty node of a kind.
func newNode(k Kind) (Node, error) {
	switch k {
	case KindVendor:
		return new(Vendor), nil
	case KindPerson:
		return new(Person), nil
	case KindOrganization:
		return new(Organization), nil
	case KindAgency:
		return new(Agency), nil
	case KindAction:
		return new(Action), nil
	case KindMilestone:
		return new(Milestone), nil
	case KindRestriction:
		return new(Restriction), nil
	case KindEffect:
		return new(Effect), nil
	case KindStatement:
		return new(Statement), nil
	case KindSource:
		return new(Source), nil
	case KindOfficialList:
		return new(OfficialList), nil
	case KindListEntry:
		return new(ListEntry), nil
	case KindAudience:
		return new(Audience), nil
	case KindDiscrepancy:
		return new(Discrepancy), nil
	case KindClaim:
		return new(Claim), nil
	}
	return nil, fmt.Errorf("%q: %w", string(k), ErrUnknownKind)
}

// EncodeNode writes a node as JSON: the body that a store keeps. The same node gives the same bytes.
func EncodeNode(n Node) ([]byte, error) { return json.Marshal(n) }

// DecodeNode reads what EncodeNode wrote.
func DecodeNode(k Kind, body []byte) (Node, error) {
	n, err := newNode(k)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(body, n); err != nil {
		return nil, fmt.Errorf("body of a %s: %w", k, err)
	}
	return n, nil
}

// Seal computes the digest of a record. Since is no part of it: a record that did not change keeps its digest.
func (r *Record) Seal() error {
	since := r.Node.Base().Since
	r.Node.Base().Since = 0
	body, err := EncodeNode(r.Node)
	r.Node.Base().Since = since
	if err != nil {
		return fmt.Errorf("record %s: %w", r.ID, err)
	}
	head, err := json.Marshal([]any{r.Kind, r.Places, r.Facets})
	if err != nil {
		return fmt.Errorf("record %s: %w", r.ID, err)
	}
	// The body is the fourth item of the list. Put there as it is, it need not be checked once more.
	h := sha256.New()
	h.Write(head[:len(head)-1])
	h.Write([]byte(","))
	h.Write(body)
	h.Write([]byte("]"))
	r.Digest = hex.EncodeToString(h.Sum(nil))
	return nil
}

// Seal computes the digest of an edge, Since left out.
func (e *Edge) Seal() error {
	c := *e
	c.Since = 0
	b, err := json.Marshal([]any{c})
	if err != nil {
		return err
	}
	sum := sha256.Sum256(b)
	e.Digest = hex.EncodeToString(sum[:])
	return nil
}

// Mark names the record.
func (r *Record) Mark() Mark { return Mark{Key: "n|" + string(r.ID), Digest: r.Digest} }

// Mark names the edge.
func (e *Edge) Mark() Mark {
	return Mark{Key: "r|" + string(e.From) + "|" + string(e.Rel) + "|" + string(e.To), Digest: e.Digest}
}
