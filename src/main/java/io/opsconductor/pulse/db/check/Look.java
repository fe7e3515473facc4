package io.opsconductor.pulse.db.check;

import java.time.Instant;
import java.util.Collection;

import io.opsconductor.pulse.db.postgres.Database;

/** Another look at a database after its checkup, and within its time. */
@FunctionalInterface
public interface Look {
    /**
     * Must not fail; several databases are looked at at once.
     *
     * @param database as its checkup has read it, so that nothing is read twice
     * @param areas that were judged there
     * @param now the instant of the checkup
     */
    void at(Database database, Collection<String> areas, Instant now);
}
