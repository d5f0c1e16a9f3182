package timeline

import (
	"context"
	"fmt"
	"slices"

	"github.com/regline/regline/internal/citation"
)

// maxCitationText bounds a citation in bytes, maxCited the nodes looked through for one.
const (
	maxCitationText = 300
	maxCited        = 2000
)

// Cited is the answer to a citation: how it was read, and the acts and sources whose own citations are that place, hold
// it, or lie in it. A page is held by the range of pages it lies in; a section lies in its law.
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
	matches := func(stored []string) bool {
		for _, s := range stored {
			if c := citation.Parse(s); c.Matches(probe) || c.Within(probe) {
				return true
			}
		}
		return false
	}
	actions, err := r.cited(ctx, IndexActions, probe)
	if err != nil {
		return nil, err
	}
	for _, n := range r.admit(actions) {
		if a, ok := n.(*Action); ok && matches(a.Citations) {
			out.Actions = append(out.Actions, a)
		}
	}
	sources, err := r.cited(ctx, IndexSources, probe)
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

// cited reads the records that have a term of the citation, each once.
func (r *Reader) cited(ctx context.Context, ix Index, probe citation.Citation) ([]*Record, error) {
	var out []*Record
	seen := make(map[ID]bool)
	terms := append([]string{probe.Term()}, probe.Terms()...)
	for i, term := range terms {
		if slices.Contains(terms[:i], term) {
			continue
		}
		records, err := r.all(ctx, ix, []Facet{{FacetCitation, term}}, maxCited)
		if err != nil {
			return nil, err
		}
		for _, rec := range records {
			if !seen[rec.ID] {
				seen[rec.ID] = true
				out = append(out, rec)
			}
		}
	}
	return out, nil
}
