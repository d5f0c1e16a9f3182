package graph

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"

	"github.com/regline/regline/internal/timeline"
)

// budget is what one operation may still spend: values and time. It stands around every field.
type budget struct {
	ctx   context.Context // of the operation; those of fields are deep chains
	most  int64
	spent atomic.Int64
}

// resolve resolves a field. Over the budget every field is null without an error of its own, so that the execution
// ends at once: the operation as a whole has the error. An empty text is null where the schema allows null, because
// the domain has no pointers to strings.
func (b *budget) resolve(ctx context.Context, next graphql.Resolver) (any, error) {
	if b.spent.Add(1) > b.most || b.ctx.Err() != nil {
		return graphql.Null, nil
	}
	v, err := next(ctx)
	if s, ok := v.(string); ok && s == "" && !graphql.GetFieldContext(ctx).Field.Definition.Type.NonNull {
		return nil, err
	}
	return v, err
}

// overdrawn says why the operation has no answer: a whole answer or none.
func (b *budget) overdrawn() error {
	if b.spent.Load() > b.most {
		return fmt.Errorf("%w: it has more than %d values: give lists a smaller first, or ask in several operations", timeline.ErrTooLarge, b.most)
	}
	return context.Cause(b.ctx)
}
