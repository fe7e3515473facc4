package io.opsconductor.pulse.db.timescale.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.promise.Agreement;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.HeldJob;
import io.opsconductor.pulse.db.timescale.promise.Obligation;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/** Judges that every hypertable either has the retention policy it was promised, or is meant to grow. */
public final class RetentionPolicyJudge {
    public static final String ID = "retention.policy";

    private RetentionPolicyJudge() {}

    /** @param suffering what an aggregate would suffer from dropping sooner than today, by the id of the hypertable */
    public static List<Finding> judge(
            Hypertables facts,
            List<DeclaredHypertable> hypertables,
            Map<Integer, Finding> suffering,
            Remedies remedies) {
        List<Finding> findings = new ArrayList<>();
        MisplacedPolicies misplaced = MisplacedPolicies.of(PolicyKind.RETENTION, hypertables);
        for (DeclaredHypertable one : hypertables) {
            if (one.hypertable().isEmpty()) {
                findings.add(MissingHypertable.finding(ID, one, remedies));
            } else {
                Hypertable hypertable = one.hypertable().get();
                judge(facts, one, hypertable, misplaced, remedies)
                        .map(finding -> spared(finding, Optional.ofNullable(suffering.get(hypertable.id()))))
                        .ifPresent(findings::add);
            }
        }
        if (findings.isEmpty()) {
            findings.add(EmptyFinding.policy(ID, facts, "there is no hypertable"));
        }
        return List.copyOf(findings);
    }

    /** Empty where a policy is promised that the Apache edition cannot have: the backlog tells what comes of that. */
    private static Optional<Finding> judge(
            Hypertables facts,
            DeclaredHypertable declared,
            Hypertable hypertable,
            MisplacedPolicies misplaced,
            Remedies remedies) {
        Obligation obligation = Obligation.of(PolicyKind.RETENTION, hypertable, declared.expectation());
        PolicyFinding finding = new PolicyFinding(ID, declared.subject(), obligation, remedies);
        boolean promised = obligation.promised().isPresent();
        if (declared.expectation().keepForever()) {
            return Optional.of(keptForever(finding, declared, hypertable));
        }
        if (obligation.policy().isPresent()) {
            return Optional.of(finding.general(hypertable, declared.expectation(), misplaced)
                    .orElseGet(() -> different(finding, hypertable)));
        }
        if (!promised) {
            // An aggregate is made to outlive its source: that it has no end is no oversight.
            return hypertable.aggregate() ? Optional.empty() : Optional.of(undecided(finding, declared));
        }
        return facts.onApache() ? Optional.empty() : Optional.of(missing(finding, declared, hypertable, misplaced));
    }

    /** Nothing that drops sooner is printed to be pasted while an aggregate would suffer from it. */
    static Finding spared(Finding finding, Optional<Finding> suffering) {
        return suffering
                .filter(worse -> finding.cure().kind() == Remedy.Kind.SQL)
                .map(worse -> finding.cure(worse.cure()
                        .note("first of all: aggregate " + worse.subject() + " would suffer from dropping sooner ("
                                + worse.message() + "); then look again")))
                .orElse(finding);
    }

    private static Finding keptForever(PolicyFinding finding, DeclaredHypertable declared, Hypertable hypertable) {
        Obligation obligation = finding.obligation();
        if (obligation.promised().isPresent()) {
            return finding.of(
                    Severity.WARNING,
                    "the configuration says both drop-after and keep-forever",
                    Remedies.configure(declared.expectation().name(), "keep-forever", "false")
                            .or(Remedies.configure(declared.expectation().name(), "drop-after", "(empty)")));
        }
        List<Policy> policies = hypertable.policies(PolicyKind.RETENTION);
        Optional<Policy> dropping = policies.stream().filter(Policy::scheduled).findFirst();
        return dropping.isPresent()
                ? finding.of(
                        Severity.CRITICAL,
                        "data is to be kept forever, but a policy (job "
                                + dropping.get().job() + ") drops it",
                        policies.size() == 1
                                ? finding.remedies().removePolicy(PolicyKind.RETENTION, hypertable)
                                : finding.remedies().deleteJob(dropping.get().job()))
                : finding.of(Severity.OK, "data is kept forever, as configured", Remedy.NONE);
    }

    private static Finding different(PolicyFinding finding, Hypertable hypertable) {
        Obligation obligation = finding.obligation();
        boolean sooner = obligation.agreement().orElseThrow() == Agreement.SOONER;
        Policy policy = obligation.policy().orElseThrow();
        Remedy change = finding.remedies()
                .changeLag(hypertable, policy, obligation.promised().orElseThrow(), obligation.step());
        return finding.of(
                Severity.CRITICAL,
                sooner ? "the policy drops data sooner than promised" : "the policy keeps data longer than promised",
                // A new one takes its place, and runs at once.
                policy.lag().byCreation() ? change.note(HeldJob.UNLESS) : change);
    }

    private static Finding undecided(PolicyFinding finding, DeclaredHypertable declared) {
        return finding.of(
                Severity.WARNING,
                declared.declared()
                        ? "neither drop-after nor keep-forever is set, so it grows without bound"
                        : "the configuration does not name this hypertable, and no policy drops anything: it grows without bound",
                Remedies.configure(declared.expectation().name(), "drop-after", "30d")
                        .or(Remedies.configure(declared.expectation().name(), "keep-forever", "true")));
    }

    private static Finding missing(
            PolicyFinding finding, DeclaredHypertable declared, Hypertable hypertable, MisplacedPolicies misplaced) {
        Obligation obligation = finding.obligation();
        return finding.of(
                Severity.CRITICAL,
                "there is no retention policy, so nothing is dropped by itself" + misplaced.beside(),
                obligation.stepless()
                        ? Remedies.step(declared.expectation(), hypertable.time())
                        : finding.remedies()
                                .addPolicy(
                                        PolicyKind.RETENTION,
                                        hypertable,
                                        obligation.promised().orElseThrow(),
                                        obligation.step()));
    }
}
