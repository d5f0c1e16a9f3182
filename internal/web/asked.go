package web

import (
	"fmt"
	"net/http"

	"github.com/regline/regline/internal/timeline"
)

// asked gives the node of type T that the path of a page names. A former ID sends the reader to the present one, and a
// node of another kind to its own page.
func asked[T timeline.Node](v *visit) (T, error) {
	var zero T
	id, err := timeline.ParseID(v.r.PathValue("id"))
	if err != nil {
		return zero, fmt.Errorf("%w: %w", timeline.ErrNotFound, err)
	}
	n, err := v.reader.Node(v.ctx, id)
	if err != nil {
		return zero, err
	}
	t, ok := n.(T)
	switch to := v.node(n); {
	case n.Base().ID != id:
		return zero, &movedError{to, http.StatusMovedPermanently}
	case !ok || to != v.to(v.r.URL.Path, nil):
		return zero, &movedError{to, http.StatusFound}
	}
	return t, nil
}
