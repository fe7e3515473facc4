package io.opsconductor.pulse.db.timescale;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Looks at what was promised about retention, what the policies say, and what they left undone. */
@ApplicationScoped
public class RetentionCheck implements Check {
    private final Promises promises;

    @Inject
    public RetentionCheck(Promises promises) {
        this.promises = promises;
    }

    RetentionCheck(HypertableSettings settings) {
        this(new Promises(settings));
    }

    @Override
    public String area() {
        return Upkeep.RETENTION.noun();
    }

    @Override
    public List<String> ids() {
        return List.of(RetentionPolicyJudge.ID, RetentionBacklogJudge.ID, RetentionOrderJudge.ID);
    }

    @Override
    public List<Finding> findings(Database database, Instant now) {
        Observation seen = Observation.of(database, promises.of(database));
        List<Finding> findings = new ArrayList<>(RetentionPolicyJudge.judge(seen.facts(), seen.watched()));
        findings.addAll(RetentionOrderJudge.judge(seen.facts(), seen.watched()));
        try {
            List<Backlog> backlogs = seen.backlogs(Upkeep.RETENTION, now);
            findings.addAll(RetentionBacklogJudge.judge(seen.facts(), seen.watched(), backlogs, seen.bytes(backlogs)));
        } catch (PulseFailure e) {
            // Chunks are read apart from policies: a timeout there hides nothing of what is known already.
            findings.add(Finding.unknown(
                    RetentionBacklogJudge.ID, database.name(), "could not look: " + e.getMessage(), e.remedy()));
        }
        return findings;
    }
}
