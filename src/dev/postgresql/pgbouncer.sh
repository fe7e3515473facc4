#!/usr/bin/env bash
# A pgbouncer that lives as long as whoever started it; see serve.sh, which does the same for a server.
#
#   pgbouncer.sh BIN_DIRECTORY PORT POOL_MODE SERVER_PORT
#
# The first line of input is the superuser's password; the answer is "ok FOLDER".
set -uo pipefail

bin=$1 port=$2 mode=$3 server=$4
trap '' INT TERM HUP # only the closed pipe ends us
dir=$(mktemp -d "${TMPDIR:-/tmp}/pulse-pgbouncer.XXXXXX") || exit 1
pooler=
trap clean_up EXIT

clean_up() {
    [ -z "$pooler" ] || kill -KILL "$pooler" 2>/dev/null
    rm -rf "$dir"
}

IFS= read -r password || exit
(umask 077 && printf '"postgres" "%s"\n' "$password" >"$dir/users")
cat >"$dir/pgbouncer.ini" <<INI
[databases]
* = host=127.0.0.1 port=$server
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $port
unix_socket_dir =
auth_type = plain
auth_file = $dir/users
pool_mode = $mode
default_pool_size = 5
max_client_conn = 100
max_prepared_statements = 0
ignore_startup_parameters = extra_float_digits,options
INI
: >"$dir/log"
"$bin/pgbouncer" "$dir/pgbouncer.ini" >>"$dir/log" 2>&1 &
pooler=$!
disown "$pooler" # or bash would report its end
for _ in $(seq 1200); do
    grep -q 'process up' "$dir/log" && break
    kill -0 "$pooler" 2>/dev/null || break
    sleep 0.05
done
if kill -0 "$pooler" 2>/dev/null; then echo "ok $dir"; else echo "failed: $(tail -n 5 "$dir/log" | tr '\n' ' ')"; fi
while IFS= read -r _; do :; done
