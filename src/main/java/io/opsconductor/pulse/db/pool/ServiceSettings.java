package io.opsconductor.pulse.db.pool;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.opsconductor.pulse.db.config.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** {@code pulse.services."NAME".*}: what connects to the database, and how many sessions it may have. */
@ConfigMapping(prefix = "pulse.services")
public interface ServiceSettings {
    @WithParentName
    Map<String, Service> byName();

    /** One of them. */
    interface Service {
        /** How many processes of it run at the same time, each with a pool of its own. */
        @WithConverter(PositiveNumber.class)
        @WithDefault("1")
        int replicas();

        /** The most sessions in each of these pools; {@code PG_POOL_MAX} of the service. */
        @WithConverter(PositiveNumber.class)
        @WithDefault("10")
        int poolMax();

        /** True when it goes around the pooler. */
        @WithDefault("false")
        boolean direct();

        /** The pooler's name for its database; absent: the one that leads to the database judged. */
        Optional<String> database();

        /** The role by which it logs in; absent: one of those that the pooler has seen, or another one. */
        Optional<String> user();

        /** What it needs of a session that lasts longer than a transaction. */
        Optional<Set<SessionFeature>> needs();
    }
}
