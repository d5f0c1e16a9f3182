package compile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// checkCycles reports every chain of one acyclic relation that leads back to its start, at one of its claims.
func (c *compiler) checkCycles() {
	for _, def := range timeline.Predicates() {
		if def.Acyclic {
			c.checkRelation(def.Name)
		}
	}
}

func (c *compiler) checkRelation(rel timeline.Predicate) {
	next := func(id timeline.ID) []timeline.ID { return c.refs(id, rel) }
	circles(c.subjects(), next, func(cycle []timeline.ID) { c.reportCycle(rel, cycle) })
}

// circles walks from every start and reports each way that leads back to itself, once for the step that closes it.
func circles(starts []timeline.ID, next func(timeline.ID) []timeline.ID, report func(cycle []timeline.ID)) {
	const (
		open = 1
		done = 2
	)
	state := make(map[timeline.ID]int)
	var path []timeline.ID
	var visit func(id timeline.ID)
	visit = func(id timeline.ID) {
		state[id] = open
		path = append(path, id)
		for _, n := range next(id) {
			switch state[n] {
			case 0:
				visit(n)
			case open:
				report(path[slices.Index(path, n):])
			}
		}
		path = path[:len(path)-1]
		state[id] = done
	}
	for _, id := range starts {
		if state[id] == 0 {
			visit(id)
		}
	}
}

func (c *compiler) reportCycle(rel timeline.Predicate, cycle []timeline.ID) {
	closing := c.fact(cycle[len(cycle)-1], rel).chosen
	cl := closing[slices.IndexFunc(closing, func(cl *claim) bool { return cl.Value == string(cycle[0]) })]
	c.problem(cl.at, cl.field, fmt.Sprintf("%s leads in a circle: %s: one of these cannot be; turn it round or delete it", lower(string(rel)), circleText(cycle)))
}

func circleText(cycle []timeline.ID) string {
	return idNames(append(slices.Clone(cycle), cycle[0]), " -> ")
}

func idNames(ids []timeline.ID, between string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
	}
	return strings.Join(names, between)
}

// subjects lists every node that has facts, in order. The caller must not change it.
func (c *compiler) subjects() []timeline.ID {
	if c.ordered == nil {
		c.ordered = slices.Sorted(maps.Keys(c.facts))
	}
	return c.ordered
}
