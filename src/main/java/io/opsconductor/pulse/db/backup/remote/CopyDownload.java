package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import io.opsconductor.pulse.db.backup.file.PrivateFiles;
import io.opsconductor.pulse.db.backup.file.SmallFile;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.store.BackupId;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.Manifest.StoredFile;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.backup.store.ManifestProblem;
import io.opsconductor.pulse.db.check.ClockSkew;
import io.opsconductor.pulse.db.digest.Sha256;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** Brings a copy back from a store, where nothing else may be left of the set than that. */
public final class CopyDownload {
    private static final int BUFFER = 1 << 16;

    private final ObjectStore store;
    private final BackupTarget target;

    public CopyDownload(ObjectStore store, BackupTarget target) {
        this.store = store;
        this.target = target;
    }

    /**
     * A copy that is complete.
     *
     * @param text of its manifest, as it lies there
     */
    public record Found(String id, byte[] text, Manifest manifest) {
        /** Of all its files. */
        public long bytes() {
            return manifest.files().stream().mapToLong(StoredFile::bytes).sum();
        }
    }

    /**
     * @param id the backup's; empty for the newest that is complete, not from the future, and not known to be bad
     * @param passedOver is told of newer ones that cannot be counted on, one line each
     * @throws PulseFailure (usage) when there is no such copy, (failed) when no copy can be restored
     */
    public Found find(Optional<String> id, Instant now, Consumer<String> passedOver) {
        String url = store.target().url();
        if (id.isPresent()) {
            return chosen(id.get(), now);
        }
        for (String one : new CopyListing(store, target).ids()) {
            Optional<String> bad = knownBad(one);
            if (bad.isPresent()) {
                passedOver.accept(one + ": " + bad.get());
                continue;
            }
            try {
                return found(one, now);
            } catch (ManifestProblem e) {
                passedOver.accept(one + ": " + e.getMessage());
            }
        }
        throw PulseFailure.failed(
                "there is no copy of the set " + target.set() + " at " + url + " that can be restored",
                "see that url, endpoint and the name of the set are those with which it was copied",
                null);
    }

    /** What was found when it was read back before; empty for nothing bad. */
    public Optional<String> knownBad(String id) {
        return BadCopy.known(target, store.target(), id);
    }

    /** Of the others nothing is asked: what lies among them may be hostile. */
    private Found chosen(String id, Instant now) {
        if (BackupId.time(id).isEmpty()) {
            throw unknown(id);
        }
        try {
            return found(id, now);
        } catch (ManifestProblem e) {
            // There may be as many objects as the database has tables: they are listed only where that is the question.
            if (store.objects(id).isEmpty()) {
                throw unknown(id);
            }
            throw PulseFailure.failed(
                    "the copy " + store.target().url() + id + "/ is not restored: " + e.getMessage(),
                    "choose another one: pulse-db backup list --copies " + target.set(),
                    e);
        }
    }

    private PulseFailure unknown(String id) {
        return PulseFailure.usage(
                "there is no copy of backup " + id + " at " + store.target().url(),
                "choose from pulse-db backup list --copies " + target.set());
    }

    private Found found(String id, Instant now) throws ManifestProblem {
        String key = id + "/" + Manifest.FILE;
        StoredObject object =
                store.head(key).orElseThrow(() -> new ManifestProblem("it is not complete: it has no manifest"));
        byte[] text = store.read(object, SmallFile.MOST_JSON);
        Manifest manifest = ManifestJson.read(text, target.seal());
        Optional<String> others =
                CopyListing.foreign(target, id, manifest).or(() -> CopyListing.otherDatabase(target, manifest));
        if (others.isPresent()) {
            throw new ManifestProblem(others.get());
        }
        if (ClockSkew.isFuture(manifest.source().snapshotTime(), now)) {
            throw new ManifestProblem("it is from the future: a clock was wrong");
        }
        return new Found(id, text, manifest);
    }

    /**
     * Makes a directory as the one that was copied. A connection that breaks is made again where it broke.
     *
     * @param directory is there, and empty
     * @param received is told how many bytes have just come
     * @throws PulseFailure (failed) when an object is not what its manifest says, (not now) when the copy is gone by now
     */
    public void into(Path directory, Found found, LongConsumer received) throws IOException {
        try {
            download(directory, found, received);
        } catch (PulseFailure failure) {
            throw GoneCopy.instead(failure, store, found.id());
        }
    }

    private void download(Path directory, Found found, LongConsumer received) throws IOException {
        for (StoredFile file : found.manifest().files()) {
            Path path = directory.resolve(file.name());
            PrivateFiles.createDirectories(path.getParent());
            String key = found.id() + "/" + file.name();
            StoredObject object = sized(key, file.bytes());
            String sha256 = write(store, object, PrivateFiles.createFile(path), received);
            if (!sha256.equals(file.sha256())) {
                // Where there is no directory of the set there is no check of it either.
                BadCopy.record(target, store.target(), found.id(), file.name() + BadCopy.DIFFERS);
                throw PulseFailure.failed(
                        store.target().url() + key + BadCopy.DIFFERS,
                        "choose another one by --backup: pulse-db backup list --copies " + target.set(),
                        null);
            }
        }
        Files.write(PrivateFiles.createFile(directory.resolve(Manifest.FILE)), found.text());
    }

    /** Asked before the first byte: what is larger would fill the volume. */
    private StoredObject sized(String key, long bytes) {
        StoredObject object = store.existing(key);
        if (object.bytes() != bytes) {
            throw PulseFailure.failed(
                    store.target().url() + key + " is not what was written: it has " + object.bytes()
                            + " bytes instead of " + bytes,
                    "choose another one by --backup: pulse-db backup list --copies " + target.set(),
                    null);
        }
        return object;
    }

    /**
     * @param file is there, and empty
     * @return the checksum of what came, which is never more than the object was said to have
     * @throws IOException when the file cannot be written
     * @throws PulseFailure (failed) when the object cannot be read to its end
     */
    public static String write(ObjectStore store, StoredObject object, Path file, LongConsumer received)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (DigestInputStream in = new DigestInputStream(store.open(object, 0), Sha256.large());
                OutputStream out = Files.newOutputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                received.accept(n);
            }
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (RangedInput.Broken e) {
            throw StoreFailure.broken(store.target(), e);
        }
    }
}
