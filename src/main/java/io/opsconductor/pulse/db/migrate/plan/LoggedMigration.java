package io.opsconductor.pulse.db.migrate.plan;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;

import io.opsconductor.pulse.db.migrate.file.NormalisedText;
import io.opsconductor.pulse.db.migrate.status.MigrationEvent;

/**
 * What {@code pulse_migration_log} says of one version.
 *
 * @param version as the history writes it, or the file's name where only the Python runner knew it
 * @param script the file's name at the last event
 * @param event the last one
 * @param at when that was
 * @param actor who did it: role, program and process
 * @param checksum the history's when the digest was taken
 * @param digest of the file that counts, see {@link NormalisedText}; empty when none was ever taken
 */
record LoggedMigration(
        String version,
        String script,
        MigrationEvent event,
        Instant at,
        String actor,
        OptionalInt checksum,
        Optional<String> digest) {

    /** True for an attempt of which the history does not know the end; asked only where the history has no row. */
    boolean isUnfinished() {
        return event == MigrationEvent.BEGAN || event == MigrationEvent.APPLIED;
    }

    String when() {
        return at.truncatedTo(ChronoUnit.SECONDS) + " by " + actor;
    }

    String attempt() {
        String when = when();
        return event == MigrationEvent.APPLIED
                ? "ran to its end at " + when + ", but the history does not have it"
                : "began at " + when + " and its end was never recorded";
    }

    /** True as long as the history's checksum was not changed since, as Flyway's own repair does. */
    boolean describes(AppliedMigration row) {
        return digest.isPresent() && checksum.equals(row.checksum());
    }
}
