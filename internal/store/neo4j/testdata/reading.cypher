// claims
UNWIND $ids AS id
MATCH (v:Version {subject: id}) USING INDEX SEEK v:Version(subject) WHERE v.since <= $r AND $r < v.until
RETURN collect([v.subject, v.body]) AS rows;

// claims about
CALL () {
  MATCH (v:Version {subject: $owner}) USING INDEX SEEK v:Version(subject) RETURN v
  UNION ALL
  MATCH (v:Version) USING INDEX SEEK v:Version(subject) WHERE v.subject STARTS WITH $owner + '#' RETURN v
}
WITH v WHERE v.since <= $r AND $r < v.until
RETURN collect([v.id, v.kind, v.digest, v.body, v.places, v.facets]) AS rows;

// count
WITH $lists[0] AS list
CALL (list) {
  MATCH (p:Posting) WHERE p.at >= list.lead + $lo AND p.at < list.lead + $hi AND p.since <= $r AND $r < p.until AND p.last >= $last
    AND all(other IN list.others WHERE EXISTS { MATCH (q:Posting {at: other + substring(p.at, 32)}) USING INDEX SEEK q:Posting(at) WHERE q.since <= $r AND $r < q.until })
  RETURN count(p) AS n
}
RETURN n;

// count of several facets
UNWIND $lists AS list
CALL (list) {
  MATCH (p:Posting) WHERE p.at >= list.lead + $lo AND p.at < list.lead + $hi
  WITH p LIMIT 1000
  RETURN count(p) AS size
}
WITH list ORDER BY size, list.lead LIMIT 1
CALL (list) {
  MATCH (p:Posting) WHERE p.at >= list.lead + $lo AND p.at < list.lead + $hi AND p.since <= $r AND $r < p.until AND p.last >= $last
    AND all(other IN list.others WHERE EXISTS { MATCH (q:Posting {at: other + substring(p.at, 32)}) USING INDEX SEEK q:Posting(at) WHERE q.since <= $r AND $r < q.until })
  RETURN count(p) AS n
}
RETURN n;

// edge marks
MATCH (n:Node) WHERE n.order > $after
WITH n ORDER BY n.order LIMIT $n
RETURN collect([n.order, n.id, [(n)-[e:ISSUED_UNDER|TARGETS]->(m) WHERE e.since <= $r AND $r < e.until | [type(e), m.id, e.digest]]
  + [(n)<-[e:TOOK]-(m) WHERE e.since <= $r AND $r < e.until | [type(e), m.id, e.digest]]]) AS rows;

// edges in
UNWIND $ids AS id
MATCH (n:Node {id: id}) USING INDEX SEEK n:Node(id)
RETURN collect([(n)-[e:TOOK]->(m) WHERE e.since <= $r AND $r < e.until | [e.digest, e.body]]
  + [(n)<-[e:ISSUED_UNDER|TARGETS]-(m) WHERE e.since <= $r AND $r < e.until | [e.digest, e.body]]) AS edges;

// edges in, all backwards
UNWIND $ids AS id
MATCH (n:Node {id: id}) USING INDEX SEEK n:Node(id)
RETURN collect([(n)-[e:TOOK]->(m) WHERE e.since <= $r AND $r < e.until | [e.digest, e.body]]) AS edges;

// edges out
UNWIND $ids AS id
MATCH (n:Node {id: id}) USING INDEX SEEK n:Node(id)
RETURN collect([(n)-[e:ISSUED_UNDER|TARGETS]->(m) WHERE e.since <= $r AND $r < e.until | [e.digest, e.body]]
  + [(n)<-[e:TOOK]-(m) WHERE e.since <= $r AND $r < e.until | [e.digest, e.body]]) AS edges;

// edges out, all forwards
UNWIND $ids AS id
MATCH (n:Node {id: id}) USING INDEX SEEK n:Node(id)
RETURN collect([(n)-[e:ISSUED_UNDER|TARGETS]->(m) WHERE e.since <= $r AND $r < e.until | [e.digest, e.body]]) AS edges;

