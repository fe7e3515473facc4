package io.opsconductor.pulse.db.backup;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.ChildProcess;
import io.opsconductor.pulse.db.postgres.ClientPrograms;
import io.opsconductor.pulse.db.postgres.DatabaseUrl;
import io.opsconductor.pulse.db.postgres.Outcome;

/** Runs pg_dump, and tells what its failures mean. */
final class PgDump {
    /** A lock that a migration holds is worth waiting for; one that nobody gives back must not hang every later run. */
    private static final Duration LOCK_WAIT = Duration.ofMinutes(10);

    private PgDump() {}

    /**
     * @param file written in custom format; keeps the mode it has
     * @throws PulseFailure (usage) when a right is missing, (failed) otherwise
     */
    static void run(ClientPrograms programs, DatabaseUrl url, BackupTarget target, Path file)
            throws InterruptedException {
        Map<String, String> login = url.environment();
        login.putIfAbsent("PGAPPNAME", "pulse-db backup");
        Outcome<Long> outcome = ChildProcess.run(
                List.of(
                        programs.pgDump(),
                        "--format=custom",
                        "--no-password",
                        "--lock-wait-timeout=" + LOCK_WAIT.toMillis(),
                        "--file=" + file),
                login,
                output -> output.transferTo(OutputStream.nullOutputStream()));
        if (!outcome.succeeded()) {
            throw failure(url, target, outcome);
        }
    }

    private static PulseFailure failure(DatabaseUrl url, BackupTarget target, Outcome<?> outcome) {
        String reason = outcome.reason();
        if (FileFailure.isFull(outcome.errors())) {
            return FileFailure.full(target, null);
        }
        String message = "pg_dump of " + url.redacted() + " failed: " + reason;
        if (reason.contains("row-level security")) {
            return PulseFailure.usage(message, "back up with a role that has BYPASSRLS, or as a superuser");
        }
        if (reason.contains("permission denied")) {
            return PulseFailure.usage(message, "grant pg_read_all_data to that role");
        }
        return new PulseFailure(ExitCode.FAILED, message, "nothing was kept; correct the cause and take it again");
    }
}
