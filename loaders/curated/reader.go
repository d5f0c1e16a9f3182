package curated

import (
	"strings"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/timeline"
)

// reader reads one file into the batch. A file is gone through twice: check reports what differs from the shape of
// its kind; then the claims are taken from what is well formed, and faults that only they show are reported.
type reader struct {
	file  string
	batch *batch
}

func (r *reader) place(line, column int) compile.Place {
	return compile.Place{File: r.file, Line: line, Column: column}
}

// spot is a node with its path in the file. The zero spot has no node, and nothing in it.
type spot struct {
	node *node
	path string
	// key of the entry whose value the node is, and its position.
	key          string
	line, column int
}

// at is the value of a key.
func (s spot) at(key string) (spot, bool) {
	if s.node == nil {
		return spot{}, false
	}
	for _, e := range s.node.entries {
		if e.key == key {
			return spot{e.value, join(s.path, key), key, e.line, e.column}, true
		}
	}
	return spot{}, false
}

// pairs are the values of a mapping, each key once.
func (s spot) pairs() []spot {
	if s.node == nil {
		return nil
	}
	seen := map[string]bool{}
	var out []spot
	for _, e := range s.node.entries {
		if !seen[e.key] {
			seen[e.key] = true
			out = append(out, spot{e.value, join(s.path, e.key), e.key, e.line, e.column})
		}
	}
	return out
}

// each are the items of a list, or the node itself where it is none.
func (s spot) each() []spot {
	if s.node == nil {
		return nil
	}
	if s.node.kind != list {
		return []spot{s}
	}
	out := make([]spot, len(s.node.items))
	for i, item := range s.node.items {
		out[i] = spot{item, index(s.path, i), s.key, item.line, item.column}
	}
	return out
}

// text is the trimmed text of a key's scalar, if it is one and not empty.
func (s spot) text(key string) (string, bool) {
	v, ok := s.at(key)
	if !ok || !v.node.kind.scalar() {
		return "", false
	}
	t := strings.TrimSpace(v.node.text)
	return t, t != ""
}

// assert adds a claim of the value for each citation of the support. Without any the citation is faulty.
func (r *reader) assert(subject timeline.ID, p timeline.Predicate, value, language string, from support, s spot) {
	if len(from) == 0 {
		r.batch.faulty(subject, p)
	}
	for _, claim := range from {
		claim.Subject, claim.Predicate, claim.Value, claim.Language = subject, p, value, language
		r.batch.assert(compile.Assertion{Claim: claim, At: r.place(s.node.line, s.node.column), Field: s.path})
	}
}
