package io.opsconductor.pulse.db.migrate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.migrate.file.MigrationVersion;
import io.opsconductor.pulse.db.migrate.plan.RecordedMigrations;
import io.opsconductor.pulse.db.migrate.status.Drift;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;
import io.opsconductor.pulse.db.migrate.status.OpenHistory;

/**
 * How far the schema is, for a run that waits for it. Pure.
 *
 * @param newest the newest version that is applied; empty when there is none, or none can be seen
 * @param text what there is, for people
 * @param remedy what would end the wait
 * @param note why what is recorded may be forged; empty when it may not
 */
record AwaitedSchema(Optional<MigrationVersion> newest, String text, String remedy, String note) {
    private static final String PATIENCE = "see how pulse-db migrate fares, or wait longer: --timeout";

    /** A migration that has yet to run may grant the right, so that this is worth waiting for too. */
    static final AwaitedSchema UNREADABLE = hidden(
            "this role may not read flyway_schema_history",
            "GRANT SELECT ON flyway_schema_history (and USAGE on its schema) TO the role in DATABASE_URL");

    static AwaitedSchema hidden(String why, String remedy) {
        return new AwaitedSchema(Optional.empty(), why, remedy, "");
    }

    static AwaitedSchema of(RecordedMigrations recorded) {
        List<MigrationStatus> rows = recorded.withoutFile(List.of());
        Stream<MigrationVersion> applied = rows.stream()
                .filter(row -> row.state() == MigrationState.MISSING)
                .map(row -> MigrationVersion.parse(row.version()).orElse(null));
        Optional<MigrationVersion> newest = Stream.concat(recorded.newest().stream(), applied)
                .filter(Objects::nonNull)
                .reduce((one, other) -> one.compareTo(other) >= 0 ? one : other);
        String reached = newest.map(version -> "the schema is at " + version).orElse("no migration is recorded yet");
        return rows.stream()
                .filter(row -> row.state() == MigrationState.FAILED)
                .findFirst()
                .map(row -> new AwaitedSchema(
                        newest, reached + ", and " + row.script() + " failed half-way", Drift.remedy(row), ""))
                .orElse(new AwaitedSchema(newest, reached, PATIENCE, ""));
    }

    /** @param open who else may write where that is recorded */
    AwaitedSchema from(Optional<OpenHistory> open) {
        return new AwaitedSchema(
                newest, text, remedy, open.map(OpenHistory::message).orElse(""));
    }

    boolean isAtLeast(MigrationVersion wanted) {
        return newest.filter(version -> version.compareTo(wanted) >= 0).isPresent();
    }
}
