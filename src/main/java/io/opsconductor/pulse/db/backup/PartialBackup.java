package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A backup on its way: a directory with a name that no reader takes for a backup. It gets its own name in one step when
 * all is written and flushed; otherwise it goes, also when this process is told to stop.
 */
final class PartialBackup implements AutoCloseable {
    static final String ENDING = ".partial";
    /** Longer than a child may take to end, shorter than Kubernetes' grace period of 30 s. */
    private static final long SECONDS_TO_STOP = 15;

    private final Path directory;
    private final Path finished;
    private final CountDownLatch gone = new CountDownLatch(1);
    private final Thread onShutdown;

    private PartialBackup(Path directory, Path finished) {
        this.directory = directory;
        this.finished = finished;
        Thread worker = Thread.currentThread();
        this.onShutdown = new Thread(() -> stop(worker), "remove " + directory);
    }

    /** True for a directory that is no backup yet, or never became one. */
    static boolean isPartial(Path directory) {
        return directory.getFileName().toString().endsWith(ENDING);
    }

    /** Removes what killed runs left behind. Only for the holder of the set's lock: nobody else is writing then. */
    static void sweep(Path setDirectory) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(setDirectory, "*" + ENDING)) {
            for (Path leftover : leftovers) {
                PrivateFiles.delete(leftover);
            }
        }
    }

    /**
     * Only for the holder of the set's lock, which makes the choice of a name safe.
     *
     * @throws ClosedByInterruptException when this process is stopping already
     */
    static PartialBackup create(Path setDirectory, Instant snapshotTime) throws IOException {
        Path finished = setDirectory.resolve(BackupId.of(snapshotTime));
        for (int i = 2; Files.exists(finished); i++) {
            finished = setDirectory.resolve(BackupId.of(snapshotTime, i));
        }
        PartialBackup partial = new PartialBackup(setDirectory.resolve(finished.getFileName() + ENDING), finished);
        PrivateFiles.createDirectory(partial.directory);
        try {
            Runtime.getRuntime().addShutdownHook(partial.onShutdown);
        } catch (IllegalStateException e) {
            partial.close();
            throw new ClosedByInterruptException();
        }
        return partial;
    }

    Path directory() {
        return directory;
    }

    /** Flushes everything and gives the backup its name. */
    Path finish() throws IOException {
        PrivateFiles.flushAll(directory);
        Files.move(directory, finished, StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.flush(finished.getParent());
        return finished;
    }

    @Override
    public void close() throws IOException {
        try {
            if (Files.exists(directory)) {
                PrivateFiles.delete(directory);
            }
        } finally {
            gone.countDown();
            forget();
        }
    }

    /** Runs while this process stops: the worker has to clean up before the process is gone. */
    private void stop(Thread worker) {
        worker.interrupt();
        try {
            gone.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(onShutdown);
        } catch (IllegalStateException e) {
            // This process is stopping already, and the hook waits for what has just been done.
        }
    }
}
