package io.opsconductor.pulse.db.migrate.status;

import java.util.Locale;

/** What {@code pulse_migration_log} tells of a migration. */
public enum MigrationEvent {
    /** A file that cannot run in a transaction is about to; it stands alone when the run did not live to see the end. */
    BEGAN,
    /** It ran to its end. In a transaction this is written together with its row in the history. */
    APPLIED,
    /** Another tool or hand had applied it; the file found then is what counts from there on. */
    ADOPTED,
    /** {@code repair accept-changed}: the file as it was found is what counts from there on. */
    ACCEPTED,
    /** {@code repair forget-missing}: its file is gone for good. */
    FORGOTTEN,
    /** {@code repair mark-applied}: it was finished by hand. */
    MARKED_APPLIED,
    /** {@code repair retry} or {@code migrate --run-again}: it is to run once more. */
    RETRY,
    /** {@code repair rebuild-indexes} is about to; of an index, not of a migration. */
    INDEX_REPAIR_BEGAN,
    /** {@code repair rebuild-indexes} ran to its end: the index is valid, or the leftover gone. */
    INDEX_REPAIRED;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static MigrationEvent of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
