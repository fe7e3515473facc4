package io.opsconductor.pulse.db.check;

import java.time.Duration;

import io.opsconductor.pulse.db.config.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** {@code pulse.check.*}: how a checkup goes about it. */
@ConfigMapping(prefix = "pulse.check")
public interface CheckSettings {
    /** How many databases are looked at side by side. */
    @WithDefault("4")
    int threads();

    /** What has not been looked at by then is unknown. */
    @WithConverter(PositiveDuration.class)
    @WithDefault("5m")
    Duration within();
}
