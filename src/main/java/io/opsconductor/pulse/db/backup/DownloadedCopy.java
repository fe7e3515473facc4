package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.failure.StopRequest;

/** A copy that was brought back from an object store, in a directory of this process alone, which goes when it is closed. */
public final class DownloadedCopy implements AutoCloseable {
    /** Longer than a restore may take to end, shorter than Kubernetes' grace period of 30 s. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final String set;
    private final String place;
    private final Path folder;
    private final Path backup;
    private final StopRequest stop;
    private final long begun = System.nanoTime();

    /**
     * @param folder goes with all that is in it
     * @param backup the directory in it that looks as the one that was copied
     */
    DownloadedCopy(String set, String place, Path folder, Path backup) {
        this.set = set;
        this.place = place;
        this.folder = folder;
        this.backup = backup;
        this.stop = new StopRequest("remove " + folder, LONGEST_STOP);
    }

    public String set() {
        return set;
    }

    /** The copy's name. */
    public String place() {
        return place;
    }

    /** Since it was begun. */
    public Duration took() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    public Path backup() {
        return backup;
    }

    @Override
    public void close() {
        try {
            PrivateFiles.delete(folder);
        } catch (IOException e) {
            // It is private, and what was wanted of it has been done.
        } finally {
            stop.close();
        }
    }
}
