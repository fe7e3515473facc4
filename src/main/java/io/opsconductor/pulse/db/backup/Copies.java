package io.opsconductor.pulse.db.backup;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.backup.remote.BadCopy;
import io.opsconductor.pulse.db.backup.remote.Copier;
import io.opsconductor.pulse.db.backup.remote.CopyListing;
import io.opsconductor.pulse.db.backup.remote.CopyRotator;
import io.opsconductor.pulse.db.backup.remote.ObjectStore;
import io.opsconductor.pulse.db.backup.remote.ProbeRecord;
import io.opsconductor.pulse.db.backup.remote.StoreProbe;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupProgress;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.Copy;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.backup.set.FileFailure;
import io.opsconductor.pulse.db.backup.set.Rotation;
import io.opsconductor.pulse.db.backup.set.StoreAbilities;
import io.opsconductor.pulse.db.backup.set.VerifiedBackups;
import io.opsconductor.pulse.db.backup.store.BackupInUse;
import io.opsconductor.pulse.db.backup.store.BackupStore;
import io.opsconductor.pulse.db.backup.store.SetLock;
import io.opsconductor.pulse.db.backup.take.ProgressReporter;
import io.opsconductor.pulse.db.check.ClockSkew;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.failure.StopRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** What can be done with copies of backups in object stores. */
@ApplicationScoped
@SuppressWarnings("try") // Locks, marks, progress and the wish to be stopped serve by being open.
public class Copies {
    /** An upload that nothing was added to for so long is no run's any more. */
    private static final long STALE_DAYS = 1;

    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private static final String VERIFY_AGAIN = "remove that, and verify it again";

    private final BackupSets sets;

    public Copies(BackupSets sets) {
        this.sets = sets;
    }

    /**
     * Where a set is copied to, by name; empty when it is not copied.
     *
     * @throws PulseFailure (usage) for an unknown set, one whose dumps another tool makes, and when a place cannot be meant
     */
    public List<CopyTarget> places(String set) {
        return sets.copies(sets.findOurs(set));
    }

    /**
     * All places of these sets.
     *
     * @throws PulseFailure (usage) when there are none: doing nothing would prove nothing
     */
    public List<CopyTarget> chosen(List<String> chosen) {
        List<CopyTarget> places =
                chosen.stream().flatMap(set -> places(set).stream()).toList();
        if (places.isEmpty()) {
            throw PulseFailure.usage(
                    "no copies are configured for " + String.join(", ", chosen),
                    "set pulse.backups.\"" + chosen.get(0) + "\".copies.\"offsite\".url to s3://bucket/prefix");
        }
        return places;
    }

    /** Tries with a small object what copies will need, and writes down for them what was found. */
    public StoreAbilities init(CopyTarget place) {
        StoreAbilities found = StoreProbe.of(place);
        ProbeRecord.write(sets.findOurs(place.set()), place, found);
        return found;
    }

    private static CopyTarget known(BackupTarget target, CopyTarget place) {
        return ProbeRecord.read(target, place)
                .filter(probe -> probe.isOf(place))
                .map(probe -> place.with(probe.checksum()))
                .orElse(place);
    }

    /**
     * Sends the verified backups that a place lacks, the newest first. One that fails keeps no other from being sent.
     *
     * @param failures is given what failed
     * @return those that were sent
     * @throws PulseFailure (not now) while another run copies the set to the same place, (failed) when the store cannot be
     *     asked at all
     */
    public List<Copy> copy(CopyTarget place, BackupProgress progress, List<PulseFailure> failures) {
        BackupTarget target = sets.findOurs(place.set());
        AtomicLong sent = new AtomicLong();
        List<Copy> copies = new ArrayList<>();
        try (StopRequest stop = new StopRequest("copy " + place.set(), LONGEST_STOP);
                SetLock lock = SetLock.copying(target, place);
                ObjectStore store = ObjectStore.of(known(target, place), sent::addAndGet)) {
            Copier copier = new Copier(store, target.seal());
            store.trySweep("", Instant.now().minus(STALE_DAYS, ChronoUnit.DAYS));
            List<Copy> there = new CopyListing(store, target).newest(Integer.MAX_VALUE, Instant.now());
            for (Backup backup : missing(place, target, there, failures)) {
                sent.set(0);
                PulseFailure.collect(failures, () -> {
                    try (ProgressReporter ticker = new ProgressReporter(
                            progress,
                            place.set(),
                            BackupProgress.Phase.COPYING,
                            sent::get,
                            OptionalLong.of(backup.bytes()))) {
                        copies.add(send(copier, backup));
                        BadCopy.lift(target, place, backup.id(), "was sent and", VERIFY_AGAIN)
                                .ifPresent(failures::add);
                    }
                });
            }
        }
        return copies;
    }

