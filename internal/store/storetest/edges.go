package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/regline/regline/internal/timeline"
)

// keyed makes an edge whose sort keys are not the IDs.
func keyed(t T, from, fromKey string, rel timeline.Predicate, to, toKey string) *timeline.Edge {
	t.Helper()
	return Edge(t, timeline.Edge{From: timeline.ID(from), FromKey: fromKey, Rel: rel, To: timeline.ID(to), ToKey: toKey})
}

// edgeCase asks for edges of edgeFixture; want numbers its edges.
type edgeCase struct {
	name string
	ids  []timeline.ID
	rels []timeline.Predicate
	d    timeline.Direction
	want []int
}

// edgeFixture joins four nodes by edges whose sort keys are not the IDs.
func edgeFixture(t T) []*timeline.Edge {
	t.Helper()
	return []*timeline.Edge{
		keyed(t, "a-1", "2|a-1", timeline.PartOf, "a-2", "9|a-2"),       // 0
		keyed(t, "a-1", "2|a-1", timeline.IssuedUnder, "a-3", "1|a-3"),  // 1
		keyed(t, "a-1", "2|a-1", timeline.IssuedUnder, "a-2", "9|a-2"),  // 2
		keyed(t, "a-1", "2|a-1", timeline.PartOf, "a-4", "9|a-2"),       // 3: the key of a-2
		keyed(t, "a-3", "1|a-3", timeline.PartOf, "a-2", "9|a-2"),       // 4
		keyed(t, "a-2", "Z|a-2", timeline.PartOf, "a-2", "a|a-2"),       // 5: to itself
		keyed(t, "a-4", "10|a-4", timeline.IssuedUnder, "a-2", "9|a-2"), // 6
		keyed(t, "a-1", "2|a-1", timeline.Targets, "a-4", "0|a-4"),      // 7
	}
}

func edgeCases() []edgeCase {
	both := []timeline.Predicate{timeline.PartOf, timeline.IssuedUnder}
	return []edgeCase{
		// Edges that leave a node are ordered by the key of the other end, then relation, then its ID.
		{"Outgoing", []timeline.ID{"a-1"}, both, timeline.Outgoing, []int{1, 2, 0, 3}},
		// Edges that reach a node are ordered alike, by the ends that they leave, bytes before all.
		{"Incoming", []timeline.ID{"a-2"}, both, timeline.Incoming, []int{6, 4, 2, 0, 5}},
		// Only the relations asked for count, and naming one twice changes nothing.
		{"OneRelation", []timeline.ID{"a-2"}, []timeline.Predicate{timeline.IssuedUnder, timeline.IssuedUnder}, timeline.Incoming, []int{6, 2}},
		// Several nodes: the position of the node comes first.
		{"ByPosition", []timeline.ID{"a-3", "a-9", "a-1"}, both, timeline.Outgoing, []int{4, 1, 2, 0, 3}},
		// An edge between two nodes asked for comes for the one that it leaves, once.
		{"BothEndsAsked", []timeline.ID{"a-2", "a-1", "a-3"}, []timeline.Predicate{timeline.PartOf}, timeline.Outgoing, []int{5, 0, 3, 4}},
		// A relation that no edge has gives none.
		{"UnknownRelation", []timeline.ID{"a-1"}, []timeline.Predicate{"NO_SUCH"}, timeline.Outgoing, nil},
		// No relations give no edges.
		{"NoRelations", []timeline.ID{"a-1"}, nil, timeline.Outgoing, nil},
		// No IDs give no edges.
		{"NoneAsked", nil, both, timeline.Outgoing, nil},
		// A node that the release does not hold has no edges.
		{"NodeNotHeld", []timeline.ID{"a-9"}, both, timeline.Incoming, nil},
	}
}

