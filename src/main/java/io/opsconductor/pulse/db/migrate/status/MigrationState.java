package io.opsconductor.pulse.db.migrate.status;

import java.util.Locale;

/** What became of a migration. */
public enum MigrationState {
    /** Done; file and history agree. */
    APPLIED,
    /** In the folder, not in the history: the next {@code migrate} applies it. */
    PENDING,
    /** Ran outside a transaction and failed half-way: look at the database, then {@code repair retry} or {@code mark-applied}. */
    FAILED,
    /** Applied, and the file was edited afterwards: restore the file, or {@code repair accept-changed}. */
    CHANGED,
    /** In the history, not in the folder: this executable is older than the database, or the file was removed. */
    MISSING,
    /** Never run by the Python runner, which confused it with another of the same number: {@code --apply-skipped}. */
    SKIPPED;

    /** True when the file's work is in the database, whatever became of the file. */
    public boolean isInDatabase() {
        return this == APPLIED || this == CHANGED || this == MISSING;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
