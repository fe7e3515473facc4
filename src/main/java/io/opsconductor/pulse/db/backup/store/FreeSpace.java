package io.opsconductor.pulse.db.backup.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

import io.opsconductor.pulse.db.backup.set.BackupKind;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** A disk that will be full before the dump is done is worth telling before an hour is lost. */
public final class FreeSpace {
    /** Compressed and without indexes, a dump is seldom smaller than that part of its database. */
    private static final int SMALLEST_PART = 10;

    private FreeSpace() {}

    /**
     * What a dump needs at least: as much as the newest one, for databases grow, or less if the database shrank since. A
     * guess must not refuse a backup that would have succeeded.
     *
     * @param newest bytes of the newest verified backup; empty when there is none
     * @param database bytes of the database with its indexes
     */
    public static long needed(OptionalLong newest, long database) {
        return newest.isPresent() ? Math.min(newest.getAsLong(), database) : database / SMALLEST_PART;
    }

    public static boolean isShort(BackupTarget target, long needed) throws IOException {
        return at(target.path()) < needed;
    }

    /**
     * @throws PulseFailure (failed) when less than that is free
     */
    public static void require(BackupTarget target, long needed) throws IOException {
        long free = at(target.path());
        if (free < needed) {
            throw PulseFailure.failed(
                    "the backup set " + target.set() + " needs about " + Bytes.text(needed) + ", and only "
                            + Bytes.text(free) + " are free in " + target.path(),
                    "free some, or set " + target.variable("directory") + " to a larger volume; pg_dump was not begun",
                    null);
        }
    }

    /** Bytes free on the volume of the set's dumps; empty where that cannot be told. */
    public static OptionalLong known(BackupTarget target) {
        try {
            return target.kind() == BackupKind.DUMP && !target.isRemote()
                    ? OptionalLong.of(at(target.path()))
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** What tells the volume of the set's dumps from others; empty where that cannot be told. */
    public static Optional<String> volume(BackupTarget target) {
        try {
            return target.kind() == BackupKind.DUMP
                    ? Optional.of(Files.getFileStore(target.path()).toString())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Bytes free on the volume of a directory that is there. */
    public static long at(Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }
}
