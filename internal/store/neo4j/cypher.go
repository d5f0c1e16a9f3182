package neo4j

import (
	"fmt"
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// Every statement of the store is in this file or in cypher_apply.go. Values are parameters; what is formatted into a
// text is a type or label of the vocabulary, a checked number, or one of the parts below.

// open is the revision until which everything lasts that has not ended: the greatest integer of Cypher.
const open int64 = 1<<63 - 1

// live is the condition that the revision $r holds x.
func live(x string) string { return fmt.Sprintf("%[1]s.since <= $r AND $r < %[1]s.until", x) }

// by matches the one node of a label with the given value. The planner is told to seek: a statement that is planned
// while the database is empty, as by the first batch of a first load, would else scan the index and keep its plan.
func by(x, label, property, value string) string {
	return fmt.Sprintf("MATCH (%[1]s:%[2]s {%[3]s: %[4]s}) USING INDEX SEEK %[1]s:%[2]s(%[3]s)", x, label, property, value)
}

// Schema.
const (
	schemaNames = "SHOW INDEXES YIELD name WHERE name STARTS WITH 'regline_' RETURN collect(name) AS names"
	schemaWait  = "CALL db.awaitIndexes($seconds)"
)

// schema makes the constraints and indexes, by their name. No index holds a property that changes, other than the
// head's.
var schema = map[string]string{
	"regline_head":            "CREATE CONSTRAINT regline_head IF NOT EXISTS FOR (h:Head) REQUIRE h.id IS UNIQUE",
	"regline_lock":            "CREATE CONSTRAINT regline_lock IF NOT EXISTS FOR (l:Lock) REQUIRE l.id IS UNIQUE",
	"regline_release":         "CREATE CONSTRAINT regline_release IF NOT EXISTS FOR (r:Release) REQUIRE r.revision IS UNIQUE",
	"regline_release_number":  "CREATE INDEX regline_release_number IF NOT EXISTS FOR (r:Release) ON (r.number)",
	"regline_node":            "CREATE CONSTRAINT regline_node IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE",
	"regline_node_order":      "CREATE INDEX regline_node_order IF NOT EXISTS FOR (n:Node) ON (n.order)",
	"regline_version":         "CREATE INDEX regline_version IF NOT EXISTS FOR (v:Version) ON (v.id)",
	"regline_version_subject": "CREATE INDEX regline_version_subject IF NOT EXISTS FOR (v:Version) ON (v.subject)",
	"regline_posting":         "CREATE INDEX regline_posting IF NOT EXISTS FOR (p:Posting) ON (p.at)",
	"regline_pending":         "CREATE CONSTRAINT regline_pending IF NOT EXISTS FOR (x:Pending) REQUIRE x.n IS UNIQUE",
	"regline_superseded":      "CREATE INDEX regline_superseded IF NOT EXISTS FOR (x:Superseded) ON (x.revision, x.n)",
}

// Reading. Each statement returns one record: lists of lists cost a fraction of as many records.
const (
	openHead = `MATCH (h:Head {id: 'head'})
WITH h.revision AS head, h.layout AS layout
MATCH (r:Release {revision: head})
RETURN collect([r.revision, r.body, layout]) AS rows`

	openRelease = `MATCH (h:Head {id: 'head'})
WITH h.revision AS head, h.layout AS layout
MATCH (r:Release {number: $number}) WHERE r.revision <= head
WITH r, layout ORDER BY r.revision DESC LIMIT 1
RETURN collect([r.revision, r.body, layout]) AS rows`

	recordColumns = "v.id, v.kind, v.digest, v.body, v.places, v.facets"
	// nodeColumns are those of a record without its places and facets, which are half of a milestone.
	nodeColumns = "v.id, v.kind, v.digest, v.body, '', ''"
)

var (
	readRecords = `UNWIND $ids AS id
` + by("v", "Version", "id", "id") + ` WHERE ` + live("v") + `
RETURN collect([` + recordColumns + `]) AS rows`

	readClaims = `UNWIND $ids AS id
` + by("v", "Version", "subject", "id") + ` WHERE ` + live("v") + `
RETURN collect([v.subject, v.body]) AS rows`

	// A part's ID is that of its owner with "#" and more behind it.
	readClaimsAbout = `CALL () {
  ` + by("v", "Version", "subject", "$owner") + ` RETURN v
  UNION ALL
  MATCH (v:Version) USING INDEX SEEK v:Version(subject) WHERE v.subject STARTS WITH $owner + '#' RETURN v
}
WITH v WHERE ` + live("v") + `
RETURN collect([` + recordColumns + `]) AS rows`

	// Marks of records, by ID: that is the order of their keys.
	readRecordMarks = `MATCH (v:Version) WHERE v.id > $after AND ` + live("v") + `
WITH v ORDER BY v.id LIMIT $n
RETURN collect([v.id, v.digest]) AS rows`
)

// edgesOf is an expression for the live edges of node n, each as the given list; e is the edge, m the other end.
func edgesOf(forwards, backwards []string, d timeline.Direction, list string) string {
	if d == timeline.Incoming {
		forwards, backwards = backwards, forwards
	}
	var parts []string
	if len(forwards) > 0 {
		parts = append(parts, fmt.Sprintf("[(n)-[e:%s]->(m) WHERE %s | %s]", strings.Join(forwards, "|"), live("e"), list))
	}
	if len(backwards) > 0 {
		parts = append(parts, fmt.Sprintf("[(n)<-[e:%s]-(m) WHERE %s | %s]", strings.Join(backwards, "|"), live("e"), list))
	}
	return strings.Join(parts, "\n  + ")
}

func readEdges(forwards, backwards []string, d timeline.Direction) string {
	return `UNWIND $ids AS id
` + by("n", "Node", "id", "id") + `
RETURN collect(` + edgesOf(forwards, backwards, d, "[e.digest, e.body]") + `) AS edges`
}

// expand matches the live edges of node n, each with the node at its other end as m. A call cannot be without a branch.
func expand(forwards, backwards []string, d timeline.Direction) string {
	if d == timeline.Incoming {
		forwards, backwards = backwards, forwards
	}
	var branches []string
	if len(forwards) > 0 {
		branches = append(branches, fmt.Sprintf("MATCH (n)-[e:%s]->(m) WHERE %s RETURN e, m", strings.Join(forwards, "|"), live("e")))
	}
	if len(backwards) > 0 {
		branches = append(branches, fmt.Sprintf("MATCH (n)<-[e:%s]-(m) WHERE %s RETURN e, m", strings.Join(backwards, "|"), live("e")))
	}
	return "CALL (n) {\n  " + strings.Join(branches, "\n  UNION ALL\n  ") + "\n}"
}

// readRecordsOf gives the live record of each ID of a list that a statement has found, and of those of a further list.
func readRecordsOf(ids, further string) string {
	return fmt.Sprintf(`CALL (%[1]s) {
  UNWIND %[1]s%[2]s AS id
  WITH DISTINCT id
  %[3]s WHERE %[4]s
  RETURN collect([%[5]s]) AS records
}`, ids, further, by("v", "Version", "id", "id"), live("v"), nodeColumns)
}

// readExpand gives the edges of nodes, and the record of each node at their other ends once; with near, those of the
// nodes too.
func readExpand(forwards, backwards []string, d timeline.Direction, near bool) string {
	further := ""
	if near {
		further = " + $ids"
	}
	return `UNWIND $ids AS id
` + by("n", "Node", "id", "id") + `
` + expand(forwards, backwards, d) + `
WITH collect([e.digest, e.body]) AS edges, collect(m.id) AS far
` + readRecordsOf("far", further) + `
RETURN edges, records`
}

// readEdgeMarks gives the edges of nodes in the order of "ID|", which is the order of the keys of edges by their
// first part.
func readEdgeMarks(forwards, backwards []string) string {
	return `MATCH (n:Node) WHERE n.order > $after
WITH n ORDER BY n.order LIMIT $n
RETURN collect([n.order, n.id, ` + edgesOf(forwards, backwards, timeline.Outgoing, "[type(e), m.id, e.digest]") + `]) AS rows`
}

// walk gives the nodes within the depth with their least distance, ordered and limited to $n. It goes breadth first and visits each node once: with the condition on each hop and the least length alone
// asked for, the planner prunes. Where some types are drawn against the direction of the walk, a hop may take a
// relationship either way, and a condition says which way is right.
func walk(forwards, backwards []string, d timeline.Direction, depth int) string {
	if d == timeline.Incoming {
		forwards, backwards = backwards, forwards
	}
	var hop string
	switch {
	case len(backwards) == 0:
		hop = fmt.Sprintf("()-[e:%s WHERE %s]->()", strings.Join(forwards, "|"), live("e"))
	case len(forwards) == 0:
		hop = fmt.Sprintf("()<-[e:%s WHERE %s]-()", strings.Join(backwards, "|"), live("e"))
	default:
		hop = fmt.Sprintf("(x)-[e:%s WHERE %s]-() WHERE (type(e) IN ['%s']) = (startNode(e) = x)",
			strings.Join(slices.Concat(forwards, backwards), "|"), live("e"), strings.Join(forwards, "', '"))
	}
	return fmt.Sprintf(`UNWIND $ids AS id
%s
MATCH p = (root) (%s){1,%d} (n:Node)
WITH n, min(length(p)) AS depth WHERE NOT n.id IN $ids
WITH n.id AS id, depth ORDER BY depth, id LIMIT $n
WITH collect([id, depth]) AS hops`, by("root", "Node", "id", "id"), hop, depth)
}

func readReach(forwards, backwards []string, d timeline.Direction, depth int) string {
	return walk(forwards, backwards, d, depth) + "\nRETURN hops"
}

// readSubgraph gives what readReach gives, with the records of the roots and of the nodes reached and the edges by which
// the walk leaves or reaches each of them; no more than the hops where there are too many.
func readSubgraph(forwards, backwards []string, d timeline.Direction, depth int) string {
	return walk(forwards, backwards, d, depth) + `
WITH hops, CASE WHEN size(hops) < $n THEN $ids + [hop IN hops | hop[0]] ELSE [] END AS ids
` + readRecordsOf("ids", "") + `
CALL (ids) {
  UNWIND ids AS id
  ` + by("n", "Node", "id", "id") + `
  RETURN collect(` + edgesOf(forwards, backwards, d, "[e.digest, e.body]") + `) AS edges
}
RETURN hops, records, edges`
}

// chooseList takes the list with the least postings, of which a thousand are counted at most: walking a long list to
// look each posting up in a short one is what makes a search slow.
const (
	firstList  = "WITH $lists[0] AS list\n"
	chooseList = `UNWIND $lists AS list
CALL (list) {
  MATCH (p:Posting) WHERE p.at >= list.lead + $lo AND p.at < list.lead + $hi
  WITH p LIMIT 1000
  RETURN count(p) AS size
}
WITH list ORDER BY size, list.lead LIMIT 1
`
)

// matches is the condition that posting p stands between two parameters, in $r, on the day $last or later, and in the
// other lists too. A lead has always the same length, so that the key can be cut off behind it.
func matches(from, to string) string {
	return fmt.Sprintf(`p.at >= list.lead + $%s AND p.at < list.lead + $%s AND %s AND p.last >= $last
    AND all(other IN list.others WHERE EXISTS { %s WHERE %s })`,
		from, to, live("p"), by("q", "Posting", "at", fmt.Sprintf("other + substring(p.at, %d)", leadLength)), live("q"))
}

func chosen(several bool) string {
	if several {
		return chooseList
	}
	return firstList
}

// readPage gives the postings between $from and $to with their records, and whether there are others between $lo and
// $from and between $to and $hi.
func readPage(several, backwards bool) string {
	order := "p.at"
	if backwards {
		order = "p.at DESC"
	}
	return chosen(several) + `CALL (list) {
  MATCH (p:Posting) WHERE ` + matches("from", "to") + `
  WITH p ORDER BY ` + order + ` LIMIT $n
  ` + by("v", "Version", "id", "p.id") + ` WHERE ` + live("v") + `
  RETURN collect([p.at, ` + nodeColumns + `]) AS rows
}
RETURN rows,
  EXISTS { MATCH (p:Posting) WHERE ` + matches("lo", "from") + ` } AS before,
  EXISTS { MATCH (p:Posting) WHERE ` + matches("to", "hi") + ` } AS behind`
}

func readCount(several bool) string {
	return chosen(several) + `CALL (list) {
  MATCH (p:Posting) WHERE ` + matches("lo", "hi") + `
  RETURN count(p) AS n
}
RETURN n`
}
