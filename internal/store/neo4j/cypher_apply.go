package neo4j

import (
	"maps"
	"slices"
	"strings"
)

// What Apply reads.
var (
	formerHead = `MATCH (h:Head {id: 'head'})
WITH h
OPTIONAL MATCH (r:Release {revision: h.revision})
RETURN collect([h.revision, h.shown, coalesce(r.kept, 0), r.body, h.layout]) AS rows`

	readFormerRecords = `UNWIND $rows AS id
` + by("v", "Version", "id", "id") + ` WHERE ` + live("v") + `
RETURN collect([v.id, v.places, v.facets]) AS rows`

	// All relationships of nodes, whoever drew them.
	readNeighbours = `UNWIND $rows AS id
` + by("n", "Node", "id", "id") + `
MATCH (n)-[e]-() WHERE ` + live("e") + `
WITH e LIMIT $n
RETURN collect([type(e), startNode(e).id, endNode(e).id]) AS rows`

	// Places of an index at which there are several records.
	readHolders = `UNWIND $rows AS at
` + by("p", "Posting", "at", "at") + ` WHERE ` + live("p") + `
WITH at, min(p.id) AS one, max(p.id) AS other WHERE one <> other
RETURN collect([at, one, other]) AS rows`

	readPending = `MATCH (x:Pending) WHERE x.n > $after
WITH x ORDER BY x.n LIMIT 1
RETURN collect([x.n, x.changed, x.ended, x.keys, x.indexes]) AS rows`

	readShown = `UNWIND $rows AS id
OPTIONAL ` + by("v", "Version", "id", "id") + ` WHERE ` + live("v") + `
RETURN collect([id, v.kind, v.body]) AS rows`

	// The next revision is the first that does not hold what is superseded. Times are the server's.
	readSuperseded = `MATCH (x:Superseded) USING INDEX SEEK x:Superseded(revision, n) WHERE x.revision > 0 AND x.n IS NOT NULL
WITH x ORDER BY x.revision, x.n LIMIT 1
MATCH (r:Release {revision: x.revision}) WHERE r.moved + $grace <= timestamp()
RETURN collect([x.revision, x.n, r.kept, x.versions, x.postings, x.edges]) AS rows`
)

var ends = by("a", "Node", "id", "row[0]") + "\n" + by("b", "Node", "id", "row[1]")

// between finds edges by both ends. The LIMIT takes nothing away: it keeps the planner from walking all edges of a hub
// to find one end from the other.
func between(typ string) string {
	return `UNWIND $rows AS row
` + ends + `
WITH a, b LIMIT size($rows)
MATCH (a)-[e:` + typ + `]->(b) `
}

func readFormerEdges(typ string) string {
	return between(typ) + `WHERE ` + live("e") + `
RETURN collect([a.id, b.id]) AS rows`
}

// The lease. Every transaction that writes begins with holdLease, so that one Apply at most writes at a time, even if
// another takes itself for the holder.
const (
	// takeLease1 takes the lock of the node, so that what takeLease2 reads cannot change any more. It must not write what
	// it has read: that may be older than the lock.
	takeLease1 = `MERGE (h:Head {id: 'head'}) ON CREATE SET h.revision = 0, h.shown = 0, h.layout = $layout
MERGE (l:Lock {id: 'apply'}) ON CREATE SET l.unfinished = false, l.expires = 0
SET l.asked = true`
	takeLease2 = `MATCH (l:Lock {id: 'apply'}) WHERE l.owner IS NULL OR l.expires < timestamp()
SET l.owner = $owner, l.holder = $holder, l.since = timestamp(), l.expires = timestamp() + $lease
RETURN l.unfinished AS unfinished`
	readHolder = `MATCH (l:Lock {id: 'apply'}) WHERE l.owner IS NOT NULL
RETURN collect([l.holder, timestamp() - l.since, l.expires - timestamp()]) AS rows`
	holdLease = `MATCH (l:Lock {id: 'apply'})
SET l.expires = timestamp() + $lease
WITH l WHERE l.owner = $owner
RETURN l.owner AS owner`
	dropLease = `MATCH (l:Lock {id: 'apply'}) WHERE l.owner = $owner
SET l.expires = 0
REMOVE l.owner`

	endWriting = "MATCH (l:Lock {id: 'apply'}) SET l.unfinished = false"
	// moveHead leaves shown behind where something is pending.
	moveHead = `MATCH (h:Head {id: 'head'}) WHERE h.revision = $r
MATCH (r:Release {revision: $next})
SET h.revision = $next, h.shown = CASE WHEN $pending THEN h.shown ELSE $next END, r.moved = timestamp()
RETURN h.revision AS revision`
)

