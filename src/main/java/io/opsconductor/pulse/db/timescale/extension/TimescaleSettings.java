package io.opsconductor.pulse.db.timescale.extension;

import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.config.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** {@code pulse.timescale.*}: what is expected of the extension itself. */
@ConfigMapping(prefix = "pulse.timescale")
public interface TimescaleSettings {
    /** False where no background scheduler can run, as in the embedded development database: jobs are then run by hand. */
    @WithDefault("true")
    boolean schedulerExpected();

    /** How late a job may start before it counts as overdue. */
    @WithConverter(PositiveDuration.class)
    @WithDefault("15m")
    Duration jobGrace();

    /** How often a job may fail in a row before that is critical; the first failure is a warning. */
    @WithDefault("3")
    int jobFailures();

    /** How many of this database's jobs have to be able to run at once; counted up to the jobs that there are. */
    @WithDefault("4")
    int concurrentJobs();

    /** How long a checkup may take to compare buckets of continuous aggregates with their sources; without it none is. */
    @WithConverter(PositiveDuration.class)
    Optional<Duration> compareAggregates();
}
