#!/usr/bin/env bash
# A real Neo4j Community server on the loopback interface, without containers.
# Authentication is off and nothing but 127.0.0.1 is listened on: for tests and for looking around, never for service.
set -euo pipefail

usage() {
	cat <<'TEXT'
usage: scripts/neo4j/neo4j.sh VERB

  jars            bring the server's jars into the cache, if they are not there
  start DIR       start a server with its data in DIR, wait for it, print its neo4j:// URL
  stop DIR        stop the server of DIR
  hold DIR        start a server with its data in DIR, print its neo4j:// URL, and when
                  standard input ends kill it at once, as a crash would
  foreground DIR  run a server in DIR until interrupted, printing its log
  run -- CMD...   start a server in a temporary folder, run CMD with REGLINE_TEST_NEO4J
                  set to its URL, stop the server, and exit as CMD did

environment
  REGLINE_NEO4J_BOLT  the Bolt port; a free one if unset (foreground: 7687)
  REGLINE_NEO4J_HTTP  the HTTP port; HTTP is off if unset (foreground: 7474)
  REGLINE_NEO4J_WAIT  seconds to wait for the server: 120 if unset
  XDG_CACHE_HOME      the jars are cached below it: ~/.cache if unset
  JAVA_HOME           the Java to use (17 or 21); java on the PATH if unset

Needs Java 17 or 21, and Maven when the jars are not cached yet.
TEXT
}

die() {
	printf 'neo4j.sh: %s\n' "$*" >&2
	exit 1
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
version=$(sed -n '/<artifactId>neo4j<\/artifactId>/{n;s/.*<version>\([^<]*\)<.*/\1/p;}' "$here/pom.xml")
[[ $version ]] || die "$here/pom.xml names no version of neo4j"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/regline/neo4j-$version

find_java() {
	java=${JAVA_HOME:+$JAVA_HOME/bin/}java
	command -v "$java" >/dev/null || die "no $java: Neo4j needs Java 17 or 21 (Debian: apt-get install openjdk-17-jre-headless)"
	local major
	major=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
	case $major in
	17 | 21) ;;
	*) die "$java is version ${major:-unknown}: Neo4j $version runs on Java 17 or 21" ;;
	esac
}

# The folder appears under its final name only when it is complete, so that an interrupted or a second,
# simultaneous run never leaves half a cache behind.
bring_jars() {
	[[ -d $cache/lib ]] && return 0
	command -v mvn >/dev/null || die "no mvn: Maven brings the Neo4j $version jars (Debian: apt-get install maven)"
	echo "neo4j.sh: bringing the Neo4j $version jars into $cache" >&2
	mkdir -p "$cache"
	local part
	part=$(mktemp -d "$cache/part.XXXXXX")
	if ! mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies \
		-DincludeScope=runtime -DoutputDirectory="$part/lib" >"$part/mvn.log" 2>&1; then
		cat "$part/mvn.log" >&2
		rm -rf "$part"
		die "Maven could not bring the Neo4j $version jars"
	fi
	mv "$part/lib" "$cache/" 2>/dev/null || [[ -d $cache/lib ]] || die "cannot write $cache/lib"
	rm -rf "$part"
}

# configure DIR BOLT HTTP; an empty HTTP port is none.
configure() {
	mkdir -p "$1/conf" "$1/plugins"
	{
		echo "server.default_listen_address=127.0.0.1"
		echo "server.bolt.listen_address=127.0.0.1:$2"
		if [[ $3 ]]; then
			echo "server.http.enabled=true"
			echo "server.http.listen_address=127.0.0.1:$3"
		else
			echo "server.http.enabled=false"
		fi
		echo "dbms.security.auth_enabled=false"
		echo "dbms.usage_report.enabled=false"
		echo "server.memory.pagecache.size=256m"
		echo "db.tx_log.preallocate=false"
		echo "db.transaction.timeout=120s"
	} >"$1/conf/neo4j.conf"
}

# server DIR replaces the shell by the server.
server() {
	exec "$java" -Xms256m -Xmx1g \
		--add-opens=java.base/java.nio=ALL-UNNAMED \
		--add-opens=java.base/java.io=ALL-UNNAMED \
		--add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
		-cp "$1/plugins/*:$1/conf:$cache/lib/*" \
		org.neo4j.server.CommunityEntryPoint --home-dir="$1" --config-dir="$1/conf" --console-mode
}

# alive DIR: the process of DIR's pid file runs and is the server of DIR, not a later process with the same number.
alive() {
	[[ -s $1/neo4j.pid ]] || return 1
	ps -ww -o args= -p "$(<"$1/neo4j.pid")" 2>/dev/null | grep -qF -- "--home-dir=$1 "
}

# bolt PORT shakes hands: the magic number and four version proposals, answered by the version chosen.
bolt() {
	local answer
	exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
	printf '\x60\x60\xb0\x17\x00\x00\x04\x05\x00\x00\x04\x04\x00\x00\x00\x00\x00\x00\x00\x00' >&3
	# bash drops the zero bytes: what it reads is the version.
	LC_ALL=C IFS= read -r -t 5 -n 1 answer <&3 || true
	exec 3>&-
	[[ ${answer:-} ]]
}

