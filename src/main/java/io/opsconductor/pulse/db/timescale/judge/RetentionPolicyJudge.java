package io.opsconductor.pulse.db.timescale.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.Upkeep;
import io.opsconductor.pulse.db.timescale.promise.Agreement;
import io.opsconductor.pulse.db.timescale.promise.Obligation;
import io.opsconductor.pulse.db.timescale.promise.Remedies;
import io.opsconductor.pulse.db.timescale.promise.Watched;

/** Judges that every hypertable either has the retention policy it was promised, or grows because somebody wants it to. */
public final class RetentionPolicyJudge {
    public static final String ID = "retention.policy";

    private RetentionPolicyJudge() {}

    public static List<Finding> judge(Hypertables facts, List<Watched> watched, Remedies remedies) {
        List<Finding> findings = new ArrayList<>();
        MisplacedPolicies strays = MisplacedPolicies.of(Upkeep.RETENTION, watched);
        for (Watched one : watched) {
            if (one.hypertable().isEmpty()) {
                findings.add(MissingHypertable.finding(ID, one, remedies));
            } else {
                judge(facts, one, one.hypertable().get(), strays, remedies).ifPresent(findings::add);
            }
        }
        if (findings.isEmpty()) {
            findings.add(EmptyFinding.policy(ID, facts, "there is no hypertable"));
        }
        return List.copyOf(findings);
    }

    /** Empty where a policy is promised that the Apache edition cannot have: the backlog tells what comes of that. */
    private static Optional<Finding> judge(
            Hypertables facts, Watched watched, Hypertable hypertable, MisplacedPolicies strays, Remedies remedies) {
        Obligation obligation = Obligation.of(Upkeep.RETENTION, hypertable, watched.expectation());
        PolicyFinding finding = new PolicyFinding(ID, watched.subject(), obligation, remedies);
        boolean promised = obligation.promised().isPresent();
        if (watched.expectation().keepForever()) {
            return Optional.of(keptForever(finding, watched, hypertable));
        }
        if (obligation.policy().isPresent()) {
            return Optional.of(finding.general(hypertable, watched.expectation(), strays)
                    .orElseGet(() -> different(finding, hypertable)));
        }
        if (!promised) {
            // An aggregate is made to outlive its source: that it has no end is no oversight.
            return hypertable.aggregate() ? Optional.empty() : Optional.of(undecided(finding, watched));
        }
        return facts.onApache() ? Optional.empty() : Optional.of(missing(finding, watched, hypertable, strays));
    }

    private static Finding keptForever(PolicyFinding finding, Watched watched, Hypertable hypertable) {
        Obligation obligation = finding.obligation();
        if (obligation.promised().isPresent()) {
            return finding.of(
                    Severity.WARNING,
                    "the configuration says both drop-after and keep-forever",
                    Remedies.configure(watched.expectation().name(), "keep-forever", "false")
                            .or(Remedies.configure(watched.expectation().name(), "drop-after", "(empty)")));
        }
        boolean dropping = obligation.policy().filter(Policy::scheduled).isPresent();
        return dropping
                ? finding.of(
                        Severity.CRITICAL,
                        "data is to be kept forever, but a policy drops it",
                        finding.remedies().removePolicy(Upkeep.RETENTION, hypertable))
                : finding.of(Severity.OK, "data is kept forever, as configured", Remedy.NONE);
    }

    private static Finding different(PolicyFinding finding, Hypertable hypertable) {
        Obligation obligation = finding.obligation();
        boolean sooner = obligation.agreement().orElseThrow() == Agreement.SOONER;
        return finding.of(
                Severity.CRITICAL,
                sooner ? "the policy drops data sooner than promised" : "the policy keeps data longer than promised",
                finding.remedies()
                        .changeLag(
                                hypertable,
                                obligation.policy().orElseThrow(),
                                obligation.promised().orElseThrow(),
                                obligation.step()));
    }

    private static Finding undecided(PolicyFinding finding, Watched watched) {
        return finding.of(
                Severity.WARNING,
                watched.declared()
                        ? "neither drop-after nor keep-forever is set, so it grows without bound"
                        : "the configuration does not name this hypertable, and no policy drops anything: it grows without bound",
                Remedies.configure(watched.expectation().name(), "drop-after", "30d")
                        .or(Remedies.configure(watched.expectation().name(), "keep-forever", "true")));
    }

    private static Finding missing(
            PolicyFinding finding, Watched watched, Hypertable hypertable, MisplacedPolicies strays) {
        Obligation obligation = finding.obligation();
        return finding.of(
                Severity.CRITICAL,
                "there is no retention policy, so nothing is dropped by itself" + strays.beside(),
                obligation.stepless()
                        ? Remedies.step(watched.expectation())
                        : finding.remedies()
                                .addPolicy(
                                        Upkeep.RETENTION,
                                        hypertable,
                                        obligation.promised().orElseThrow(),
                                        obligation.step()));
    }
}
