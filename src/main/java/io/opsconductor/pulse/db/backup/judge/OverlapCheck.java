package io.opsconductor.pulse.db.backup.judge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.external.BackupListing;
import io.opsconductor.pulse.db.backup.set.Backup;
import io.opsconductor.pulse.db.backup.set.BackupSets;
import io.opsconductor.pulse.db.backup.set.BackupTarget;
import io.opsconductor.pulse.db.backup.set.VerifiedBackups;
import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.inject.Singleton;

/** Holds the hours of backups against those of the jobs that compress and drop chunks. */
@Singleton
public class OverlapCheck extends Check.OfflineCheck {
    private final BackupSets sets;

    public OverlapCheck(BackupSets sets) {
        super("backups", OverlapJudge.ID);
        this.sets = sets;
    }

    /** Nothing where no database is configured: then it is not here that jobs could be seen. */
    @Override
    public List<Finding> findings(Database database, Instant now) {
        if (database.isMissing()) {
            return List.of();
        }
        List<JobRun> jobs = JobRunCatalog.read(database);
        List<Finding> findings = new ArrayList<>();
        for (BackupTarget target :
                sets.of(database).stream().filter(BackupTarget::ours).toList()) {
            try {
                findings.add(judged(target, jobs, now));
            } catch (PulseFailure failure) {
                findings.add(Finding.couldNotLook(OverlapJudge.ID, target.set(), failure));
            }
        }
        return findings;
    }

    /** By the time of the dump alone: what is read afterwards, for its verification, holds no lock. */
    static Finding judged(BackupTarget target, List<JobRun> jobs, Instant now) {
        List<Backup> newest = VerifiedBackups.newestFirst(BackupListing.files(target)).stream()
                .limit(VerifiedBackups.USUAL)
                .toList();
        List<Span> dumps = newest.stream()
                .flatMap(
                        backup -> backup.dumped().map(dumped -> Span.of(VerifiedBackups.time(backup), dumped)).stream())
                .toList();
        Optional<Span> next = target.schedule()
                .flatMap(schedule -> schedule.next(now))
                .map(start -> Span.of(start, VerifiedBackups.usualDump(newest)));
        return OverlapJudge.judge(target.set(), dumps, next, jobs);
    }
}
