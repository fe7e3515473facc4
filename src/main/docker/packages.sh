#!/usr/bin/env bash
# Downloads the packages of packages.sha256 by the apt of whoever calls, and refuses what has another checksum.
#
#   packages.sh DIRECTORY
#
# PULSE_IMAGE_UNPINNED=1 takes what the package sources have now where they no longer have the version that is pinned: for
# a test of the tree on a machine whose mirror has moved on, never for an image.
set -euo pipefail

list=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/packages.sha256
mkdir -p "$1"
cd "$1"
while read -r _ file; do
    [ ! -f "$file" ] || continue
    name=${file%%_*}
    version=${file#*_}
    version=${version%_*}
    apt-get -qq download "$name=${version//%3a/:}" 2>/dev/null ||
        { [ -n "${PULSE_IMAGE_UNPINNED:-}" ] && { ls "${name}"_*.deb >/dev/null 2>&1 || apt-get -qq download "$name"; }; } ||
        { echo "packages.sh: $name ${version//%3a/:} cannot be had from the package sources" >&2; exit 1; }
done <"$list"
while read -r line; do
    file=${line#*  }
    if [ -f "$file" ]; then
        sha256sum --check --quiet --strict <<<"$line" >&2
    else
        echo "packages.sh: not the pinned $file but $(echo "${file%%_*}"_*.deb)" >&2
    fi
done <"$list"
