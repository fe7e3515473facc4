package io.opsconductor.pulse.db.pool;

import java.util.Optional;

import io.opsconductor.pulse.db.config.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** {@code pulse.pgbouncer.*}: the poolers between services and server. */
@ConfigMapping(prefix = "pulse.pgbouncer")
public interface PgBouncerSettings {
    /** The admin console, such as {@code postgresql://stats@one:6432,two:6432/pgbouncer}: each host is a pooler. A secret. */
    Optional<String> url();

    /** How many processes answer at each host: {@code so_reuseport}, peers, or the pods of a Service. */
    @WithConverter(PositiveNumber.class)
    @WithDefault("1")
    int processes();
}
