package io.opsconductor.pulse.db.rehearse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.config.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** {@code pulse.rehearsal.*}: what pending migrations may take when they are applied to a restored backup. */
@ConfigMapping(prefix = "pulse.rehearsal")
public interface RehearsalSettings {
    /** How long a lock that reads or writes of an application wait for may be held. */
    @WithConverter(PositiveDuration.class)
    @WithDefault("2s")
    Duration maxLock();

    /** How long all files together may take; a rehearsal that takes longer is ended. Absent: no limit. */
    @WithConverter(PositiveDuration.class)
    Optional<Duration> maxTime();

    /**
     * A program that is run on the migrated scratch database before it is dropped, with PostgreSQL's variables (PGHOST,
     * PGDATABASE, PGUSER, PGPASSWORD) leading there; when it ends with another code than 0 the rehearsal is critical.
     */
    Optional<Path> after();

    /** How old a rehearsal of what is pending may be, for {@code schema.rehearsal}. Absent: none is required. */
    @WithConverter(PositiveDuration.class)
    Optional<Duration> requiredWithin();
}
