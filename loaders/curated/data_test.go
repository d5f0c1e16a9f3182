package curated_test

import (
	"os"
	"testing"

	"github.com/regline/regline/loaders/curated"
)

// dataDir is the curated data of this repository.
const dataDir = "../../data"

func TestDataLoads(t *testing.T) {
	in, problems := curated.Load(t.Context(), os.DirFS(dataDir))
	for _, p := range problems {
		t.Error(p)
	}
	if len(in.Declarations) == 0 || len(in.Assertions) == 0 {
		t.Errorf("%d declarations and %d claims: want some of each", len(in.Declarations), len(in.Assertions))
	}
	t.Logf("%d files, %d nodes, %d claims", len(in.Files), len(in.Declarations), len(in.Assertions))
}
