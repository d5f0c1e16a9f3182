#!/usr/bin/env bash
# Brings the third-party files of the GraphQL playground again, as their packages publish them, and checks every
# one of them against the SHA-256 that THIRD_PARTY.md gives. Nothing is replaced unless all of them agree.
set -euo pipefail

usage() {
	cat <<'TEXT'
usage: scripts/playground.sh [check|bring|notices]

  check    compare the files in the repository with THIRD_PARTY.md; needs no network (the default)
  bring    bring the packages with npm, check their files, and put them in place
  notices  collect the licences of the packages inside GraphiQL's bundle into NOTICES.txt
TEXT
}

die() {
	printf 'playground.sh: %s\n' "$*" >&2
	exit 1
}

assets=$(cd "$(dirname "${BASH_SOURCE[0]}")/../internal/web/playground/assets" && pwd)

# sums prints the table of THIRD_PARTY.md as lines of: sha256, two spaces, file.
sums() {
	sed -nE 's/^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$/\2  \1/p' "$assets/THIRD_PARTY.md"
}

check() {
	(cd "$1" && sums | sha256sum --check --strict --quiet) || die "files in $1 differ from THIRD_PARTY.md"
}

need_npm() {
	command -v npm >/dev/null || die "no npm (Debian: apt-get install npm)"
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
}

# The name of a file's folder is the package and its version: graphiql-4.1.2.
bring() {
	local folder package file
	need_npm
	mkdir "$work/assets"
	for folder in $(sums | sed -E 's/^[0-9a-f]+  //; s,/.*,,' | sort -u); do
		package=${folder%-*}@${folder##*-}
		(cd "$work" && npm pack --silent "$package" >/dev/null) || die "npm could not bring $package"
		mkdir "$work/$folder" "$work/assets/$folder"
		tar -xzf "$work/$folder.tgz" -C "$work/$folder" --strip-components=1
	done
	while read -r _ file; do
		# Published either at the package's root or, for React, in umd/.
		folder=${file%%/*}
		find "$work/$folder" -maxdepth 2 \( -path "$work/$file" -o -path "$work/$folder/umd/${file#*/}" \) \
			-exec cp {} "$work/assets/$file" \;
	done < <(sums)
	check "$work/assets"
	cp -R "$work/assets/." "$assets/"
	echo "playground.sh: brought and checked $(sums | wc -l) files"
}

# GraphiQL's bundle carries other packages but not their licences: its source map tells which they are. The date is
# that of GraphiQL 4.1.2, since later releases of its dependencies have other dependencies.
notices() {
	need_npm
	(cd "$work" && npm init --yes >/dev/null && npm install --silent --ignore-scripts --no-audit --no-fund \
		--before=2026-03-12 graphiql@4.1.2 react@18.3.1 react-dom@18.3.1 graphql@16 graphql-ws@5) || die "npm could not install graphiql"
	(cd "$work" && node - <<'JS'
const fs = require("fs");
const path = require("path");
const map = JSON.parse(fs.readFileSync("node_modules/graphiql/graphiql.min.js.map", "utf8"));
const names = new Set(["@graphiql/react", "@graphiql/toolkit", "@graphiql/plugin-doc-explorer",
  "@graphiql/plugin-history", "codemirror-graphql", "graphql-language-service"]);
for (const source of map.sources) {
  const parts = source.split("node_modules/");
  const found = parts.length > 1 && parts.at(-1).match(/^(?:@[^/]+\/)?[^/]+/);
  if (found && !["react", "react-dom"].includes(found[0])) names.add(found[0]);
}
const out = ["Packages inside graphiql.min.js and graphiql.min.css, and their licences.\n"];
for (const name of [...names].sort()) {
  const folder = path.join("node_modules", name);
  const about = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  const file = fs.readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  out.push("=".repeat(80), `${name}  (${about.license})`, "=".repeat(80), "");
  if (file) out.push(fs.readFileSync(path.join(folder, file), "utf8").replace(/\r/g, "").trim(), "");
  else out.push(`The package carries no licence file; its package.json says ${about.license}.`, "");
}
fs.writeFileSync("NOTICES.txt", out.join("\n").replace(/[ \t]+$/gm, "").trimEnd() + "\n");
JS
	)
	cp "$work/NOTICES.txt" "$assets/NOTICES.txt"
	echo "playground.sh: wrote NOTICES.txt"
}

case ${1:-check} in
check) check "$assets" ;;
bring) bring ;;
notices) notices ;;
help | -h | --help) usage ;;
*)
	usage >&2
	exit 2
	;;
esac