func edgeRules() []rule {
	both := []timeline.Predicate{timeline.PartOf, timeline.IssuedUnder}
	var rules []rule
	for _, c := range edgeCases() {
		rules = append(rules, rule{c.name, func(t *testing.T, s timeline.Store) {
			es := edgeFixture(t)
			Apply(t, s, Content(1, vendors(t, "a-1", "a-2", "a-3", "a-4"), es))
			var want []timeline.Edge
			for _, i := range c.want {
				want = append(want, *es[i])
			}
			v := view(t, s, 0)
			got, err := v.Edges(context.Background(), c.ids, c.rels, c.d)
			sameAnswer(t, "edges", answerText(t, got, err), answerText(t, want, nil))
			sameExpansion(t, v, c, want)
		}})
	}
	return append(rules,
		// Ends with one key are ordered by relation, then ID, by bytes.
		rule{"TiesByID", func(t *testing.T, s timeline.Store) {
			ids := []timeline.ID{"a-1", "a-10", "a-2", "a-20", "a-3", "a-9", "a-9#issued", "b"}
			var edges []*timeline.Edge
			var want []timeline.Edge
			for _, rel := range []timeline.Predicate{timeline.IssuedUnder, timeline.PartOf} {
				for _, id := range ids {
					e := keyed(t, string(id), "k", rel, "a-1", "k")
					edges, want = append(edges, e), append(want, *e)
				}
			}
			Apply(t, s, Content(1, vendors(t, ids...), edges))
			got, err := view(t, s, 0).Edges(context.Background(), ids[:1], both, timeline.Incoming)
			sameAnswer(t, "edges", answerText(t, got, err), answerText(t, want, nil))
		}},
		// An edge comes back with all its fields.
		rule{"KeptWhole", func(t *testing.T, s timeline.Store) {
			e := Edge(t, timeline.Edge{
				From: "a-1", Rel: timeline.PartOf, To: "a-2", FromKey: "f", ToKey: "t", Subject: "a-1", Since: 1,
				ClaimIDs: []timeline.ID{ClaimID(2), ClaimID(1)}, Inferred: true, Unverified: true, Reason: "because",
			})
			Apply(t, s, Content(1, vendors(t, "a-1", "a-2"), []*timeline.Edge{e}))
			got, err := view(t, s, 0).Edges(context.Background(), []timeline.ID{"a-1"}, testRelations(), timeline.Outgoing)
			sameAnswer(t, "edges", answerText(t, got, err), answerText(t, []timeline.Edge{*e}, nil))
		}},
		// An ID that is asked twice is an error of the caller, and so is a direction that is neither.
		rule{"BadQuestions", func(t *testing.T, s timeline.Store) {
			Apply(t, s, pair(t, 1, "x"))
			v := view(t, s, 0)
			_, err := v.Edges(context.Background(), []timeline.ID{"a-1", "a-2", "a-1"}, both, timeline.Outgoing)
			wantError(t, "repeated ID", err, timeline.ErrBadInput)
			_, err = v.Edges(context.Background(), []timeline.ID{"a-1"}, both, "BOTH")
			wantError(t, "direction", err, timeline.ErrBadInput)
			_, _, err = v.Expand(context.Background(), []timeline.ID{"a-1", "a-2", "a-1"}, both, timeline.Outgoing)
			wantError(t, "repeated ID", err, timeline.ErrBadInput)
			_, _, err = v.Expand(context.Background(), []timeline.ID{"a-1"}, both, "BOTH")
			wantError(t, "direction", err, timeline.ErrBadInput)
			_, err = v.Surroundings(context.Background(), []timeline.ID{"a-1", "a-2", "a-1"}, both, timeline.Outgoing)
			wantError(t, "repeated ID", err, timeline.ErrBadInput)
			_, err = v.Surroundings(context.Background(), []timeline.ID{"a-1"}, both, "BOTH")
			wantError(t, "direction", err, timeline.ErrBadInput)
		}},
	)
}

// sameExpansion asks for the edges with the records at their other ends: each once, where the edges first name it.
func sameExpansion(t T, v timeline.View, c edgeCase, want []timeline.Edge) {
	t.Helper()
	var far []timeline.ID
	for _, e := range want {
		end := e.To
		if c.d == timeline.Incoming {
			end = e.From
		}
		if !slices.Contains(far, end) {
			far = append(far, end)
		}
	}
	edges, records, err := v.Expand(context.Background(), c.ids, c.rels, c.d)
	sameAnswer(t, "edges of Expand", answerText(t, edges, err), answerText(t, want, nil))
	sameAnswer(t, "records of Expand", answerText(t, nodes(records), nil), answerText(t, nodes(vendorsOrNil(t, far)), nil))
	near, missing := v.Records(context.Background(), c.ids)
	sur, err := v.Surroundings(context.Background(), c.ids, c.rels, c.d)
	sameAnswer(t, "Surroundings", answerText(t, sur, err), answerText(t, timeline.Surroundings{Records: near, Edges: want, Far: records}, missing))
}

func vendorsOrNil(t T, ids []timeline.ID) []*timeline.Record {
	t.Helper()
	if len(ids) == 0 {
		return nil
	}
	return vendors(t, ids...)
}

// reachCase walks a graph written as "1>2 2>3": 1 is issued under 2, 2 under 3; "1~2" is 1 part of 2. Wanted hops are
// written as "2@1", the node 2 at distance 1.
type reachCase struct {
	name, graph, roots string
	d                  timeline.Direction
	depth, limit       int
	want               string // or ErrTooLarge where it is "too large"
}