// Writing. Rows are lists of strings where they can be: the driver packs those without reflection.
var (
	beginWriting = statement{phase: phaseBegin, doing: "beginning to write", text: `UNWIND $rows AS unfinished
MATCH (l:Lock {id: 'apply'})
SET l.unfinished = unfinished
RETURN count(l) AS n`}

	closeVersions = statement{phase: phaseClose, doing: "ending former records", text: `UNWIND $rows AS id
` + by("v", "Version", "id", "id") + ` WHERE v.since < $next AND v.until = $open
SET v.until = $next
RETURN count(v) AS n`}
	closePostings = statement{phase: phaseClose, doing: "ending former places", text: `UNWIND $rows AS at
` + by("p", "Posting", "at", "at") + ` WHERE p.since < $next AND p.until = $open
SET p.until = $next
RETURN count(p) AS n`}

	mergeIdentities = statement{phase: phaseIdentities, doing: "writing identities", text: mergeNodes}
	mergeEnds       = statement{phase: phaseEndIdentities, doing: "writing identities", text: mergeNodes}

	// Claims have a subject, others a row that is shorter by that.
	writeVersions = statement{phase: phaseVersions, doing: "writing records", text: `UNWIND $rows AS row
CREATE (v:Version {id: row[0], kind: row[1], since: $next, until: $open, digest: row[2], body: row[3],
  places: row[4], facets: row[5], subject: row[6]})
RETURN count(v) AS n`}
	writePostings = statement{phase: phasePostings, doing: "writing places", text: `UNWIND $rows AS row
CREATE (p:Posting {at: row[0], id: row[1], last: row[2], since: $next, until: $open})
RETURN count(p) AS n`}

	// Each place of an index has one record, and each end of an edge is one.
	checkKeys = statement{phase: phaseKeys, doing: "checking places", text: `UNWIND $rows AS row
` + by("p", "Posting", "at", "row[0]") + ` WHERE p.since <= $next AND p.until > $next
RETURN count(p) AS n`}
	countEnds = statement{phase: phaseEnds, doing: "checking edges", text: `UNWIND $rows AS id
` + by("v", "Version", "id", "id") + ` WHERE v.since <= $next AND v.until > $next
RETURN count(v) AS n`}

	writePending = statement{phase: phaseNotes, doing: "noting what is pending", text: `UNWIND $rows AS row
CREATE (x:Pending {revision: $next, n: row[0], changed: row[1], ended: row[2]})
RETURN count(x) AS n`}
	writeSuperseded = statement{phase: phaseNotes, doing: "noting what is superseded", text: `UNWIND $rows AS row
CREATE (x:Superseded {revision: $next, n: row[0], versions: row[1], postings: row[2], edges: row[3]})
RETURN count(x) AS n`}
	writeRelease = statement{phase: phaseRelease, doing: "writing the release", text: `UNWIND $rows AS row
CREATE (r:Release {revision: $next, number: row.number, digest: row.digest, draft: row.draft, kept: row.kept, body: row.body})
RETURN count(r) AS n`}

	// readEnds says which of the rows of countEnds are records.
	readEnds = `UNWIND $rows AS id
` + by("v", "Version", "id", "id") + ` WHERE v.since <= $next AND v.until > $next
RETURN collect([v.id]) AS rows`
	// writeSuspected notes the places of rows of checkKeys that several records have.
	writeSuspected = `UNWIND $rows AS row
` + by("p", "Posting", "at", "row[0]") + ` WHERE p.since <= $next AND p.until > $next
WITH row, count(p) AS holders WHERE holders > 1
WITH collect(row[0]) AS keys, collect(row[1]) AS indexes
CREATE (x:Pending {revision: $next, n: $n, keys: keys, indexes: indexes})`
)

const mergeNodes = `UNWIND $rows AS id
MERGE (n:Node {id: id}) ON CREATE SET n.order = id + '|'
RETURN count(n) AS n`

// createIdentities is for a first load alone: there can be none yet, and nobody sees them before the head moves.
func createIdentities(label string) statement {
	return statement{phase: phaseIdentities, doing: "writing identities", text: `UNWIND $rows AS row
CREATE (n:Node:` + label + ` {id: row.id, order: row.id + '|'})
SET n += row.plain
RETURN count(n) AS n`}
}

func writeEdges(typ string) statement {
	return statement{phase: phaseEdges, doing: "writing edges", of: typ, text: `UNWIND $rows AS row
` + ends + `
CREATE (a)-[e:` + typ + ` {since: $next, until: $open, digest: row[2], body: row[3]}]->(b)
RETURN count(e) AS n`}
}

func closeEdges(typ string) statement {
	return statement{phase: phaseClose, doing: "ending former edges", of: typ, text: between(typ) + `WHERE e.since < $next AND e.until = $open
SET e.until = $next
RETURN count(e) AS n`}
}

