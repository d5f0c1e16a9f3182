package neo4j

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
)

// answerBytes bounds one generation of answers, by the length of the texts in what the database returned.
// BenchmarkKeptFull measures what two generations take.
const answerBytes = 32 << 20

// question names a statement with its parameters at one release. A release never changes, so neither does an answer. The
// whole text of the release is part of it: revisions are counted anew in a database that was emptied.
type question [sha256.Size]byte

func (v *view) question(statement string, params map[string]any) (q question, err error) {
	body, err := json.Marshal(params)
	if err != nil {
		return q, fmt.Errorf("parameters: %w", err)
	}
	h := sha256.New()
	h.Write(v.hash[:])
	for _, part := range []string{statement, string(body)} {
		h.Write(binary.AppendUvarint(nil, uint64(len(part))))
		h.Write([]byte(part))
	}
	return question(h.Sum(nil)), nil
}

// answer gives what a statement returns at the revision of the view, decoded: from what is kept, or from the database. It
// is a copy by the given function; what that leaves in common is shared and must not be changed.
func answer[V any](ctx context.Context, v *view, doing, statement string, params map[string]any, decode func([]any) (V, error), copied func(V) V) (V, error) {
	var none V
	if err := ctx.Err(); err != nil {
		return none, v.store.fault(ctx, doing, err)
	}
	params["r"] = v.revision
	answers := v.store.answers
	if answers == nil {
		a, _, err := askAnew(ctx, v.store, doing, statement, params, decode)
		return a, err
	}
	q, err := v.question(statement, params)
	if err != nil {
		return none, err
	}
	if a, held := answers.get(q); held {
		return copied(a.(V)), nil
	}
	a, values, err := askAnew(ctx, v.store, doing, statement, params, decode)
	if err != nil {
		return none, err
	}
	answers.put(q, a, weight(values))
	return copied(a), nil
}

// askAnew reads an answer from the database, and gives the values that it was decoded from.
func askAnew[V any](ctx context.Context, s *Store, doing, statement string, params map[string]any, decode func([]any) (V, error)) (V, []any, error) {
	var none V
	values, err := s.read(ctx, doing, statement, params)
	if err != nil {
		return none, nil, err
	}
	a, err := decode(values)
	if errors.Is(err, errForeign) {
		err = fmt.Errorf("%s: %w", doing, err)
	}
	if err != nil {
		return none, nil, err
	}
	return a, values, nil
}

// weight is the length of all texts in a value of the driver, and a little for each other.
func weight(value any) int {
	const header = 16
	switch v := value.(type) {
	case string:
		return header + len(v)
	case []any:
		sum := header
		for _, one := range v {
			sum += weight(one)
		}
		return sum
	}
	return header
}

// itself is the copy of what holds nothing that is shared.
func itself[V any](v V) V { return v }
