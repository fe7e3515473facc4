package io.opsconductor.pulse.db.backup.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;

import io.opsconductor.pulse.db.backup.file.DirectoryEntries;
import io.opsconductor.pulse.db.backup.file.OpenDirectory;
import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.failure.StopRequest;

/**
 * A backup on its way: a directory whose name no reader accepts as a backup's. It gets its own name in one step when
 * all is written and flushed; otherwise it goes, also when this process is told to stop.
 */
public final class PartialBackup implements AutoCloseable {
    private static final String ENDING = PrivateFiles.PARTIAL;
    /** Longer than a child may take to end, shorter than Kubernetes' grace period of 30 s. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    private final Path place;
    private final Path finished;
    private final StopRequest stop;
    private OpenDirectory directory;

    private PartialBackup(Path place, Path finished) {
        this.place = place;
        this.finished = finished;
        this.stop = new StopRequest("remove " + place, LONGEST_STOP);
    }

    /** True for a directory that is no backup yet, or never became one. */
    static boolean isPartial(Path directory) {
        return directory.getFileName().toString().endsWith(ENDING);
    }

    /** Removes what killed runs left behind. Only for the holder of the set's lock: no other run is writing then. */
    public static void sweep(Path setDirectory) throws IOException {
        for (Path leftover : DirectoryEntries.of(setDirectory, "*" + ENDING)) {
            PrivateFiles.delete(leftover);
        }
    }

    /**
     * Only for the holder of the set's lock, which makes the choice of a name safe.
     *
     * @throws InterruptedException when this process is stopping already
     */
    public static PartialBackup create(Path setDirectory, Instant snapshotTime)
            throws IOException, InterruptedException {
        Path finished = setDirectory.resolve(BackupId.of(snapshotTime));
        for (int i = 2; Files.exists(finished, LinkOption.NOFOLLOW_LINKS); i++) {
            finished = setDirectory.resolve(BackupId.of(snapshotTime, i));
        }
        PartialBackup partial = new PartialBackup(setDirectory.resolve(finished.getFileName() + ENDING), finished);
        try {
            partial.directory = OpenDirectory.create(partial.place);
            StopRequest.check();
            return partial;
        } catch (IOException | InterruptedException e) {
            partial.close();
            throw e;
        }
    }

    /** Where it is written, and nowhere else: see {@link OpenDirectory}. */
    public Path directory() {
        return directory.path();
    }

    /** Flushes everything and gives the backup its name. */
    public Path finish() throws IOException {
        PrivateFiles.flushAll(directory());
        Files.move(place, finished, StandardCopyOption.ATOMIC_MOVE);
        directory.requireAt(finished);
        directory.close();
        directory = null;
        PrivateFiles.flush(finished.getParent());
        return finished;
    }

    @Override
    public void close() throws IOException {
        try {
            if (directory != null) {
                directory.clear();
                directory.close();
            }
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                PrivateFiles.delete(place);
            }
        } finally {
            stop.close();
        }
    }
}