// ends of edges
UNWIND $rows AS id
MATCH (v:Version {id: id}) USING INDEX SEEK v:Version(id) WHERE v.since <= $next AND v.until > $next
RETURN collect([v.id]) AS rows;

// first page
WITH $lists[0] AS list
CALL (list) {
  MATCH (p:Posting) WHERE p.at >= list.lead + $from AND p.at < list.lead + $to AND p.since <= $r AND $r < p.until AND p.last >= $last
    AND all(other IN list.others WHERE EXISTS { MATCH (q:Posting {at: other + substring(p.at, 32)}) USING INDEX SEEK q:Posting(at) WHERE q.since <= $r AND $r < q.until })
  WITH p ORDER BY p.at LIMIT $n
  MATCH (v:Version {id: p.id}) USING INDEX SEEK v:Version(id) WHERE v.since <= $r AND $r < v.until
  RETURN collect([p.at, v.id, v.kind, v.digest, v.body, '', '']) AS rows
}
RETURN rows,
  EXISTS { MATCH (p:Posting) WHERE p.at >= list.lead + $lo AND p.at < list.lead + $from AND p.since <= $r AND $r < p.until AND p.last >= $last
    AND all(other IN list.others WHERE EXISTS { MATCH (q:Posting {at: other + substring(p.at, 32)}) USING INDEX SEEK q:Posting(at) WHERE q.since <= $r AND $r < q.until }) } AS before,
  EXISTS { MATCH (p:Posting) WHERE p.at >= list.lead + $to AND p.at < list.lead + $hi AND p.since <= $r AND $r < p.until AND p.last >= $last
    AND all(other IN list.others WHERE EXISTS { MATCH (q:Posting {at: other + substring(p.at, 32)}) USING INDEX SEEK q:Posting(at) WHERE q.since <= $r AND $r < q.until }) } AS behind;

// first page of several facets
UNWIND $lists AS list
CALL (list) {
  MATCH (p:Posting) WHERE p.at >= list.lead + $lo AND p.at < list.lead + $hi
  WITH p LIMIT 1000
  RETURN count(p) AS size
}
WITH list ORDER BY size, list.lead LIMIT 1
CALL (list) {
  MATCH (p:Posting) WHERE p.at >= list.lead + $from AND p.at < list.lead + $to AND p.since <= $r AND $r < p.until AND p.last >= $last
    AND all(other IN list.others WHERE EXISTS { MATCH (q:Posting {at: other + substring(p.at, 32)}) USING INDEX SEEK q:Posting(at) WHERE q.since <= $r AND $r < q.until })
  WITH p ORDER BY p.at LIMIT $n
  MATCH (v:Version {id: p.id}) USING INDEX SEEK v:Version(id) WHERE v.since <= $r AND $r < v.until
  RETURN collect([p.at, v.id, v.kind, v.digest, v.body, '', '']) AS rows
}
RETURN rows,
  EXISTS { MATCH (p:Posting) WHERE p.at >= list.lead + $lo AND p.at < list.lead + $from AND p.since <= $r AND $r < p.until AND p.last >= $last
    AND all(other IN list.others WHERE EXISTS { MATCH (q:Posting {at: other + substring(p.at, 32)}) USING INDEX SEEK q:Posting(at) WHERE q.since <= $r AND $r < q.until }) } AS before,
  EXISTS { MATCH (p:Posting) WHERE p.at >= list.lead + $to AND p.at < list.lead + $hi AND p.since <= $r AND $r < p.until AND p.last >= $last
    AND all(other IN list.others WHERE EXISTS { MATCH (q:Posting {at: other + substring(p.at, 32)}) USING INDEX SEEK q:Posting(at) WHERE q.since <= $r AND $r < q.until }) } AS behind;

// former edges
UNWIND $rows AS row
MATCH (a:Node {id: row[0]}) USING INDEX SEEK a:Node(id)
MATCH (b:Node {id: row[1]}) USING INDEX SEEK b:Node(id)
WITH a, b LIMIT size($rows)
MATCH (a)-[e:TOOK]->(b) WHERE e.since <= $r AND $r < e.until
RETURN collect([a.id, b.id]) AS rows;

