package io.opsconductor.pulse.db.timescale.judge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.check.BackupInterval;
import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Sample;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.catalog.AggregateCatalog;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Obligation;
import io.opsconductor.pulse.db.timescale.promise.Promises;
import io.opsconductor.pulse.db.timescale.promise.Remedies;
import io.opsconductor.pulse.db.timescale.promise.TimescaleSnapshot;
import jakarta.inject.Singleton;

/** Looks at what was promised about retention, what the policies say, and what they left undone. */
@Singleton
public class RetentionCheck extends Check {
    private final Promises promises;
    private final BackupInterval interval;
    private final TimescaleSettings settings;

    public RetentionCheck(Promises promises, BackupInterval interval, TimescaleSettings settings) {
        super(
                PolicyKind.RETENTION.noun(),
                RetentionPolicyJudge.ID,
                RetentionBacklogJudge.ID,
                RetentionOrderJudge.ID,
                RetentionBackupJudge.ID);
        this.promises = promises;
        this.interval = interval;
        this.settings = settings;
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        TimescaleSnapshot seen = TimescaleSnapshot.of(database, promises.of(database));
        Remedies remedies = Remedies.of(seen.facts().extension(), settings.schedulerExpected());
        Map<Integer, Finding> suffering = suffering(seen);
        List<Finding> findings =
                new ArrayList<>(RetentionPolicyJudge.judge(seen.facts(), seen.hypertables(), suffering, remedies));
        findings.addAll(RetentionOrderJudge.judge(seen.facts(), seen.hypertables(), remedies));
        findings.addAll(held(seen, now));
        try {
            List<Backlog> backlogs = seen.backlogs(PolicyKind.RETENTION);
            findings.addAll(RetentionBacklogJudge.judge(
                    seen.facts(), seen.hypertables(), backlogs, seen.measured(backlogs), suffering, remedies));
        } catch (PulseFailure e) {
            // Chunks are read apart from policies: a timeout there hides nothing of what is known already.
            findings.add(Finding.couldNotLook(RetentionBacklogJudge.ID, database.name(), e));
        }
        return findings;
    }

    /** Of the hypertables that would drop sooner than today, if they dropped as promised. */
    private Map<Integer, Finding> suffering(TimescaleSnapshot seen) {
        AggregateJudge aggregates = AggregateJudge.of(
                AggregateCatalog.once(seen.database()),
                seen.present(),
                settings.jobGrace(),
                settings.schedulerExpected());
        Map<Integer, Lag> lags = new HashMap<>();
        for (DeclaredHypertable one : seen.hypertables()) {
            one.hypertable().filter(found -> !one.expectation().keepForever()).ifPresent(found -> Obligation.of(
                            PolicyKind.RETENTION, found, one.expectation())
                    .sooner()
                    .ifPresent(lag -> lags.put(found.id(), lag)));
        }
        return aggregates.suffering(lags);
    }

    @Override
    public List<Sample> samples(Database database, Instant now) {
        return new HypertableSamples(title(database))
                .overdue(TimescaleSnapshot.of(database, promises.of(database)), PolicyKind.RETENTION);
    }

    /** A schedule that cannot be read hides nothing else. */
    private List<Finding> held(TimescaleSnapshot seen, Instant now) {
        try {
            return RetentionBackupJudge.judge(
                    seen.facts(), seen.hypertables(), interval.longestGap(seen.database(), now));
        } catch (PulseFailure e) {
            return List.of(Finding.unknown(
                    RetentionBackupJudge.ID,
                    seen.database().name(),
                    "cannot tell how often backups are taken: " + e.getMessage(),
                    e.remedy()));
        }
    }
}
