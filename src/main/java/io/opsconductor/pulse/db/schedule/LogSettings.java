package io.opsconductor.pulse.db.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code pulse.log.*}: how the long-running mode writes its log. */
@ConfigMapping(prefix = "pulse.log")
public interface LogSettings {
    /** How an event is written. */
    enum Format {
        TEXT,
        JSON
    }

    /** One line of text an event, or one JSON object a line. */
    @WithDefault("text")
    Format format();
}
