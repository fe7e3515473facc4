#!/usr/bin/env bash
# S3Proxy and S3Mock for tests, from Maven's repository, once into ${PULSE_DEV_CACHE:-$HOME/.cache/pulse-db} (root:
# /var/cache/pulse-db). The last line of standard output is the folder with their jars.
set -euo pipefail

layout=1 # count up when pom.xml changes

say() { printf 's3: %s\n' "$*" >&2; }

here=$(cd "$(dirname "$0")" && pwd)
cache=${PULSE_DEV_CACHE:-$([ "$(id -u)" = 0 ] && echo /var/cache/pulse-db || echo "${HOME:?}/.cache/pulse-db")}
final="$cache/s3-$layout"
if [ ! -d "$final" ]; then
    mkdir -p "$cache"
    exec 9>"$cache/s3.lock"
    flock 9
    if [ ! -d "$final" ]; then
        rm -rf "$cache"/s3-partial.* # of killed runs: whoever holds the lock is alone
        work=$(mktemp -d "$cache/s3-partial.XXXXXX")
        trap 'rm -rf "$work"' EXIT
        say "downloading object stores for tests"
        "$here/../../../mvnw" -B -ntp -q -f "$here/pom.xml" \
            org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$work/jars" >&2 ||
            { say "they cannot be had from Maven's repository"; exit 1; }
        chmod -R a+rX "$work"
        mv "$work/jars" "$final"
    fi
    exec 9>&-
fi
echo "$final"
