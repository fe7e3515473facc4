package io.opsconductor.pulse.db.backup.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.VerifiedBackups;
import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Sample;

/** What monitoring draws of one backup set. Pure. */
final class BackupSamples {
    private final String set;
    private final List<Sample> samples = new ArrayList<>();

    private BackupSamples(String set) {
        this.set = set;
    }

    /** What was promised and is planned, whether there are backups or not. */
    static List<Sample> promised(BackupTarget target, Duration verifyEvery, Instant now) {
        BackupSamples of = new BackupSamples(target.set());
        target.rpo().ifPresent(rpo -> of.lasting(Metric.BACKUP_RECOVERY_POINT_OBJECTIVE_SECONDS, rpo));
        of.lasting(Metric.BACKUP_VERIFICATION_INTERVAL_SECONDS, verifyEvery);
        target.schedule()
                .flatMap(schedule -> schedule.next(now))
                .ifPresent(run -> of.at(Metric.BACKUP_NEXT_RUN_TIMESTAMP_SECONDS, run));
        return of.samples;
    }

    /** @param failed when taking one last failed; empty when it never did, or nothing tells */
    static List<Sample> found(BackupTarget target, List<Backup> backups, Optional<Instant> failed, Instant now) {
        BackupSamples of = new BackupSamples(target.set());
        of.count("verified", backups, Backup::verified);
        of.count("unverified", backups, backup -> !backup.verified() && backup.lacks() != Backup.Lack.NOTHING);
        of.count("bad", backups, backup -> !backup.verified() && backup.lacks() == Backup.Lack.NOTHING);
        backups.stream()
                .filter(backup -> backup.snapshotTime().isPresent())
                .max(Comparator.comparing(backup -> backup.snapshotTime().get()))
                .flatMap(Backup::verifiedAt)
                .ifPresent(read -> of.at(Metric.BACKUP_LAST_VERIFICATION_TIMESTAMP_SECONDS, read));
        Optional<Backup> newest = VerifiedBackups.newestFirst(backups).stream().findFirst();
        newest.ifPresent(backup -> of.newest(backup, now));
        failed.ifPresent(time -> of.at(Metric.BACKUP_LAST_FAILURE_TIMESTAMP_SECONDS, time));
        Stream.concat(newest.map(VerifiedBackups::complete).stream(), failed.stream())
                .max(Comparator.naturalOrder())
                .ifPresent(time -> of.at(Metric.BACKUP_LAST_ATTEMPT_TIMESTAMP_SECONDS, time));
        return of.samples;
    }

    private void newest(Backup backup, Instant now) {
        Instant snapshot = VerifiedBackups.time(backup);
        at(Metric.BACKUP_LAST_VERIFIED_SNAPSHOT_TIMESTAMP_SECONDS, snapshot);
        at(Metric.BACKUP_LAST_SUCCESS_TIMESTAMP_SECONDS, VerifiedBackups.complete(backup));
        // The snapshot is by the database's clock, and so is its age.
        lasting(Metric.BACKUP_AGE_SECONDS, Duration.between(snapshot, now.plus(backup.clockAhead())));
        samples.add(Sample.of(Metric.BACKUP_SIZE_BYTES, backup.bytes(), set));
        backup.dumped().ifPresent(dump -> {
            samples.add(Sample.lasting(Metric.BACKUP_DURATION_SECONDS, dump, set, "dump"));
            backup.took()
                    .filter(took -> took.compareTo(dump) > 0)
                    .ifPresent(took -> samples.add(
                            Sample.lasting(Metric.BACKUP_DURATION_SECONDS, took.minus(dump), set, "verify")));
        });
    }

    private void count(String state, List<Backup> backups, Predicate<Backup> which) {
        samples.add(Sample.of(Metric.BACKUPS, backups.stream().filter(which).count(), set, state));
    }

    private void at(Metric metric, Instant time) {
        samples.add(Sample.at(metric, time, set));
    }

    private void lasting(Metric metric, Duration time) {
        samples.add(Sample.lasting(metric, time, set));
    }
}
