package persisted

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/gowebpki/jcs"
)

// errJSON says that a text is no JSON of the form wanted.
var errJSON = errors.New("no JSON object")

// decode reads one JSON value; numbers stay as they are written.
func decode(b []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if err := d.Decode(to); err != nil {
		return fmt.Errorf("%w: %w", errJSON, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: more than one value", errJSON)
	}
	return nil
}

// canonical writes variables by RFC 8785. None are an empty object.
func canonical(variables map[string]any) (json.RawMessage, error) {
	if variables == nil {
		variables = map[string]any{}
	}
	b, err := json.Marshal(variables)
	if err != nil {
		return nil, fmt.Errorf("the variables: %w", err)
	}
	out, err := jcs.Transform(b)
	if err != nil {
		return nil, fmt.Errorf("the variables: %w", err)
	}
	return out, nil
}

func hash(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return hex.EncodeToString(h.Sum(nil))
}
