#!/usr/bin/env bash
# Runs the Go tests against a real Neo4j, if one can be had.
#
# usage: scripts/test.sh [ARGUMENTS OF go test]      ./... if none are given
#
# REGLINE_TEST_NEO4J    the URL of a running, empty server without authentication; unset: one is started and stopped
# REGLINE_REQUIRE_NEO4J 1: to run without Neo4j is an error, and so is a test skipped for want of it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

(($#)) || set -- ./...
run=(go test -race -timeout 40m "$@")

if [[ ${REGLINE_TEST_NEO4J:-} ]]; then
	exec "${run[@]}"
fi
if scripts/neo4j/neo4j.sh jars; then
	exec scripts/neo4j/neo4j.sh run -- "${run[@]}"
fi
if [[ ${REGLINE_REQUIRE_NEO4J:-} == 1 ]]; then
	echo "test.sh: REGLINE_REQUIRE_NEO4J=1, but there is no Neo4j to test with" >&2
	exit 1
fi
echo "test.sh: WITHOUT NEO4J, for the reason above: the tests that need it are skipped" >&2
exec "${run[@]}"
