package io.opsconductor.pulse.db.backup.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.file.SmallFile;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Lets one run at a time write a set's backups. The operating system gives the lock back when its holder ends, however
 * it ends; the file stays, and says who holds it while it is held.
 */
public final class SetLock implements AutoCloseable {
    private static final String FILE = ".lock";
    /** How the name of its holder begins. */
    private static final String SIGNATURE = "process ";
    /** A host's name has at most 255 characters. */
    private static final int LONGEST_SIGNATURE = 320;
    /** Closing any channel of a file gives back this process's locks on it: so none is opened while we hold one. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    /** Beside the other: while a set is copied, its next backup is taken. */
    private static final String COPY_FILE = ".copy-%s.lock";

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
    public static SetLock take(BackupTarget target) {
        return take(target, FILE, "a backup of the set " + target.set() + " is being taken already: ");
    }

    /**
     * Lets one run at a time send a set's backups to one place.
     *
     * @throws PulseFailure as {@link #take(BackupTarget)} does
     */
    public static SetLock copying(BackupTarget target, CopyTarget copy) {
        return take(
                target,
                COPY_FILE.formatted(copy.name()),
                "the set " + target.set() + " is being copied to " + copy.name() + " already: ");
    }

    private static SetLock take(BackupTarget target, String name, String busy) {
        try {
            Path file = target.path().toRealPath().resolve(name);
            if (!HELD_HERE.add(file)) {
                throw held(busy + "another thread of this process");
            }
            return open(file, busy);
        } catch (IOException e) {
            throw FileFailure.writing(target, e);
        }
    }

    private static SetLock open(Path file, String busy) throws IOException {
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = PrivateFiles.openOrMake(file);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw held(busy + holder(file));
            }
            requireOurs(file, channel);
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

    /** What is not a lock file, a hard link to another file for instance, must not be overwritten. */
    private static void requireOurs(Path file, FileChannel channel) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(SIGNATURE.length());
        channel.read(start, 0);
        String found = new String(start.array(), 0, start.position(), StandardCharsets.ISO_8859_1);
        if (!found.isEmpty() && !found.equals(SIGNATURE)) {
            throw new FileSystemException(file.toString(), null, file + " is not a lock file of pulse-db");
        }
    }

    private static void sign(FileChannel channel) throws IOException {
        String host = Optional.ofNullable(System.getenv("HOSTNAME"))
                .map(name -> " on " + name)
                .orElse("");
        String text = SIGNATURE + ProcessHandle.current().pid() + host + " since "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n";
        channel.truncate(0).write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String holder(Path file) {
        try {
            String text = SmallFile.text(file).lines().findFirst().orElse("");
            boolean signed = text.startsWith(SIGNATURE) && text.length() <= LONGEST_SIGNATURE;
            return signed ? text : "another process";
        } catch (IOException e) {
            return "another process";
        }
    }

    private static PulseFailure held(String message) {
        return PulseFailure.notNow(message, "try again when it has ended", null);
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
