package io.opsconductor.pulse.db.migrate;

import java.time.Duration;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.migrate.file.MigrationVersion;
import io.opsconductor.pulse.db.migrate.run.LookingSession;
import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import io.opsconductor.pulse.db.migrate.status.MigrationSettings;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.StartingServer;
import jakarta.enterprise.context.ApplicationScoped;

/** Waits until another run has brought the schema to a version; needs SELECT on the history and nothing more. */
@ApplicationScoped
public class SchemaWait {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration TELL = Duration.ofSeconds(5);

    private final MigrationSettings settings;

    public SchemaWait(MigrationSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns once the schema is at the version or above it.
     *
     * @param version as in a file's name
     * @throws PulseFailure (usage) when it is not a version, or the login is refused; (not now) after {@code limit}
     */
    public AwaitResult await(Database database, String version, Duration limit, StartingServer.Progress progress) {
        MigrationVersion wanted = MigrateRequest.version("--version", version);
        long began = System.nanoTime();
        Duration told = TELL.negated();
        while (true) {
            AwaitedSchema schema = look(database.forOneTask());
            Duration waited = Duration.ofNanos(System.nanoTime() - began);
            if (schema.isAtLeast(wanted)) {
                return new AwaitResult(schema.newest().orElseThrow().label(), wanted.label(), waited, schema.note());
            }
            if (waited.compareTo(limit) >= 0) {
                throw PulseFailure.notNow(
                        "schema version " + wanted + " is not there: " + schema.text() + "; waited "
                                + Durations.text(waited),
                        schema.remedy(),
                        null);
            }
            if (waited.minus(told).compareTo(TELL) >= 0) {
                progress.waiting("schema version " + wanted + ": " + schema.text(), waited, limit);
                told = waited;
            }
            pause(limit.minus(waited));
        }
    }

    /** @throws PulseFailure where waiting is useless, as with a wrong password */
    private AwaitedSchema look(Database database) {
        try {
            return LookingSession.with(database, "await", settings, (history, role, connection) -> history.readable()
                    .map(recorded -> AwaitedSchema.of(recorded).from(history.open()))
                    .orElse(AwaitedSchema.UNREADABLE));
        } catch (PulseFailure failure) {
            if (failure.exit() != ExitCode.NOT_NOW) {
                throw failure;
            }
            return AwaitedSchema.hidden(failure.getMessage(), failure.remedy());
        }
    }

    private static void pause(Duration left) {
        try {
            Thread.sleep(Math.max(1, Math.min(POLL.toMillis(), left.toMillis())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow("told to stop while waiting", "run it again", e);
        }
    }
}
