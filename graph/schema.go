package graph

import (
	"cmp"
	"regexp"
	"slices"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// Schema is the schema that operations are validated against. The caller must not change it.
func (h *Handler) Schema() *ast.Schema { return h.schema }

// loadSchema reads the schema that generated.go holds. Fields without a description take that of the interface. There
// is no @defer: one operation has one response, and nobody would collect the deferred parts.
func loadSchema() *ast.Schema {
	s := gqlparser.MustLoadSchema(sources...)
	delete(s.Directives, "defer")
	for _, t := range s.Types {
		for _, name := range t.Interfaces {
			for _, f := range s.Types[name].Fields {
				describe(t.Fields.ForName(f.Name), f)
			}
		}
	}
	return s
}

func describe(f, as *ast.FieldDefinition) {
	f.Description = cmp.Or(f.Description, as.Description)
	for _, a := range f.Arguments {
		if b := as.Arguments.ForName(a.Name); b != nil {
			a.Description = cmp.Or(a.Description, b.Description)
		}
	}
}

var example = regexp.MustCompile("Example: `([^`]+)`")

// Examples gives the queries that the descriptions of a schema show after "Example:", in the order of the file.
func Examples(s *ast.Schema) []string {
	type found struct {
		at   int
		text string
	}
	var all []found
	add := func(description string, at *ast.Position) {
		for _, m := range example.FindAllStringSubmatch(description, -1) {
			all = append(all, found{at.Start, m[1]})
		}
	}
	for _, t := range s.Types {
		if t.BuiltIn {
			continue
		}
		add(t.Description, t.Position)
		for _, f := range t.Fields {
			if f.Position != nil { // __schema and __type have none
				add(f.Description, f.Position)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Compare(a.at, b.at) })
	out := make([]string, len(all))
	for i, f := range all {
		out[i] = f.text
	}
	return out
}
