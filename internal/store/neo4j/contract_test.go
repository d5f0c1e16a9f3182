package neo4j

import (
	"testing"

	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

func TestContract(t *testing.T) {
	server(t)
	storetest.Run(t, func(t *testing.T) timeline.Store { return keeping(t) })
}

// inSmallBatches opens a store whose every transaction takes a change or two.
func inSmallBatches(t *testing.T) *Store {
	s := keeping(t)
	s.rowsAtOnce = 3
	return s
}

// Nothing depends on which changes share a transaction.
func TestContractInSmallBatches(t *testing.T) {
	server(t)
	storetest.RunApply(t, func(t *testing.T) timeline.Store { return inSmallBatches(t) })
}

func TestLikeMemory(t *testing.T) {
	server(t)
	storetest.Compare(t, memory.New(), inSmallBatches(t))
}
