#!/usr/bin/env bash
# The pgbouncer of this machine's Debian release, which is older than the one that install.sh unpacks: its path on standard
# output, or nothing where there is none to be had. Unpacked once beside the other programs, nothing is installed.
set -uo pipefail

cache=${PULSE_DEV_CACHE:-$([ "$(id -u)" = 0 ] && echo /var/cache/pulse-db || echo "${HOME:?}/.cache/pulse-db")}
final=$cache/own-pgbouncer-1

unpack() {
    local work=$1 list
    list=$(apt-get -s install --no-install-recommends pgbouncer 2>/dev/null | awk '/^Inst /{print $2}' |
        grep -E '^(lib.*|pgbouncer)$') || return
    # shellcheck disable=SC2086
    (cd "$work" && apt-get -qq download $list >/dev/null 2>&1) || return
    for deb in "$work"/*.deb; do dpkg-deb -x "$deb" "$work/root" || return; done
    chmod -R a+rX "$work/root" && mv "$work/root" "$final"
}

if command -v pgbouncer >/dev/null; then
    command -v pgbouncer
    exit
fi
if [ ! -d "$final" ] && command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null && mkdir -p "$cache"; then
    exec 9>"$cache/own-pgbouncer.lock"
    flock 9
    if [ ! -d "$final" ]; then
        work=$(mktemp -d "$cache/own-pgbouncer-partial.XXXXXX") && unpack "$work"
        rm -rf "$work"
    fi
fi
[ ! -x "$final/usr/sbin/pgbouncer" ] || echo "$final/usr/sbin/pgbouncer"
