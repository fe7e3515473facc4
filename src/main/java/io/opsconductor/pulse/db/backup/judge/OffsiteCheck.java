package io.opsconductor.pulse.db.backup.judge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import io.opsconductor.pulse.db.backup.remote.CopyListing;
import io.opsconductor.pulse.db.backup.remote.ObjectStore;
import io.opsconductor.pulse.db.backup.remote.ProbeRecord;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.Copy;
import io.opsconductor.pulse.db.backup.set.CopyTarget;
import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Sample;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.clock.ServerClockCatalog;
import jakarta.inject.Singleton;

/** Asks object stores what they hold of each set that is copied. Reads lists and manifests, never a dump. */
@Singleton
public class OffsiteCheck extends Check.OfflineCheck {
    private final BackupSets sets;

    public OffsiteCheck(BackupSets sets) {
        super("backups", OffsiteJudge.ID);
        this.sets = sets;
    }

    /** A store that cannot be asked is unknown, and hides no other. */
    @Override
    public List<Finding> findings(Database database, Instant here) {
        Instant now = ServerClockCatalog.later(database, here);
        List<Finding> findings = new ArrayList<>();
        places(database, (target, place) -> {
            try {
                findings.add(OffsiteJudge.probed(
                        OffsiteJudge.judge(place, look(database, target, place, now), now),
                        place,
                        ProbeRecord.read(target, place)));
            } catch (PulseFailure failure) {
                findings.add(Finding.couldNotLook(OffsiteJudge.ID, OffsiteJudge.subject(place), failure));
            }
        });
        return findings;
    }

    /** A place that cannot be looked at still has its promise. */
    @Override
    public List<Sample> samples(Database database, Instant now) {
        List<Sample> samples = new ArrayList<>();
        places(database, (target, place) -> {
            String[] labels = {place.set(), place.name()};
            place.rpo()
                    .ifPresent(rpo -> samples.add(
                            Sample.of(Metric.COPY_RECOVERY_POINT_OBJECTIVE_SECONDS, rpo.toSeconds(), labels)));
            try {
                look(database, target, place, now).stream()
                        .filter(Copy::proved)
                        .findFirst()
                        .ifPresent(newest -> {
                            samples.add(Sample.at(
                                    Metric.COPY_LAST_SNAPSHOT_TIMESTAMP_SECONDS,
                                    newest.snapshotTime().orElseThrow(),
                                    labels));
                            samples.add(Sample.of(Metric.COPY_SIZE_BYTES, newest.bytes(), labels));
                        });
            } catch (PulseFailure failure) {
                // The findings have said it.
            }
        });
        return samples;
    }

    private void places(Database database, BiConsumer<BackupTarget, CopyTarget> each) {
        sets.of(database).stream().filter(BackupTarget::ours).forEach(target -> sets.copies(target)
                .forEach(place -> each.accept(target, place)));
    }

    /** Once in a checkup: a store is far away. */
    private static List<Copy> look(Database database, BackupTarget target, CopyTarget place, Instant now) {
        return database.once(List.of(OffsiteCheck.class, place.set(), place.name()), () -> {
            try (ObjectStore store = ObjectStore.glance(place)) {
                return new CopyListing(store, target).newest(place.rotation().minCopies(), now);
            }
        });
    }
}
