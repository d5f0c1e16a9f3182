package persisted

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/regline/regline/graph"
	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// ReceiptFormat names the form of a [Receipt].
const ReceiptFormat = "regline-receipt/1"

// MaxReceipt bounds a receipt in bytes.
const MaxReceipt = 32 << 20

// Receipt is an answer with everything that it follows from. It holds no day of its own: the same answer has the same
// receipt. All hashes are SHA-256 in hex.
type Receipt struct {
	Format    string           `json:"format"`
	Operation ReceiptOperation `json:"operation"`
	// Variables in canonical form by RFC 8785, and the hash of that.
	Variables       json.RawMessage `json:"variables"`
	VariablesSHA256 string          `json:"variablesSha256"`
	Release         ReceiptRelease  `json:"release"`
	// Program holds the versions of the rules by which the program answered.
	Program Versions      `json:"program"`
	Result  ReceiptResult `json:"result"`
}

// ReceiptOperation is a document as it was executed. Name is that of a persisted operation, empty for any other;
// Operation the one of several in the document that was executed, empty for the only one.
type ReceiptOperation struct {
	Name      string `json:"name,omitempty"`
	Operation string `json:"operation,omitempty"`
	SHA256    string `json:"sha256"`
	Text      string `json:"text"`
}

// ReceiptRelease is the release that was answered from, with the versions of the rules that compiled it.
type ReceiptRelease struct {
	Number int       `json:"number"`
	Digest string    `json:"digest"`
	Draft  bool      `json:"draft"`
	Known  *edtf.Day `json:"known,omitempty"`
	Versions
}

// ReceiptResult is the answer, byte for byte as GraphQL over HTTP gives it.
type ReceiptResult struct {
	SHA256 string `json:"sha256"`
	Text   string `json:"text"`
}

// ErrReceipt says that something is no receipt, or one that was altered.
var ErrReceipt = errors.New("not a receipt, or altered")

// ErrNoReceipt says that there is no receipt of an answer with errors.
var ErrNoReceipt = errors.New("an answer with errors has no receipt")

// NewReceipt makes the receipt of an answer. The name is that of a persisted operation, or empty.
func NewReceipt(name, query, operation string, variables map[string]any, versions Versions, answer *graph.Response) (*Receipt, error) {
	if len(answer.Errors) > 0 || answer.Data == nil {
		return nil, ErrNoReceipt
	}
	vars, err := canonical(variables)
	if err != nil {
		return nil, err
	}
	body, rel := answer.Body(), answer.Release
	return &Receipt{
		Format:          ReceiptFormat,
		Operation:       ReceiptOperation{Name: name, Operation: operation, SHA256: hash([]byte(query)), Text: query},
		Variables:       vars,
		VariablesSHA256: hash(vars),
		Release:         ReceiptRelease{rel.Number, rel.Digest, rel.Draft, rel.Known, Versions{rel.RulesVersion, rel.VocabularyVersion}},
		Program:         versions,
		Result:          ReceiptResult{hash(body), string(body)},
	}, nil
}

// JSON writes the receipt with indentation and an end of line. The variables stay canonical only when their white space
// is taken away again, as [ParseReceipt] does.
func (r *Receipt) JSON() ([]byte, error) {
	b, err := json.MarshalIndent(r, "", "  ")
	return append(b, '\n'), err
}

// ParseReceipt reads a receipt and checks each of its hashes. The error wraps [ErrReceipt] and names all that do not fit.
func ParseReceipt(b []byte) (*Receipt, error) {
	if len(b) > MaxReceipt {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrReceipt, MaxReceipt)
	}
	var r Receipt
	if err := decode(b, &r); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrReceipt, err)
	}
	if r.Format != ReceiptFormat {
		return nil, fmt.Errorf("%w: its format is %.40q, not %s", ErrReceipt, r.Format, ReceiptFormat)
	}
	variables, err := r.variables()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrReceipt, err)
	}
	if r.Variables, err = canonical(variables); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrReceipt, err)
	}
	var faults []error
	for _, x := range []struct{ what, text, sum string }{
		{"the operation", r.Operation.Text, r.Operation.SHA256},
		{"the variables", string(r.Variables), r.VariablesSHA256},
		{"the result", r.Result.Text, r.Result.SHA256},
	} {
		if hash([]byte(x.text)) != x.sum || !utf8.ValidString(x.text) {
			faults = append(faults, fmt.Errorf("%w: the hash of %s does not fit", ErrReceipt, x.what))
		}
	}
	if r.Release.Number < 1 {
		faults = append(faults, fmt.Errorf("%w: releases are numbered from 1", ErrReceipt))
	}
	return &r, errors.Join(faults...)
}

func (r *Receipt) variables() (map[string]any, error) {
	var v map[string]any
	err := decode(r.Variables, &v)
	return v, err
}

// ask executes the operation of the receipt from a release. An operation that says @asKnown itself is left to do so.
func (r *Receipt) ask(ctx context.Context, g *graph.Handler, at timeline.KnownAt) (*graph.Response, error) {
	variables, err := r.variables()
	if err != nil {
		return nil, err
	}
	if r.pinsItself() {
		at = timeline.KnownAt{}
	}
	return g.ExecuteAt(ctx, at, r.Operation.Text, variables, r.Operation.Operation), nil
}
