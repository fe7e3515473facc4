package io.opsconductor.pulse.db.timescale.job;

import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/**
 * {@code pulse.jobs."NAME".*}: users' own jobs, by their procedure ({@code iot.housekeep}), their id or the name that
 * TimescaleDB gave them.
 */
@ConfigMapping(prefix = "pulse.jobs")
public interface JobSettings {
    @WithParentName
    Map<String, ExpectedJob> byName();

    /** What is asked of one job. */
    interface ExpectedJob {
        /** True: that it is missing or paused is critical; false when absent. */
        Optional<Boolean> expected();

        /** True: nothing is said of it; false when absent. */
        Optional<Boolean> ignore();
    }
}
