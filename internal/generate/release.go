package generate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// release names the whole: its digest covers those of the shared world and of each block in order.
func (m *maker) release() timeline.Release {
	r := m.total
	h := sha256.New()
	for _, d := range m.blocks {
		fmt.Fprintln(h, d)
	}
	r.Digest = hex.EncodeToString(h.Sum(nil))
	known, _ := edtf.DayOf(lastYear, 12, 31) // all generated days are past by then
	r.Known = &known
	r.History = []timeline.ReleaseMark{{Number: r.Number, Digest: r.Digest, Known: &known}}
	return r
}

// cover counts a record or an edge, as the compiler does for a release.
func cover(c *timeline.Coverage, d timeline.Delta) {
	if d.Edge != nil {
		c.Edges++
		return
	}
	cl, ok := d.Record.Node.(*timeline.Claim)
	if !ok {
		c.Nodes++
		return
	}
	c.Claims++
	c.ByKind[string(cl.ClaimKind)]++
	if cl.Unverified {
		c.Unverified++
	}
	if cl.Passage != nil {
		c.Quotations++
	}
}

func addCoverage(to *timeline.Coverage, c timeline.Coverage) {
	to.Nodes += c.Nodes
	to.Edges += c.Edges
	to.Claims += c.Claims
	to.Unverified += c.Unverified
	to.Quotations += c.Quotations
	for kind, n := range c.ByKind {
		to.ByKind[kind] += n
	}
}
