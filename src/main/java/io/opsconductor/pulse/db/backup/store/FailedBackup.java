package io.opsconductor.pulse.db.backup.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.set.BackupTarget;

/** When taking a backup of a set last failed: a run that leaves nothing behind must not look like one that was not due. */
public final class FailedBackup {
    private FailedBackup() {}

    /** As far as that can be written down, and only where the set's backups lie: a volume may not be mounted. */
    public static void record(BackupTarget target) {
        if (target.directory().isEmpty() || !Files.exists(target.path().resolve(SetDirectory.MARKER))) {
            return;
        }
        try {
            SealedJson.replace(
                    file(target),
                    SealedJson.object()
                            .put("format", 1)
                            .put("set", target.set())
                            .put(
                                    "time",
                                    Instant.now().truncatedTo(ChronoUnit.MILLIS).toString()),
                    target.seal());
        } catch (IOException e) {
            // What kept the backup from being taken may keep this from being written.
        }
    }

    /** Empty when it never did, and where nothing that can be believed says so. */
    public static Optional<Instant> lastTime(BackupTarget target) {
        try {
            return target.ours()
                    ? Optional.of(SealedJson.time(
                            SealedJson.read(file(target), target.seal()).required("time")))
                    : Optional.empty();
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Path file(BackupTarget target) {
        return target.path().resolve(RecordFiles.LAST_FAILURE);
    }
}
