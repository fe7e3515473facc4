#!/usr/bin/env bash
# Makes the image's file system: what contents.txt names out of Debian's packages, the executable, and nothing else. Used by
# Dockerfile.native, and by a test that has no Docker.
#
#   tree.sh PACKAGES EXECUTABLE TREE
#
# PACKAGES is a folder of .deb files, TREE must not exist. Every file gets the time SOURCE_DATE_EPOCH (default 0), so that
# two trees of the same parts are the same bytes.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
packages=$1 executable=$2 tree=$3
libraries=usr/lib/x86_64-linux-gnu
umask 022
mkdir "$tree"
unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT

for deb in "$packages"/*.deb; do dpkg-deb -x "$deb" "$unpacked"; done
# Without the programs around it update-ca-certificates does not run: this is what it makes.
mkdir -p "$unpacked/etc/ssl/certs"
find "$unpacked/usr/share/ca-certificates/mozilla" -name '*.crt' | LC_ALL=C sort | xargs cat \
    >"$unpacked/etc/ssl/certs/ca-certificates.crt"

# Lines of contents.txt are paths with wildcards, read by bash from the root of the packages.
shopt -s globstar nullglob dotglob
(
    cd "$unpacked"
    sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$here/contents.txt" | while read -r pattern; do
        # shellcheck disable=SC2206
        found=($pattern)
        [ ${#found[@]} -gt 0 ] || { echo "tree.sh: no package has $pattern" >&2; exit 1; }
        cp --parents --no-dereference --recursive "${found[@]}" "$tree"
    done
)
# The loader's own folder, under the name that programs were linked with; Debian has it as a link too.
ln -s usr/lib "$tree/lib"
ln -s usr/lib64 "$tree/lib64"

mkdir -p "$tree/usr/local/bin" "$tree/tmp" "$tree/proc" "$tree/dev" "$tree/sys" "$tree/backups" "$tree/etc"
install -m 0755 "$executable" "$tree/usr/local/bin/pulse-db"
# No shell: pg_dumpall asks pg_dump's version through one, and pulse-db answers that; see PgDumpVersion.
ln -s usr/bin "$tree/bin"
ln -s ../local/bin/pulse-db "$tree/usr/bin/sh"
printf 'root:x:0:0:root:/:/nonexistent\npulse:x:10001:10001:pulse-db:/tmp:/nonexistent\n' >"$tree/etc/passwd"
printf 'root:x:0:\npulse:x:10001:\n' >"$tree/etc/group"
printf 'passwd: files\ngroup: files\nhosts: files dns\n' >"$tree/etc/nsswitch.conf"

# Neither a missing library nor one that nothing needs gets into the image.
find "$tree/usr/lib/postgresql" "$tree/usr/bin" "$tree/usr/local/bin" -type f | while read -r program; do
    "$tree/usr/lib64/ld-linux-x86-64.so.2" --library-path "$tree/$libraries" --list "$program"
done | awk '/=>/ {print $3}' | sort -u >"$unpacked/needed"
if grep -v "^$tree/" "$unpacked/needed" >&2; then
    echo "tree.sh: a library is missing in contents.txt: of those above" >&2
    exit 1
fi
xargs readlink -e <"$unpacked/needed" | sort -u >"$unpacked/libraries"
find "$tree/$libraries" -type f ! -name 'ld-linux*' | sort >"$unpacked/there"
if comm -13 "$unpacked/libraries" "$unpacked/there" | grep . >&2; then
    echo "tree.sh: nothing needs the libraries above: remove them from contents.txt" >&2
    exit 1
fi

# No right to write but the owner's, none to become another user.
if find "$tree" -perm /6000 | grep . >&2; then
    echo "tree.sh: the files above run as their owner" >&2
    exit 1
fi
find "$tree" -type d -exec chmod 0755 {} +
find "$tree" -type f -exec chmod go-w {} +
chmod 1777 "$tree/tmp"
find "$tree" -depth -exec touch --no-dereference --date="@${SOURCE_DATE_EPOCH:-0}" {} +