func reachCases() []reachCase {
	const chain = "1>2 2>3 3>4 4>5"
	const diamond = "1>2 1>3 2>4 3>4 4>5 1>5"
	const grid = "1>2 1>3 2>4 2>5 3>4 3>5 4>6 4>7 5>6 5>7 6>8 7>8"
	const out, in = timeline.Outgoing, timeline.Incoming
	return []reachCase{
		// A chain is walked to its end.
		{"Chain", chain, "1", out, 9, 9, "2@1 3@2 4@3 5@4"},
		// Against the direction of its edges too.
		{"ChainIncoming", chain, "4", in, 9, 9, "3@1 2@2 1@3"},
		// A node at exactly the greatest depth is found, the one behind it is not.
		{"DepthExactly", chain, "1", out, 3, 9, "2@1 3@2 4@3"},
		// Within no steps lies nothing.
		{"DepthZero", chain, "1", out, 0, 9, ""},
		// A node that is reached by two ways is listed once, at the least distance.
		{"Diamond", diamond, "1", out, 9, 9, "2@1 3@1 5@1 4@2"},
		// Many ways to the same nodes change nothing.
		{"Grid", grid, "1", out, 9, 9, "2@1 3@1 4@2 5@2 6@3 7@3 8@4"},
		// A cycle ends, and does not list the root again.
		{"Cycle", "1>2 2>3 3>1", "1", out, 9, 9, "2@1 3@2"},
		// An edge from the root to itself reaches nothing.
		{"Loop", "1>1 1>2", "1", out, 9, 9, "2@1"},
		// From several roots the nearest counts, and a root that another reaches is not listed.
		{"SeveralRoots", chain, "1 3", out, 9, 9, "2@1 4@1 5@2"},
		// A root that is named twice counts once.
		{"RootTwice", chain, "4 4", out, 9, 9, "5@1"},
		// The walk goes on through a root that another root reaches.
		{"ThroughRoot", "1>2 2>3", "1 2", out, 1, 9, "3@1"},
		// Nodes at one distance are ordered by ID, by bytes.
		{"OrderByID", "1>9 1>10 1>2 10>3", "1", out, 9, 9, "10@1 2@1 9@1 3@2"},
		// As many nodes as the limit are an answer.
		{"LimitExactly", chain, "1", out, 9, 4, "2@1 3@2 4@3 5@4"},
		// One more is none, and never a cut one.
		{"LimitExceeded", chain, "1", out, 9, 3, "too large"},
		// Nodes beyond the depth do not count against the limit.
		{"LimitWithinDepth", chain, "1", out, 3, 3, "2@1 3@2 4@3"},
		// Neither do the roots.
		{"LimitWithoutRoots", "1>2 2>3 3>1", "1", out, 9, 2, "2@1 3@2"},
		// A limit of zero is enough for nothing.
		{"LimitZero", "1>2", "2", out, 9, 0, ""},
		// Nothing is too large for a limit of zero, one node is.
		{"LimitZeroExceeded", "1>2", "1", out, 9, 0, "too large"},
		// Relations that are not asked for are no way.
		{"OtherRelation", "1>2 2~3 3>4 1~4", "1", out, 9, 9, "2@1"},
		// A root that the release does not hold reaches nothing.
		{"RootNotHeld", chain, "77 4", out, 9, 9, "5@1"},
		// No roots reach nothing.
		{"NoRoots", chain, "", out, 9, 9, ""},
	}
}

