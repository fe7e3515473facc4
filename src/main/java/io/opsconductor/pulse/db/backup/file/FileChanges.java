package io.opsconductor.pulse.db.backup.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a backup's files were last changed, by the time that the file system keeps for itself (ctime): who may write into a file
 * can set the time of its content, and not this one. It moves when a right, an owner or a link changes, too, and when a volume is
 * copied: then the files have to be read again, and nothing is known to be bad.
 */
public final class FileChanges {
    /** So far the clock of a file server may be ahead of the one that recorded a verification. */
    private static final Duration SERVER_AHEAD = Duration.ofMinutes(5);

    private FileChanges() {}

    /**
     * The newest change of any of them; empty where the file system does not tell.
     *
     * @throws IOException when one of them is not there
     */
    public static Optional<Instant> newest(List<Path> files) throws IOException {
        Instant newest = Instant.MIN;
        for (Path file : files) {
            try {
                FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
                newest = newest.isAfter(changed.toInstant()) ? newest : changed.toInstant();
            } catch (UnsupportedOperationException | IllegalArgumentException notTold) {
                return Optional.empty();
            }
        }
        return Optional.of(newest).filter(time -> time.isAfter(Instant.MIN));
    }

    /**
     * Whether files may have been changed since they were read. Pure.
     *
     * @param newest as {@link #newest} tells it now
     * @param recorded the same when they were read; empty where it was not recorded
     * @param read when they were
     */
    public static boolean since(Optional<Instant> newest, Optional<Instant> recorded, Instant read) {
        return newest.filter(
                        now -> recorded.map(then -> !then.equals(now)).orElse(now.isAfter(read.plus(SERVER_AHEAD))))
                .isPresent();
    }
}
