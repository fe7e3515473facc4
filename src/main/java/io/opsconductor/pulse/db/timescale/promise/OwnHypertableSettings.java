package io.opsconductor.pulse.db.timescale.promise;

import java.util.Map;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** {@code pulse.databases."NAME".hypertables."NAME".*}: what the hypertables of one of several databases were promised. */
@ConfigMapping(prefix = "pulse.databases")
public interface OwnHypertableSettings {
    @WithParentName
    Map<String, OwnHypertables> byName();

    /** Those of one database. */
    interface OwnHypertables {
        /** True: {@code pulse.hypertables} holds here too, for what is not named below. */
        @WithDefault("true")
        boolean inherit();

        Map<String, HypertableSettings.Hypertable> hypertables();
    }
}
