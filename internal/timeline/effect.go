package timeline

import "context"

// Effect is what one act does to another: it delays, stays, vacates, revokes.
type Effect struct {
	Common
	OwnerID    ID     `json:"owner"`
	EffectKind string `json:"kind"`
	When       When   `json:"when"`
}

// Changes gives what the effect changes.
func (e *Effect) Changes(ctx context.Context) ([]*Link, error) {
	return e.linksBy(ctx, Outgoing, Upon)
}

// Owner gives the action that has the effect.
func (e *Effect) Owner(ctx context.Context) (Node, error) {
	nodes, err := e.cohort.refs(ctx, "Effect.owner", func(n Node) []ID {
		if e, ok := n.(*Effect); ok {
			return []ID{e.OwnerID}
		}
		return nil
	})
	return nodes[e.OwnerID], err
}
