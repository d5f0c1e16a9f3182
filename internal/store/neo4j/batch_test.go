package neo4j

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A transaction runs each statement once, in the order of the phases, with all of its rows in the order in which they
// came.
func TestBatch(t *testing.T) {
	statements := []statement{
		{phase: phaseEdges, text: "A"}, {phase: phaseClose, text: "B"}, {phase: phaseEdges, text: "C"}, {phase: phaseBegin, text: "D"}, {phase: phaseLast, text: "A"},
	}
	rapid.Check(t, func(t *rapid.T) {
		b := new(batch)
		rows := make(map[statement][]any)
		bytes := 0
		for i := range rapid.IntRange(0, 30).Draw(t, "rows") {
			s := rapid.SampledFrom(statements).Draw(t, "statement")
			row := []any{i, rapid.SampledFrom([]string{"", "x", "xyz"}).Draw(t, "text")}
			b.add(s, row)
			rows[s] = append(rows[s], row)
			bytes += sizeOf(row)
		}
		if len(b.jobs) != len(rows) || b.bytes != bytes {
			t.Fatalf("%d statements and %d bytes, want %d and %d", len(b.jobs), b.bytes, len(rows), bytes)
		}
		if !slices.IsSortedFunc(b.jobs, func(a, b *job) int { return int(a.phase) - int(b.phase) }) {
			t.Fatalf("out of order: %v", b.jobs)
		}
		for _, j := range b.jobs {
			if !slices.EqualFunc(j.rows, rows[j.statement], func(a, b any) bool { return a.([]any)[0] == b.([]any)[0] }) {
				t.Fatalf("%v: rows %v, want %v", j.statement, j.rows, rows[j.statement])
			}
		}
	})
}
