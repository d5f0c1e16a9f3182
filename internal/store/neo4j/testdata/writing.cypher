// begin writing
UNWIND $rows AS unfinished
MATCH (l:Lock {id: 'apply'})
SET l.unfinished = unfinished
RETURN count(l) AS n;

// check ends
UNWIND $rows AS id
MATCH (v:Version {id: id}) USING INDEX SEEK v:Version(id) WHERE v.since <= $next AND v.until > $next
RETURN count(v) AS n;

// check keys
UNWIND $rows AS row
MATCH (p:Posting {at: row[0]}) USING INDEX SEEK p:Posting(at) WHERE p.since <= $next AND p.until > $next
RETURN count(p) AS n;

// drop the lease
MATCH (l:Lock {id: 'apply'}) WHERE l.owner = $owner
SET l.expires = 0
REMOVE l.owner;

// edges
UNWIND $rows AS row
MATCH (a:Node {id: row[0]}) USING INDEX SEEK a:Node(id)
MATCH (b:Node {id: row[1]}) USING INDEX SEEK b:Node(id)
CREATE (a)-[e:TARGETS {since: $next, until: $open, digest: row[2], body: row[3]}]->(b)
RETURN count(e) AS n;

// end showing
UNWIND $rows AS shown
MATCH (h:Head {id: 'head'})
SET h.shown = shown
RETURN count(h) AS n;

// end writing
MATCH (l:Lock {id: 'apply'}) SET l.unfinished = false;

// first identities
UNWIND $rows AS row
CREATE (n:Node:Vendor {id: row.id, order: row.id + '|'})
SET n += row.plain
RETURN count(n) AS n;

// former edges
UNWIND $rows AS row
MATCH (a:Node {id: row[0]}) USING INDEX SEEK a:Node(id)
MATCH (b:Node {id: row[1]}) USING INDEX SEEK b:Node(id)
WITH a, b LIMIT size($rows)
MATCH (a)-[e:TOOK]->(b) WHERE e.since < $next AND e.until = $open
SET e.until = $next
RETURN count(e) AS n;

// former postings
UNWIND $rows AS at
MATCH (p:Posting {at: at}) USING INDEX SEEK p:Posting(at) WHERE p.since < $next AND p.until = $open
SET p.until = $next
RETURN count(p) AS n;

// former versions
UNWIND $rows AS id
MATCH (v:Version {id: id}) USING INDEX SEEK v:Version(id) WHERE v.since < $next AND v.until = $open
SET v.until = $next
RETURN count(v) AS n;

// hide nodes
UNWIND $rows AS id
MATCH (n:Node {id: id}) USING INDEX SEEK n:Node(id)
REMOVE n:Action:Agency:Audience:Claim:Discrepancy:Effect:ListEntry:Milestone:OfficialList:Organization:Person:Restriction:Source:Statement:Vendor
SET n += $plain
RETURN count(n) AS n;

// hold the lease
MATCH (l:Lock {id: 'apply'})
SET l.expires = timestamp() + $lease
WITH l WHERE l.owner = $owner
RETURN l.owner AS owner;

// identities
UNWIND $rows AS id
MERGE (n:Node {id: id}) ON CREATE SET n.order = id + '|'
RETURN count(n) AS n;

// identities of ends
UNWIND $rows AS id
MERGE (n:Node {id: id}) ON CREATE SET n.order = id + '|'
RETURN count(n) AS n;

// move the head
MATCH (h:Head {id: 'head'}) WHERE h.revision = $r
MATCH (r:Release {revision: $next})
SET h.revision = $next, h.shown = CASE WHEN $pending THEN h.shown ELSE $next END, r.moved = timestamp()
RETURN h.revision AS revision;

// no longer pending
UNWIND $rows AS n
MATCH (x:Pending {n: n})
DELETE x
RETURN count(x) AS n;

