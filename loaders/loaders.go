// Package loaders lists the formats in which Regline reads facts. Each format is a package of its own that turns a
// tree of files into claims with their places and knows nothing of the others.
package loaders

import (
	"context"
	"io/fs"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/loaders/curated"
)

// Format is one format of fact files.
type Format struct {
	Name string
	// Version counts changes of what the loader makes of the same files. It is part of every digest.
	Version int
	// Load reads a tree. It reports all faults of all files; with any, the input is not whole.
	Load func(ctx context.Context, tree fs.FS) (compile.Input, []compile.Problem)
}

// All are the formats, in the order in which they are read.
func All() []Format {
	return []Format{
		{curated.Name, curated.Version, curated.Load},
	}
}
