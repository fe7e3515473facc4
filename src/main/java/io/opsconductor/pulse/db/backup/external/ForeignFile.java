package io.opsconductor.pulse.db.backup.external;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

import io.opsconductor.pulse.db.backup.external.Proof.Identity;
import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.remote.CopyDownload;
import io.opsconductor.pulse.db.backup.remote.ObjectStore;
import io.opsconductor.pulse.db.backup.remote.StoredObject;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.store.FreeSpace;
import io.opsconductor.pulse.db.backup.take.ProgressReporter;
import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;

/** Another tool's dump as a file: where it lies, or brought from an object store, and then removed when this is closed. */
public final class ForeignFile implements AutoCloseable {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final Path path;
    private final String name;
    private final Identity identity;
    /** Null where it stays. */
    private final StopRequest removal;

    private ForeignFile(Path path, String name, Identity identity, StopRequest removal) {
        this.path = path;
        this.name = name;
        this.identity = identity;
        this.removal = removal;
    }

    /**
     * @param progress is told how much has come
     * @throws IOException when it cannot be looked at, or its directory cannot be written
     * @throws PulseFailure (failed) when the store cannot be read, or there is no room
     */
    static ForeignFile of(BackupTarget target, Backup dump, BackupProgress progress) throws IOException {
        if (!target.isRemote()) {
            Path path = dump.path();
            return new ForeignFile(
                    path,
                    path.getFileName().toString(),
                    ForeignStore.identity(path, target.seal().isKeyed()),
                    null);
        }
        Path state = ProofStore.file(target).getParent();
        PrivateFiles.createDirectories(state);
        Path folder = Files.createTempDirectory(state, "pulse-db-dump");
        ForeignFile file = null;
        StopRequest removal = new StopRequest("remove " + folder, LONGEST_STOP);
        try (ObjectStore store =
                ObjectStore.of(target.foreign().orElseThrow().place().orElseThrow())) {
            file = download(target, ForeignObjects.key(target, dump), store, folder, removal, progress);
            return file;
        } finally {
            if (file == null) {
                remove(folder, removal);
            }
        }
    }

    @SuppressWarnings("try") // Progress serves by being open.
    private static ForeignFile download(
            BackupTarget target,
            String key,
            ObjectStore store,
            Path folder,
            StopRequest removal,
            BackupProgress progress)
            throws IOException {
        StoredObject object = store.existing(key);
        long free = FreeSpace.at(folder);
        if (free < object.bytes()) {
            throw PulseFailure.failed(
                    "the dump " + key + " has " + Bytes.text(object.bytes()) + ", and only " + Bytes.text(free)
                            + " are free in " + folder.getParent(),
                    "set " + target.variable("state-directory") + " to a directory on a larger volume; nothing was"
                            + " downloaded",
                    null);
        }
        AtomicLong received = new AtomicLong();
        Path file = PrivateFiles.createFile(folder.resolve("dump"));
        try (ProgressReporter ticker = new ProgressReporter(
                progress,
                target.set(),
                BackupProgress.Phase.DOWNLOADING,
                received::get,
                OptionalLong.of(object.bytes()))) {
            CopyDownload.write(store, object, file, received::addAndGet);
        }
        return new ForeignFile(file, key, ForeignObjects.identity(object), removal);
    }

    public Path path() {
        return path;
    }

    /** By which the proofs know it. */
    String name() {
        return name;
    }

    /** When it was found, or downloaded. */
    public Identity identity() {
        return identity;
    }

    /** Of what was downloaded only this process knows; what lies elsewhere others may change. */
    public boolean isChanged() throws IOException {
        return removal == null
                && !ForeignStore.identity(path, identity.changed().isPresent()).equals(identity);
    }

    @Override
    public void close() {
        if (removal != null) {
            remove(path.getParent(), removal);
        }
    }

    private static void remove(Path folder, StopRequest removal) {
        try {
            PrivateFiles.delete(folder);
        } catch (IOException e) {
            // It is private, and what was wanted of it has been done.
        } finally {
            removal.close();
        }
    }
}
