package io.opsconductor.pulse.db.schema;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.migrate.status.MigrationSettings;

/** The settings that the files themselves can see; the others as they are by default. */
record ChosenSettings(String serviceRole, boolean demoData) implements MigrationSettings {
    static final ChosenSettings DEFAULT = new ChosenSettings("iot", false);
    static final ChosenSettings WITH_DEMO_DATA = new ChosenSettings("iot", true);

    /** The packed files. */
    @Override
    public Optional<Path> directory() {
        return Optional.of(Path.of("packed:"));
    }

    @Override
    public Duration lockWait() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Duration lockTimeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public int lockRetries() {
        return 5;
    }

    @Override
    public Optional<String> historySchema() {
        return Optional.empty();
    }

    @Override
    public Duration concurrentLockTimeout() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Duration lostAfter() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Optional<Duration> statementTimeout() {
        return Optional.empty();
    }
}
