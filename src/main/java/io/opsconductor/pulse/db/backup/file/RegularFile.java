package io.opsconductor.pulse.db.backup.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one way to open a file for reading where others may put something else in its place, also between a look at it and the
 * opening: a named pipe, whose opening waits for a writer for as long as none comes. Java has no O_NONBLOCK, so it is opened in a
 * thread that is left behind when it does not come back.
 */
public final class RegularFile {
    /** A file system that answers later than this cannot be read either. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Each thread that is left behind keeps its stack until the process ends, or a writer comes. */
    private static final int MOST_STUCK = 16;

    private static final AtomicInteger STUCK = new AtomicInteger();

    private RegularFile() {}

    /**
     * Opens a file for reading; the caller closes it, and an interrupt does while it is read.
     *
     * @throws NoSuchFileException when there is nothing of that name
     * @throws ClosedByInterruptException when the thread was interrupted
     * @throws IOException for a link, and what else is no regular file, or cannot be opened in time
     */
    public static FileChannel open(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw refused(file, attributes.isSymbolicLink() ? "a symbolic link, not a file" : "not a regular file");
        }
        return opened(file, LONGEST);
    }

    /** Without a look before. */
    static FileChannel opened(Path file, Duration longest) throws IOException {
        FileChannel channel = inTime(file, longest);
        try {
            // A pipe that has a writer opens at once, and has no position.
            channel.position();
            return channel;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            channel.close();
            throw refused(file, "not a regular file");
        }
    }

    private static FileChannel inTime(Path file, Duration longest) throws IOException {
        if (STUCK.get() >= MOST_STUCK) {
            throw refused(file, "not opened: " + MOST_STUCK + " files before it could not be opened in time");
        }
        CompletableFuture<FileChannel> opening = new CompletableFuture<>();
        Thread thread = new Thread(() -> open(file, opening), "open a file");
        thread.setDaemon(true);
        thread.start();
        try {
            return opening.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return late(file, opening);
        } catch (InterruptedException e) {
            giveUp(opening, e);
            if (!opening.isCompletedExceptionally()) {
                opening.join().close();
            }
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException problem ? problem : new IOException(e.getCause());
        }
    }

    private static void open(Path file, CompletableFuture<FileChannel> opening) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            if (!opening.complete(channel)) {
                STUCK.decrementAndGet();
                channel.close();
            }
        } catch (IOException | RuntimeException | Error e) {
            if (!opening.completeExceptionally(e)) {
                STUCK.decrementAndGet();
            }
        }
    }

    private static FileChannel late(Path file, CompletableFuture<FileChannel> opening) throws IOException {
        IOException problem = refused(file, "not a regular file, or on a file system that does not answer");
        giveUp(opening, problem);
        if (opening.isCompletedExceptionally()) {
            throw problem;
        }
        return opening.join();
    }

    /** Unless it has just been opened: then it stays so. */
    private static void giveUp(CompletableFuture<FileChannel> opening, Exception why) {
        STUCK.incrementAndGet();
        if (!opening.completeExceptionally(why)) {
            STUCK.decrementAndGet();
        }
    }

    private static IOException refused(Path file, String why) {
        return new FileSystemException(file.toString(), null, why);
    }
}
