package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Lets one run at a time write a set's backups. The operating system gives the lock back when its holder ends, however
 * it ends; the file stays, and says who holds it while somebody does.
 */
final class SetLock implements AutoCloseable {
    private static final String FILE = ".lock";
    /** Closing any channel of a file gives back this process's locks on it: so none is opened while we hold one. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private SetLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * @throws PulseFailure (not now) when another run holds it, (usage) when the directory is not there or cannot be
     *     written
     */
    static SetLock take(BackupTarget target) {
        try {
            Path file = target.path().toRealPath().resolve(FILE);
            if (!HELD_HERE.add(file)) {
                throw held(target, "another thread of this process");
            }
            return open(target, file);
        } catch (IOException e) {
            throw FileFailure.writing(target, e);
        }
    }

    private static SetLock open(BackupTarget target, Path file) throws IOException {
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PrivateFiles.FILE_MODE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw held(target, holder(file));
            }
            sign(channel);
            locked = true;
            return new SetLock(file, channel);
        } finally {
            if (!locked) {
                if (channel != null) {
                    channel.close();
                }
                HELD_HERE.remove(file);
            }
        }
    }

    private static void sign(FileChannel channel) throws IOException {
        String host = Optional.ofNullable(System.getenv("HOSTNAME"))
                .map(name -> " on " + name)
                .orElse("");
        String text = "process " + ProcessHandle.current().pid() + host + " since "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n";
        channel.truncate(0).write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String holder(Path file) throws IOException {
        String text = Files.readString(file).strip();
        return text.isEmpty() ? "another process" : text;
    }

    private static PulseFailure held(BackupTarget target, String holder) {
        return PulseFailure.notNow(
                "a backup of the set " + target.set() + " is being taken already: " + holder,
                "try again when it has ended",
                null);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The operating system gives the lock back all the same.
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
