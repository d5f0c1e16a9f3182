#!/usr/bin/env bash
# Scans the program and its dependencies for known vulnerabilities, with govulncheck.
#
# REGLINE_VULNDB         the database: an http or https URL, or a folder; Go's own database if unset. A folder holds
#                        OSV files, such as data/osv in a copy of github.com/golang/vulndb.
# REGLINE_REQUIRE_VULNDB 1: that the database cannot be reached is a failure; otherwise it is said, and is none.
#
# Exit code: 0 nothing found, or no database; 1 the scan failed; 3 vulnerabilities that the program reaches.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=v1.9.0
# Only a network that does not lead to the database is excused: no address, no route, no answer.
unreachable='Get "https?://[^"]*": (dial tcp|dial udp|proxyconnect tcp|net/http: TLS handshake timeout|context deadline exceeded)'

database=()
case ${REGLINE_VULNDB:-} in
"") ;;
http://* | https://* | file://*) database=(-db "$REGLINE_VULNDB") ;;
*)
	[[ -d $REGLINE_VULNDB ]] || {
		echo "vulncheck.sh: REGLINE_VULNDB: no folder $REGLINE_VULNDB" >&2
		exit 1
	}
	database=(-db "file://$(cd "$REGLINE_VULNDB" && pwd)")
	;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Built and not `go run`, which would turn every exit code into 1.
GOBIN=$work go install "golang.org/x/vuln/cmd/govulncheck@$version"

status=0
"$work/govulncheck" "${database[@]}" -test ./... >"$work/log" 2>&1 || status=$?
if ((status != 0)) && grep -qE "^govulncheck: fetching vulnerabilities: $unreachable" "$work/log"; then
	if [[ ${REGLINE_REQUIRE_VULNDB:-} == 1 ]]; then
		cat "$work/log" >&2
		exit 1
	fi
	echo "vulncheck.sh: NOT SCANNED: the vulnerability database cannot be reached from here: $(sed -n 's/.*: dial/dial/p' "$work/log" | head -n 1)"
	exit 0
fi
cat "$work/log"
exit "$status"