// former head
MATCH (h:Head {id: 'head'})
WITH h
OPTIONAL MATCH (r:Release {revision: h.revision})
RETURN collect([h.revision, h.shown, coalesce(r.kept, 0), r.body, h.layout]) AS rows;

// former records
UNWIND $rows AS id
MATCH (v:Version {id: id}) USING INDEX SEEK v:Version(id) WHERE v.since <= $r AND $r < v.until
RETURN collect([v.id, v.places, v.facets]) AS rows;

// holder of the lease
MATCH (l:Lock {id: 'apply'}) WHERE l.owner IS NOT NULL
RETURN collect([l.holder, timestamp() - l.since, l.expires - timestamp()]) AS rows;

// holders of suspected keys
UNWIND $rows AS at
MATCH (p:Posting {at: at}) USING INDEX SEEK p:Posting(at) WHERE p.since <= $r AND $r < p.until
WITH at, min(p.id) AS one, max(p.id) AS other WHERE one <> other
RETURN collect([at, one, other]) AS rows;

// last page
WITH $lists[0] AS list
CALL (list) {
  MATCH (p:Posting) WHERE p.at >= list.lead + $from AND p.at < list.lead + $to AND p.since <= $r AND $r < p.until AND p.last >= $last
    AND all(other IN list.others WHERE EXISTS { MATCH (q:Posting {at: other + substring(p.at, 32)}) USING INDEX SEEK q:Posting(at) WHERE q.since <= $r AND $r < q.until })
  WITH p ORDER BY p.at DESC LIMIT $n
  MATCH (v:Version {id: p.id}) USING INDEX SEEK v:Version(id) WHERE v.since <= $r AND $r < v.until
  RETURN collect([p.at, v.id, v.kind, v.digest, v.body, '', '']) AS rows
}
RETURN rows,
  EXISTS { MATCH (p:Posting) WHERE p.at >= list.lead + $lo AND p.at < list.lead + $from AND p.since <= $r AND $r < p.until AND p.last >= $last
    AND all(other IN list.others WHERE EXISTS { MATCH (q:Posting {at: other + substring(p.at, 32)}) USING INDEX SEEK q:Posting(at) WHERE q.since <= $r AND $r < q.until }) } AS before,
  EXISTS { MATCH (p:Posting) WHERE p.at >= list.lead + $to AND p.at < list.lead + $hi AND p.since <= $r AND $r < p.until AND p.last >= $last
    AND all(other IN list.others WHERE EXISTS { MATCH (q:Posting {at: other + substring(p.at, 32)}) USING INDEX SEEK q:Posting(at) WHERE q.since <= $r AND $r < q.until }) } AS behind;

// last page of several facets
UNWIND $lists AS list
CALL (list) {
  MATCH (p:Posting) WHERE p.at >= list.lead + $lo AND p.at < list.lead + $hi
  WITH p LIMIT 1000
  RETURN count(p) AS size
}
WITH list ORDER BY size, list.lead LIMIT 1
CALL (list) {
  MATCH (p:Posting) WHERE p.at >= list.lead + $from AND p.at < list.lead + $to AND p.since <= $r AND $r < p.until AND p.last >= $last
    AND all(other IN list.others WHERE EXISTS { MATCH (q:Posting {at: other + substring(p.at, 32)}) USING INDEX SEEK q:Posting(at) WHERE q.since <= $r AND $r < q.until })
  WITH p ORDER BY p.at DESC LIMIT $n
  MATCH (v:Version {id: p.id}) USING INDEX SEEK v:Version(id) WHERE v.since <= $r AND $r < v.until
  RETURN collect([p.at, v.id, v.kind, v.digest, v.body, '', '']) AS rows
}
RETURN rows,
  EXISTS { MATCH (p:Posting) WHERE p.at >= list.lead + $lo AND p.at < list.lead + $from AND p.since <= $r AND $r < p.until AND p.last >= $last
    AND all(other IN list.others WHERE EXISTS { MATCH (q:Posting {at: other + substring(p.at, 32)}) USING INDEX SEEK q:Posting(at) WHERE q.since <= $r AND $r < q.until }) } AS before,
  EXISTS { MATCH (p:Posting) WHERE p.at >= list.lead + $to AND p.at < list.lead + $hi AND p.since <= $r AND $r < p.until AND p.last >= $last
    AND all(other IN list.others WHERE EXISTS { MATCH (q:Posting {at: other + substring(p.at, 32)}) USING INDEX SEEK q:Posting(at) WHERE q.since <= $r AND $r < q.until }) } AS behind;

