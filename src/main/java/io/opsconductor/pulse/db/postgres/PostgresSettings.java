package io.opsconductor.pulse.db.postgres;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** {@code pulse.postgresql.*}: where PostgreSQL's own programs are. */
@ConfigMapping(prefix = "pulse.postgresql")
public interface PostgresSettings {
    /** The directory of pg_dump, pg_restore and psql; absent: they are looked up on the PATH. */
    Optional<Path> binDirectory();
}
