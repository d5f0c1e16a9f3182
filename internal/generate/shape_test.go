package generate_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/generate"
	"github.com/regline/regline/internal/timeline"
)

// shape is what the tests ask of a release.
type shape struct {
	*timeline.Content
	nodes map[timeline.ID]timeline.Node
	// earlier are the relations between acts, from the later one.
	earlier map[timeline.ID][]timeline.ID
}

func shapeOf(c *timeline.Content) *shape {
	s := &shape{Content: c, nodes: make(map[timeline.ID]timeline.Node), earlier: make(map[timeline.ID][]timeline.ID)}
	for _, r := range c.Records {
		s.nodes[r.ID] = r.Node
	}
	lineage := make(map[timeline.Predicate]bool)
	for _, rel := range timeline.LineageRelations() {
		lineage[rel] = true
	}
	for _, e := range c.Edges {
		if lineage[e.Rel] && s.kind(e.From) == timeline.KindAction {
			s.earlier[e.From] = append(s.earlier[e.From], e.To)
		}
	}
	return s
}

func (s *shape) kind(id timeline.ID) timeline.Kind { return s.nodes[id].Base().Kind }

// of gives the IDs of a kind that begin in a way.
func (s *shape) of(kind timeline.Kind, prefix string) []timeline.ID {
	var out []timeline.ID
	for _, r := range s.Records {
		if r.Kind == kind && strings.HasPrefix(string(r.ID), prefix) {
			out = append(out, r.ID)
		}
	}
	return out
}

// TestShape asks of a release of several blocks, the last of them not full, what measurements rely on.
func TestShape(t *testing.T) {
	const n = 2500
	s := shapeOf(read(t, file(t, generate.Options{Actions: n, Seed: 1})))
	t.Run("numbers", func(t *testing.T) { s.numbers(t, n) })
	t.Run("ratios", func(t *testing.T) { s.ratios(t, n) })
	t.Run("relations", s.relations)
	t.Run("hubs", func(t *testing.T) { s.hubs(t, n) })
	t.Run("days", s.days)
	t.Run("words", func(t *testing.T) { s.words(t, n) })
	t.Run("answers", s.answers)
}

func (s *shape) numbers(t *testing.T, n int) {
	for _, row := range []struct {
		what      string
		got, want int
	}{
		{"acts", len(s.of(timeline.KindAction, "act-")), n},
		{"vendors", len(s.of(timeline.KindVendor, "vendor-")), n / 50},
		{"bodies of five lands", len(s.of(timeline.KindAgency, "")), 30},
		{"claims of the coverage", s.Release.Coverage.Claims, len(s.of(timeline.KindClaim, ""))},
		{"nodes of the coverage", s.Release.Coverage.Nodes + s.Release.Coverage.Claims, len(s.Records)},
		{"edges of the coverage", s.Release.Coverage.Edges, len(s.Edges)},
		{"releases of the history", len(s.Release.History), 1},
	} {
		if row.got != row.want {
			t.Errorf("%s: %d, want %d", row.what, row.got, row.want)
		}
	}
	kinds, quotations, unverified := make(map[string]int), 0, 0
	for _, id := range s.of(timeline.KindClaim, "") {
		c := s.nodes[id].(*timeline.Claim)
		kinds[string(c.ClaimKind)]++
		if c.Passage != nil {
			quotations++
		}
		if c.Unverified {
			unverified++
		}
	}
	if got, want := fmt.Sprint(s.Release.Coverage.ByKind), fmt.Sprint(kinds); got != want {
		t.Errorf("claims by kind %s, want %s", got, want)
	}
	if c := s.Release.Coverage; c.Quotations != quotations || c.Unverified != unverified {
		t.Errorf("%d quotations and %d unverified, want %d and %d", c.Quotations, c.Unverified, quotations, unverified)
	}
	for id := range s.nodes {
		if _, err := timeline.ParseID(string(id)); err != nil {
			t.Error(err)
		}
	}
}

func (s *shape) ratios(t *testing.T, n int) {
	relations, rivals := 0, 0
	for id, to := range s.earlier {
		if strings.HasPrefix(string(id), "act-") {
			relations += len(to)
		}
	}
	for _, id := range s.of(timeline.KindDiscrepancy, "") {
		d := s.nodes[id].(*timeline.Discrepancy)
		if len(d.Positions) != 2 || !d.Positions[0].Chosen {
			t.Errorf("%s: %+v: want two positions, the first chosen", id, d.Positions)
		}
		rivals++
	}
	kinds := s.Release.Coverage.ByKind
	for _, row := range []struct {
		what        string
		got         int
		least, most float64 // of an act
	}{
		{"relations to earlier acts", relations, 2.85, 3.15},
		{"restrictions", len(s.of(timeline.KindRestriction, "act-")), 0.24, 0.26},
		{"effects", len(s.of(timeline.KindEffect, "act-")), 0.045, 0.05},
		{"rivals", rivals, 0.09, 0.10},
		{"milestones", len(s.of(timeline.KindMilestone, "act-")), 1, 2},
		{"statements", len(s.of(timeline.KindStatement, "act-")), 0.015, 0.035},
		{"rows of lists", len(s.of(timeline.KindListEntry, "row-")), 0.005, 0.05},
		{"claims", s.Release.Coverage.Claims, 9, 10.8},
		{"quotations", kinds["QUOTED"], 0.5, 2},
		{"inferred relations", kinds["INFERRED"], 0.1, 0.5},
		{"claims without words", kinds["WANTED"], 0.01, 0.2},
	} {
		if ratio := float64(row.got) / float64(n); ratio < row.least || ratio > row.most {
			t.Errorf("%s: %.3f an act, want %.3f to %.3f", row.what, ratio, row.least, row.most)
		}
	}
}

