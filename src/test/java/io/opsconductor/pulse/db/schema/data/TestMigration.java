package io.opsconductor.pulse.db.schema.data;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.migrate.Migrator;
import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import io.opsconductor.pulse.db.migrate.status.MigrationProgress;
import io.opsconductor.pulse.db.migrate.status.MigrationSettings;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;

/** One run of the migrator, in this process: impatient about locks, and it keeps the warnings. */
final class TestMigration implements MigrationSettings, MigrationProgress {

    private final List<String> warnings = new ArrayList<>();

    /** @return what the files warned of */
    static List<String> to(String version, String url) {
        var run = new TestMigration();
        try (var database = new Database(DatabaseUrl.parse(url))) {
            new Migrator(run).migrate(database, new MigrateRequest(Optional.of(version), Optional.empty()), run);
        }
        return run.warnings;
    }

    @Override
    public Optional<Path> directory() {
        return Optional.of(Path.of("packed:"));
    }

    @Override
    public String serviceRole() {
        return "iot";
    }

    @Override
    public boolean demoData() {
        return false;
    }

    @Override
    public Duration lockWait() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Duration lockTimeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    public int lockRetries() {
        return 0;
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
        return Optional.of(Duration.ofMinutes(1));
    }

    @Override
    public void warned(String script, String message) {
        warnings.add(message);
    }

    @Override
    public void waiting(String holder, Duration waited, Duration limit) {}

    @Override
    public void started(String script, int number, int of) {}

    @Override
    public void finished(String script, Duration took) {}

    @Override
    public void retrying(String script, String reason, int attempt, int of, Duration pause) {}

    @Override
    public void adopted(int files) {}
}
