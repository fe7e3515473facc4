package io.opsconductor.pulse.db.backup.set;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

import io.opsconductor.pulse.db.backup.file.OpenDirectory;
import io.opsconductor.pulse.db.failure.ExitCode;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.tool.ToolMessage;

/** Tells what a failed file operation means to the operator. */
public final class FileFailure {
    private FileFailure() {}

    /** A full disk is no mistake in the configuration (exit 1); a place that cannot be written is (exit 2). */
    public static PulseFailure writing(BackupTarget target, IOException problem) {
        if (isFull(problem)) {
            return full(target, problem);
        }
        return new PulseFailure(
                ExitCode.USAGE,
                "the backup set " + target.set() + " cannot be written to " + target.path() + ": " + reason(problem),
                "make that directory writable for this user, or set " + target.variable("directory"),
                problem);
    }

    /** No byte, or no further file, finds room. */
    public static boolean isFull(IOException problem) {
        return ToolMessage.DISK_FULL.isIn(String.valueOf(problem.getMessage()));
    }

    public static PulseFailure full(BackupTarget target, Throwable problem) {
        return PulseFailure.failed(
                "no space is left for the backup set " + target.set() + " in " + target.path(),
                "free some, or set " + target.variable("directory") + " to a larger volume; nothing was kept",
                problem);
    }

    public static PulseFailure reading(BackupTarget target, IOException problem) {
        return new PulseFailure(
                ExitCode.USAGE,
                "the backups of the set " + target.set() + " in " + target.where() + " cannot be read: "
                        + reason(problem),
                "mount the volume, or correct " + target.variable("directory"),
                problem);
    }

    public static String reason(IOException problem) {
        if (problem instanceof NoSuchFileException) {
            return "it is not there";
        }
        if (problem instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (problem instanceof NotDirectoryException || problem instanceof FileAlreadyExistsException) {
            return "not a directory";
        }
        String reason = problem instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : String.valueOf(problem.getMessage());
        return OpenDirectory.named(reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1));
    }
}
