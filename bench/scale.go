package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

const inForceQuery = `query($on: Day!, $audience: ID!, $vendor: ID!) { inForce(on: $on, capacities: [$audience], vendor: $vendor) { rows { verdict restriction { id label conduct } } } }`

// scaled is what one operation costs at one size, one request at a time.
type scaled struct {
	Operation string  `json:"operation"`
	Size      string  `json:"size"`
	Actions   int     `json:"actions"`
	Requests  int     `json:"requests"`
	Mean      float64 `json:"mean_ms"`
	P50       float64 `json:"p50_ms"`
	Items     float64 `json:"items"`
}

// lineageCost is what lineages of a similar size cost.
type lineageCost struct {
	Size     string  `json:"size"`
	From     int     `json:"nodes_from"`
	To       int     `json:"nodes_to"`
	Sets     int     `json:"sets"`
	Nodes    float64 `json:"nodes"`
	P50      float64 `json:"p50_ms"`
	Requests int     `json:"requests"`
}

// scale measures regline on Neo4j at one connection.
func (r *runner) scale(ctx context.Context, size string, d *drawn, regline system, ops []operation, all [][]*target, items []float64) ([]scaled, []lineageCost, error) {
	span := time.Duration(r.Seconds * float64(time.Second))
	var out []scaled
	measure := func(name string, t *target, items float64) error {
		var warm, c cell
		err := t.drive(1, span/4, &warm)
		if err == nil {
			err = t.drive(1, span, &c)
		}
		if err == nil {
			err = c.firstErr
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		f := c.figures()
		out = append(out, scaled{name, size, d.count, f.Requests, 1000 / f.Throughput, f.P50, items})
		return ctx.Err()
	}
	for i, op := range ops {
		if op.Name == "action" || op.Name == "timeline" {
			if err := measure(op.Name, all[i][0], items[i]); err != nil {
				return nil, nil, err
			}
		}
	}
	if len(d.forces) > 0 {
		t, rows, err := forceTarget(regline, d.forces)
		if err != nil {
			return nil, nil, err
		}
		if err := measure("inForce", t, rows); err != nil {
			return nil, nil, err
		}
	}
	i := slices.IndexFunc(ops, func(o operation) bool { return o.Name == "lineage" })
	if i < 0 {
		return out, nil, nil
	}
	costs, err := lineageCosts(size, all[i][0], ops[i], span)
	return out, costs, err
}

// forceTarget asks each question once, to know the length of its answer.
func forceTarget(s system, forces []force) (*target, float64, error) {
	c, err := dial(s.address)
	if err != nil {
		return nil, 0, err
	}
	defer c.close()
	t := &target{address: s.address, pid: s.pid}
	rows := 0
	for _, f := range forces {
		body, err := json.Marshal(map[string]any{"query": inForceQuery, "variables": map[string]any{"on": f.On, "audience": f.Audience, "vendor": f.Vendor}})
		if err != nil {
			return nil, 0, err
		}
		req := request(s.address, "/graphql", body)
		answer, err := c.do(req)
		if err != nil {
			return nil, 0, err
		}
		var d struct{ InForce struct{ Rows []any } }
		if err := decodeData(answer, &d); err != nil {
			return nil, 0, fmt.Errorf("in force %v: %w", f, err)
		}
		rows += len(d.InForce.Rows)
		t.requests, t.lengths = append(t.requests, req), append(t.lengths, len(answer))
	}
	return t, float64(rows) / float64(len(forces)), nil
}

// lineageBounds part lineages by their number of nodes.
var lineageBounds = []int{0, 3, 10, 30, 100, 300, 1001}

func lineageCosts(size string, t *target, op operation, span time.Duration) ([]lineageCost, error) {
	c, err := dial(t.address)
	if err != nil {
		return nil, err
	}
	defer c.close()
	groups := make([]target, len(lineageBounds)-1)
	nodes := make([]int, len(groups))
	for i, req := range t.requests {
		body, err := c.do(req)
		if err != nil {
			return nil, err
		}
		answer, err := op.ofRegline(body)
		if err != nil {
			return nil, err
		}
		n := len(answer.(walk).Nodes)
		for g := range groups {
			if n >= lineageBounds[g] && n < lineageBounds[g+1] {
				groups[g].requests, groups[g].lengths = append(groups[g].requests, req), append(groups[g].lengths, t.lengths[i])
				nodes[g] += n
			}
		}
	}
	var out []lineageCost
	for g := range groups {
		group := &groups[g]
		group.address = t.address
		sets := len(group.requests)
		if sets < 3 {
			continue
		}
		var c cell
		if err := group.drive(1, span/2, &c); err != nil {
			return nil, err
		}
		if c.firstErr != nil {
			return nil, c.firstErr
		}
		f := c.figures()
		out = append(out, lineageCost{size, lineageBounds[g], lineageBounds[g+1] - 1, sets, float64(nodes[g]) / float64(sets), f.P50, f.Requests})
	}
	return out, nil
}
