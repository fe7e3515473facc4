#!/usr/bin/env bash
# The first hour with pulse-db on a database of a company that is not OpsConductor: from nothing to all green, then things are
# broken, and each is cured by what its finding prints. What it prints is the tutorial in the documents.
#
#   DATABASE_URL=postgresql://superuser@host:5432/nordwind src/dev/tutorial/first-hour.sh [--without-workers]
#
# The database has to be empty. PULSE_DB is the program (default target/pulse-db); psql, pg_dump and pg_restore are taken from the
# path, node reads JSON. --without-workers is for a server without background workers and with one backend: it leaves out
# backups, the drill, and what only they or a second session can break.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=${PULSE_DB:-$here/../../../target/pulse-db}
workers=true
[ "${1:-}" = --without-workers ] && workers=false
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

pulse-db() {
    $program "$@"
}

sql() {
    psql -X -q -v ON_ERROR_STOP=1 "$DATABASE_URL" "$@"
}

# Shows a command as a person would type it, then runs it.
try() {
    echo "\$ $*"
    "$@" 2>&1
    echo
}

fail() {
    echo "first-hour: $*" >&2
    exit 1
}

# The scheduler may run the same job meanwhile and take chunks away from this call, which fails then.
run_job() {
    local again
    for again in 1 2 3 4 5; do
        PGOPTIONS='-c client_min_messages=error' sql -c "CALL run_job($1)" && return
        sleep 1
    done 2>/dev/null
    fail "job $1 does not succeed"
}

sql -c 'SET client_min_messages = error' -c 'CREATE EXTENSION IF NOT EXISTS timescaledb'
cp -r "$here/db" "$work/db"
cd "$work"

echo "## From nothing to all green"
echo
try pulse-db validate --migrations=db
try pulse-db migrate --migrations=db
sql -f "$here/readings.sql"
for job in $(sql -At -c "SELECT job_id FROM timescaledb_information.jobs WHERE proc_name = 'policy_compression'"); do
    run_job "$job"
done
try pulse-db init --migrations=db --rpo=24h --backups="$work/backups" --write=pulse.properties
export PULSE_CONFIG=$work/pulse.properties
sed -n '4,$p' pulse.properties
echo
if $workers; then
    # A drill needs a server that may be filled and emptied; here it is the same one, which has to be said twice.
    export PULSE_DRILL_URL=$DATABASE_URL PULSE_DRILL_SAME_SERVER=true
    PULSE_DRILL_CONFIRM_SAME_SERVER=$(sql -At -c 'SELECT current_database()')
    export PULSE_DRILL_CONFIRM_SAME_SERVER
    mkdir backups
    try pulse-db backup take --init
    try pulse-db backup take
    try pulse-db drill
else
    echo pulse.timescale.scheduler-expected=false >>pulse.properties
    echo pulse.backups.daily.expected=false >>pulse.properties
fi
try pulse-db check
[ "$(pulse-db check --output=json | node -p 'JSON.parse(require("fs").readFileSync(0)).worst')" = ok ] || fail "not all green"

# broken ID DOES…: after it the check fails with a finding ID; its remedy is run as it is printed, and all is well again.
broken() {
    local id=$1 title=$2 found kind remedy
    shift 2
    echo "## $title"
    echo
    "$@" >/dev/null 2>&1 || true
    pulse-db check --output=json >found.json && fail "$title: nothing was found"
    found=$(node -e 'const f = JSON.parse(require("fs").readFileSync("found.json")).findings
        .find(f => f.check === process.argv[1] && f.severity !== "ok");
        if (f) console.log([f.remedyKind, `${f.severity.toUpperCase()} ${f.check} ${f.subject}: ${f.message}`, f.remedy].join("\n"))' "$id")
    [ -n "$found" ] || fail "$title: no finding $id; $(cat found.json)"
    kind=$(sed -n 1p <<<"$found")
    remedy=$(sed -n '3,$p' <<<"$found")
    sed -n 2p <<<"$found"
    echo "    -> $remedy"
    case $kind in
    sql) sql -c "$remedy" >/dev/null ;;
    command) eval "$remedy" 2>&1 ;;
    *) fail "$title: the remedy cannot be pasted: $remedy" ;;
    esac
    for try in 1 2 3 4 5 6 7 8 9 10; do
        pulse-db check --output=json >found.json && break
        sleep 1
    done
    node -e 'const f = JSON.parse(require("fs").readFileSync("found.json")).findings.filter(f => f.severity !== "ok");
        for (const one of f) console.error(`${one.severity} ${one.check} ${one.subject}: ${one.message}`);
        process.exit(f.length)' || fail "$title: not cured"
    echo "cured"
    echo
}

new_file() {
    echo "ALTER TABLE wind.park ADD COLUMN height_m int;" >db/005_height.sql
}

half_an_index() {
    sql -c "INSERT INTO wind.park VALUES (4, 'Juist')" -c "CREATE UNIQUE INDEX CONCURRENTLY park_name ON wind.park (name)" || true
    sql -c "DELETE FROM wind.park WHERE id = 4"
}

flipped_byte() {
    local dump
    dump=$(ls -d backups/daily/*/ | tail -1)database.dump
    printf 'X' | dd of="$dump" bs=1 seek=$(($(wc -c <"$dump") / 2)) conv=notrunc
    pulse-db backup verify
}

late_rows() {
    sql -c "INSERT INTO wind.reading VALUES (now() - INTERVAL '15 days', 1, 1)"
}

# paused CONDITION: the job is put to sleep.
paused() {
    sql -c "SELECT alter_job(job_id, scheduled => false) FROM timescaledb_information.jobs WHERE $1"
}

broken compression.policy "A compression policy is gone" sql -c "SELECT remove_compression_policy('wind.reading')"
broken retention.policy "A retention policy is gone" sql -c "SELECT remove_retention_policy('wind.event')"
broken compression.policy "A policy is paused" \
    paused "proc_name = 'policy_compression' AND hypertable_name = 'event'"
broken timescale.job "A job of one's own is paused" paused "proc_name = 'tidy'"
broken compression.backlog "Rows came late into a compressed chunk" late_rows
broken schema.current "A migration is pending" new_file
if $workers; then
    broken schema.index "An index was left half-built" half_an_index
    broken backup.verified "A backup's file was damaged" flipped_byte
fi
echo "All green again."