# free_port prints a port that nothing listens on, below the range that the kernel gives to outgoing connections.
free_port() {
	local port
	while :; do
		port=$((20000 + RANDOM % 12000))
		(exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
	done
	echo "$port"
}

# start DIR. A free port can be taken by another process before the server has it: then with another one.
start() {
	local dir=$1
	alive "$dir" && die "a server of $dir runs already, as process $(<"$dir/neo4j.pid")"
	for _ in 1 2 3 4 5; do
		launch "$dir" "${REGLINE_NEO4J_BOLT:-$(free_port)}" && return 0
		[[ ${REGLINE_NEO4J_BOLT:-} ]] && break
		grep -q 'Address already in use' "$dir/console.log" || break
	done
	cat "$dir/console.log" >&2
	die "the server of $dir did not start"
}

# launch DIR PORT starts one and waits until it answers on PORT; false if it ended or did not answer in time.
launch() {
	local dir=$1 port=$2 tries=$((${REGLINE_NEO4J_WAIT:-120} * 5)) pid
	configure "$dir" "$port" "${REGLINE_NEO4J_HTTP:-}"
	: >"$dir/console.log"
	# Job control gives the server a process group of its own, out of reach of the terminal's Ctrl-C.
	set -m
	(server "$dir") >"$dir/console.log" 2>&1 </dev/null &
	pid=$!
	disown "$pid"
	set +m
	echo "$pid" >"$dir/neo4j.pid"
	while ((tries-- > 0)) && kill -0 "$pid" 2>/dev/null; do
		if grep -q 'Started\.$' "$dir/console.log" && bolt "$port" 2>/dev/null; then
			echo "neo4j://127.0.0.1:$port" >"$dir/url"
			return 0
		fi
		sleep 0.2
	done
	stop "$dir"
	return 1
}

stop() {
	local dir=$1 pid tries=150
	if ! alive "$dir"; then
		rm -f "$dir/neo4j.pid" "$dir/url"
		return 0
	fi
	pid=$(<"$dir/neo4j.pid")
	kill -TERM "$pid" 2>/dev/null || true
	while alive "$dir" && ((tries-- > 0)); do sleep 0.2; done
	if alive "$dir"; then
		echo "neo4j.sh: process $pid did not end in 30 seconds: killing it" >&2
		kill -KILL "$pid" 2>/dev/null || true
	fi
	rm -f "$dir/neo4j.pid" "$dir/url"
}

# crash DIR kills the server of DIR, which saves nothing, and waits until it is gone.
crash() {
	if alive "$1"; then
		kill -KILL "$(<"$1/neo4j.pid")" 2>/dev/null || true
		while alive "$1"; do sleep 0.1; done
	fi
	rm -f "$1/neo4j.pid" "$1/url"
}

# hold DIR. A program that holds the other end of standard input takes the server with it, however it ends.
hold() {
	held=$1
	trap 'crash "$held"' EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM
	trap 'exit 129' HUP
	start "$held"
	cat "$held/url"
	while IFS= read -r _; do :; done
}

# CMD runs in a process group of its own, so that a signal to this script alone is passed on to all of it.
run() {
	local status=0
	home=$(cd "$(mktemp -d "${TMPDIR:-/tmp}/regline-neo4j.XXXXXX")" && pwd -P)
	job=""
	trap 'finish $?' EXIT
	trap 'interrupted INT 130' INT
	trap 'interrupted TERM 143' TERM
	trap 'interrupted HUP 129' HUP
	start "$home"
	REGLINE_TEST_NEO4J=$(<"$home/url")
	export REGLINE_TEST_NEO4J
	echo "neo4j.sh: Neo4j $version at $REGLINE_TEST_NEO4J" >&2
	set -m
	"$@" </dev/null &
	job=$!
	set +m
	wait "$job" || status=$?
	job=""
	exit "$status"
}

interrupted() {
	trap '' INT TERM HUP
	if [[ $job ]]; then
		kill "-$1" -- "-$job" 2>/dev/null || true
		wait "$job" 2>/dev/null || true
	fi
	exit "$2"
}

finish() {
	trap '' INT TERM HUP
	trap - EXIT
	# A clean stop takes five seconds or more, to save data that are thrown away here.
	crash "$home"
	rm -rf "$home"
	exit "$1"
}

folder() {
	[[ ${1:-} ]] || die "which DIR?"
	mkdir -p "$1"
	(cd "$1" && pwd -P)
}

verb=${1:-}
[[ $verb ]] || { usage >&2; exit 2; }
shift
case $verb in
help | -h | --help) usage ;;
jars)
	find_java
	bring_jars
	;;
start)
	dir=$(folder "${1:-}")
	find_java
	bring_jars
	start "$dir"
	cat "$dir/url"
	;;
stop)
	dir=$(folder "${1:-}")
	stop "$dir"
	;;
hold)
	dir=$(folder "${1:-}")
	find_java
	bring_jars
	hold "$dir"
	;;
foreground)
	dir=$(folder "${1:-}")
	find_java
	bring_jars
	alive "$dir" && die "a server of $dir runs already, as process $(<"$dir/neo4j.pid")"
	configure "$dir" "${REGLINE_NEO4J_BOLT:-7687}" "${REGLINE_NEO4J_HTTP:-7474}"
	echo "neo4j.sh: Neo4j $version at neo4j://127.0.0.1:${REGLINE_NEO4J_BOLT:-7687}, data in $dir" >&2
	echo "neo4j.sh: WITHOUT authentication, on the loopback interface only; Ctrl-C stops it" >&2
	echo $$ >"$dir/neo4j.pid"
	server "$dir"
	;;
run)
	[[ ${1:-} == -- ]] && shift
	(($#)) || die "run which command?"
	find_java
	bring_jars
	run "$@"
	;;
*)
	usage >&2
	exit 2
	;;
esac
