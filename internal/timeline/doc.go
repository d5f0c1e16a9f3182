// Package timeline is the domain of Regline: what a fact is, how facts hang together, and the answers about lineage
// and time that follow from them.
//
// It knows no file format, no database and no protocol. Facts reach it as the records and edges of a [Release] through
// the [Store] interface; a [Reader] over one [View] gives the answers. The vocabulary (every kind of node, relation,
// role, conduct and predicate, with its definition) is one table in vocabulary.go.
package timeline
