package export

import (
	"context"
	"encoding/json"
	"io"

	"github.com/regline/regline/internal/timeline"
)

// writeJSONLines writes one JSON object a line, each whole by itself: the step, its date, its act, who acted and against
// whom, the claims with their quotations and sources, the rivals, and the release.
func writeJSONLines(ctx context.Context, w io.Writer, r *timeline.Reader, s Selection, m Meta) error {
	e := json.NewEncoder(w)
	return rows(ctx, r, s, m, func(x *row) error { return e.Encode(x) })
}
