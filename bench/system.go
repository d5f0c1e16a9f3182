package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// The systems, in the order of the tables.
const (
	// reglineNeo4j keeps no answers: each request asks the database.
	reglineNeo4j = "regline on Neo4j"
	// reglineKeeping is as it comes.
	reglineKeeping = "regline keeping answers"
	reglineMemory  = "regline in memory"
	peerSystem     = "@neo4j/graphql"
	bareSystem     = "bare driver"
	// baseline is another build of regline on the same Neo4j, where one is given.
	baseline = "regline before"
)

// system is one running server.
type system struct {
	name string
	*process
}

// isRegline says whose words it understands.
func (s system) isRegline() bool { return strings.HasPrefix(s.name, "regline ") }

// request makes the bytes for one parameter set.
func (s system) request(op operation, set any, c cursors) ([]byte, error) {
	regline, peer, bare, err := op.variables(set, c)
	if err != nil {
		return nil, err
	}
	var body any
	path := "/graphql"
	switch {
	case s.isRegline():
		body = map[string]any{"query": op.regline, "variables": regline}
	case s.name == peerSystem:
		body = map[string]any{"query": op.peer, "variables": peer}
	default:
		path, body = "/"+op.Name, bare
	}
	b, err := json.Marshal(body)
	return request(s.address, path, b), err
}

// canonical brings an answer to the common form.
func (s system) canonical(op operation, body []byte) (any, error) {
	if s.isRegline() {
		return op.ofRegline(body)
	}
	return op.ofPeer(body)
}

// startSystems starts the servers over a filled database. Memory says how to start regline in memory; nil leaves it out.
func (r *runner) startSystems(ctx context.Context, db *database, memory []string) (_ []system, err error) {
	var all []system
	defer func() {
		if err != nil {
			stopAll(all)
		}
	}()
	var before []string
	if r.Baseline != "" {
		before = []string{r.Baseline, "serve", "--listen", "127.0.0.1:0", "--store", db.url}
	}
	onNeo4j := []string{r.Regline, "serve", "--listen", "127.0.0.1:0", "--store", db.url}
	names := []struct {
		name string
		env  []string
		args []string
	}{
		{reglineNeo4j, nil, append(slices.Clone(onNeo4j), "--no-keep-answers")},
		{reglineKeeping, nil, onNeo4j},
		{reglineMemory, nil, memory},
		{peerSystem, []string{
			"NODE_ENV=production", "PORT=0", "NEO4J_URL=" + db.direct(), "NAME_PROPERTY=" + nameProperty,
			"LINEAGE_TYPES=" + strings.Join(lineageTypes(), "|"),
		}, []string{"node", filepath.Join(r.Peer, "server.js")}},
		{bareSystem, nil, []string{r.self, "bare", "--store", db.direct()}},
		{baseline, nil, before},
	}
	for i, n := range names {
		if n.args == nil || r.CostsOnly && n.name != reglineNeo4j {
			continue
		}
		p, err := start(ctx, filepath.Join(r.Work, fmt.Sprintf("server-%d.log", i+1)), n.env, n.args[0], n.args[1:]...)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", n.name, err)
		}
		all = append(all, system{n.name, p})
	}
	return all, nil
}

func stopAll(all []system) {
	for _, s := range all {
		s.stop()
	}
}
