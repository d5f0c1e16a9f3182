package compile

import (
	"fmt"
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

func (c *compiler) checkRelation(rel timeline.Relation) {
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
		for _, next := range c.refs(id, rel) {
			switch state[next] {
			case 0:
				visit(next)
			case open:
				c.reportCycle(rel, path[slices.Index(path, next):])
			}
		}
		path = path[:len(path)-1]
		state[id] = done
	}
	for _, id := range c.subjects() {
		if state[id] == 0 {
			visit(id)
		}
	}
}

func (c *compiler) reportCycle(rel timeline.Relation, cycle []timeline.ID) {
	names := make([]string, 0, len(cycle)+1)
	for _, id := range append(slices.Clone(cycle), cycle[0]) {
		names = append(names, string(id))
	}
	closing := c.fact(cycle[len(cycle)-1], rel).chosen
	cl := closing[slices.IndexFunc(closing, func(cl *claim) bool { return cl.Value == string(cycle[0]) })]
	c.problem(cl.at, cl.field, fmt.Sprintf("%s leads in a circle: %s", lower(string(rel)), strings.Join(names, " -> ")))
}

// subjects lists every node that has facts, in order.
func (c *compiler) subjects() []timeline.ID {
	ids := make([]timeline.ID, 0, len(c.facts))
	for id := range c.facts {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
