package io.opsconductor.pulse.db.schedule;

import java.time.Duration;

import io.opsconductor.pulse.db.config.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** {@code pulse.schedule.*}: what the long-running mode does by itself. */
@ConfigMapping(prefix = "pulse.schedule")
public interface ScheduleSettings {
    /** Time between the starts of two checkups. */
    @WithConverter(PositiveDuration.class)
    @WithDefault("15m")
    Duration checkEvery();

    /** How long a stop waits for work under way before it is interrupted; below the pod's grace period. */
    @WithConverter(PositiveDuration.class)
    @WithDefault("20s")
    Duration stopWithin();

    /** Whether the pending migrations are applied before the first checkup. */
    @WithDefault("true")
    boolean migrate();

    /** After a backup that could not begin, as when the database is away: time until the next attempt; doubles each time. */
    @WithConverter(PositiveDuration.class)
    @WithDefault("1m")
    Duration retryAfter();
}
