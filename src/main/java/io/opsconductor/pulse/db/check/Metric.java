package io.opsconductor.pulse.db.check;

import java.util.List;
import java.util.Locale;

/**
 * Every series that monitoring can ask for, all of them gauges in base units: seconds, bytes, counts. What is not known has
 * no sample, never a zero. A name once given stays: alerts would fall silent.
 */
public enum Metric {
    BUILD_INFO("Always 1; what runs; revision is the commit it was built from", "version", "revision", "runtime"),
    FINDINGS("Findings of each check by severity, zeros included", "database", "check", "severity"),
    FINDING_INFO("1 for each finding that is not ok, 200 at most", "database", "check", "subject", "severity"),
    FINDINGS_DROPPED("Findings that are not ok and not among pulse_db_finding_info"),
    CHECK_LAST_COMPLETION_TIMESTAMP_SECONDS("When this area was last looked at to the end", "database", "area"),
    CHECK_DURATION_SECONDS("How long that took", "database", "area"),

    BACKUP_RECOVERY_POINT_OBJECTIVE_SECONDS("How old the newest verified snapshot may be, as configured", "set"),
    BACKUP_RECOVERY_TIME_OBJECTIVE_SECONDS("How long a restore may take, as configured", "set"),
    BACKUP_VERIFICATION_INTERVAL_SECONDS("How old the newest backup's last verification may be, as configured", "set"),
    BACKUP_LAST_VERIFIED_SNAPSHOT_TIMESTAMP_SECONDS(
            "Recovery point: the snapshot of the newest verified backup; without one no series", "set"),
    BACKUP_AGE_SECONDS("Age of the recovery point at the time of the scrape or file", "set"),
    BACKUP_LAST_ATTEMPT_TIMESTAMP_SECONDS("When a backup was last taken or failed to be", "set"),
    BACKUP_LAST_SUCCESS_TIMESTAMP_SECONDS("When the newest verified backup was complete", "set"),
    BACKUP_LAST_FAILURE_TIMESTAMP_SECONDS("When taking a backup last failed; no series when it never did", "set"),
    BACKUP_NEXT_RUN_TIMESTAMP_SECONDS("When the configured schedule takes the next backup", "set"),
    BACKUPS("Backups: verified, unverified (not read to the end, or of unknown time) or bad", "set", "state"),
    BACKUP_SIZE_BYTES("Size of the newest verified backup", "set"),
    BACKUP_DURATION_SECONDS("What the newest verified backup took: dump, verify", "set", "phase"),
    BACKUP_VOLUME_FREE_BYTES("Free space where the set's backups lie", "set"),
    BACKUP_LAST_VERIFICATION_TIMESTAMP_SECONDS("When the newest backup was last read to its end", "set"),

    COPY_RECOVERY_POINT_OBJECTIVE_SECONDS(
            "How old the newest proved copy's snapshot may be, as configured", "set", "destination"),
    COPY_LAST_SNAPSHOT_TIMESTAMP_SECONDS(
            "The snapshot of the newest proved copy; without one no series", "set", "destination"),
    COPY_SIZE_BYTES("Size of the newest proved copy", "set", "destination"),

    DRILL_INTERVAL_OBJECTIVE_SECONDS("How often the set is to be restored, as configured", "set"),
    DRILL_LAST_SUCCESS_TIMESTAMP_SECONDS("When a restored backup last matched", "set"),
    DRILL_LAST_ATTEMPT_TIMESTAMP_SECONDS("When a drill last ended, well or badly", "set"),
    DRILL_RESTORE_DURATION_SECONDS("How long the last restore that matched took", "set"),

    HYPERTABLE_CHUNKS(
            "Chunks: compressed, uncompressed, partial, unordered, frozen, stray",
            "database",
            "schema",
            "hypertable",
            "state"),
    HYPERTABLE_OVERDUE_CHUNKS(
            "Chunks past lag, schedule and grace: compression, retention",
            "database",
            "schema",
            "hypertable",
            "policy"),
    HYPERTABLE_OVERDUE_BYTES(
            "Their size on disk; no series when it was not all measured", "database", "schema", "hypertable", "policy"),
    HYPERTABLE_OLDEST_OVERDUE_SECONDS(
            "How far the oldest of them is past its lag; no series when none is overdue",
            "database",
            "schema",
            "hypertable",
            "policy"),

    JOB_LAST_SUCCESS_TIMESTAMP_SECONDS(
            "When the job last ended well; no series when it never did", "database", "job", "procedure", "hypertable"),
    JOB_CONSECUTIVE_FAILURES(
            "Failures and crashes since it last ended well", "database", "job", "procedure", "hypertable"),
    JOB_SCHEDULED("1 when it is scheduled, 0 while it is paused", "database", "job", "procedure", "hypertable"),

    MIGRATIONS("Migrations: applied, pending, failed, changed, missing, skipped", "database", "state"),

    COMMAND_LAST_RUN_TIMESTAMP_SECONDS("When the command last ended, well or badly", "command", "database", "set"),
    COMMAND_LAST_SUCCESS_TIMESTAMP_SECONDS(
            "When it last ended with 0; in a file no series after a failure", "command", "database", "set"),
    COMMAND_DURATION_SECONDS("How long it took", "command", "database", "set"),
    COMMAND_EXIT_CODE("How it ended: 0 is well", "command", "database", "set"),

    CONNECTIONS(
            "Sessions: ceiling (what pools may open), in_use (open now), limit (what ordinary roles get)",
            "database",
            "kind"),
    POOL_WAITING("Clients that wait for a session, 50 pools at most", "database", "pool"),
    POOL_MAX_WAIT_SECONDS("How long the first of them has waited", "database", "pool"),

    TASK_LAST_RUN_TIMESTAMP_SECONDS("When the task last began, in this process", "task"),
    TASK_LAST_SUCCESS_TIMESTAMP_SECONDS("When it last ended well, in this process", "task"),
    TASK_NEXT_RUN_TIMESTAMP_SECONDS("When it is due next", "task"),
    TASK_RUNNING("1 while it runs", "task");

    private final String help;
    private final List<String> labels;

    Metric(String help, String... labels) {
        this.help = help;
        this.labels = List.of(labels);
    }

    /** As Prometheus knows it, such as {@code pulse_db_backup_age_seconds}. */
    public String id() {
        return "pulse_db_" + name().toLowerCase(Locale.ROOT);
    }

    /** What it means, for people: one line without a backslash. */
    public String help() {
        return help;
    }

    /** The names of its labels, in the order in which {@link Sample#of} takes their values. */
    public List<String> labels() {
        return labels;
    }
}
