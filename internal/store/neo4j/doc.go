// Package neo4j keeps releases in a Neo4j database, for readers that want Cypher beside the API and for data beyond
// the memory of one process. It needs Neo4j 5.26 or later; Community Edition is enough.
//
// # Model
//
// The store numbers its own revisions: one for each Apply that wrote. (:Head) holds the current one, and each
// (:Release) says which release a revision is. What a release holds carries since, the revision that brought it, and
// until, the first that no longer holds it. A reader takes the head once and filters everything by it. Neo4j is
// read-committed, so this, not a transaction, is what keeps a view whole.
//
//   - (:Version) is one state of a record. It has no relationships.
//   - (:Posting) is one place of a record in an index: see [posting].
//   - (:Node) is the identity of a record, whatever its state. Relationships join identities; their types are the
//     relations of the vocabulary, or the inverse where it says that the graph is drawn backwards.
//   - (:Lock) is the lease of the one Apply that may write.
//   - (:Pending) and (:Superseded) are what an Apply leaves to a later step: see [notes].
//
// Identities also carry their kind as a label, and plain properties, for people who look at the graph. They follow
// the head after it has moved; the store itself never reads them. A record that is gone loses both; its closed
// relationships stay for the readers of former releases.
//
// # Apply
//
// Changes are read once and written beside what is there, in batches, of which two at most are in memory: one is
// prepared while the other is written. All becomes visible when one transaction moves the head. What an interrupted
// Apply left behind lies beyond the head, invisible, and is taken away by the next one. On a first load there is no
// former release to look into or to protect, so nothing of it is asked, and identities are written with all that people
// see of them.
//
// Where a draft is replaced, what it held stays for a grace time for the readers that had opened it; then a later Apply
// takes it away. The last revision of each release number is kept for ever.
//
// # Tested
//
// On one Neo4j 5.26 Community server, over bolt:// and neo4j://. Reads go to readers, with bookmarks, so that a cluster
// can be used; none was tested.
package neo4j
