package io.opsconductor.pulse.db.migrate.status;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.config.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** {@code pulse.migrations.*}: which migrations are applied and how patiently. */
@ConfigMapping(prefix = "pulse.migrations")
public interface MigrationSettings {
    /** The folder of migrations; {@code packed:} for Pulse's own. {@code --migrations} takes precedence. */
    Optional<Path> directory();

    /**
     * The schema of the history and the tables beside it. Absent: where they are; in a database without a history, the
     * schema in which the role creates by itself.
     */
    Optional<String> historySchema();

    /** Whether the table of Pulse's former runner, {@code schema_migrations}, is made; where it is, it is always kept. */
    @WithDefault("false")
    boolean runnerTable();

    /** The role that the Pulse services log in with; handed to the files as {@code pulse.service_role}. */
    @WithDefault("iot")
    String serviceRole();

    /** True applies demo and test data (050, 052, 104); never in production. Handed on as {@code pulse.demo_data}. */
    @WithDefault("false")
    boolean demoData();

    /** How long another run is waited for before exit 4. */
    @WithConverter(PositiveDuration.class)
    @WithDefault("5m")
    Duration lockWait();

    /** PostgreSQL's lock_timeout: how long a statement may queue for a table lock before the file is rolled back. */
    @WithConverter(PositiveDuration.class)
    @WithDefault("5s")
    Duration lockTimeout();

    /**
     * The lock_timeout of CREATE INDEX CONCURRENTLY and the like, which block neither readers nor writers while they wait
     * for every transaction that is older than they are.
     */
    @WithConverter(PositiveDuration.class)
    @WithDefault("2h")
    Duration concurrentLockTimeout();

    /** How often a file is tried again after a lock timeout or a deadlock. */
    @WithDefault("5")
    int lockRetries();

    /** How long the server may be out of reach while a statement runs, before the run gives its session up with exit 4. */
    @WithConverter(PositiveDuration.class)
    @WithDefault("60s")
    Duration lostAfter();

    /** PostgreSQL's statement_timeout for every statement of a migration; absent: none. */
    @WithConverter(PositiveDuration.class)
    Optional<Duration> statementTimeout();
}
