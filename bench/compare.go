package main

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/google/go-cmp/cmp"
)

// compared is the least number of parameter sets for which the answers of all systems must be equal.
const compared = 30

var (
	errDiffer  = errors.New("the systems answer differently")
	errTrivial = errors.New("too few answers hold anything")
)

// targets makes the requests of one operation for each system, and compares all answers first. Items is how many items
// an answer has on the average.
func targets(op operation, sets []any, systems []system, c cursors) (out []*target, items float64, err error) {
	out = make([]*target, len(systems))
	for i, s := range systems {
		out[i] = &target{address: s.address, pid: s.pid}
	}
	total, filled := 0, 0
	for _, set := range sets {
		var first any
		for i, s := range systems {
			answer, err := ask(op, set, s, c, out[i])
			if err != nil {
				return nil, 0, fmt.Errorf("%s: %s of %v: %w", s.name, op.Name, set, err)
			}
			if i == 0 {
				first = answer
				n := size(answer)
				total += n
				filled += min(n, 1)
			} else if d := diff(first, answer); d != "" {
				return nil, 0, fmt.Errorf("%w: %s of %v: %s (-) and %s (+):\n%s", errDiffer, op.Name, set, systems[0].name, s.name, d)
			}
		}
	}
	if filled < compared {
		return nil, 0, fmt.Errorf("%w: %s: %d of %d, at least %d are needed", errTrivial, op.Name, filled, len(sets), compared)
	}
	return out, float64(total) / float64(len(sets)), nil
}

// diff shows how two answers in the common form differ.
func diff(a, b any) string {
	return cmp.Diff(a, b, cmp.Exporter(func(reflect.Type) bool { return true }))
}

// ask sends one request, notes it with the length of its answer, and gives the answer in the common form.
func ask(op operation, set any, s system, c cursors, into *target) (any, error) {
	req, err := s.request(op, set, c)
	if err != nil {
		return nil, err
	}
	// A connection for each: servers close one that stays silent while another system answers slowly.
	on, err := dial(s.address)
	if err != nil {
		return nil, err
	}
	defer on.close()
	body, err := on.do(req)
	if err != nil {
		return nil, err
	}
	into.requests = append(into.requests, req)
	into.lengths = append(into.lengths, len(body))
	return s.canonical(op, body)
}

// size counts the items of an answer.
func size(answer any) int {
	if w, ok := answer.(walk); ok {
		return len(w.Nodes)
	}
	return reflect.ValueOf(answer).Len()
}

// firstCursor asks regline for the cursor that others are made like.
func firstCursor(s system) (cursors, error) {
	on, err := dial(s.address)
	if err != nil {
		return cursors{}, err
	}
	defer on.close()
	body, err := on.do(request(s.address, "/graphql", []byte(`{"query":"{ actions(first: 1) { edges { cursor } } }"}`)))
	if err != nil {
		return cursors{}, err
	}
	var d struct {
		Actions struct{ Edges []struct{ Cursor string } }
	}
	if err := decodeData(body, &d); err != nil {
		return cursors{}, err
	}
	if len(d.Actions.Edges) != 1 {
		return cursors{}, fmt.Errorf("%w: no acts", errScarce)
	}
	return cursorsLike(d.Actions.Edges[0].Cursor)
}