// neighbours in
UNWIND $ids AS id
MATCH (n:Node {id: id}) USING INDEX SEEK n:Node(id)
CALL (n) {
  MATCH (n)-[e:TOOK]->(m) WHERE e.since <= $r AND $r < e.until RETURN e, m
  UNION ALL
  MATCH (n)<-[e:ISSUED_UNDER|TARGETS]-(m) WHERE e.since <= $r AND $r < e.until RETURN e, m
}
WITH collect([e.digest, e.body]) AS edges, collect(m.id) AS far
CALL (far) {
  UNWIND far AS id
  WITH DISTINCT id
  MATCH (v:Version {id: id}) USING INDEX SEEK v:Version(id) WHERE v.since <= $r AND $r < v.until
  RETURN collect([v.id, v.kind, v.digest, v.body, '', '']) AS records
}
RETURN edges, records;

// neighbours in, all backwards
UNWIND $ids AS id
MATCH (n:Node {id: id}) USING INDEX SEEK n:Node(id)
CALL (n) {
  MATCH (n)-[e:TOOK]->(m) WHERE e.since <= $r AND $r < e.until RETURN e, m
}
WITH collect([e.digest, e.body]) AS edges, collect(m.id) AS far
CALL (far) {
  UNWIND far AS id
  WITH DISTINCT id
  MATCH (v:Version {id: id}) USING INDEX SEEK v:Version(id) WHERE v.since <= $r AND $r < v.until
  RETURN collect([v.id, v.kind, v.digest, v.body, '', '']) AS records
}
RETURN edges, records;

// neighbours of ended records
UNWIND $rows AS id
MATCH (n:Node {id: id}) USING INDEX SEEK n:Node(id)
MATCH (n)-[e]-() WHERE e.since <= $r AND $r < e.until
WITH e LIMIT $n
RETURN collect([type(e), startNode(e).id, endNode(e).id]) AS rows;

// neighbours out
UNWIND $ids AS id
MATCH (n:Node {id: id}) USING INDEX SEEK n:Node(id)
CALL (n) {
  MATCH (n)-[e:ISSUED_UNDER|TARGETS]->(m) WHERE e.since <= $r AND $r < e.until RETURN e, m
  UNION ALL
  MATCH (n)<-[e:TOOK]-(m) WHERE e.since <= $r AND $r < e.until RETURN e, m
}
WITH collect([e.digest, e.body]) AS edges, collect(m.id) AS far
CALL (far) {
  UNWIND far AS id
  WITH DISTINCT id
  MATCH (v:Version {id: id}) USING INDEX SEEK v:Version(id) WHERE v.since <= $r AND $r < v.until
  RETURN collect([v.id, v.kind, v.digest, v.body, '', '']) AS records
}
RETURN edges, records;

// neighbours out, all forwards
UNWIND $ids AS id
MATCH (n:Node {id: id}) USING INDEX SEEK n:Node(id)
CALL (n) {
  MATCH (n)-[e:ISSUED_UNDER|TARGETS]->(m) WHERE e.since <= $r AND $r < e.until RETURN e, m
}
WITH collect([e.digest, e.body]) AS edges, collect(m.id) AS far
CALL (far) {
  UNWIND far AS id
  WITH DISTINCT id
  MATCH (v:Version {id: id}) USING INDEX SEEK v:Version(id) WHERE v.since <= $r AND $r < v.until
  RETURN collect([v.id, v.kind, v.digest, v.body, '', '']) AS records
}
RETURN edges, records;

// open a release
MATCH (h:Head {id: 'head'})
WITH h.revision AS head, h.layout AS layout
MATCH (r:Release {number: $number}) WHERE r.revision <= head
WITH r, layout ORDER BY r.revision DESC LIMIT 1
RETURN collect([r.revision, r.body, layout]) AS rows;

