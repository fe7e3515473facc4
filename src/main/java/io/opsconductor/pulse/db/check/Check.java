package io.opsconductor.pulse.db.check;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.postgres.Database;

/** Wires one reader to one judge. A check only looks: it changes nothing in the database or on disk. */
public interface Check {
    /** The area by which a user selects it: {@code schema}, {@code compression}, {@code retention}, {@code backups} … */
    String area();

    /** The ids of the findings that this check makes, all of which become unknown when it cannot look. */
    List<String> ids();

    /** False for a check that judges files only and is therefore run when the database is unreachable. */
    default boolean needsDatabase() {
        return true;
    }

    /**
     * True for what is judged once, with the main database or without any, however many databases are looked at: files,
     * and what else belongs to the backup sets.
     */
    default boolean once() {
        return !needsDatabase();
    }

    /**
     * Looks and judges, the good findings included.
     *
     * @param now the instant of the checkup, the same for all checks
     * @throws Exception when it could not look; the checkup turns that into {@link Severity#UNKNOWN}
     */
    List<Finding> findings(Database database, Instant now) throws Exception;
}
