package neo4j

import (
	"context"
	"errors"
	"testing"

	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

// A database that another version wrote is neither read nor written.
func TestOtherLayout(t *testing.T) {
	s := empty(t)
	storetest.Apply(t, s, acts(t, 1, 1, "one"))
	for _, statement := range []string{"MATCH (h:Head) SET h.layout = 'other'", "MATCH (h:Head) REMOVE h.layout"} {
		ask(t, s, statement, nil)
		before := dump(t, s)
		for _, at := range []int{0, 1} {
			if _, err := s.Open(context.Background(), timeline.KnownAt{Release: at}); !errors.Is(err, errForeign) {
				t.Errorf("%s: opening release %d: %v", statement, at, err)
			}
		}
		two := acts(t, 2, 1, "two")
		if err := s.Apply(context.Background(), two.Release, two.Stream().Deltas); !errors.Is(err, errForeign) {
			t.Errorf("%s: Apply: %v", statement, err)
		}
		if after := dump(t, s); len(after) != len(before) {
			t.Errorf("%s: something was written", statement)
		}
	}
}
