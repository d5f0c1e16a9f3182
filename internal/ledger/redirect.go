package ledger

import (
	"fmt"
	"maps"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// redirect is the line of an ID that leads to others from this release on; without To it no longer does.
type redirect struct {
	ID     timeline.ID   `json:"id"`
	To     []timeline.ID `json:"to,omitempty"`
	Reason string        `json:"reason,omitempty"`
}

func (s *State) redirect(r redirect) error {
	held, isHeld := s.Redirects[r.ID]
	_, named := s.Nodes[r.ID]
	switch {
	case len(r.To) == 0 && !isHeld:
		return fmt.Errorf("ends the redirect of %s, which is not there", r.ID)
	case len(r.To) == 0:
		delete(s.Redirects, r.ID)
		return nil
	case named:
		return fmt.Errorf("redirects %s, which names a node", r.ID)
	case r.Reason == "":
		return fmt.Errorf("redirects %s without a reason", r.ID)
	case isHeld && held.Reason == r.Reason && slices.Equal(held.To, r.To):
		return fmt.Errorf("redirects %s again", r.ID)
	}
	s.Redirects[r.ID] = timeline.Redirect{To: r.To, Reason: r.Reason}
	return nil
}

// compareRedirects adds what changes in the redirects, and the IDs that would answer no more.
func (d *Difference) compareRedirects(last *State, nodes map[timeline.ID]timeline.Kind, redirects timeline.Redirects) {
	d.Redirects = make(timeline.Redirects)
	for id, r := range redirects {
		if held, ok := last.Redirects[id]; !ok || held.Reason != r.Reason || !slices.Equal(held.To, r.To) {
			d.Redirects[id] = r
		}
	}
	for _, id := range slices.Sorted(maps.Keys(last.Redirects)) {
		if _, ok := redirects[id]; ok {
			continue
		}
		d.Restored = append(d.Restored, id)
		if _, named := nodes[id]; !named {
			d.Lost = append(d.Lost, id)
		}
	}
	for _, id := range d.Dropped {
		if _, ok := redirects[id]; !ok {
			d.Lost = append(d.Lost, id)
		}
	}
	slices.Sort(d.Lost)
}

func (d Difference) redirectEvents() []event {
	var events []event
	for _, id := range d.Restored {
		events = append(events, event{Redirect: &redirect{ID: id}})
	}
	for _, id := range slices.Sorted(maps.Keys(d.Redirects)) {
		r := d.Redirects[id]
		events = append(events, event{Redirect: &redirect{ID: id, To: r.To, Reason: r.Reason}})
	}
	return events
}
