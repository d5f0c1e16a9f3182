#!/usr/bin/env bash
# Bundles the script of the pages from internal/web/script into the one file that the program embeds.
set -euo pipefail

usage() {
	cat <<'TEXT'
usage: scripts/script.sh [make|check]

  make   bundle the modules into internal/web/assets/regline.js (the default)
  check  fail if that file is not what the modules make
TEXT
}

die() {
	printf 'script.sh: %s\n' "$*" >&2
	exit 1
}

web=$(cd "$(dirname "${BASH_SOURCE[0]}")/../internal/web" && pwd)

# bundle writes the bundle to a file. esbuild is installed outside the tree, by the lock file.
bundle() {
	command -v npm >/dev/null || die "no npm (Debian: apt-get install npm)"
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	cp "$web/script/package.json" "$web/script/package-lock.json" "$work"
	(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --silent) || die "npm could not install esbuild"
	(cd "$web/script" && "$work/node_modules/.bin/esbuild" main.js --bundle --minify --format=esm --target=es2022 \
		--legal-comments=none --log-level=warning --outfile="$1")
}

case ${1:-make} in
make)
	bundle "$web/assets/regline.js"
	;;
check)
	made=$(mktemp)
	bundle "$made"
	cmp -s "$made" "$web/assets/regline.js" || die "internal/web/assets/regline.js is stale: run scripts/script.sh and commit what it changes"
	rm -f "$made"
	;;
help | -h | --help) usage ;;
*)
	usage >&2
	exit 2
	;;
esac