// open the head
MATCH (h:Head {id: 'head'})
WITH h.revision AS head, h.layout AS layout
MATCH (r:Release {revision: head})
RETURN collect([r.revision, r.body, layout]) AS rows;

// pending
MATCH (x:Pending) WHERE x.n > $after
WITH x ORDER BY x.n LIMIT 1
RETURN collect([x.n, x.changed, x.ended, x.keys, x.indexes]) AS rows;

// reach in
UNWIND $ids AS id
MATCH (root:Node {id: id}) USING INDEX SEEK root:Node(id)
MATCH p = (root) (()<-[e:ISSUED_UNDER|TARGETS WHERE e.since <= $r AND $r < e.until]-()){1,5} (n:Node)
WITH n, min(length(p)) AS depth WHERE NOT n.id IN $ids
WITH n.id AS id, depth ORDER BY depth, id LIMIT $n
WITH collect([id, depth]) AS hops
RETURN hops;

// reach in, drawn both ways
UNWIND $ids AS id
MATCH (root:Node {id: id}) USING INDEX SEEK root:Node(id)
MATCH p = (root) ((x)-[e:TOOK|ISSUED_UNDER|TARGETS WHERE e.since <= $r AND $r < e.until]-() WHERE (type(e) IN ['TOOK']) = (startNode(e) = x)){1,5} (n:Node)
WITH n, min(length(p)) AS depth WHERE NOT n.id IN $ids
WITH n.id AS id, depth ORDER BY depth, id LIMIT $n
WITH collect([id, depth]) AS hops
RETURN hops;

// reach in, with all
UNWIND $ids AS id
MATCH (root:Node {id: id}) USING INDEX SEEK root:Node(id)
MATCH p = (root) ((x)-[e:TOOK|ISSUED_UNDER|TARGETS WHERE e.since <= $r AND $r < e.until]-() WHERE (type(e) IN ['TOOK']) = (startNode(e) = x)){1,5} (n:Node)
WITH n, min(length(p)) AS depth WHERE NOT n.id IN $ids
WITH n.id AS id, depth ORDER BY depth, id LIMIT $n
WITH collect([id, depth]) AS hops
WITH hops, CASE WHEN size(hops) < $n THEN $ids + [hop IN hops | hop[0]] ELSE [] END AS ids
CALL (ids) {
  UNWIND ids AS id
  WITH DISTINCT id
  MATCH (v:Version {id: id}) USING INDEX SEEK v:Version(id) WHERE v.since <= $r AND $r < v.until
  RETURN collect([v.id, v.kind, v.digest, v.body, '', '']) AS records
}
CALL (ids) {
  UNWIND ids AS id
  MATCH (n:Node {id: id}) USING INDEX SEEK n:Node(id)
  RETURN collect([(n)-[e:TOOK]->(m) WHERE e.since <= $r AND $r < e.until | [e.digest, e.body]]
  + [(n)<-[e:ISSUED_UNDER|TARGETS]-(m) WHERE e.since <= $r AND $r < e.until | [e.digest, e.body]]) AS edges
}
RETURN hops, records, edges;

// reach out
UNWIND $ids AS id
MATCH (root:Node {id: id}) USING INDEX SEEK root:Node(id)
MATCH p = (root) (()-[e:ISSUED_UNDER|TARGETS WHERE e.since <= $r AND $r < e.until]->()){1,5} (n:Node)
WITH n, min(length(p)) AS depth WHERE NOT n.id IN $ids
WITH n.id AS id, depth ORDER BY depth, id LIMIT $n
WITH collect([id, depth]) AS hops
RETURN hops;

// reach out, backwards
UNWIND $ids AS id
MATCH (root:Node {id: id}) USING INDEX SEEK root:Node(id)
MATCH p = (root) (()<-[e:TOOK WHERE e.since <= $r AND $r < e.until]-()){1,5} (n:Node)
WITH n, min(length(p)) AS depth WHERE NOT n.id IN $ids
WITH n.id AS id, depth ORDER BY depth, id LIMIT $n
WITH collect([id, depth]) AS hops
RETURN hops;

