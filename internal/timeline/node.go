package timeline

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Node is anything with an ID that a release can hold.
type Node interface {
	Base() *Common
}

// Common is what every node has.
type Common struct {
	ID   ID   `json:"id"`
	Kind Kind `json:"node"`
	// Labels by language (BCP 47), English always among them for nodes of their own.
	Labels map[string]string `json:"labels,omitempty"`
	// Facts give every value of the node with its claims, by predicate.
	Facts []Fact `json:"facts,omitempty"`
	// Since is the first release that held this version of the node, Until the first that no longer does (nil: current).
	Since int  `json:"since"`
	Until *int `json:"until,omitempty"`

	origin
}

// Base gives the common part of any node.
func (c *Common) Base() *Common { return c }

// Language of labels and texts.
type Language string

// The languages that labels are kept in.
const (
	English Language = "EN"
	German  Language = "DE"
)

// Label gives the node's name in a language, else in English, else any, else its ID.
func (c *Common) Label(language *Language) string {
	if language != nil && *language != English {
		if l, ok := c.Labels[strings.ToLower(string(*language))]; ok {
			return l
		}
	}
	if l, ok := c.Labels["en"]; ok {
		return l
	}
	for _, k := range slices.Sorted(maps.Keys(c.Labels)) {
		return c.Labels[k]
	}
	return string(c.ID)
}

// Evidence gives the facts of the node, or of one predicate.
func (c *Common) Evidence(predicate *string) []*Fact {
	out := make([]*Fact, 0, len(c.Facts))
	for _, f := range c.Facts {
		if predicate == nil || strings.EqualFold(*predicate, string(f.Predicate)) {
			f.owner = c
			out = append(out, &f)
		}
	}
	return out
}

// Relations gives the edges of the node in one direction, of the given relations or of all.
func (c *Common) Relations(ctx context.Context, direction Direction, types []Predicate, first *int, after *string, last *int, before *string) (*NodeConnection, error) {
	links, err := c.cohort.links(ctx, Ask{direction, types}.relations(), direction)
	if err != nil {
		return nil, err
	}
	filter := func() string { return fmt.Sprint("relations", c.ID, direction, types) }
	return pageOfLinks[Node](c.cohort.reader, links[c.ID], direction, filter, Paging{first, last, after, before})
}

// linked gives the nodes of type T at the far ends of the node's edges.
func linked[T Node](ctx context.Context, c *Common, d Direction, rels ...Predicate) ([]T, error) {
	links, err := c.linksBy(ctx, d, rels...)
	if err != nil {
		return nil, err
	}
	out := make([]T, 0, len(links))
	for _, l := range links {
		if t, ok := l.Node.(T); ok {
			out = append(out, t)
		}
	}
	return out, nil
}

func (c *Common) linksBy(ctx context.Context, d Direction, rels ...Predicate) ([]*Link, error) {
	all, err := c.cohort.links(ctx, rels, d)
	if err != nil {
		return nil, err
	}
	if l := all[c.ID]; l != nil {
		return l, nil
	}
	return []*Link{}, nil
}

// pageLinked is linked, a page at a time.
func pageLinked[T Node](ctx context.Context, c *Common, ask Paging, d Direction, rels ...Predicate) (*Connection[T], error) {
	links, err := c.linksBy(ctx, d, rels...)
	if err != nil {
		return nil, err
	}
	return pageOfLinks[T](c.cohort.reader, links, d, func() string { return fmt.Sprint("linked", c.ID, d, rels) }, ask)
}

// Statements gives what was said about the node.
func (c *Common) Statements(ctx context.Context) ([]*Statement, error) {
	return linked[*Statement](ctx, c, Incoming, About, HasStatement)
}

// Discrepancies gives the disagreements of sources about the node.
func (c *Common) Discrepancies(ctx context.Context) ([]*Discrepancy, error) {
	return linked[*Discrepancy](ctx, c, Incoming, Concerns)
}
