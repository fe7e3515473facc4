package io.opsconductor.pulse.db.timescale;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code pulse.timescale.*}: what is expected of the extension itself. */
@ConfigMapping(prefix = "pulse.timescale")
public interface TimescaleSettings {
    /** False where no background scheduler can run, as in the embedded development database: jobs are then run by hand. */
    @WithDefault("true")
    boolean schedulerExpected();
}
