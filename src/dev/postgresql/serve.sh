#!/usr/bin/env bash
# A PostgreSQL server that lives as long as whoever started it: PostgresServer.java runs this with a pipe as standard
# input, and when that pipe closes (its JVM may have been killed) the server stops at once and its folder goes.
#
#   serve.sh BIN_DIRECTORY PORT
#
# The first line of input is the superuser's password; the answer is "ok FOLDER". Then, one per line: start, stop, kill.
set -uo pipefail

bin=$1
port=$2
trap '' INT TERM HUP # a terminal's Ctrl-C reaches us too, but only the closed pipe ends us
for variable in "${!PG@}"; do unset "$variable"; done
dir=$(mktemp -d "${TMPDIR:-/tmp}/pulse-postgres.XXXXXX") || exit 1
trap clean_up EXIT

clean_up() {
    "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1
    rm -rf "$dir"
}

create() {
    local password
    IFS= read -r password || exit
    (umask 077 && printf '%s\n' "$password" >"$dir/password")
    "$bin/initdb" -D "$dir/data" -U postgres -E UTF8 --locale=C.UTF-8 --no-sync --pwfile="$dir/password" \
        --auth-local=trust --auth-host=scram-sha-256 >"$dir/log" 2>&1 || return
    rm "$dir/password"
    # TimescaleDB runs a scheduler, a worker process, for each database that has the extension.
    cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$dir'
shared_preload_libraries = 'timescaledb'
max_connections = 200
max_worker_processes = 64
timescaledb.max_background_workers = 32
timescaledb.telemetry_level = off
fsync = off
CONF
}

start() { "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -t 60 start >/dev/null; }
stop() { "$bin/pg_ctl" -D "$dir/data" -m fast -w -t 60 stop >/dev/null; }

# All processes of the server, known by their working directory, without a chance to tidy up. Until the last is gone:
# a server does not start while another's process still holds the shared memory.
crash() {
    local process left=1
    while [ -n "$left" ]; do
        left=
        for process in /proc/[0-9]*; do
            [ "$(readlink "$process/cwd")" != "$dir/data" ] || { left=1; kill -KILL "${process#/proc/}" 2>/dev/null; }
        done
        [ -z "$left" ] || sleep 0.02
    done
    while kill -0 "$(head -n 1 "$dir/data/postmaster.pid")" 2>/dev/null; do sleep 0.02; done
}

create_and_start() { create && start; }

answer() { # COMMAND: "ok", or in one line what went wrong
    if "$1" 2>"$dir/problem"; then
        echo "ok $dir"
    else
        echo "failed to $1: $(cat "$dir/problem" <(tail -n 5 "$dir/log") | tr '\n' ' ')"
    fi
}

answer create_and_start
while IFS= read -r order; do
    case $order in
        start | stop) answer "$order" ;;
        kill) answer crash ;;
        *) echo "failed: no such order: $order" ;;
    esac
done
