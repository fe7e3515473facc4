#!/usr/bin/env bash
# Chromium for tests of pages, without installing anything on the machine: its own, else Debian's package with what it
# lacks of libraries, unpacked once into ${PULSE_DEV_CACHE:-$HOME/.cache/pulse-db} (root: /var/cache/pulse-db). The last two
# lines of standard output are the program and the folders of its libraries (empty for the machine's own). Exit 75: there is
# none to be had here, and standard error says why.
set -euo pipefail

layout=1 # count up when the unpacked folder has to look different
wanted=(chromium-headless-shell fonts-dejavu-core)

say() { printf 'browser: %s\n' "$*" >&2; }

give_up() {
    say "$1; install chromium to see pages tested"
    exit 75
}

if own=$(command -v chromium-headless-shell || command -v chromium || command -v google-chrome); then
    printf '%s\n\n' "$own"
    exit
fi
cache=${PULSE_DEV_CACHE:-$([ "$(id -u)" = 0 ] && echo /var/cache/pulse-db || echo "${HOME:?}/.cache/pulse-db")}
mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ] || give_up "the cache $cache cannot be written"
final="$cache/chromium-$layout"
if [ ! -d "$final" ]; then
    for tool in apt-get dpkg-deb flock; do
        command -v $tool >/dev/null || give_up "$tool is missing, so chromium cannot be unpacked"
    done
    exec 9>"$cache/chromium.lock"
    flock 9
    if [ ! -d "$final" ]; then
        rm -rf "$cache"/chromium-partial.* # of killed runs: whoever holds the lock is alone
        work=$(mktemp -d "$cache/chromium-partial.XXXXXX")
        trap 'rm -rf "$work"' EXIT
        # The machine's own sources and packages, with lists of our own: its lists may be old, or not ours to renew.
        mkdir -p "$work"/{lists/partial,archives/partial,debs,root}
        apt=(-o Dir::State::lists="$work/lists" -o Dir::Cache="$work" -o APT::Sandbox::User= -o APT::Update::Error-Mode=any)
        say "reading the package lists"
        apt-get -qq update "${apt[@]}" >"$work/log" 2>&1 || { cat "$work/log" >&2; give_up "there are no package lists"; }
        list=$(apt-get -s install --no-install-recommends "${apt[@]}" "${wanted[@]}" 2>/dev/null | awk '/^Inst /{print $2}') ||
            give_up "the package sources have no ${wanted[0]}"
        say "downloading chromium with $(wc -w <<<"$list") packages"
        # shellcheck disable=SC2086
        (cd "$work/debs" && apt-get -qq download "${apt[@]}" $list >"$work/log" 2>&1) ||
            { cat "$work/log" >&2; give_up "chromium cannot be downloaded"; }
        for deb in "$work"/debs/*.deb; do dpkg-deb -x "$deb" "$work/root"; done
        rm -rf "$work"/root/usr/share/{doc,man,locale,lintian}
        chmod -R a+rX "$work/root"
        mv "$work/root" "$final"
    fi
    exec 9>&-
fi
libraries=$(find "$final/usr/lib" -name '*.so*' -not -path '*/chromium/*' -printf '%h\n' | sort -u | paste -sd:)
printf '%s\n%s\n' "$final/usr/lib/chromium/chromium-headless-shell" "$libraries"
