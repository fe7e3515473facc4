package io.opsconductor.pulse.db.check;

import java.time.Instant;
import java.util.List;

import io.opsconductor.pulse.db.postgres.Database;

/** Wires one reader to one judge. A check only looks: it changes nothing in the database or on disk. */
public abstract class Check {
    private final String area;
    private final List<String> ids;

    /**
     * @param area by which a user selects it: {@code schema}, {@code compression}, {@code retention}, {@code backups} …
     * @param ids of the findings that this check makes, all of which become unknown when it cannot look
     */
    protected Check(String area, String... ids) {
        this.area = area;
        this.ids = List.of(ids);
    }

    public final String area() {
        return area;
    }

    public final List<String> ids() {
        return ids;
    }

    /** False for a check that is run when no database is configured or reachable too: see {@link OfflineCheck}. */
    public boolean needsDatabase() {
        return true;
    }

    /**
     * True for what is judged once, with the main database or without any, however many databases are looked at: files,
     * and what else belongs to the backup sets.
     */
    public boolean once() {
        return !needsDatabase();
    }

    /**
     * Looks and judges, the good findings included.
     *
     * @param now the instant of the checkup, the same for all checks
     * @throws Exception when it could not look; the checkup turns that into {@link Severity#UNKNOWN}
     */
    public abstract List<Finding> findings(Database database, Instant now) throws Exception;

    /**
     * What monitoring draws of the same facts; asked for after {@link #findings}, in the same checkup. What is not known is
     * left out.
     *
     * @throws Exception when it could not look, which the findings have said
     */
    public List<Sample> samples(Database database, Instant now) throws Exception {
        return List.of();
    }

    /** How monitoring tells a database from others: what the configuration calls it, else its own name; empty when missing. */
    public static String title(Database database) {
        return database.label().orElseGet(() -> database.isMissing() ? "" : database.name());
    }

    /** Judges files, or asks something else than the database first: it says itself what an absent database hides. */
    public abstract static class OfflineCheck extends Check {
        protected OfflineCheck(String area, String... ids) {
            super(area, ids);
        }

        @Override
        public final boolean needsDatabase() {
            return false;
        }
    }
}
