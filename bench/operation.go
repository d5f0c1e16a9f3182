package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"

	"github.com/regline/regline/internal/timeline"
)

// operation is one question with the words of each system for it.
type operation struct {
	Name, Title string
	// regline and peer are GraphQL documents; the bare handler has a path of the operation's name.
	regline, peer string
	// sets are the parameters, the same for all systems.
	sets func(d *drawn) []any
	// variables of one set for regline, the peer and the bare handler.
	variables func(set any, c cursors) (regline, peer, bare map[string]any, err error)
	// ofRegline and ofPeer bring an answer to the one form in which answers are compared.
	ofRegline, ofPeer func(body []byte) (any, error)
}

const actFields = `id label kind jurisdiction`

const (
	reglineAct = actFields + ` by { node { id label } } targets { node { id label } } milestones { id role when { text } }
    relations(direction: OUTGOING, types: [ISSUED_UNDER]) { nodes { id label } }`
	peerAct = actFields + ` by { id label } targets { id label } milestones { id role when } issuedUnder { id label }`
)

// days is a range of days, both included, as two ISO dates.
type days struct{ From, To string }

// words are two search terms.
type words [2]string

// operations are the compared ones.
func operations() []operation {
	return []operation{actionOperation(), timelineOperation(), nestedOperation(), lineageOperation(), searchOperation()}
}

func actionOperation() operation {
	return operation{
		Name: "action", Title: "act by ID with body, vendors, milestones and the acts it rests on",
		regline: `query($id: ID!) { action(id: $id) { ` + reglineAct + ` } }`,
		peer:    `query($id: String!) { actions(where: {id: {eq: $id}}) { ` + peerAct + ` } }`,
		sets:    func(d *drawn) []any { return setsOf(d.actions) },
		variables: func(set any, _ cursors) (_, _, _ map[string]any, _ error) {
			v := map[string]any{"id": set.(place).ID}
			return v, v, v, nil
		},
		ofRegline: func(body []byte) (any, error) {
			var d struct{ Action reglineActJSON }
			err := decodeData(body, &d)
			return []act{d.Action.act()}, err
		},
		ofPeer: actsOfPeer,
	}
}

func timelineOperation() operation {
	return operation{
		Name: "timeline", Title: "50 milestones of a range of days with the names of act and vendors",
		regline: `query($from: Day!, $to: Day!) { timeline(from: $from, to: $to, precision: DAY, first: 50) { nodes { id role when { text } owner { id label ... on Action { targets { node { id label } } } } } } }`,
		peer: `query($from: String!, $to: String!) { milestones(where: {timelineKey: {gte: $from, lt: $to}}, sort: [{timelineKey: ASC}], limit: 50) {
    id role when owner { id label targets { id label } } } }`,
		sets: func(d *drawn) []any { return setsOf(d.ranges) },
		variables: func(set any, _ cursors) (_, _, _ map[string]any, _ error) {
			r := set.(days)
			keys := map[string]any{"from": r.From, "to": behindDay(r.To)}
			return map[string]any{"from": r.From, "to": r.To}, keys, keys, nil
		},
		ofRegline: timelineOfRegline,
		ofPeer:    timelineOfPeer,
	}
}

// behindDay is greater than every key that begins with the day, and less than those of the next.
func behindDay(day string) string { return day + "}" }

func nestedOperation() operation {
	return operation{
		Name: "actions", Title: "50 acts behind a place in the list, each with its milestones, bodies, vendors and the acts it was issued under",
		regline: `query($after: String!) { actions(first: 50, after: $after) { nodes { ` + reglineAct + ` } } }`,
		peer:    `query($after: String!) { actions(where: {actionKey: {gt: $after}}, sort: [{actionKey: ASC}], limit: 50) { ` + peerAct + ` } }`,
		sets:    func(d *drawn) []any { return setsOf(d.actions) },
		variables: func(set any, c cursors) (_, _, _ map[string]any, _ error) {
			key := set.(place).Key
			cursor, err := c.at(key)
			v := map[string]any{"after": key}
			return map[string]any{"after": cursor}, v, v, err
		},
		ofRegline: func(body []byte) (any, error) {
			var d struct {
				Actions struct{ Nodes []reglineActJSON }
			}
			err := decodeData(body, &d)
			acts := make([]act, len(d.Actions.Nodes))
			for i, a := range d.Actions.Nodes {
				acts[i] = a.act()
			}
			return acts, err
		},
		ofPeer: actsOfPeer,
	}
}

func lineageOperation() operation {
	return operation{
		Name: "lineage", Title: "lineage of an act to depth 5, nodes and edges",
		regline: `query($id: ID!) { lineage(of: [$id], direction: OUTGOING, depth: 5) { steps { depth node { id label } links { from relation to } } } }`,
		peer:    `query($id: String!) { lineage(id: $id) { nodes { id label depth } edges { from relation to } } }`,
		sets:    func(d *drawn) []any { return setsOf(d.actions) },
		variables: func(set any, _ cursors) (_, _, _ map[string]any, _ error) {
			v := map[string]any{"id": set.(place).ID}
			return v, v, v, nil
		},
		ofRegline: lineageOfRegline,
		ofPeer:    lineageOfPeer,
	}
}

func searchOperation() operation {
	return operation{
		Name: "search", Title: "the first 20 nodes that hold two words",
		regline: `query($text: String!) { search(text: $text, first: 20) { nodes { id label } } }`,
		peer:    `query($phrase: String!) { found(phrase: $phrase) { id label } }`,
		sets:    func(d *drawn) []any { return setsOf(d.words) },
		variables: func(set any, _ cursors) (_, _, _ map[string]any, _ error) {
			w := set.(words)
			phrase := map[string]any{"phrase": "+" + w[0] + " +" + w[1]}
			return map[string]any{"text": w[0] + " " + w[1]}, phrase, phrase, nil
		},
		ofRegline: func(body []byte) (any, error) {
			var d struct{ Search struct{ Nodes []named } }
			err := decodeData(body, &d)
			return d.Search.Nodes, err
		},
		ofPeer: func(body []byte) (any, error) {
			var d struct{ Found []named }
			err := decodeData(body, &d)
			return d.Found, err
		},
	}
}

func setsOf[T any](in []T) []any {
	out := make([]any, len(in))
	for i, v := range in {
		out[i] = v
	}
	return out
}

// lineageTypes are the relationship types of lineage. All are drawn from the later act to the earlier.
func lineageTypes() []string {
	var types []string
	for _, r := range timeline.LineageRelations() {
		types = append(types, string(r))
	}
	return types
}

// cursors makes places in regline's list of acts from one cursor that regline itself gave.
type cursors struct{ pattern map[string]any }

var errCursor = errors.New("a cursor of another form than known")

func cursorsLike(cursor string) (cursors, error) {
	var c cursors
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil {
		err = json.Unmarshal(b, &c.pattern)
	}
	if _, ok := c.pattern["k"].(string); err != nil || !ok {
		return c, fmt.Errorf("%w: %q", errCursor, cursor)
	}
	return c, nil
}

// at gives the cursor of a key.
func (c cursors) at(key string) (string, error) {
	there := maps.Clone(c.pattern)
	there["k"] = key
	b, err := json.Marshal(there)
	return base64.RawURLEncoding.EncodeToString(b), err
}
