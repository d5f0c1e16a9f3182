package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// The form in which answers are compared. The order of pages is part of the answer; the neighbours of one node are a
// set and are sorted here, so that no system has to sort what nobody asked to be sorted.
type (
	named struct {
		ID    string `json:"id"`
		Label string `json:"label"`
	}
	step struct {
		ID, Role, When string
	}
	act struct {
		ID, Label, Kind, Jurisdiction string
		By, Targets, IssuedUnder      []named
		Milestones                    []step
	}
	dated struct {
		step
		Owner   named
		Targets []named
	}
	reached struct {
		named
		Depth int
	}
	edge struct{ From, Relation, To string }
	walk struct {
		Nodes []reached
		Edges []edge
	}
)

var errAnswer = errors.New("no answer")

// decodeData reads the member data of a response; errors beside it are an error.
func decodeData(body []byte, to any) error {
	var r struct {
		Data   json.RawMessage `json:"data"`
		Errors json.RawMessage `json:"errors"`
	}
	if err := json.Unmarshal(body, &r); err != nil {
		return fmt.Errorf("%w: %.300s: %w", errAnswer, body, err)
	}
	if r.Errors != nil || r.Data == nil || string(r.Data) == "null" {
		return fmt.Errorf("%w: %.300s", errAnswer, body)
	}
	d := json.NewDecoder(bytes.NewReader(r.Data))
	d.DisallowUnknownFields() // a member that no form knows would be left out of the comparison
	if err := d.Decode(to); err != nil {
		return fmt.Errorf("%w: %.300s: %w", errAnswer, r.Data, err)
	}
	return nil
}

func sortNamed(in []named) []named {
	out := append([]named{}, in...)
	slices.SortFunc(out, func(a, b named) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Label, b.Label)) })
	return out
}

func sortSteps(in []step) []step {
	out := append([]step{}, in...)
	slices.SortFunc(out, func(a, b step) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// The shapes of regline's answers.
type (
	linkJSON    struct{ Node named }
	reglineStep struct {
		ID, Role string
		When     struct{ Text string }
	}
	reglineActJSON struct {
		ID, Label, Kind, Jurisdiction string
		By, Targets                   []linkJSON
		Milestones                    []reglineStep
		Relations                     struct{ Nodes []named }
	}
)

func (s reglineStep) step() step { return step{s.ID, s.Role, s.When.Text} }

func ends(links []linkJSON) []named {
	out := make([]named, len(links))
	for i, l := range links {
		out[i] = l.Node
	}
	return sortNamed(out)
}

func (a reglineActJSON) act() act {
	steps := make([]step, len(a.Milestones))
	for i, m := range a.Milestones {
		steps[i] = m.step()
	}
	return act{a.ID, a.Label, a.Kind, a.Jurisdiction, ends(a.By), ends(a.Targets), sortNamed(a.Relations.Nodes), sortSteps(steps)}
}

func timelineOfRegline(body []byte) (any, error) {
	var d struct {
		Timeline struct {
			Nodes []struct {
				reglineStep
				Owner struct {
					named
					Targets []linkJSON
				}
			}
		}
	}
	err := decodeData(body, &d)
	out := make([]dated, len(d.Timeline.Nodes))
	for i, n := range d.Timeline.Nodes {
		out[i] = dated{n.step(), n.Owner.named, ends(n.Owner.Targets)}
	}
	return out, err
}

func lineageOfRegline(body []byte) (any, error) {
	var d struct {
		Lineage struct {
			Steps []struct {
				Depth int
				Node  named
				Links []edge
			}
		}
	}
	err := decodeData(body, &d)
	var w walk
	for _, s := range d.Lineage.Steps {
		w.Nodes = append(w.Nodes, reached{s.Node, s.Depth})
		w.Edges = append(w.Edges, s.Links...)
	}
	return w.sorted(), err
}

// The shapes of the peer's answers, which are also those of the bare handler.
type peerActJSON struct {
	ID, Label, Kind, Jurisdiction string
	By, Targets, IssuedUnder      []named
	Milestones                    []step
}

func actsOfPeer(body []byte) (any, error) {
	var d struct{ Actions []peerActJSON }
	err := decodeData(body, &d)
	out := make([]act, len(d.Actions))
	for i, a := range d.Actions {
		out[i] = act{a.ID, a.Label, a.Kind, a.Jurisdiction, sortNamed(a.By), sortNamed(a.Targets), sortNamed(a.IssuedUnder), sortSteps(a.Milestones)}
	}
	return out, err
}

func timelineOfPeer(body []byte) (any, error) {
	var d struct {
		Milestones []struct {
			step
			Owner []struct {
				named
				Targets []named
			}
		}
	}
	err := decodeData(body, &d)
	out := make([]dated, len(d.Milestones))
	for i, m := range d.Milestones {
		out[i] = dated{step: m.step}
		if len(m.Owner) == 1 {
			out[i].Owner, out[i].Targets = m.Owner[0].named, sortNamed(m.Owner[0].Targets)
		}
	}
	return out, err
}

func lineageOfPeer(body []byte) (any, error) {
	var d struct{ Lineage walk }
	err := decodeData(body, &d)
	return d.Lineage.sorted(), err
}

// sorted puts nodes in the order of depth and ID, and leaves out edges that lead back towards the root, which are no
// part of a lineage: those whose end is nearer to the root than their beginning. What is no node is the root.
func (w walk) sorted() walk {
	slices.SortFunc(w.Nodes, func(a, b reached) int { return cmp.Or(cmp.Compare(a.Depth, b.Depth), cmp.Compare(a.ID, b.ID)) })
	depths := make(map[string]int, len(w.Nodes))
	for _, n := range w.Nodes {
		depths[n.ID] = n.Depth
	}
	var out walk
	out.Nodes = append([]reached{}, w.Nodes...)
	out.Edges = []edge{}
	for _, e := range w.Edges {
		if depths[e.From] <= depths[e.To] {
			out.Edges = append(out.Edges, e)
		}
	}
	slices.SortFunc(out.Edges, func(a, b edge) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.To, b.To))
	})
	return out
}