func reachRules() []rule {
	ctx := context.Background()
	under := []timeline.Predicate{timeline.IssuedUnder}
	var rules []rule
	for _, c := range reachCases() {
		rules = append(rules, rule{c.name, func(t *testing.T, s timeline.Store) {
			Apply(t, s, graph(t, c.graph))
			v := view(t, s, 0)
			hops, err := v.Reach(ctx, nodeIDs(c.roots), under, c.d, c.depth, c.limit)
			sameSubgraph(t, v, nodeIDs(c.roots), under, c.d, c.depth, c.limit)
			if c.want == "too large" {
				wantError(t, "Reach", err, timeline.ErrTooLarge)
				return
			}
			wantNil(t, "Reach", err)
			var got []string
			for _, h := range hops {
				got = append(got, fmt.Sprintf("%s@%d", strings.TrimPrefix(string(h.ID), "a-"), h.Depth))
			}
			sameAnswer(t, "hops", strings.Join(got, " "), c.want)
		}})
	}
	return append(rules,
		// Several relations make one net of ways.
		rule{"SeveralRelations", func(t *testing.T, s timeline.Store) {
			Apply(t, s, graph(t, "1>2 2~3 3>4 1~4"))
			v, rels := view(t, s, 0), []timeline.Predicate{timeline.PartOf, timeline.IssuedUnder}
			got, err := v.Reach(ctx, nodeIDs("1"), rels, timeline.Outgoing, 9, 9)
			want := []timeline.Hop{{ID: "a-2", Depth: 1}, {ID: "a-4", Depth: 1}, {ID: "a-3", Depth: 2}}
			sameAnswer(t, "hops", answerText(t, got, err), answerText(t, want, nil))
			sameSubgraph(t, v, nodeIDs("1"), rels, timeline.Outgoing, 9, 9)
			sameSubgraph(t, v, nodeIDs("4"), rels, timeline.Incoming, 1, 9)
		}},
		// No relations and relations that no edge has lead nowhere.
		rule{"NoRelations", func(t *testing.T, s timeline.Store) {
			Apply(t, s, graph(t, "1>2"))
			for _, rels := range [][]timeline.Predicate{nil, {"NO_SUCH"}} {
				got, err := view(t, s, 0).Reach(ctx, nodeIDs("1"), rels, timeline.Outgoing, 9, 9)
				sameAnswer(t, "hops", answerText(t, got, err), answerText(t, []timeline.Hop(nil), nil))
				sameSubgraph(t, view(t, s, 0), nodeIDs("1"), rels, timeline.Outgoing, 9, 9)
			}
		}},
		// A negative depth or limit and a direction that is neither are errors of the caller.
		rule{"BadQuestions", func(t *testing.T, s timeline.Store) {
			Apply(t, s, graph(t, "1>2"))
			v := view(t, s, 0)
			for _, q := range []struct {
				d            timeline.Direction
				depth, limit int
			}{{timeline.Outgoing, -1, 9}, {timeline.Outgoing, 9, -1}, {"BOTH", 9, 9}} {
				_, err := v.Reach(ctx, nodeIDs("1"), under, q.d, q.depth, q.limit)
				wantError(t, fmt.Sprint(q), err, timeline.ErrBadInput)
				_, err = v.Subgraph(ctx, nodeIDs("1"), under, q.d, q.depth, q.limit)
				wantError(t, fmt.Sprint(q), err, timeline.ErrBadInput)
			}
		}},
	)
}

// sameSubgraph asks in one what is made up of the walk, the records on it and the edges among them.
func sameSubgraph(t T, v timeline.View, roots []timeline.ID, rels []timeline.Predicate, d timeline.Direction, depth, limit int) {
	t.Helper()
	ctx := context.Background()
	got, err := v.Subgraph(ctx, roots, rels, d, depth, limit)
	sameAnswer(t, "Subgraph", answerText(t, got, err), subgraphText(t, v, roots, rels, d, depth, limit))
}

func subgraphText(t T, v timeline.View, roots []timeline.ID, rels []timeline.Predicate, d timeline.Direction, depth, limit int) string {
	t.Helper()
	ctx := context.Background()
	var none timeline.Subgraph
	if _, err := v.Edges(ctx, roots, rels, d); err != nil {
		return answerText(t, none, err)
	}
	hops, err := v.Reach(ctx, roots, rels, d, depth, limit)
	if err != nil {
		return answerText(t, none, err)
	}
	ids := slices.Clone(roots)
	for _, h := range hops {
		ids = append(ids, h.ID)
	}
	records, err := v.Records(ctx, ids)
	if err != nil {
		return answerText(t, none, err)
	}
	edges, err := v.Edges(ctx, ids, rels, d)
	edges = slices.DeleteFunc(edges, func(e timeline.Edge) bool {
		return !slices.Contains(ids, e.From) || !slices.Contains(ids, e.To)
	})
	return answerText(t, timeline.Subgraph{Hops: hops, Records: records, Edges: edges}, err)
}

// nodeIDs makes the IDs a-1, a-2 of "1 2".
func nodeIDs(numbers string) []timeline.ID {
	var ids []timeline.ID
	for _, n := range strings.Fields(numbers) {
		ids = append(ids, timeline.ID("a-"+n))
	}
	return ids
}

// descending is a sort key that orders nodes against their IDs: hops are ordered by ID, not as edges are.
func descending(id string) string { return string(rune('z'-id[0]+'0')) + id }

// graph makes a release of the arrows that reachCase describes.
func graph(t T, text string) *timeline.Content {
	t.Helper()
	var ids []timeline.ID
	var edges []*timeline.Edge
	for _, word := range strings.Fields(text) {
		sep, rel := ">", timeline.IssuedUnder
		if strings.Contains(word, "~") {
			sep, rel = "~", timeline.PartOf
		}
		from, to, _ := strings.Cut(word, sep)
		ends := nodeIDs(from + " " + to)
		ids = append(ids, ends...)
		edges = append(edges, keyed(t, string(ends[0]), descending(from), rel, string(ends[1]), descending(to)))
	}
	slices.Sort(ids)
	return Content(1, vendors(t, slices.Compact(ids)...), edges)
}
