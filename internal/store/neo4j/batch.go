package neo4j

import (
	"cmp"
	"slices"
)

// A transaction takes so many rows, or so many bytes of them, whatever is less: the server holds it in its heap, and
// Apply holds two of them.
const (
	rowsAtOnce  = 5000
	bytesAtOnce = 8 << 20
)

// phase orders the statements of one transaction.
type phase int

const (
	phaseBegin phase = iota
	phaseClose
	phaseIdentities
	phaseVersions
	phasePostings
	phaseKeys
	phaseEnds
	phaseEndIdentities
	phaseEdges
	phaseNotes
	phaseRelease
	phaseShow
	phaseLast
)

// statement takes rows and returns a number.
type statement struct {
	phase phase
	doing string // for errors
	text  string
	// of is the type of relationships that the text is about, if any.
	of string
	// any says that the number need not be that of the rows.
	any bool
}

// job is a statement with its rows in one transaction.
type job struct {
	statement
	rows []any
}

// batch is one transaction: rows, gathered by their statements. Each statement runs once.
type batch struct {
	number      int64
	jobs        []*job // ordered by phase, then text
	rows, bytes int
	// checked says that a statement looks for the ends of edges before they are drawn.
	checked bool
}

// add takes a row of any order.
func (b *batch) add(s statement, row any) {
	at, found := slices.BinarySearchFunc(b.jobs, s, func(j *job, s statement) int {
		return cmp.Or(cmp.Compare(j.phase, s.phase), cmp.Compare(j.text, s.text))
	})
	if !found {
		b.jobs = slices.Insert(b.jobs, at, &job{statement: s})
	}
	b.jobs[at].rows = append(b.jobs[at].rows, row)
	b.rows++
	b.bytes += sizeOf(row)
}

func (b *batch) addAll(s statement, rows []any) {
	for _, row := range rows {
		b.add(s, row)
	}
}

// of gives the rows of a phase.
func (b *batch) of(p phase) []*job {
	return slices.DeleteFunc(slices.Clone(b.jobs), func(j *job) bool { return j.phase != p })
}

// sizeOf is about how many bytes a row has.
func sizeOf(row any) int {
	n := 8
	switch row := row.(type) {
	case string:
		return len(row)
	case []string:
		for _, v := range row {
			n += len(v)
		}
	case []any:
		for _, v := range row {
			n += sizeOf(v)
		}
	case map[string]any:
		for name, v := range row {
			n += len(name) + sizeOf(v)
		}
	}
	return n
}