// relations never lead in a circle, meet again, and make long chains.
func (s *shape) relations(t *testing.T) {
	depth := make(map[timeline.ID]int) // steps to an act without an earlier one; -1 while it is walked
	var walk func(id timeline.ID) int
	walk = func(id timeline.ID) int {
		switch d, seen := depth[id]; {
		case d < 0:
			t.Fatalf("%s leads to itself", id)
		case seen:
			return d
		}
		depth[id] = -1
		most := 0
		for _, to := range s.earlier[id] {
			most = max(most, 1+walk(to))
		}
		depth[id] = most
		return most
	}
	chains, diamonds, most := 0, 0, 0
	for id := range s.earlier {
		d := walk(id)
		most = max(most, d)
		if d >= 10 {
			chains++
		}
		if s.diamond(id) {
			diamonds++
		}
	}
	if acts := len(s.earlier); chains < acts/4 || diamonds < acts/4 {
		t.Errorf("of %d acts %d stand on a chain of ten and %d begin a diamond", acts, chains, diamonds)
	}
	// What led to an act is no large part of all: its own course, and a few others.
	before := make(map[timeline.ID]bool)
	for queue := []timeline.ID{"act-0002500"}; len(queue) > 0; queue = queue[1:] {
		for _, to := range s.earlier[queue[0]] {
			if !before[to] {
				before[to] = true
				queue = append(queue, to)
			}
		}
	}
	if len(before) > 500 {
		t.Errorf("%d acts led to the last one", len(before))
	}
	t.Logf("longest chain %d, %d diamonds, %d acts before the last one", most, diamonds, len(before))
}

// diamond says that two of the acts ahead of an act lead to one.
func (s *shape) diamond(id timeline.ID) bool {
	seen := make(map[timeline.ID]bool)
	for _, via := range s.earlier[id] {
		for _, to := range s.earlier[via] {
			if seen[to] {
				return true
			}
			seen[to] = true
		}
	}
	return false
}

// hubs have acts of every block.
func (s *shape) hubs(t *testing.T, n int) {
	blocks, all := make(map[string]bool), 0
	for id, to := range s.earlier {
		for _, a := range to {
			if a == "power-act-xa" && strings.HasPrefix(string(id), "act-") {
				blocks[string(id)[:len("act-0000")]] = true
				all++
			}
		}
	}
	if len(blocks) != 3 || all < n/20 {
		t.Errorf("%d acts of %d blocks rest on the first authority, want some of all 3", all, len(blocks))
	}
	named := 0
	for _, e := range s.Edges {
		if e.Rel == timeline.Targets && strings.HasPrefix(string(e.To), "hub-vendor-") {
			named++
		}
	}
	if named < n/100 || named > n/10 {
		t.Errorf("%d acts name a vendor that all blocks share", named)
	}
}

func (s *shape) days(t *testing.T) {
	first, _ := edtf.DayOf(1990, 1, 1)
	last, _ := edtf.DayOf(2030, 12, 31)
	years, precisions := make(map[int]int), make(map[string]int)
	for _, id := range s.of(timeline.KindMilestone, "act-") {
		w := s.nodes[id].(*timeline.Milestone).When
		a, b := w.Earliest(), w.Latest()
		if a == nil || b == nil || *a < first || *b > last {
			t.Errorf("%s: %s", id, w.Date)
			continue
		}
		year, _, _ := a.Date()
		years[year]++
		precisions[w.Precision()]++
		if w.Date.Qualified() {
			precisions["about"]++
		}
	}
	if len(years) < 39 || years[2000] < 10 || years[2020] < 10 {
		t.Errorf("milestones by year: %v", years)
	}
	for _, p := range []string{"DAY", "MONTH", "YEAR", "about"} {
		if precisions[p] < 10 {
			t.Errorf("milestones by precision: %v", precisions)
		}
	}
}

// words of labels are frequent and rare, so that searches meet both.
func (s *shape) words(t *testing.T, n int) {
	count := make(map[string]int)
	for _, id := range s.of(timeline.KindAction, "act-") {
		for _, term := range timeline.Terms(s.nodes[id].Base().Label(nil)) {
			count[term]++
		}
	}
	once := 0
	for _, c := range count {
		if c == 1 {
			once++
		}
	}
	if count["network"] < n/50 || once < n/10 || len(count) < n/5 {
		t.Errorf("%d words, %d of them once, the most frequent %d times", len(count), once, count["network"])
	}
}
