package io.opsconductor.pulse.db.timescale.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.BacklogSizes;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/**
 * Judges what is still there though it should have been dropped. The Apache edition is no excuse: it drops chunks when
 * told to.
 */
public final class RetentionBacklogJudge {
    public static final String ID = "retention.backlog";

    private RetentionBacklogJudge() {}

    /** @param suffering as of {@link RetentionPolicyJudge} */
    public static List<Finding> judge(
            Hypertables facts,
            List<DeclaredHypertable> hypertables,
            List<Backlog> backlogs,
            BacklogSizes sizes,
            Map<Integer, Finding> suffering,
            Remedies remedies) {
        List<Finding> findings = new ArrayList<>();
        for (Backlog backlog : backlogs) {
            BacklogFinding finding = new BacklogFinding(ID, facts.extension().role(), backlog, sizes, remedies);
            findings.add(finding.general()
                    .orElseGet(() -> RetentionPolicyJudge.spared(
                            late(finding),
                            Optional.ofNullable(
                                    suffering.get(backlog.hypertable().id())))));
        }
        if (findings.isEmpty()) {
            findings.add(EmptyFinding.leftUndone(ID, facts, hypertables, PolicyKind.RETENTION));
        }
        return List.copyOf(findings);
    }

    private static Finding late(BacklogFinding finding) {
        return finding.of(
                Severity.CRITICAL,
                finding.measured(),
                finding.share() + " should have been dropped by now; " + finding.oldest(),
                finding.remedy());
    }
}
