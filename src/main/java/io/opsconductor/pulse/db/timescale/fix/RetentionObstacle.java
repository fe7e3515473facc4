package io.opsconductor.pulse.db.timescale.fix;

import java.time.temporal.ChronoUnit;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.promise.Agreement;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.HeldJob;
import io.opsconductor.pulse.db.timescale.promise.Obligation;

/** Why a retention job is not to be started without a person's decision: what it drops does not come back. */
final class RetentionObstacle {
    private RetentionObstacle() {}

    static Optional<ManualAction> of(FixFacts facts, Backlog backlog) {
        Optional<Aggregate> behind = facts.behind(backlog.hypertable().id());
        if (behind.isPresent()) {
            return Optional.of(new ManualAction(
                    backlog.hypertable().name().text(),
                    "aggregate " + behind.get().table().name().text()
                            + " may not hold yet what would be dropped; see aggregate.refresh",
                    Remedy.command("pulse-db check aggregates --fix").note("then once more")));
        }
        Obligation obligation = backlog.obligation();
        String reason = null;
        if (obligation.policy().isEmpty()) {
            reason = "there is no retention policy, and a new one has to be allowed for this table";
        } else if (!obligation.policy().get().scheduled()) {
            reason = "the retention policy is paused";
        } else if (backlog.isDisputed()) {
            reason = "its retention policies differ, and the configuration does not say which is meant";
        } else if (obligation.policy().get().isPutOff(backlog.present())) {
            Policy policy = obligation.policy().get();
            return Optional.of(new ManualAction(
                    backlog.hypertable().name().text(),
                    "job " + policy.job() + " is not to run before "
                            + policy.nextStart().orElseThrow().truncatedTo(ChronoUnit.SECONDS)
                            + ", which its schedule does not explain",
                    facts.remedies()
                            .start(policy.job(), policy.owner(), policy.fixed())
                            .note(HeldJob.UNLESS)));
        } else if (obligation
                .agreement()
                .filter(found -> found != Agreement.SAME)
                .isPresent()) {
            reason = "the retention policy is not as configured";
        }
        return Optional.ofNullable(reason)
                .map(why -> new ManualAction(
                        backlog.hypertable().name().text(), why, Remedy.command("pulse-db policies apply --dry-run")));
    }
}
