package neo4j

import (
	"testing"

	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

func BenchmarkStore(b *testing.B) {
	server(b)
	storetest.Bench(b, func(b *testing.B) timeline.Store { return empty(b) })
}
