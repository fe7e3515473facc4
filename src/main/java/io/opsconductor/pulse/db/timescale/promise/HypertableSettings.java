package io.opsconductor.pulse.db.timescale.promise;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.config.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithParentName;

/** {@code pulse.hypertables."NAME".*}: what each hypertable was promised, by its name, with the schema if not public. */
@ConfigMapping(prefix = "pulse.hypertables")
public interface HypertableSettings {
    @WithParentName
    Map<String, Hypertable> byName();

    /**
     * One hypertable's promises. What has a default is optional all the same, and {@link Expectations} fills it in: the
     * defaults of a mapping do not reach a name with a double quote in it (seen in SmallRye Config 3.16).
     */
    interface Hypertable {
        /** False takes a shipped default away, for a database that has no such hypertable; true when absent. */
        Optional<Boolean> expected();

        /** Chunks whose newest row is older than this are compressed; absent: none has to be. */
        @WithConverter(PositiveDuration.class)
        Optional<Duration> compressAfter();

        /** Chunks whose newest row is older than this are dropped; absent: not decided, see {@link #keepForever()}. */
        @WithConverter(PositiveDuration.class)
        Optional<Duration> dropAfter();

        /** How late compression may be, on top of the lag and the job's schedule interval; 2 h when absent. */
        @WithConverter(PositiveDuration.class)
        Optional<Duration> compressGrace();

        /** How late dropping may be, on top of the retention and the job's schedule interval; 12 h when absent. */
        @WithConverter(PositiveDuration.class)
        Optional<Duration> dropGrace();

        /** True: the hypertable is meant to grow, and the absence of a retention policy is no finding; false when absent. */
        Optional<Boolean> keepForever();

        /** What one step of an integer time column lasts ({@code 1s}, {@code 1ms}); absent: it holds time. */
        @WithConverter(PositiveDuration.class)
        Optional<Duration> integerStep();
    }
}
