package io.opsconductor.pulse.db.backup.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

import io.opsconductor.pulse.db.backup.file.DirectoryEntries;
import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.file.SmallFile;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * The directory of a set's backups, and the marker in it: a mount point whose volume is not mounted looks like a directory
 * in which no backup was ever taken, and only a marker tells the two apart. So none is written to a place without one
 * unless a command said that it is new.
 */
public final class SetDirectory {
    /** Holds the name of the set. */
    public static final String MARKER = ".pulse-backups";

    /** What was found where a set's backups should be. */
    public enum State {
        /** It is the set's directory: it has the marker, or backups. Without backups it is truly empty. */
        PRESENT,
        /** The configured directory is there, but neither marker nor backup: no backup was taken yet, or it is unmounted. */
        EMPTY_NEW,
        /** The configured directory is not there: it is unmounted or misspelt. */
        NOT_THERE
    }

    private SetDirectory() {}

    /**
     * @throws PulseFailure (usage) when it cannot be read, is no directory, or is that of another set
     */
    public static State state(BackupTarget target) {
        try {
            if (Files.notExists(target.root())) {
                return State.NOT_THERE;
            }
            requireDirectory(target.root());
            if (Files.notExists(target.path())) {
                return State.EMPTY_NEW;
            }
            requireDirectory(target.path());
            if (Files.exists(target.path().resolve(MARKER), LinkOption.NOFOLLOW_LINKS)) {
                requireOwn(target);
                return State.PRESENT;
            }
            return hasBackup(target.path()) ? State.PRESENT : State.EMPTY_NEW;
        } catch (IOException e) {
            throw FileFailure.reading(target, e);
        }
    }

    /**
     * Makes the directory, what is missing above it, and the marker; what is there already stays.
     *
     * @throws PulseFailure (usage) when it cannot be written, or is the directory of another set
     */
    public static void init(BackupTarget target) {
        try {
            Path above = existing(target.path());
            PrivateFiles.createDirectories(target.path());
            flushParents(target.path(), above);
            Path marker = target.path().resolve(MARKER);
            if (Files.exists(marker, LinkOption.NOFOLLOW_LINKS)) {
                requireOwn(target);
                return;
            }
            PrivateFiles.replace(marker, (target.set() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw FileFailure.writing(target, e);
        }
    }

    /**
     * Refuses a place of which it is unknown whether it is the right one.
     *
     * @throws PulseFailure (usage) unless it is {@link State#PRESENT}
     */
    public static void requirePresent(BackupTarget target) {
        String init = "pulse-db backup take --init " + target.set();
        switch (state(target)) {
            case NOT_THERE ->
                throw PulseFailure.usage(
                        "the directory " + target.root() + " of the backup set " + target.set() + " is not there",
                        "mount the volume or correct " + target.variable("directory") + "; for a new one: " + init);
            case EMPTY_NEW ->
                throw PulseFailure.usage(
                        target.path() + " is not known as the directory of the backup set " + target.set()
                                + ": it is new, or its volume is not mounted",
                        "mount the volume, or if it is new: " + init);
            default -> init(target);
        }
    }

    /** The nearest directory on the way to it that is there already. */
    private static Path existing(Path path) {
        Path found = path;
        while (Files.notExists(found) && found.getParent() != null) {
            found = found.getParent();
        }
        return found;
    }

    /** A new directory survives a power cut only when the one that it stands in was flushed too. */
    private static void flushParents(Path path, Path above) throws IOException {
        for (Path made = path; !made.equals(above); made = made.getParent()) {
            PrivateFiles.flush(made.getParent());
        }
    }

    private static void requireDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new NotDirectoryException(path.toString());
        }
    }

    private static void requireOwn(BackupTarget target) throws IOException {
        String owner = SmallFile.text(target.path().resolve(MARKER)).strip();
        if (!owner.equals(target.set())) {
            // Whatever else stands there is not shown: it may be another file's content.
            String other = BackupSets.isName(owner) ? "the backup set '" + owner + "'" : "another backup set";
            throw PulseFailure.usage(
                    target.path() + " is the directory of " + other + ", not of " + target.set(),
                    "correct " + target.variable("directory") + "; if it was renamed on purpose, remove "
                            + target.path().resolve(MARKER));
        }
    }

    private static boolean hasBackup(Path directory) throws IOException {
        for (Path entry : DirectoryEntries.of(directory)) {
            if (!PartialBackup.isPartial(entry) && SmallFile.isRegular(entry.resolve(Manifest.FILE))) {
                return true;
            }
        }
        return false;
    }
}
