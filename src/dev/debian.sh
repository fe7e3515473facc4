# Sourced by install scripts: programs for tests, without installing anything on the machine. Debian's packages of the
# machine's own release, unpacked once into ${PULSE_DEV_CACHE:-$HOME/.cache/pulse-db} (root: /var/cache/pulse-db).
# shellcheck shell=bash

say() { printf '%s: %s\n' "$name" "$*" >&2; }

# Sets $final, the unpacked folder. Of the caller: $name, $layout (counted up when the folder has to look different), and
# a function adapt, which is called in the folder before it gets its name.
unpack_debian() {
    local cache work tool deb
    cache=${PULSE_DEV_CACHE:-$([ "$(id -u)" = 0 ] && echo /var/cache/pulse-db || echo "${HOME:?}/.cache/pulse-db")}
    # shellcheck disable=SC2154
    final="$cache/$name-$layout"
    [ ! -d "$final" ] || return 0
    for tool in apt-get dpkg-deb flock; do
        command -v $tool >/dev/null || { say "$tool is missing, so $* cannot be unpacked"; exit 1; }
    done
    mkdir -p "$cache"
    exec 9>"$cache/$name.lock"
    flock 9
    if [ ! -d "$final" ]; then
        rm -rf "$cache/$name"-partial.* # of killed runs: whoever holds the lock is alone
        work=$(mktemp -d "$cache/$name-partial.XXXXXX")
        # shellcheck disable=SC2064
        trap "rm -rf '$work'" EXIT
        mkdir -p "$work"/apt/{lists/partial,cache/archives/partial} "$work/root" "$work/debs"
        : >"$work/apt/status"
        cat >"$work/apt/conf" <<CONF
Dir::State "$work/apt";
Dir::State::lists "$work/apt/lists";
Dir::State::status "$work/apt/status";
Dir::Cache "$work/apt/cache";
APT::Sandbox::User "";
CONF
        export APT_CONFIG="$work/apt/conf"
        say "downloading $*"
        if ! { apt-get -qq update && cd "$work/debs" && apt-get -qq download "$@"; } >"$work/log" 2>&1; then
            cat "$work/log" >&2
            say "the packages $* cannot be had from this machine's sources"
            exit 1
        fi
        for deb in "$work"/debs/*.deb; do dpkg-deb -x "$deb" "$work/root"; done
        rm -rf "$work"/root/usr/share/{doc,man}
        (cd "$work/root" && adapt)
        chmod -R a+rX "$work/root"
        mv "$work/root" "$final"
    fi
    exec 9>&-
}
