// Package releasefile keeps a compiled release in a file of JSON Lines: the first line names the release, then comes a
// line for each record by ID, then one for each edge by the key of its mark, each with its digest, and the last line
// counts both and gives the SHA-256 of all lines above it, so that no file that was cut off or changed is taken for a
// whole one.
//
//	{"format":"regline-release/1","release":{"number":1,"digest":"...",...}}
//	{"id":"vendor-1","kind":"VENDOR","places":[...],"facets":[...],"node":{...},"digest":"..."}
//	{"from":"act-1","rel":"TARGETS","to":"vendor-1",...,"digest":"..."}
//	{"end":{"records":1,"edges":1,"sha256":"..."}}
package releasefile

import (
	"errors"
	"fmt"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// format names the layout of the lines.
const format = "regline-release/1"

// MaxLine bounds a line in bytes, its end not counted.
const MaxLine = 16 << 20

// ErrFormat says that what was read is no whole release file, or that what was to be written does not make one.
var ErrFormat = errors.New("no release file")

// Fault is what is wrong with a line, with a remedy. It matches [ErrFormat].
type Fault struct {
	// Line counts from 1.
	Line int
	Text string
}

func (f *Fault) Error() string { return fmt.Sprintf("line %d: %s", f.Line, f.Text) }

// Is makes errors.Is(err, ErrFormat) true.
func (f *Fault) Is(target error) bool { return target == ErrFormat }

// anew is the remedy for a file that is damaged.
const anew = "write the file anew, or fetch it again"

// head is the first line.
type head struct {
	Format  string            `json:"format"`
	Release *timeline.Release `json:"release"`
}

// recordHead is what stands ahead of the node in the line of a record.
type recordHead struct {
	ID     timeline.ID      `json:"id"`
	Kind   timeline.Kind    `json:"kind"`
	Places []timeline.Place `json:"places"`
	Facets []timeline.Facet `json:"facets"`
}

// edgeLine is an edge.
type edgeLine struct {
	*timeline.Edge
	Digest string `json:"digest"`
}

// tail is the last line.
type tail struct {
	End end `json:"end"`
}

// end says what stands above the last line.
type end struct {
	Records int    `json:"records"`
	Edges   int    `json:"edges"`
	SHA256  string `json:"sha256"` // of the lines with their ends
}

// tally counts what has passed and checks its order.
type tally struct {
	records, edges int
	last           string
}

// pass takes the key of a record or an edge into the tally. The text says what is wrong with its place, "" for nothing.
func (t *tally) pass(key string) string {
	switch {
	case strings.HasPrefix(key, "n|"):
		t.records++
	case strings.HasPrefix(key, "r|"):
		t.edges++
	default:
		return "it is neither a record nor an edge"
	}
	if key <= t.last {
		return fmt.Sprintf("%.200q does not stand behind %.200q", key, t.last)
	}
	t.last = key
	return ""
}
