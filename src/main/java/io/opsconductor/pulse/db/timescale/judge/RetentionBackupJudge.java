package io.opsconductor.pulse.db.timescale.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/** Judges that data lives long enough for a backup to hold it: what is dropped sooner can never be restored. */
public final class RetentionBackupJudge {
    public static final String ID = "retention.backup";

    private RetentionBackupJudge() {}

    /** @param gap the longest time from one backup to the next; empty when unknown */
    static List<Finding> judge(Hypertables facts, List<DeclaredHypertable> hypertables, Optional<Duration> gap) {
        if (gap.isEmpty()) {
            return List.of(EmptyFinding.toJudge(
                    ID,
                    facts,
                    "no set has a schedule, so how often backups are taken is not known: see backup.schedule"));
        }
        List<Finding> findings = new ArrayList<>();
        for (DeclaredHypertable one : hypertables) {
            shortest(one)
                    .filter(kept -> kept.compareTo(gap.get()) < 0)
                    .ifPresent(kept -> findings.add(finding(one, kept, gap.get())));
        }
        if (findings.isEmpty()) {
            findings.add(EmptyFinding.toJudge(
                    ID,
                    facts,
                    "nothing is dropped within " + Durations.text(gap.get())
                            + ", the longest time between two backups"));
        }
        return List.copyOf(findings);
    }

    /** The sooner of promise and policies; empty when nothing drops, or integers cannot be compared with time. */
    private static Optional<Duration> shortest(DeclaredHypertable declared) {
        return declared.obligation(PolicyKind.RETENTION)
                .filter(obligation -> !obligation.stepless())
                .flatMap(obligation -> Stream.concat(
                                obligation.promised().stream(),
                                declared.hypertable().orElseThrow().policies(PolicyKind.RETENTION).stream()
                                        .filter(Policy::scheduled)
                                        .map(policy -> policy.lag().today(obligation.step())))
                        .min(Comparator.naturalOrder()));
    }

    private static Finding finding(DeclaredHypertable declared, Duration kept, Duration gap) {
        return Finding.warning(
                        ID,
                        declared.subject(),
                        "data can come and go between two backups, and then no backup ever held it")
                .measured("drop after " + Durations.text(kept))
                .target("a backup every " + Durations.text(gap))
                .figure(Figure.seconds(kept).limit(gap))
                .cure(Remedy.text("take backups more often (pulse.backups.\"SET\".schedule)")
                        .or(Remedies.configure(declared.expectation().name(), "drop-after", Durations.text(gap))));
    }
}
