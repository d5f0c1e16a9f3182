#!/usr/bin/env bash
# Fails if generated files are not what `go generate` makes of their sources. It generates in a copy of the tree,
# so the tree itself, committed or not, is left as it is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
tar -cf - --exclude=./.git --exclude=./.neo4j --exclude=./bin --exclude=node_modules . | tar -xf - -C "$copy"
cp -a "$copy" "$copy.before"
trap 'rm -rf "$copy" "$copy.before"' EXIT
(cd "$copy" && go generate ./...)
if ! diff -ru "$copy.before" "$copy"; then
	echo "stale.sh: generated files are stale: run go generate ./... and commit what it changes" >&2
	exit 1
fi
