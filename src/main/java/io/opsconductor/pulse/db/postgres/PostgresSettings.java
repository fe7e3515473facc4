package io.opsconductor.pulse.db.postgres;

import java.nio.file.Path;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.tool.SafeDump;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code pulse.postgresql.*}: where PostgreSQL's own programs are. */
@ConfigMapping(prefix = "pulse.postgresql")
public interface PostgresSettings {
    /** The directory of pg_dump, pg_restore and psql; absent: they are looked up on the PATH. */
    Optional<Path> binDirectory();

    /** Whether backups may be taken by a pg_dump with the published faults that {@link SafeDump} names. */
    @WithDefault("false")
    boolean allowUnsafeDump();
}
