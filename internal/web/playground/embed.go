package playground

import (
	"embed"
	"fmt"
	"io/fs"
)

// The published files of GraphiQL and React, their licences, and the page that mounts them.
// assets/THIRD_PARTY.md gives origin, version and SHA-256 of each.
//
//go:embed assets
var assets embed.FS

func embedded() fs.FS {
	root, err := fs.Sub(assets, "assets")
	if err != nil {
		panic(fmt.Sprintf("playground: embedded folder: %v", err)) // the name above is a valid path
	}
	return root
}
