package graph

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/regline/regline/internal/timeline"
)

// budget is what one operation may still spend: values and time. It stands around every field.
type budget struct {
	ctx   context.Context // of the operation; those of fields are deep chains
	most  int64
	spent atomic.Int64
}

// spend takes one value from the budget, and says whether there was one. Over the budget every field is null without an
// error of its own, so that the execution ends at once: the operation as a whole has the error.
func (b *budget) spend() bool { return b.spent.Add(1) <= b.most && b.ctx.Err() == nil }

// overdrawn says why the operation has no answer: a whole answer or none.
func (b *budget) overdrawn() error {
	if b.spent.Load() > b.most {
		return fmt.Errorf("%w: it has more than %d values: give lists a smaller first, or ask in several operations", timeline.ErrTooLarge, b.most)
	}
	return context.Cause(b.ctx)
}
