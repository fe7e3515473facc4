package io.opsconductor.pulse.db.backup.take;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.MaintenanceLog;

/** Writes each backup, and each one that failed, into Pulse's own {@code maintenance_log}. */
public final class BackupLog {
    private BackupLog() {}

    /** A log that cannot be written takes nothing from the backup; it is said all the same. */
    public static void taken(Database database, Backup backup, BackupProgress progress) {
        String details = JsonNodeFactory.instance
                .objectNode()
                .put("backup", backup.id())
                .put("bytes", backup.bytes())
                .toString();
        MaintenanceLog.write(
                        database,
                        new MaintenanceLog.Entry(
                                job(backup.set()), backup.snapshotTime().orElseThrow(), 1, Optional.empty(), details))
                .ifPresent(failure -> progress.warned(
                        backup.set(),
                        "maintenance_log could not be written: " + failure.getMessage() + " -> " + failure.remedy()));
    }

    /** Only what ran and failed: whoever configured something wrong, or came too early, is told so by the exit code. */
    public static void failed(Database database, String set, Instant start, PulseFailure failure) {
        if (failure.exit() == ExitCode.FAILED) {
            MaintenanceLog.write(
                    database, new MaintenanceLog.Entry(job(set), start, 0, Optional.of(failure.getMessage()), "{}"));
        }
    }

    private static String job(String set) {
        return "pulse-db backup " + set;
    }
}
