package io.opsconductor.pulse.db.migrate.plan;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

import io.opsconductor.pulse.db.migrate.file.MigrationFile;
import io.opsconductor.pulse.db.migrate.status.MigrationState;
import io.opsconductor.pulse.db.migrate.status.MigrationStatus;

/**
 * A row of the schema history.
 *
 * @param version as the history writes it, such as {@code 36.1}
 * @param description the words of the file's name
 * @param script the file's name, or a description for a baseline
 * @param type Flyway's type: SQL, BASELINE, DELETE …; or SKIPPED
 * @param checksum absent where none was recorded
 * @param appliedAt when it was recorded
 * @param millis how long it took
 * @param success false when a file that cannot run in a transaction failed half-way
 */
public record AppliedMigration(
        String version,
        String description,
        String script,
        String type,
        OptionalInt checksum,
        Instant appliedAt,
        int millis,
        boolean success) {

    boolean isBaseline() {
        return type.equals("BASELINE");
    }

    /** The Python runner never ran this file; see {@link MigrationState#SKIPPED}. */
    boolean isSkipped() {
        return type.equals("SKIPPED");
    }

    /** Flyway's own repair or undo, or {@code repair forget-missing}, took an earlier row of this version back. */
    boolean takesBack() {
        return type.equals("DELETE") || type.startsWith("UNDO");
    }

    /** True for a row under another file name, such as Flyway's {@code V36.1__cleanup.sql} for {@code 036a_cleanup.sql}. */
    boolean isForeignTo(MigrationFile file) {
        return !script.equals(file.script());
    }

    /** Another tool's file has another checksum for the same migration; the words of its name tell that it is the same. */
    private boolean isForeignTwin(MigrationFile file) {
        return isForeignTo(file) && words(description).equals(words(file.description()));
    }

    MigrationStatus against(MigrationFile file, Optional<LoggedMigration> logged) {
        String label = file.label();
        if (!success) {
            String note = logged.filter(LoggedMigration::isUnfinished)
                    .map(attempt -> "began at " + attempt.when())
                    .orElse("");
            return new MigrationStatus(label, file.script(), MigrationState.FAILED, Optional.of(appliedAt), millis)
                    .noting(note);
        }
        boolean changed = logged.filter(known -> known.describes(this))
                .map(known -> !file.isDigest(known.digest().orElseThrow()))
                .orElseGet(
                        () -> checksum.isPresent() && checksum.getAsInt() != file.checksum() && !isForeignTwin(file));
        MigrationState state = changed ? MigrationState.CHANGED : MigrationState.APPLIED;
        MigrationStatus status = new MigrationStatus(label, file.script(), state, Optional.of(appliedAt), millis);
        return isForeignTo(file) ? status.recordedAs(script) : status;
    }

    /** @param label the version as people write it */
    MigrationStatus withoutFile(String label) {
        MigrationState state = success ? MigrationState.MISSING : MigrationState.FAILED;
        return new MigrationStatus(label, script, state, Optional.of(appliedAt), millis);
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{Nd}]+", " ")
                .strip();
    }
}
