package io.opsconductor.pulse.db.rehearse;

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

    /** How old a rehearsal of what is pending may be, for {@code schema.rehearsal}. Absent: none is required. */
    @WithConverter(PositiveDuration.class)
    Optional<Duration> requiredWithin();
}
