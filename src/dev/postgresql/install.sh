#!/usr/bin/env bash
# PostgreSQL 17 with TimescaleDB (Apache edition) for tests, without installing anything on the machine.
#
# A machine that has server, tools and extension of version 17 or newer uses its own. Otherwise Debian's packages of
# release trixie are unpacked once into ${PULSE_DEV_CACHE:-$HOME/.cache/pulse-db} (for root: /var/cache/pulse-db, since
# servers run as another user, who cannot look into root's home). The last line of standard output is the folder with
# the programs; phases are told on standard error.
#
# The packages bring their own C library, which is newer than that of older machines: each program is pointed at it by
# its interpreter and its library path, so no environment variable is needed and children (sh, tar) keep their own.
set -euo pipefail

release=trixie
major=17
layout=1 # count up when the unpacked folder has to look different
wanted=(postgresql-$major postgresql-client-$major postgresql-$major-timescaledb pgbouncer pgbackrest patchelf)
programs=(postgres initdb pg_ctl pg_dump pg_restore psql)

say() { printf 'postgresql: %s\n' "$*" >&2; }

give_up() {
    say "$1"
    say "three ways to supply a database: install PostgreSQL $major or newer with TimescaleDB on this machine;" \
        "run on Debian with package sources, so that $release's packages can be unpacked; for all that needs no real" \
        "server, name one by PULSE_TEST_DATABASE_URL=postgresql://…, or let Docker or Node.js 20 supply TimescaleDB"
    exit 1
}

default_cache() {
    if [ "$(id -u)" = 0 ]; then echo /var/cache/pulse-db; else echo "${HOME:?}/.cache/pulse-db"; fi
}

# The machine's own programs, if they are all there, new enough, and TimescaleDB is beside them.
own_programs() {
    local bin program version share
    for bin in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) /usr/pgsql-*/bin \
        "$(pg_config --bindir 2>/dev/null || true)" "$(dirname "$(command -v postgres || echo /none/x)")"; do
        for program in "${programs[@]}"; do [ -x "$bin/$program" ] || continue 2; done
        version=$("$bin/postgres" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/')
        [ "$version" -ge "$major" ] || continue
        share=$([ -x "$bin/pg_config" ] && "$bin/pg_config" --sharedir || echo "/usr/share/postgresql/$version")
        [ -f "$share/extension/timescaledb.control" ] && echo "$bin" && return
    done
    return 1
}

# The machine's package sources, its release replaced by ours. Prints nothing for a source of somebody else's.
sources() {
    local own=$1 file
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -f "$file" ] || continue
        awk -v RS= -v ORS='\n\n' -v own="$own" -v to="$release" '
            $0 ~ "(^|\n)Suites:[^\n]*[ \t]" own "(-updates|-security)?([ \t\n]|$)" {
                gsub("(^|\n)#[^\n]*", ""); gsub("[ \t]" own "-backports[^ \t\n]*", ""); gsub(own, to); print
            }' "$file"
    done
}

source_lines() {
    local own=$1
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
        grep -E "^deb .*[[:space:]]$own(-updates|-security)?[[:space:]]" | sed "s/\b$own\b/$release/g" || true
}

configure_apt() {
    local dir=$1 own
    # shellcheck source=/dev/null
    own=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    [ -n "$own" ] || give_up "this machine does not say which Debian release it runs"
    mkdir -p "$dir"/apt/{sources,lists/partial,cache/archives/partial}
    : >"$dir/apt/status"
    sources "$own" >"$dir/apt/sources/own.sources"
    source_lines "$own" >"$dir/apt/sources/own.list"
    [ -s "$dir/apt/sources/own.sources" ] || [ -s "$dir/apt/sources/own.list" ] ||
        give_up "no package source for Debian $own found in /etc/apt, from which $release could be had"
    cat >"$dir/apt/conf" <<CONF
Dir::State "$dir/apt";
Dir::State::lists "$dir/apt/lists";
Dir::State::status "$dir/apt/status";
Dir::Cache "$dir/apt/cache";
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "$dir/apt/sources";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
APT::Sandbox::User "";
CONF
    export APT_CONFIG="$dir/apt/conf"
}

# What to unpack: of everything apt would install on an empty machine, the libraries. LLVM (a third of the size) only
# serves just-in-time compilation, which is left out.
packages() {
    apt-get -s install --no-install-recommends "${wanted[@]}" | awk '/^Inst /{print $2}' |
        grep -E "^(lib.*|zlib1g|$(IFS='|' && echo "${wanted[*]}"))\$" | grep -vE -- '-perl$|^lib(perl|llvm|z3)'
}

