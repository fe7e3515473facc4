package io.opsconductor.pulse.db.forecast;

import java.time.Instant;
import java.util.Collection;

import io.opsconductor.pulse.db.postgres.Database;

/** A feature that looks ahead. Reads; what a checkup has read of the same database is not read again. */
public interface Forecaster {
    /** True for what lies beside the main database, not in it: it is asked once, however many databases are looked at. */
    boolean once();

    /**
     * What comes in those areas. Nothing where it could not look: the checkup says so.
     *
     * @param areas that were judged at this database
     * @param now the instant of the checkup
     */
    Outlook outlook(Database database, Collection<String> areas, Instant now, Instant until);
}
