#!/usr/bin/env bash
# The image's tree without Docker: Debian's packages of release trixie into the cache, once, and src/main/docker/tree.sh.
#
#   tree.sh EXECUTABLE TREE
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
docker=$here/../../main/docker
release=trixie
# Its functions: package sources and apt of one's own. What follows its last function is not run.
# shellcheck source=/dev/null
source <(sed '/^main$/d' "$here/../postgresql/install.sh")

cache=${PULSE_DEV_CACHE:-$(default_cache)}
mkdir -p "$cache"
packages=$cache/image-$(sha256sum "$docker/packages.sha256" | cut -c 1-12)
if [ ! -d "$packages" ]; then
    work=$(mktemp -d "$cache/image-partial.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    configure_apt "$work"
    apt-get -qq update -o APT::Update::Error-Mode=any >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
    PULSE_IMAGE_UNPINNED=1 bash "$docker/packages.sh" "$work/debs"
    mv -T "$work/debs" "$packages" 2>/dev/null || [ -d "$packages" ]
fi
bash "$docker/tree.sh" "$packages" "$1" "$2"
