package graph

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/regline/regline/internal/timeline"
)

// Limits bound what one operation may ask.
type Limits struct {
	// Tokens of the query.
	Tokens int
	// Depth of fields in fields. Introspection has a bound of its own.
	Depth int
	// Aliases, each counted as often as its fragment is spread.
	Aliases int
	// Complexity is how many values the answer is expected to have: a list counts the items asked for, else a usual
	// number of them.
	Complexity int
	// Values that the answer has in truth, counted while the operation is executed.
	Values int
	// BodyBytes of a request: the body of a POST, the address of a GET.
	BodyBytes int64
	// Deadline of the operation.
	Deadline time.Duration
}

// DefaultLimits are the limits where Options give none.
func DefaultLimits() Limits {
	return Limits{
		Tokens: 2000, Depth: 15, Aliases: 30, Complexity: 2_000_000, Values: 250_000,
		BodyBytes: 128 << 10, Deadline: 10 * time.Second,
	}
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	return Limits{
		Tokens:     cmp.Or(l.Tokens, d.Tokens),
		Depth:      cmp.Or(l.Depth, d.Depth),
		Aliases:    cmp.Or(l.Aliases, d.Aliases),
		Complexity: cmp.Or(l.Complexity, d.Complexity),
		Values:     cmp.Or(l.Values, d.Values),
		BodyBytes:  cmp.Or(l.BodyBytes, d.BodyBytes),
		Deadline:   cmp.Or(l.Deadline, d.Deadline),
	}
}

// How many items a list is expected to have that no argument bounds.
const (
	usualList = 4
	longList  = 50
)

// longLists are the lists that usually have more.
var longLists = map[string]bool{"Lineage.steps": true, "Force.rows": true}

// limiter refuses operations beyond the limits before they are executed.
type limiter struct{ limits Limits }

func (limiter) ExtensionName() string                   { return "Limits" }
func (limiter) Validate(graphql.ExecutableSchema) error { return nil }

func (l limiter) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	m := measure{variables: op.Variables, fragments: make(map[string]extent)}
	e := m.selection(op.Operation.SelectionSet)
	for _, x := range []struct {
		what, remedy string
		has, most    int
	}{
		{"depth", "ask in several operations", e.depth, l.limits.Depth},
		{"number of aliases", "ask in several operations", e.aliases, l.limits.Aliases},
		{"complexity", "give lists a smaller first, or ask in several operations", e.values, l.limits.Complexity},
	} {
		if x.has > x.most {
			err := &gqlerror.Error{Message: fmt.Sprintf("the operation has the %s %d, the limit is %d: %s", x.what, x.has, x.most, x.remedy)}
			errcode.Set(err, string(CodeTooLarge))
			return err
		}
	}
	return nil
}

// extent is how far a selection reaches. Its numbers do not overflow.
type extent struct{ depth, aliases, values int }

func (e extent) beside(o extent) extent {
	return extent{max(e.depth, o.depth), plus(e.aliases, o.aliases), plus(e.values, o.values)}
}

// measure walks a validated operation. Each fragment is walked once, however often it is spread.
type measure struct {
	variables map[string]any
	fragments map[string]extent
}

func (m measure) selection(set ast.SelectionSet) extent {
	var sum extent
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			sum = sum.beside(m.field(s))
		case *ast.InlineFragment:
			sum = sum.beside(m.selection(s.SelectionSet))
		case *ast.FragmentSpread:
			e, known := m.fragments[s.Name]
			if !known {
				e = m.selection(s.Definition.SelectionSet)
				m.fragments[s.Name] = e
			}
			sum = sum.beside(e)
		}
	}
	return sum
}

func (m measure) field(f *ast.Field) extent {
	e := m.selection(f.SelectionSet)
	e.depth++
	if f.Name == "__schema" || f.Name == "__type" {
		e.depth = 1
	}
	if f.Alias != f.Name {
		e.aliases = plus(e.aliases, 1)
	}
	e.values = plus(1, times(m.items(f), e.values))
	return e
}

// items is how often the fields below the field are expected.
func (m measure) items(f *ast.Field) int {
	if len(f.SelectionSet) == 0 {
		return 1
	}
	parent := f.ObjectDefinition
	if f.Definition.Arguments.ForName("first") != nil {
		usual := usualList
		if parent.Name == "Query" {
			usual = timeline.DefaultPage
		}
		return page(f.ArgumentMap(m.variables), usual)
	}
	switch {
	case f.Definition.Type.Elem == nil || parent.Fields.ForName("pageInfo") != nil: // the connection counted its page
		return 1
	case f.Definition.Arguments.ForName("ids") != nil:
		ids, _ := f.ArgumentMap(m.variables)["ids"].([]any)
		return max(1, len(ids))
	case longLists[parent.Name+"."+f.Name]:
		return longList
	}
	return usualList
}

// page is the number of items that a connection is asked for. The domain refuses what lies beyond its bounds.
func page(args map[string]any, usual int) int {
	for _, name := range []string{"first", "last"} {
		if n, err := graphql.UnmarshalInt(args[name]); err == nil && args[name] != nil {
			return min(max(n, 1), timeline.MaxPage)
		}
	}
	return usual
}

// plus and times work on numbers that are not negative, and stop at the largest.
func plus(a, b int) int {
	if a > math.MaxInt-b {
		return math.MaxInt
	}
	return a + b
}

func times(a, b int) int {
	if a != 0 && b > math.MaxInt/a {
		return math.MaxInt
	}
	return a * b
}
