#!/usr/bin/env bash
# Runs one command in a tree as k8s/ runs the image: its own view of files, the root read-only, 64 MiB of tmpfs on /tmp,
# user 10001, no capability, no new privileges, a limit of memory. Needs root, unshare, capsh, and control groups that can
# be written; where the last are missing it says so and goes on without the limit.
#
#   contain.sh TREE BACKUPS MEMORY_IN_BYTES PROGRAM ARGUMENT...
#
# The environment goes on as it is. BACKUPS is mounted on /backups.
set -euo pipefail

if [ "${1:-}" != --inside ]; then
    export PULSE_CONTAIN_GROUP=
    for root in /sys/fs/cgroup/memory /sys/fs/cgroup; do
        group=$root/pulse-db-contain.$$
        mkdir "$group" 2>/dev/null || continue
        if { echo "$3" >"$group/memory.limit_in_bytes" || echo "$3" >"$group/memory.max"; } 2>/dev/null &&
            echo $$ >"$group/cgroup.procs" 2>/dev/null; then
            PULSE_CONTAIN_GROUP=$group
            break
        fi
        rmdir "$group"
    done
    [ -n "$PULSE_CONTAIN_GROUP" ] || echo "contain.sh: no control group can be made here: no limit of memory" >&2
    set +e
    unshare --mount --propagation private -- bash "$0" --inside "$@"
    status=$?
    if [ -n "$PULSE_CONTAIN_GROUP" ]; then
        echo $$ >"$(dirname "$PULSE_CONTAIN_GROUP")/cgroup.procs"
        rmdir "$PULSE_CONTAIN_GROUP"
    fi
    exit $status
fi

shift
tree=$1 backups=$2 program=$4
shift 4
unset PULSE_CONTAIN_GROUP
mount --bind "$tree" "$tree"
mount -o remount,bind,ro,nosuid,nodev "$tree"
mount -t tmpfs -o size=64m,mode=1777,nosuid,nodev tmpfs "$tree/tmp"
mount --bind "$backups" "$tree/backups"
mount --rbind /proc "$tree/proc"
mount -t tmpfs -o size=64k,mode=0755 tmpfs "$tree/dev"
for device in null zero urandom random; do
    touch "$tree/dev/$device"
    mount --bind "/dev/$device" "$tree/dev/$device"
done
cd /
exec "$(PATH=$PATH:/usr/sbin:/sbin command -v capsh)" --chroot="$tree" --no-new-privs --groups= --gid=10001 --drop=all --uid=10001 --caps= \
    --shell="$program" -- "$@"
