package io.opsconductor.pulse.db.backup.remote;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.opsconductor.pulse.db.backup.archive.DatabaseNames;
import io.opsconductor.pulse.db.backup.file.Checksum;
import io.opsconductor.pulse.db.backup.file.SmallFile;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.Copy;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.store.BackupId;
import io.opsconductor.pulse.db.backup.store.Manifest;
import io.opsconductor.pulse.db.backup.store.Manifest.StoredFile;
import io.opsconductor.pulse.db.backup.store.ManifestJson;
import io.opsconductor.pulse.db.backup.store.ManifestProblem;
import io.opsconductor.pulse.db.failure.PlainText;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** What a store holds of a set, and whether it can be counted on. What others put there is passed over. */
public final class CopyListing {
    private final ObjectStore store;
    private final BackupTarget target;

    public CopyListing(ObjectStore store, BackupTarget target) {
        this.store = store;
        this.target = target;
    }

    /** The names that backups have, the newest first; whether they are complete was not asked. */
    public List<String> ids() {
        // A store may tell one twice, which would count as two copies.
        return store.folders(folder -> BackupId.time(folder).isPresent()).stream()
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /**
     * The newest first. Lists and manifests are read, and of what was promised to be locked each object is asked for, and
     * of the newest whether it can be read at once; no dump is read.
     *
     * @param most of those that are complete; of the others only what was read back and found bad, and is still there
     */
    public List<Copy> newest(int most, Instant now) {
        List<Copy> copies = new ArrayList<>();
        for (String id : ids()) {
            Optional<String> bad = BadCopy.problem(target, store.target(), id);
            if (bad.isPresent() || copies.stream().filter(Copy::complete).count() < most) {
                Copy copy = look(id, now, copies.stream().noneMatch(Copy::complete));
                copies.add(copy.proved() ? bad.map(copy::with).orElse(copy) : copy);
            }
        }
        return copies;
    }

    /** @param archived ask whether it can be read at once */
    private Copy look(String id, Instant now, boolean archived) {
        Map<String, StoredObject> objects = store.objects(id);
        long bytes = objects.values().stream().mapToLong(StoredObject::bytes).sum();
        if (!objects.containsKey(Manifest.FILE)) {
            return unproved(id, bytes, false, "it is not complete: it has no manifest", Backup.Lack.NOTHING);
        }
        for (String name : List.of(Manifest.FILE, CopyRecord.FILE)) {
            StoredObject object = objects.get(name);
            if (object == null || object.bytes() > SmallFile.MOST_JSON) {
                String problem = object == null ? " is missing" : " is larger than any that pulse-db writes";
                return unproved(id, bytes, true, name + problem, Backup.Lack.NOTHING);
            }
        }
        try {
            Manifest manifest = manifest(store.read(objects.get(Manifest.FILE), SmallFile.MOST_JSON));
            CopyRecord record =
                    CopyRecordJson.read(store.read(objects.get(CopyRecord.FILE), SmallFile.MOST_JSON), target.seal());
            Optional<String> foreign = foreign(target, id, manifest);
            if (foreign.isPresent()) {
                return unproved(id, bytes, true, foreign.get(), Backup.Lack.NOTHING);
            }
            Optional<String> others = otherDatabase(target, manifest);
            Optional<String> problem = others.or(() -> changed(manifest, record, objects));
            Optional<Instant> locked = problem.isPresent() ? Optional.empty() : locked(id, objects);
            return new Copy(
                    target.set(),
                    id,
                    store.target().name(),
                    url(id),
                    Optional.of(manifest.source().snapshotTime()),
                    bytes,
                    Optional.of(record.copiedAt()),
                    Optional.of(record.took()),
                    locked,
                    problem.isPresent() || !archived ? Optional.empty() : archive(manifest, objects),
                    true,
                    problem.or(() -> unlocked(record, locked, now)).map(PlainText::visible),
                    others.isPresent() ? Backup.Lack.DATABASE : Backup.Lack.NOTHING);
        } catch (ManifestProblem e) {
            return unproved(id, bytes, true, e.getMessage(), e.lack());
        } catch (IOException e) {
            return unproved(id, bytes, true, "" + e.getMessage(), Backup.Lack.NOTHING);
        }
    }

    /** Why a copy of that name is not the set's; empty when it may be. */
    static Optional<String> foreign(BackupTarget target, String id, Manifest manifest) {
        return manifest.foreign(target.set())
                .or(() -> BackupId.problem(id, manifest.source().snapshotTime()));
    }

    /** Two databases may have sets of one name, and have come to share a prefix. */
    static Optional<String> otherDatabase(BackupTarget target, Manifest manifest) {
        return DatabaseNames.problem(Set.of(manifest.source().database()), target.databases());
    }

    private Copy unproved(String id, long bytes, boolean complete, String problem, Backup.Lack lack) {
        return new Copy(
                target.set(),
                id,
                store.target().name(),
                url(id),
                Optional.empty(),
                bytes,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                complete,
                Optional.of(PlainText.visible(problem)),
                lack);
    }

    private String url(String id) {
        return store.target().url() + id + "/";
    }

    private Manifest manifest(byte[] text) throws ManifestProblem {
        return ManifestJson.read(text, target.seal());
    }

    private static Optional<String> changed(Manifest manifest, CopyRecord record, Map<String, StoredObject> objects) {
        for (StoredFile file : manifest.files()) {
            StoredObject object = objects.get(file.name());
            CopyRecord.Item sent = record.objects().get(file.name());
            if (object == null) {
                return Optional.of(file.name() + " is missing");
            }
            if (object.bytes() != file.bytes()) {
                return Optional.of(file.name() + " has " + object.bytes() + " bytes instead of " + file.bytes());
            }
            if (sent == null || !sent.etag().equals(object.etag())) {
                return Optional.of(file.name() + " was written again after it had been compared");
            }
        }
        return Optional.empty();
    }

    /** @return of the first that cannot be read before it was brought back */
    private Optional<String> archive(Manifest manifest, Map<String, StoredObject> objects) {
        List<StoredObject> files =
                manifest.files().stream().map(file -> objects.get(file.name())).toList();
        return files.stream()
                .flatMap(object -> (object.mayBeArchived() ? store.head(object.key()) : Optional.of(object)).stream())
                .flatMap(object -> object.archive().stream())
                .findFirst()
                .or(() -> oddArchive(files));
    }

    /** By a byte of the largest object of each class: stores have their own names for what S3 calls GLACIER. */
    private Optional<String> oddArchive(List<StoredObject> files) {
        Map<String, StoredObject> largest = new TreeMap<>();
        for (StoredObject object : files) {
            object.oddClass()
                    .ifPresent(name ->
                            largest.merge(name, object, (one, other) -> other.bytes() > one.bytes() ? other : one));
        }
        return largest.values().stream()
                .filter(this::isArchived)
                .flatMap(object -> object.storageClass().stream())
                .findFirst();
    }

    /** False also for one that this identity may not read: that says nothing of where it lies. */
    private boolean isArchived(StoredObject object) {
        try {
            store.read(object.first(1), 1);
            return false;
        } catch (PulseFailure failure) {
            if (StoreFailure.isArchived(failure)) {
                return true;
            }
            if (StoreFailure.isRefusal(failure)) {
                return false;
            }
            throw failure;
        }
    }

    /** @return until when all of them are; empty where one is not, or none was to be */
    private Optional<Instant> locked(String id, Map<String, StoredObject> objects) {
        if (store.target().writing().lock() == CopyTarget.Lock.NONE) {
            return Optional.empty();
        }
        Instant earliest = Instant.MAX;
        for (String name : objects.keySet()) {
            Optional<Instant> until = store.head(id + "/" + name).flatMap(StoredObject::lockedUntil);
            if (until.isEmpty()) {
                return Optional.empty();
            }
            earliest = until.get().isBefore(earliest) ? until.get() : earliest;
        }
        return Optional.of(earliest);
    }

    /** A lock that has run out was kept. */
    private Optional<String> unlocked(CopyRecord record, Optional<Instant> locked, Instant now) {
        Optional<Duration> promised = store.target().writing().lockFor();
        boolean due =
                promised.isPresent() && record.copiedAt().plus(promised.get()).isAfter(now);
        return due && locked.filter(now::isBefore).isEmpty()
                ? Optional.of("its objects can be removed, though lock="
                        + store.target().writing().lock().name().toLowerCase(Locale.ROOT) + " was promised")
                : Optional.empty();
    }

    /**
     * Reads all of a copy back; whatever the store says of checksums has no part in it. What differs is written down; a
     * store that does not answer proves nothing.
     *
     * @throws PulseFailure (not now) when it is gone by now
     */
    public Copy verify(String id, Instant now) {
        try {
            Copy copy = look(id, now, false);
            if (!copy.proved()) {
                GoneCopy.of(store, id, null).ifPresent(gone -> {
                    throw gone;
                });
                return copy;
            }
            return readBack(copy);
        } catch (PulseFailure failure) {
            throw GoneCopy.instead(failure, store, id);
        }
    }

    private Copy readBack(Copy copy) {
        try {
            Manifest manifest = manifest(store.read(copy.id() + "/" + Manifest.FILE, SmallFile.MOST_JSON));
            // It may be another one by now, of an older backup with its files, good and sealed.
            Optional<String> foreign = foreign(target, copy.id(), manifest).or(() -> otherDatabase(target, manifest));
            if (foreign.isPresent()) {
                return copy.with(PlainText.visible(foreign.get()));
            }
            for (StoredFile file : manifest.files()) {
                if (!sha256(store, copy.id() + "/" + file.name()).equals(file.sha256())) {
                    String problem = file.name() + BadCopy.DIFFERS;
                    return copy.with(problem
                            + BadCopy.record(target, store.target(), copy.id(), problem)
                                    .map(reason -> "; that could not be written down for check: " + reason)
                                    .orElse(""));
                }
            }
            return copy;
        } catch (ManifestProblem e) {
            return copy.with(e.getMessage());
        } catch (IOException e) {
            throw PulseFailure.failed(copy.url() + " cannot be read: " + e.getMessage(), "try again", e);
        }
    }

    static String sha256(ObjectStore store, String key) throws IOException {
        try (InputStream in = store.open(key, 0)) {
            return Checksum.of(in);
        }
    }
}
