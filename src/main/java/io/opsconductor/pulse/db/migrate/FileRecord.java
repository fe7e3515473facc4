package io.opsconductor.pulse.db.migrate;

import java.util.List;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.SqlScanner;
import io.opsconductor.pulse.db.migrate.file.SqlStatement;
import io.opsconductor.pulse.db.postgres.SqlFile;
import io.opsconductor.pulse.db.postgres.SqlLiteral;

/**
 * What is written down of a file beside Flyway's row, in the same transaction: as text, so that it travels with the
 * file's own last statements.
 */
final class FileRecord {
    private FileRecord() {}

    /** The last of them writes one row, or none when the file gave the migration lock away. */
    static List<String> statements(MigrationRun run, MigrationFile file) {
        Object[] filledIn = Stream.of(
                        // Only the last file of a run waits for the disk; its commit record comes after all others.
                        run.isDurable(file) ? "" : "SET LOCAL synchronous_commit = off;",
                        SqlLiteral.of(file.version().label()),
                        SqlLiteral.of(file.script()),
                        SqlLiteral.of(MigrationEvent.APPLIED.word()),
                        SqlLiteral.of(file.version().flyway()),
                        SqlLiteral.of(file.script()),
                        file.checksum(),
                        SqlLiteral.of(run.digest(file)),
                        SqlLiteral.of(run.permission(file)),
                        MigrationLock.CLASS,
                        MigrationLock.OBJECT)
                .toArray();
        return SqlScanner.scan(SqlFile.read("migrate/record").formatted(filledIn)).stream()
                .map(SqlStatement::text)
                .toList();
    }

    /** @throws PulseFailure (failed) when the file that has just run gave the lock away, as DISCARD ALL does */
    static void check(long rows, String script) {
        if (rows != 1) {
            throw PulseFailure.failed(
                    script + " gave the migration lock away, by pg_advisory_unlock_all() or DISCARD: another run may"
                            + " have begun; the file is not recorded",
                    "take that call out of the file and run migrate again",
                    null);
        }
    }
}