// pending
UNWIND $rows AS row
CREATE (x:Pending {revision: $next, n: row[0], changed: row[1], ended: row[2]})
RETURN count(x) AS n;

// postings
UNWIND $rows AS row
CREATE (p:Posting {at: row[0], id: row[1], last: row[2], since: $next, until: $open})
RETURN count(p) AS n;

// release
UNWIND $rows AS row
CREATE (r:Release {revision: $next, number: row.number, digest: row.digest, draft: row.draft, kept: row.kept, body: row.body})
RETURN count(r) AS n;

// schema regline_head
CREATE CONSTRAINT regline_head IF NOT EXISTS FOR (h:Head) REQUIRE h.id IS UNIQUE;

// schema regline_lock
CREATE CONSTRAINT regline_lock IF NOT EXISTS FOR (l:Lock) REQUIRE l.id IS UNIQUE;

// schema regline_node
CREATE CONSTRAINT regline_node IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE;

// schema regline_node_order
CREATE INDEX regline_node_order IF NOT EXISTS FOR (n:Node) ON (n.order);

// schema regline_pending
CREATE CONSTRAINT regline_pending IF NOT EXISTS FOR (x:Pending) REQUIRE x.n IS UNIQUE;

// schema regline_posting
CREATE INDEX regline_posting IF NOT EXISTS FOR (p:Posting) ON (p.at);

// schema regline_release
CREATE CONSTRAINT regline_release IF NOT EXISTS FOR (r:Release) REQUIRE r.revision IS UNIQUE;

// schema regline_release_number
CREATE INDEX regline_release_number IF NOT EXISTS FOR (r:Release) ON (r.number);

// schema regline_superseded
CREATE INDEX regline_superseded IF NOT EXISTS FOR (x:Superseded) ON (x.revision, x.n);

// schema regline_version
CREATE INDEX regline_version IF NOT EXISTS FOR (v:Version) ON (v.id);

// schema regline_version_subject
CREATE INDEX regline_version_subject IF NOT EXISTS FOR (v:Version) ON (v.subject);

// show nodes
UNWIND $rows AS row
MATCH (n:Node {id: row.id}) USING INDEX SEEK n:Node(id)
REMOVE n:Action:Agency:Audience:Claim:Discrepancy:Effect:ListEntry:Milestone:OfficialList:Organization:Person:Restriction:Source:Statement:Vendor
SET n:Vendor
SET n += $plain
SET n += row.plain
RETURN count(n) AS n;

// superseded
UNWIND $rows AS row
CREATE (x:Superseded {revision: $next, n: row[0], versions: row[1], postings: row[2], edges: row[3]})
RETURN count(x) AS n;

// suspected keys
UNWIND $rows AS row
MATCH (p:Posting {at: row[0]}) USING INDEX SEEK p:Posting(at) WHERE p.since <= $next AND p.until > $next
WITH row, count(p) AS holders WHERE holders > 1
WITH collect(row[0]) AS keys, collect(row[1]) AS indexes
CREATE (x:Pending {revision: $next, n: $n, keys: keys, indexes: indexes});

// take the lease 1
MERGE (h:Head {id: 'head'}) ON CREATE SET h.revision = 0, h.shown = 0, h.layout = $layout
MERGE (l:Lock {id: 'apply'}) ON CREATE SET l.unfinished = false, l.expires = 0
SET l.asked = true;

// take the lease 2
MATCH (l:Lock {id: 'apply'}) WHERE l.owner IS NULL OR l.expires < timestamp()
SET l.owner = $owner, l.holder = $holder, l.since = timestamp(), l.expires = timestamp() + $lease
RETURN l.unfinished AS unfinished;

