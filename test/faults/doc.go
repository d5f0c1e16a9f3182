// Package faults holds tests that hurt: they kill loads and the database, cut and slow connections, and fill the
// database's disk, while readers go on asking. They drive the real program and a real Neo4j, and take minutes; run them
// by `make faults`.
package faults
