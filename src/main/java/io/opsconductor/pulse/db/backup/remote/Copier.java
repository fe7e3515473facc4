package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.opsconductor.pulse.db.backup.file.SealKey;
import io.opsconductor.pulse.db.backup.file.SmallFile;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.Copy;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.Manifest.StoredFile;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.backup.store.ManifestProblem;
import io.opsconductor.pulse.db.failure.PulseFailure;

/**
 * Copies one backup into a store: its files, what the store said of them, and the manifest last, with which the copy is
 * there. What an earlier run left is taken over where it is the same, and never overwritten.
 */
public final class Copier {
    private final ObjectStore store;
    private final SealKey key;

    public Copier(ObjectStore store, SealKey key) {
        this.store = store;
        this.key = key;
    }

    /**
     * @return the copy, which is proved
     * @throws PulseFailure (failed) when the backup is not what its manifest says, the store refuses, or something else has
     *     one of its keys; then the store holds nothing that counts
     */
    public Copy copy(Backup backup) throws IOException, InterruptedException {
        long start = System.nanoTime();
        byte[] manifest = SmallFile.read(backup.path().resolve(Manifest.FILE), SmallFile.MOST_JSON);
        Manifest content = read(backup, manifest);
        store.trySweep(backup.id() + "/", Instant.now());
        Map<String, StoredObject> there = store.objects(backup.id());
        Map<String, CopyRecord.Item> objects = new TreeMap<>();
        for (StoredFile file : content.files()) {
            StoredObject object = send(backup, file, Optional.ofNullable(there.get(file.name())));
            objects.put(file.name(), new CopyRecord.Item(object.bytes(), object.etag()));
        }
        CopyRecord record = new CopyRecord(
                objects, Instant.now().truncatedTo(ChronoUnit.MILLIS), Duration.ofNanos(System.nanoTime() - start));
        // Of a run that ended between the two: it says when its objects were compared, which is as good.
        StoredObject known = there.get(CopyRecord.FILE);
        if (known == null || !isOf(known, objects)) {
            store.put(backup.id() + "/" + CopyRecord.FILE, CopyRecordJson.write(record, key));
        }
        StoredObject last = store.put(backup.id() + "/" + Manifest.FILE, manifest);
        return new Copy(
                backup.set(),
                backup.id(),
                store.target().name(),
                store.target().url() + backup.id() + "/",
                Optional.of(content.source().snapshotTime()),
                objects.values().stream().mapToLong(CopyRecord.Item::bytes).sum(),
                Optional.of(record.copiedAt()),
                Optional.of(record.took()),
                last.lockedUntil(),
                Optional.empty(),
                true,
                Optional.empty(),
                Backup.Lack.NOTHING);
    }

    private Manifest read(Backup backup, byte[] manifest) {
        try {
            return ManifestJson.read(manifest, key);
        } catch (ManifestProblem e) {
            throw PulseFailure.failed(
                    "the backup " + backup.id() + " of the set " + backup.set() + " is not copied: " + e.getMessage(),
                    "pulse-db backup verify " + backup.set(),
                    e);
        }
    }

    private boolean isOf(StoredObject record, Map<String, CopyRecord.Item> objects) {
        try {
            return CopyRecordJson.read(store.read(record, SmallFile.MOST_JSON), key)
                    .objects()
                    .equals(objects);
        } catch (IOException | ManifestProblem e) {
            return false;
        }
    }

    private StoredObject send(Backup backup, StoredFile file, Optional<StoredObject> there)
            throws IOException, InterruptedException {
        String name = backup.id() + "/" + file.name();
        if (there.isEmpty()) {
            return store.put(name, backup.path().resolve(Path.of(file.name())), file.sha256());
        }
        // By reading it: what was sent in parts has no checksum that could be compared with a file's.
        if (there.get().bytes() != file.bytes()
                || !CopyListing.sha256(store, name).equals(file.sha256())) {
            throw PulseFailure.failed(
                    store.target().url() + name + " is there already and is something else: it is not overwritten",
                    "find out what writes there; give each set of each database a prefix of its own",
                    null);
        }
        return there.get();
    }
}
