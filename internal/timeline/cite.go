package timeline

import (
	"context"
	"fmt"

	"github.com/regline/regline/internal/citation"
)

// maxCitationText bounds a citation in bytes, maxCited the nodes looked through for one.
const (
	maxCitationText = 300
	maxCited        = 2000
)

// Cited is the answer to a citation: how it was read, and the acts and sources whose own citations are that place or
// hold it. A page is held by the range of pages it lies in.
type Cited struct {
	Text    string
	Normal  string
	Kind    string
	Actions []*Action
	Sources []*Source
}

// Citation finds what is printed at a place.
func (r *Reader) Citation(ctx context.Context, text string) (*Cited, error) {
	if len(text) == 0 || len(text) > maxCitationText {
		return nil, fmt.Errorf("%w: a citation has 1 to %d bytes, not %d", ErrBadInput, maxCitationText, len(text))
	}
	probe := citation.Parse(text)
	out := &Cited{Text: text, Normal: probe.String(), Kind: probe.Kind().String()}
	fs := []Facet{{FacetCitation, probe.Term()}}
	matches := func(stored []string) bool {
		for _, s := range stored {
			if citation.Parse(s).Matches(probe) {
				return true
			}
		}
		return false
	}
	actions, err := r.all(ctx, IndexActions, fs, maxCited)
	if err != nil {
		return nil, err
	}
	for _, n := range r.admit(actions) {
		if a, ok := n.(*Action); ok && matches(a.Citations) {
			out.Actions = append(out.Actions, a)
		}
	}
	sources, err := r.all(ctx, IndexSources, fs, maxCited)
	if err != nil {
		return nil, err
	}
	for _, n := range r.admit(sources) {
		if s, ok := n.(*Source); ok && matches(s.Citations) {
			out.Sources = append(out.Sources, s)
		}
	}
	return out, nil
}
