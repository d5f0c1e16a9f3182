package timeline

import "context"

// Source is a document. It may be a copy of another.
type Source struct {
	Common
	SourceKind string   `json:"kind"`
	Document   string   `json:"standing"`
	Fidelity   string   `json:"fidelity,omitempty"`
	CopyOf     ID       `json:"copy_of,omitempty"`
	Publisher  string   `json:"publisher,omitempty"`
	URL        string   `json:"url,omitempty"`
	Published  *When    `json:"published,omitempty"`
	Read       *When    `json:"read,omitempty"`
	Language   string   `json:"language,omitempty"`
	Licence    string   `json:"licence,omitempty"`
	Citations  []string `json:"citations,omitempty"`
	// TextSHA256 is the hash of the text kept in data/texts; empty where none is kept.
	TextSHA256 string `json:"text_sha256,omitempty"`
}

// Original gives the document of which this one is a copy, nil for an original.
func (s *Source) Original(ctx context.Context) (*Source, error) {
	nodes, err := s.cohort.refs(ctx, "Source.original", func(n Node) []ID {
		if s, ok := n.(*Source); ok {
			return []ID{s.CopyOf}
		}
		return nil
	})
	o, _ := nodes[s.CopyOf].(*Source)
	return o, err
}

// Copies gives the documents that reproduce this one.
func (s *Source) Copies(ctx context.Context) ([]*Source, error) {
	return linked[*Source](ctx, &s.Common, Incoming, CopyOf)
}