// undo, one after one
MATCH (x:Release) WHERE x.revision > $r WITH x LIMIT $n DELETE x RETURN count(*) AS n;
MATCH (x:Pending) WHERE x.revision > $r WITH x LIMIT $n DELETE x RETURN count(*) AS n;
MATCH (x:Superseded) WHERE x.revision > $r WITH x LIMIT $n DELETE x RETURN count(*) AS n;
MATCH (x:Version) WHERE x.since > $r WITH x LIMIT $n DELETE x RETURN count(*) AS n;
MATCH (x:Version) WHERE $r < x.until AND x.until < $open WITH x LIMIT $n SET x.until = $open RETURN count(*) AS n;
MATCH (x:Posting) WHERE x.since > $r WITH x LIMIT $n DELETE x RETURN count(*) AS n;
MATCH (x:Posting) WHERE $r < x.until AND x.until < $open WITH x LIMIT $n SET x.until = $open RETURN count(*) AS n;
MATCH ()-[e:TARGETS]->() WHERE e.since > $r WITH e LIMIT $n DELETE e RETURN count(*) AS n;
MATCH ()-[e:TARGETS]->() WHERE $r < e.until AND e.until < $open WITH e LIMIT $n SET e.until = $open RETURN count(*) AS n;
MATCH (n:Node) WHERE NOT (n)--() AND NOT EXISTS { MATCH (v:Version {id: n.id}) USING INDEX SEEK v:Version(id) } WITH n LIMIT $n DELETE n RETURN count(*) AS n;

// vacuum a revision
UNWIND $rows AS revision
MATCH (r:Release {revision: revision})
DELETE r
RETURN count(r) AS n;

// vacuum edges
UNWIND $rows AS row
MATCH (a:Node {id: row[0]}) USING INDEX SEEK a:Node(id)
MATCH (b:Node {id: row[1]}) USING INDEX SEEK b:Node(id)
WITH a, b LIMIT size($rows)
MATCH (a)-[e:TOOK]->(b) WHERE e.until = $until AND e.since > $kept
DELETE e
RETURN count(e) AS n;

// vacuum identities
UNWIND $rows AS id
MATCH (n:Node {id: id}) USING INDEX SEEK n:Node(id) WHERE NOT (n)--() AND NOT EXISTS { MATCH (v:Version {id: n.id}) USING INDEX SEEK v:Version(id) }
DELETE n
RETURN count(n) AS n;

// vacuum postings
UNWIND $rows AS at
MATCH (p:Posting {at: at}) USING INDEX SEEK p:Posting(at) WHERE p.until = $until AND p.since > $kept
DELETE p
RETURN count(p) AS n;

// vacuum versions
UNWIND $rows AS id
MATCH (v:Version {id: id}) USING INDEX SEEK v:Version(id) WHERE v.until = $until AND v.since > $kept
DELETE v
RETURN count(v) AS n;

// vacuumed
UNWIND $rows AS row
MATCH (x:Superseded {revision: row[0], n: row[1]})
DELETE x
RETURN count(x) AS n;

// versions
UNWIND $rows AS row
CREATE (v:Version {id: row[0], kind: row[1], since: $next, until: $open, digest: row[2], body: row[3],
  places: row[4], facets: row[5], subject: row[6]})
RETURN count(v) AS n;

// wipe, one after one
MATCH (x:Head) WITH x LIMIT $n DETACH DELETE x RETURN count(*) AS n;
MATCH (x:Lock) WITH x LIMIT $n DETACH DELETE x RETURN count(*) AS n;
MATCH (x:Release) WITH x LIMIT $n DETACH DELETE x RETURN count(*) AS n;
MATCH (x:Version) WITH x LIMIT $n DETACH DELETE x RETURN count(*) AS n;
MATCH (x:Posting) WITH x LIMIT $n DETACH DELETE x RETURN count(*) AS n;
MATCH (x:Node) WITH x LIMIT $n DETACH DELETE x RETURN count(*) AS n;
MATCH (x:Pending) WITH x LIMIT $n DETACH DELETE x RETURN count(*) AS n;
MATCH (x:Superseded) WITH x LIMIT $n DETACH DELETE x RETURN count(*) AS n;

