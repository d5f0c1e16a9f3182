package neo4j

import (
	"testing"

	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

func TestContract(t *testing.T) {
	server(t)
	storetest.Run(t, func(t *testing.T) timeline.Store { return empty(t) })
}

func TestLikeMemory(t *testing.T) {
	server(t)
	storetest.Compare(t, memory.New(), empty(t))
}