// What people see.
var (
	deletePending = statement{phase: phaseLast, doing: "showing the release", text: `UNWIND $rows AS n
MATCH (x:Pending {n: n})
DELETE x
RETURN count(x) AS n`}

	endShowing = statement{phase: phaseShow, doing: "showing the release", text: `UNWIND $rows AS shown
MATCH (h:Head {id: 'head'})
SET h.shown = shown
RETURN count(h) AS n`}

	// hideNodes finds no identity for most claims, which is as it should be.
	hideNodes = statement{phase: phaseShow, doing: "showing the release", any: true, text: `UNWIND $rows AS id
` + by("n", "Node", "id", "id") + `
` + unlabel() + `
SET n += $plain
RETURN count(n) AS n`}
)

// unlabel takes every label of a kind from n.
func unlabel() string {
	return "REMOVE n:" + strings.Join(slices.Sorted(maps.Values(labels)), ":")
}

func showNodes(label string) statement {
	return statement{phase: phaseShow, doing: "showing the release", text: `UNWIND $rows AS row
` + by("n", "Node", "id", "row.id") + `
` + unlabel() + `
SET n:` + label + `
SET n += $plain
SET n += row.plain
RETURN count(n) AS n`}
}

// Vacuuming. What is not there was taken away before, or stays for a kept revision.
var (
	deleteVersions = statement{phase: phaseVersions, doing: "vacuuming", any: true, text: `UNWIND $rows AS id
` + by("v", "Version", "id", "id") + ` WHERE v.until = $until AND v.since > $kept
DELETE v
RETURN count(v) AS n`}
	deletePostings = statement{phase: phasePostings, doing: "vacuuming", any: true, text: `UNWIND $rows AS at
` + by("p", "Posting", "at", "at") + ` WHERE p.until = $until AND p.since > $kept
DELETE p
RETURN count(p) AS n`}
	deleteIdentities = statement{phase: phaseNotes, doing: "vacuuming", any: true, text: `UNWIND $rows AS id
` + by("n", "Node", "id", "id") + ` WHERE NOT (n)--() AND NOT EXISTS { ` + by("v", "Version", "id", "n.id") + ` }
DELETE n
RETURN count(n) AS n`}
	deleteRevision = statement{phase: phaseRelease, doing: "vacuuming", any: true, text: `UNWIND $rows AS revision
MATCH (r:Release {revision: revision})
DELETE r
RETURN count(r) AS n`}
	deleteSuperseded = statement{phase: phaseLast, doing: "vacuuming", text: `UNWIND $rows AS row
MATCH (x:Superseded {revision: row[0], n: row[1]})
DELETE x
RETURN count(x) AS n`}
)

func deleteEdges(typ string) statement {
	return statement{phase: phaseEdges, doing: "vacuuming", of: typ, any: true, text: between(typ) + `WHERE e.until = $until AND e.since > $kept
DELETE e
RETURN count(e) AS n`}
}

// undoing takes back what lies beyond the head $r, $n at a time until nothing is left. It has no index to go by: the
// price is paid after an interruption only.
func undoing(types []string) []string {
	var statements []string
	for _, label := range []string{"Release", "Pending", "Superseded"} {
		statements = append(statements, "MATCH (x:"+label+") WHERE x.revision > $r WITH x LIMIT $n DELETE x RETURN count(*) AS n")
	}
	for _, label := range []string{"Version", "Posting"} {
		statements = append(statements,
			"MATCH (x:"+label+") WHERE x.since > $r WITH x LIMIT $n DELETE x RETURN count(*) AS n",
			"MATCH (x:"+label+") WHERE $r < x.until AND x.until < $open WITH x LIMIT $n SET x.until = $open RETURN count(*) AS n")
	}
	for _, typ := range types {
		statements = append(statements,
			"MATCH ()-[e:"+typ+"]->() WHERE e.since > $r WITH e LIMIT $n DELETE e RETURN count(*) AS n",
			"MATCH ()-[e:"+typ+"]->() WHERE $r < e.until AND e.until < $open WITH e LIMIT $n SET e.until = $open RETURN count(*) AS n")
	}
	return append(statements,
		"MATCH (n:Node) WHERE NOT (n)--() AND NOT EXISTS { "+by("v", "Version", "id", "n.id")+" } WITH n LIMIT $n DELETE n RETURN count(*) AS n")
}

// wiping deletes everything that the store owns, $n at a time.
func wiping() []string {
	var statements []string
	for _, label := range []string{"Head", "Lock", "Release", "Version", "Posting", "Node", "Pending", "Superseded"} {
		statements = append(statements, "MATCH (x:"+label+") WITH x LIMIT $n DETACH DELETE x RETURN count(*) AS n")
	}
	return statements
}
