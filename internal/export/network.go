package export

import (
	"context"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// tie is a relation of the graph with the claims that state it.
type tie struct {
	timeline.Edge
	Claims []claimRow
}

// vertex is a node of the graph.
type vertex struct {
	ID    timeline.ID
	Kind  timeline.Kind
	Label string
	// Sort is the kind of act, vendor or source.
	Sort         string
	Jurisdiction string
	// First is the first date of an act in EDTF.
	First string
	// Selected says that a step of the selection is the node's own; the others are what such nodes name.
	Selected bool
	Link     string
}

// drawn are the relations of the graph: those between acts, and those that say who acted against whom.
func drawn() []timeline.Predicate {
	return append(timeline.LineageRelations(), "ACCOMPANIES", timeline.By, timeline.Targets, timeline.OnList, timeline.NamesParty)
}

// network walks the acts and rows of the selected steps, each once, with the relations that they state and the nodes at
// their ends. A node comes before its relations, perhaps after relations that lead to it.
func network(ctx context.Context, r *timeline.Reader, s Selection, m Meta, node func(vertex) error, edge func(tie) error) error {
	t := newTeller(r, s, m)
	seen := make(map[timeline.ID]bool)
	far := make(map[timeline.ID]vertex)
	var order []timeline.ID
	for e, err := range Events(ctx, r, s) {
		if err != nil {
			return err
		}
		if id := e.Act.Base().ID; seen[id] {
			continue
		}
		seen[e.Act.Base().ID] = true
		if err := node(t.vertex(e.Act, true)); err != nil {
			return err
		}
		page := func(p timeline.Paging) (*timeline.NodeConnection, error) {
			return e.Act.Base().Relations(ctx, timeline.Outgoing, drawn(), p.First, p.After, p.Last, p.Before)
		}
		for l, err := range links(page) {
			if err != nil {
				return err
			}
			if id := l.Node.Base().ID; !seen[id] {
				if _, known := far[id]; !known {
					far[id] = t.vertex(l.Node, false)
					order = append(order, id)
				}
			}
			claims, err := l.Claims(ctx)
			if err != nil {
				return err
			}
			x := tie{Edge: l.Edge}
			if x.Claims, err = t.claims(ctx, claims); err != nil {
				return err
			}
			if err := edge(x); err != nil {
				return err
			}
		}
	}
	for _, id := range order {
		if !seen[id] {
			if err := node(far[id]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t teller) vertex(n timeline.Node, selected bool) vertex {
	v := vertex{ID: n.Base().ID, Kind: n.Base().Kind, Label: t.label(n), Selected: selected, Link: t.meta.page(n.Base().ID, n.Base().Kind, t.release.Number)}
	switch n := n.(type) {
	case *timeline.Action:
		v.Sort, v.Jurisdiction = n.ActionKind, n.Jurisdiction
		if n.First != nil {
			v.First = n.First.Date.String()
		}
	case *timeline.ListEntry:
		if n.Listed != nil {
			v.First = n.Listed.Date.String()
		}
	case *timeline.Vendor:
		v.Sort, v.Jurisdiction = n.VendorKind, n.Jurisdiction
	case *timeline.Agency:
		v.Jurisdiction = n.Jurisdiction
	}
	return v
}

// evidence tells the claims of a relation in one line.
func (x tie) evidence(t teller) string {
	var parts []string
	for _, c := range x.Claims {
		parts = append(parts, t.passage(c))
	}
	return strings.Join(parts, " | ")
}

// doubt says how far the relation can be relied on: inferred, unverified, or empty.
func (x tie) doubt() string {
	switch {
	case x.Inferred:
		return "inferred"
	case x.Unverified:
		return "unverified"
	}
	return ""
}