point_at_own_libraries() {
    local root=$1 final=$2 loader libs file origin
    loader=$(cd "$root" && find usr/lib usr/lib64 -name 'ld-linux*.so.*' 2>/dev/null | sort | head -1)
    libs=$(dirname "$(cd "$root" && find usr/lib -name 'libc.so.6' | head -1)")
    for file in "$root/usr/lib/postgresql/$major/bin"/* "$root/usr/sbin/pgbouncer" "$root/usr/bin/pgbackrest"; do
        [ "$(head -c 4 "$file" | tail -c 3)" = ELF ] || continue
        origin=$(realpath --relative-to="$(dirname "$file")" "$root/$libs")
        "$root/$loader" --library-path "$root/$libs" "$root/usr/bin/patchelf" \
            --set-interpreter "$final/$loader" --force-rpath --set-rpath "\$ORIGIN/$origin" "$file"
    done
    rm -f "$root/usr/lib/postgresql/$major/lib"/llvmjit*.so
    ln -s ../../../../sbin/pgbouncer ../../../../bin/pgbackrest "$root/usr/lib/postgresql/$major/bin/"
}

unpack() {
    local dir=$1 final=$2 list
    configure_apt "$dir"
    say "reading the package lists of Debian $release"
    apt-get -qq update -o APT::Update::Error-Mode=any >"$dir/log" 2>&1 ||
        { cat "$dir/log" >&2; give_up "the package lists of Debian $release cannot be had"; }
    list=$(packages) || give_up "Debian $release here lacks one of: ${wanted[*]}"
    say "downloading $(wc -w <<<"$list") packages"
    # shellcheck disable=SC2086
    mkdir "$dir/debs" && (cd "$dir/debs" && apt-get -qq download $list >"$dir/log" 2>&1) ||
        { cat "$dir/log" >&2; give_up "packages of Debian $release cannot be downloaded"; }
    say "unpacking into $final"
    mkdir "$dir/root"
    for deb in "$dir"/debs/*.deb; do dpkg-deb -x "$deb" "$dir/root"; done
    rm -rf "$dir"/root/usr/share/{doc,man,locale,lintian,i18n}
    point_at_own_libraries "$dir/root" "$final"
    chmod -R a+rX "$dir/root"
}

main() {
    local bin
    if [ -z "${PULSE_DEV_FORCE_UNPACK:-}" ] && bin=$(own_programs); then
        say "using this machine's own in $bin"
        echo "$bin" && return
    fi
    local cache final work
    cache=${PULSE_DEV_CACHE:-$(default_cache)}
    cache=$(mkdir -p "$cache" 2>/dev/null && cd "$cache" && pwd) ||
        give_up "the cache ${PULSE_DEV_CACHE:-$(default_cache)} cannot be made; set PULSE_DEV_CACHE"
    final="$cache/postgresql-$major-$layout"
    bin="$final/usr/lib/postgresql/$major/bin"
    if [ ! -d "$final" ]; then
        local tool
        for tool in apt-get dpkg-deb flock; do
            command -v $tool >/dev/null || give_up "$tool is missing, so PostgreSQL $major cannot be unpacked"
        done
        [ -w "$cache" ] || give_up "the cache $cache cannot be written; set PULSE_DEV_CACHE to a folder that can"
        exec 9>"$cache/postgresql.lock"
        flock -n 9 || { say "waiting for another process that unpacks it"; flock 9; }
        if [ ! -d "$final" ]; then
            rm -rf "$cache"/postgresql-partial.* # of killed runs: whoever holds the lock is alone
            work=$(mktemp -d "$cache/postgresql-partial.XXXXXX")
            # shellcheck disable=SC2064
            trap "rm -rf '$work'" EXIT
            chmod a+rx "$work"
            unpack "$work" "$final"
            mv "$work/root" "$final"
        fi
        exec 9>&-
    fi
    "$bin/postgres" --version >/dev/null ||
        give_up "$bin/postgres does not run on this machine; remove $final and try again"
    [ "$(id -u)" != 0 ] || runuser -u nobody -- test -x "$bin/postgres" ||
        give_up "users other than root, whom PostgreSQL insists on, cannot reach $bin; choose another PULSE_DEV_CACHE"
    [ -e /usr/share/zoneinfo/UTC ] || say "warning: without /usr/share/zoneinfo (package tzdata) only UTC is known"
    echo "$bin"
}

main
