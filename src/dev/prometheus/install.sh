#!/usr/bin/env bash
# Prometheus, promtool and Alertmanager for tests, without installing anything on the machine: Debian's packages of the
# machine's own release, unpacked once into ${PULSE_DEV_CACHE:-$HOME/.cache/pulse-db} (root: /var/cache/pulse-db). The last
# line of standard output is the folder with the programs.
set -euo pipefail

wanted=(prometheus prometheus-alertmanager)
layout=1 # count up when the unpacked folder has to look different

say() { printf 'prometheus: %s\n' "$*" >&2; }

if [ -z "${PULSE_DEV_FORCE_UNPACK:-}" ] && [ -x /usr/bin/promtool ] && [ -x /usr/bin/prometheus-alertmanager ]; then
    echo /usr/bin
    exit
fi
cache=${PULSE_DEV_CACHE:-$([ "$(id -u)" = 0 ] && echo /var/cache/pulse-db || echo "${HOME:?}/.cache/pulse-db")}
final="$cache/prometheus-$layout"
if [ ! -d "$final" ]; then
    for tool in apt-get dpkg-deb flock; do
        command -v $tool >/dev/null || { say "$tool is missing, so Prometheus cannot be unpacked"; exit 1; }
    done
    mkdir -p "$cache"
    exec 9>"$cache/prometheus.lock"
    flock 9
    if [ ! -d "$final" ]; then
        rm -rf "$cache"/prometheus-partial.* # of killed runs: whoever holds the lock is alone
        work=$(mktemp -d "$cache/prometheus-partial.XXXXXX")
        trap 'rm -rf "$work"' EXIT
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
        say "downloading ${wanted[*]}"
        if ! { apt-get -qq update && cd "$work/debs" && apt-get -qq download "${wanted[@]}"; } >"$work/log" 2>&1; then
            cat "$work/log" >&2
            say "the packages ${wanted[*]} cannot be had from this machine's sources"
            exit 1
        fi
        for deb in "$work"/debs/*.deb; do dpkg-deb -x "$deb" "$work/root"; done
        rm -rf "$work"/root/usr/share/{doc,man}
        # Debian's Alertmanager opens its template in this folder only; one as long is the working directory.
        share=/usr/share/prometheus/alertmanager
        LC_ALL=C sed -i "s|$share|$(printf './%.0s' $(seq $((${#share} / 2))))|g" "$work/root/usr/bin/prometheus-alertmanager"
        chmod -R a+rX "$work/root"
        mv "$work/root" "$final"
    fi
    exec 9>&-
fi
"$final/usr/bin/promtool" --version >/dev/null 2>&1 ||
    { say "$final/usr/bin/promtool does not run on this machine; remove $final and try again"; exit 1; }
echo "$final/usr/bin"