// reach out, drawn both ways
UNWIND $ids AS id
MATCH (root:Node {id: id}) USING INDEX SEEK root:Node(id)
MATCH p = (root) ((x)-[e:ISSUED_UNDER|TARGETS|TOOK WHERE e.since <= $r AND $r < e.until]-() WHERE (type(e) IN ['ISSUED_UNDER', 'TARGETS']) = (startNode(e) = x)){1,5} (n:Node)
WITH n, min(length(p)) AS depth WHERE NOT n.id IN $ids
WITH n.id AS id, depth ORDER BY depth, id LIMIT $n
WITH collect([id, depth]) AS hops
RETURN hops;

// reach, with all on the way
UNWIND $ids AS id
MATCH (root:Node {id: id}) USING INDEX SEEK root:Node(id)
MATCH p = (root) (()-[e:ISSUED_UNDER|TARGETS WHERE e.since <= $r AND $r < e.until]->()){1,5} (n:Node)
WITH n, min(length(p)) AS depth WHERE NOT n.id IN $ids
WITH n.id AS id, depth ORDER BY depth, id LIMIT $n
WITH collect([id, depth]) AS hops
WITH hops, CASE WHEN size(hops) < $n THEN $ids + [hop IN hops | hop[0]] ELSE [] END AS ids
CALL (ids) {
  UNWIND ids AS id
  WITH DISTINCT id
  MATCH (v:Version {id: id}) USING INDEX SEEK v:Version(id) WHERE v.since <= $r AND $r < v.until
  RETURN collect([v.id, v.kind, v.digest, v.body, '', '']) AS records
}
CALL (ids) {
  UNWIND ids AS id
  MATCH (n:Node {id: id}) USING INDEX SEEK n:Node(id)
  RETURN collect([(n)-[e:ISSUED_UNDER|TARGETS]->(m) WHERE e.since <= $r AND $r < e.until | [e.digest, e.body]]) AS edges
}
RETURN hops, records, edges;

// record marks
MATCH (v:Version) WHERE v.id > $after AND v.since <= $r AND $r < v.until
WITH v ORDER BY v.id LIMIT $n
RETURN collect([v.id, v.digest]) AS rows;

// records
UNWIND $ids AS id
MATCH (v:Version {id: id}) USING INDEX SEEK v:Version(id) WHERE v.since <= $r AND $r < v.until
RETURN collect([v.id, v.kind, v.digest, v.body, v.places, v.facets]) AS rows;

// superseded
MATCH (x:Superseded) USING INDEX SEEK x:Superseded(revision, n) WHERE x.revision > 0 AND x.n IS NOT NULL
WITH x ORDER BY x.revision, x.n LIMIT 1
MATCH (r:Release {revision: x.revision}) WHERE r.moved + $grace <= timestamp()
RETURN collect([x.revision, x.n, r.kept, x.versions, x.postings, x.edges]) AS rows;

// surroundings
UNWIND $ids AS id
MATCH (n:Node {id: id}) USING INDEX SEEK n:Node(id)
CALL (n) {
  MATCH (n)-[e:ISSUED_UNDER|TARGETS]->(m) WHERE e.since <= $r AND $r < e.until RETURN e, m
  UNION ALL
  MATCH (n)<-[e:TOOK]-(m) WHERE e.since <= $r AND $r < e.until RETURN e, m
}
WITH collect([e.digest, e.body]) AS edges, collect(m.id) AS far
CALL (far) {
  UNWIND far + $ids AS id
  WITH DISTINCT id
  MATCH (v:Version {id: id}) USING INDEX SEEK v:Version(id) WHERE v.since <= $r AND $r < v.until
  RETURN collect([v.id, v.kind, v.digest, v.body, '', '']) AS records
}
RETURN edges, records;

// what is to be shown
UNWIND $rows AS id
OPTIONAL MATCH (v:Version {id: id}) USING INDEX SEEK v:Version(id) WHERE v.since <= $r AND $r < v.until
RETURN collect([id, v.kind, v.body]) AS rows;

