package io.opsconductor.pulse.db.schema;

import java.util.Locale;

import io.opsconductor.pulse.db.dev.DevelopmentDatabases;
import io.opsconductor.pulse.db.dev.TestDatabase;

/** The two editions of TimescaleDB that Pulse's database may have. */
public enum Edition {
    /** Everything: compression, policies, continuous aggregates. */
    COMMUNITY,
    /** Hypertables only; all that several managed providers offer. */
    APACHE;

    TestDatabase emptyDatabase() {
        DevelopmentDatabases databases = DevelopmentDatabases.shared();
        return this == COMMUNITY ? databases.timescale() : databases.postgres();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