    /** Verified backups that are not there, the newest first; a bad copy of one is a failure, for it stands in the way. */
    private static List<Backup> missing(
            CopyTarget place, BackupTarget target, List<Copy> copies, List<PulseFailure> failures) {
        Instant now = Instant.now();
        Map<String, Copy> complete =
                copies.stream().filter(Copy::complete).collect(Collectors.toMap(Copy::id, copy -> copy));
        List<Backup> unproved = VerifiedBackups.newestFirst(BackupStore.list(target)).stream()
                .filter(backup -> !complete.containsKey(backup.id())
                        || !complete.get(backup.id()).proved())
                .toList();
        // A folder's name is what anyone who may write there chose: only what is proved, and is not from the future,
        // counts.
        List<Copy> there = copies.stream()
                .filter(Copy::proved)
                .filter(copy -> copy.snapshotTime()
                        .filter(snapshot -> !ClockSkew.isFuture(snapshot, now))
                        .isPresent())
                .toList();
        List<Backup> missing = new ArrayList<>();
        for (Backup backup : CopyRotator.worthCopying(place, unproved, there, now)) {
            Copy bad = complete.get(backup.id());
            if (bad == null) {
                missing.add(backup);
            } else {
                failures.add(inTheWay(bad));
            }
        }
        return missing;
    }

    private static PulseFailure inTheWay(Copy bad) {
        return PulseFailure.failed(
                "the backup " + bad.id() + " of the set " + bad.set() + " is not copied: " + bad.url()
                        + " is there already and does not count: "
                        + bad.problem().orElseThrow(),
                bad.lacks() == Backup.Lack.READER ? "copy with that pulse-db" : bad.cure(),
                null);
    }

    /**
     * What a place holds, the newest first.
     *
     * @param most of the complete ones
     */
    public List<Copy> list(CopyTarget place, int most) {
        BackupTarget target = sets.findOurs(place.set());
        try (ObjectStore store = ObjectStore.of(place)) {
            return new CopyListing(store, target).newest(most, Instant.now());
        }
    }

    /**
     * Reads a copy back to its end, and tells what was found; check goes by it: what was found bad before and is good is so no
     * more. What is known to be no copy is not read.
     *
     * @param failures is given what keeps check from going by it
     */
    public Copy verify(CopyTarget place, Copy copy, List<PulseFailure> failures) {
        BackupTarget target = sets.findOurs(place.set());
        try (StopRequest stop = new StopRequest("verify " + copy.url(), LONGEST_STOP);
                ObjectStore store = ObjectStore.of(place)) {
            Copy read = new CopyListing(store, target).verify(copy.id(), Instant.now());
            if (read.proved()) {
                BadCopy.lift(target, place, copy.id(), "is good and", VERIFY_AGAIN)
                        .ifPresent(failures::add);
            }
            return read;
        }
    }

    /**
     * Removes the copies that no rule keeps.
     *
     * @param plan only say what would be done
     */
    public Rotation rotate(CopyTarget place, boolean plan) {
        BackupTarget target = sets.findOurs(place.set());
        try (ObjectStore store = ObjectStore.of(place)) {
            return new CopyRotator(store, target).rotate(plan, Instant.now());
        }
    }

    private static Copy send(Copier copier, Backup backup) {
        try (BackupInUse reading = BackupInUse.reading(backup.path())) {
            return copier.copy(backup);
        } catch (IOException e) {
            throw PulseFailure.failed(
                    "the backup " + backup.id() + " of the set " + backup.set() + " cannot be read: "
                            + FileFailure.reason(e),
                    "pulse-db backup verify " + backup.set(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PulseFailure.notNow("the copy of backup " + backup.id() + " was interrupted", "run it again", e);
        }
    }
}
