package io.opsconductor.pulse.db.backup.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.file.SmallFile;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.ShellWord;

/**
 * Marks a backup as being read, so that rotation does not remove it meanwhile: a lock on a file of its own beside the
 * dump, shared by readers, exclusive for who removes. The operating system gives it back however its holder ends.
 */
public final class BackupInUse implements AutoCloseable {
    /** Belongs to no backup's content: neither counted nor verified. */
    public static final String FILE = ".in-use";

    /**
     * What this process reads or removes. Closing any channel of a file gives back all of the process's locks on it, so
     * there is never more than one; whoever touches these locks holds the monitor of this map.
     */
    private static final Map<Path, BackupInUse> HELD = new HashMap<>();

    private final Path backup;
    /**
     * Null where no file can be made or locked, on a full or read-only disk or one without locks: then no run here can remove
     * anything.
     */
    private final FileChannel channel;

    private final boolean shared;
    private int readers = 1;

    private BackupInUse(Path backup, FileChannel channel, boolean shared) {
        this.backup = backup;
        this.channel = channel;
        this.shared = shared;
    }

    /**
     * Keeps a backup from being removed until closed. Where nothing can be written or locked it has no effect: a restore must not
     * depend on that.
     *
     * @param backup its directory
     * @throws PulseFailure (not now) when it is being removed or is gone already
     */
    public static BackupInUse reading(Path backup) {
        try {
            synchronized (HELD) {
                Path path = backup.toRealPath();
                BackupInUse held = HELD.get(path);
                if (held == null) {
                    return lock(path, true).orElseThrow(() -> gone(backup, null));
                }
                if (!held.shared) {
                    throw gone(backup, null);
                }
                held.readers++;
                return held;
            }
        } catch (IOException e) {
            if (!Files.isSymbolicLink(backup.resolve(FILE))) {
                throw gone(backup, e);
            }
            throw PulseFailure.usage(
                    "the backup " + backup + " cannot be marked as being read: its " + FILE + " is a symbolic link",
                    "find out who made it, then remove it: rm "
                            + ShellWord.of(backup.resolve(FILE).toString()));
        }
    }

    /**
     * For who removes it.
     *
     * @return empty while it is being read
     */
    static Optional<BackupInUse> removing(Path backup) throws IOException {
        synchronized (HELD) {
            Path path = backup.toRealPath();
            return HELD.containsKey(path) ? Optional.empty() : lock(path, false);
        }
    }

    private static Optional<BackupInUse> lock(Path backup, boolean shared) throws IOException {
        FileChannel channel = null;
        try {
            channel = PrivateFiles.openOrMake(backup.resolve(FILE));
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            // Between opening and locking it may have been renamed for removal.
            if (lock == null || !SmallFile.isRegular(backup.resolve(FILE))) {
                channel.close();
                return Optional.empty();
            }
        } catch (IOException e) {
            // Only that it is gone, or a link there, says anything about the backup.
            if (!shared || !Files.isDirectory(backup) || Files.isSymbolicLink(backup.resolve(FILE))) {
                throw e;
            }
            channel = closed(channel);
        }
        BackupInUse held = new BackupInUse(backup, channel, shared);
        HELD.put(backup, held);
        return Optional.of(held);
    }

    private static FileChannel closed(FileChannel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
        return null;
    }

    private static PulseFailure gone(Path backup, IOException problem) {
        return PulseFailure.notNow(
                "the backup " + backup + " is being removed or gone already", "choose another one", problem);
    }

    @Override
    public void close() {
        synchronized (HELD) {
            readers--;
            if (readers > 0) {
                return;
            }
            HELD.remove(backup, this);
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                // The operating system gives the lock back all the same.
            }
        }
    }
}
