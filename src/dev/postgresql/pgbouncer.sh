#!/usr/bin/env bash
# A pgbouncer that lives as long as whoever started it; see serve.sh, which does the same for a server.
#
#   pgbouncer.sh PROGRAM PORT POOL_MODE SERVER_PORT [SETTINGS]
#
# The first line of input is the superuser's password; the answer is "ok FOLDER". SETTINGS are lines for pgbouncer.ini, behind
# ours. The console is open to "stats", not to "client"; both have the superuser's password.
set -uo pipefail

program=$1 port=$2 mode=$3 server=$4 settings=${5:-}
trap '' INT TERM HUP # only the closed pipe ends us
dir=$(mktemp -d "${TMPDIR:-/tmp}/pulse-pgbouncer.XXXXXX") || exit 1
pooler=
trap clean_up EXIT

clean_up() {
    [ -z "$pooler" ] || kill -KILL "$pooler" 2>/dev/null
    rm -rf "$dir"
}

IFS= read -r password || exit
(umask 077 && for user in postgres stats client; do printf '"%s" "%s"\n' $user "$password"; done >"$dir/users")
# Debian's package of another release may bring a library of its own.
libraries=$(dirname "$program")/../lib/$(uname -m)-linux-gnu
[ ! -e "$libraries/libcares.so.2" ] || [ -e "$libraries/libc.so.6" ] || export LD_LIBRARY_PATH=$libraries
cat >"$dir/pgbouncer.ini" <<INI
[databases]
* = host=127.0.0.1 port=$server
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $port
unix_socket_dir =
auth_type = plain
auth_file = $dir/users
stats_users = stats
pool_mode = $mode
default_pool_size = 5
max_client_conn = 100
ignore_startup_parameters = extra_float_digits,options
$settings
INI
: >"$dir/log"
"$program" "$dir/pgbouncer.ini" >>"$dir/log" 2>&1 &
pooler=$!
disown "$pooler" # or bash would report its end
for _ in $(seq 1200); do
    grep -q 'process up' "$dir/log" && break
    kill -0 "$pooler" 2>/dev/null || break
    sleep 0.05
done
if kill -0 "$pooler" 2>/dev/null; then echo "ok $dir"; else echo "failed: $(tail -n 5 "$dir/log" | tr '\n' ' ')"; fi
while IFS= read -r _; do :; done
