package io.opsconductor.pulse.db.backup.judge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.backup.external.BackupListing;
import io.opsconductor.pulse.db.backup.external.PgBackRest;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupKind;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.store.FailedBackup;
import io.opsconductor.pulse.db.backup.store.FreeSpace;
import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Metric;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Sample;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.clock.ServerClockCatalog;
import jakarta.inject.Singleton;

/** Looks at every configured set's directory. Reads manifests and sizes, never whole dumps: it runs every few minutes. */
@Singleton
public class BackupCheck extends Check.OfflineCheck {
    private static final String ID = "backup.sets";

    private final BackupSets sets;
    private final BackupListing listing;

    public BackupCheck(BackupSets sets, BackupListing listing) {
        super(
                "backups",
                ID,
                RecoveryPointJudge.ID,
                VerificationJudge.ID,
                CopiesJudge.ID,
                SizeJudge.ID,
                ScheduleJudge.ID,
                RepositoryJudge.ID);
        this.sets = sets;
        this.listing = listing;
    }

    @Override
    public List<Finding> findings(Database database, Instant here) {
        if (sets.isUndecided(database)) {
            return List.of(Finding.warning(
                            ID, database.name(), "no backup set is configured: pulse-db backs up and watches nothing")
                    .cure(Remedy.command("pulse-db init")
                            .note("it proposes one")
                            .or(Remedy.setting("backups.elsewhere.expected", "false"))));
        }
        Instant now = ServerClockCatalog.later(database, here);
        List<Finding> findings = new ArrayList<>();
        for (BackupTarget target : sets.of(database)) {
            if (target.kind() == BackupKind.WAL) {
                continue;
            }
            try {
                PgBackRest.Stanza found = listing.look(database, target);
                List<Backup> backups = found.backups();
                findings.add(RecoveryPointJudge.judge(target, backups, now));
                findings.add(VerificationJudge.judge(
                        target,
                        backups,
                        sets.verification(target).every(),
                        sets.encryption(target).encryptTo(),
                        now));
                findings.add(CopiesJudge.judge(target, backups));
                findings.add(SizeJudge.judge(target, backups));
                ScheduleJudge.judge(target, backups, now).ifPresent(findings::add);
                findings.addAll(RepositoryJudge.judge(target, found.repositories(), now));
            } catch (PulseFailure failure) {
                ids().stream()
                        .filter(id -> !id.equals(ID))
                        .filter(id -> target.kind() == BackupKind.PGBACKREST || !id.equals(RepositoryJudge.ID))
                        .forEach(id -> findings.add(Finding.couldNotLook(id, target.set(), failure)));
            }
        }
        return findings;
    }

    /** A set that cannot be looked at still has its promises. */
    @Override
    public List<Sample> samples(Database database, Instant now) {
        List<Sample> samples = new ArrayList<>();
        for (BackupTarget target : sets.of(database)) {
            if (target.kind() == BackupKind.WAL) {
                continue;
            }
            samples.addAll(
                    BackupSamples.promised(target, sets.verification(target).every(), now));
            try {
                samples.addAll(BackupSamples.found(
                        target, listing.look(database, target).backups(), FailedBackup.lastTime(target), now));
                FreeSpace.known(target)
                        .ifPresent(
                                bytes -> samples.add(Sample.of(Metric.BACKUP_VOLUME_FREE_BYTES, bytes, target.set())));
            } catch (PulseFailure failure) {
                // The findings have said it.
            }
        }
        return samples;
    }
}
