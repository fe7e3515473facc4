package io.opsconductor.pulse.db.timescale.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.Hypertables;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.promise.Agreement;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Obligation;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/** Judges that every hypertable that has to be compressed has the policy for it, awake and as promised. */
public final class CompressionPolicyJudge {
    public static final String ID = "compression.policy";

    private CompressionPolicyJudge() {}

    public static List<Finding> judge(Hypertables facts, List<DeclaredHypertable> hypertables, Remedies remedies) {
        List<Finding> findings = new ArrayList<>();
        MisplacedPolicies misplaced = MisplacedPolicies.of(PolicyKind.COMPRESSION, hypertables);
        for (DeclaredHypertable one : hypertables) {
            if (one.hypertable().isEmpty()) {
                if (one.expectation().compressAfter().isPresent()) {
                    findings.add(MissingHypertable.finding(ID, one, remedies));
                }
            } else if (!facts.onApache()) {
                judge(one, one.hypertable().get(), misplaced, remedies).ifPresent(findings::add);
            }
        }
        if (findings.isEmpty()) {
            findings.add(EmptyFinding.policy(ID, facts, "no hypertable has to be compressed"));
        }
        return List.copyOf(findings);
    }

    /** Empty when compression is not asked for and nothing compresses. */
    private static Optional<Finding> judge(
            DeclaredHypertable declared, Hypertable hypertable, MisplacedPolicies misplaced, Remedies remedies) {
        Obligation obligation = Obligation.of(PolicyKind.COMPRESSION, hypertable, declared.expectation());
        PolicyFinding finding = new PolicyFinding(ID, declared.subject(), obligation, remedies);
        if (obligation.policy().isPresent()) {
            return Optional.of(found(finding, declared, hypertable, misplaced, remedies));
        }
        if (obligation.exists()) {
            return Optional.of(missing(finding, declared, hypertable, misplaced));
        }
        return hypertable.compressionEnabled() ? Optional.of(idle(finding, declared)) : Optional.empty();
    }

    private static Finding idle(PolicyFinding finding, DeclaredHypertable declared) {
        return finding.of(
                Severity.WARNING,
                "compression is enabled, but no policy compresses anything",
                Remedies.configure(declared.expectation().name(), "compress-after", "7d")
                        .note("then pulse-db policies apply adds the policy"));
    }

    /** TimescaleDB leaves the policy where compression is taken from the table, and its job fails at each chunk. */
    private static Finding unable(PolicyFinding finding, Hypertable hypertable, Remedies remedies) {
        Remedy remove = remedies.removePolicy(PolicyKind.COMPRESSION, hypertable);
        return finding.of(
                Severity.CRITICAL,
                "compression is not enabled, so the policy (job "
                        + finding.obligation().policy().orElseThrow().job() + ") compresses nothing",
                hypertable.rowSecurity()
                        ? remove
                        : Remedy.sql(Remedies.enableCompression(hypertable).strip())
                                .or(remove));
    }

    private static Finding found(
            PolicyFinding finding,
            DeclaredHypertable declared,
            Hypertable hypertable,
            MisplacedPolicies misplaced,
            Remedies remedies) {
        Obligation obligation = finding.obligation();
        if (!hypertable.compressionEnabled()) {
            return unable(finding, hypertable, remedies);
        }
        return finding.general(hypertable, declared.expectation(), misplaced).orElseGet(() -> {
            boolean later = obligation.agreement().orElseThrow() == Agreement.LATER;
            return finding.of(
                    later ? Severity.CRITICAL : Severity.WARNING,
                    later
                            ? "the policy compresses later than promised"
                            : "the policy compresses sooner than is configured",
                    finding.remedies()
                            .changeLag(
                                    hypertable,
                                    obligation.policy().get(),
                                    obligation.promised().orElseThrow(),
                                    obligation.step()));
        });
    }

    private static Finding missing(
            PolicyFinding finding, DeclaredHypertable declared, Hypertable hypertable, MisplacedPolicies misplaced) {
        Obligation obligation = finding.obligation();
        Duration promised = obligation.promised().orElseThrow();
        if (hypertable.rowSecurity() && !hypertable.compressionEnabled()) {
            return finding.of(
                    Severity.CRITICAL,
                    "compression after " + Durations.text(promised)
                            + " is promised, but row security is on, and TimescaleDB allows only one of the two",
                    Remedies.configure(declared.expectation().name(), "compress-after", "(empty)")
                            .or(Remedy.sql(
                                    "ALTER TABLE " + hypertable.name().identifier() + " DISABLE ROW LEVEL SECURITY;")));
        }
        return finding.of(
                Severity.CRITICAL,
                "there is no compression policy, so chunks stay as large as they are" + misplaced.beside(),
                obligation.stepless()
                        ? Remedies.step(declared.expectation(), hypertable.time())
                        : finding.remedies()
                                .addPolicy(PolicyKind.COMPRESSION, hypertable, promised, obligation.step()));
    }
}
