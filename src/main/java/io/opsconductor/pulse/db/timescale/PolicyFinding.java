package io.opsconductor.pulse.db.timescale;

import java.util.Optional;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;

/** Words the findings about one policy, and makes those that read the same for compression and for retention. */
record PolicyFinding(String id, String subject, Obligation obligation) {

    /** Paused, not comparable, as promised, or asked for by nobody but the database; empty when it differs. */
    Optional<Finding> general(Hypertable hypertable, Expectation expectation) {
        Policy policy = obligation.policy().orElseThrow();
        if (!policy.scheduled()) {
            return Optional.of(of(
                    obligation.promised().isPresent() ? Severity.CRITICAL : Severity.WARNING,
                    "the " + obligation.upkeep().noun() + " policy (job " + policy.job() + ") is paused",
                    Remedies.resume(hypertable, policy)));
        }
        if (obligation.promised().isEmpty()) {
            return Optional.of(of(
                    Severity.OK,
                    "chunks are " + obligation.upkeep().done() + " by policy (job " + policy.job()
                            + "); the configuration asks for nothing",
                    ""));
        }
        return switch (obligation.agreement().orElseThrow()) {
            case SAME ->
                Optional.of(of(
                        Severity.OK,
                        "the " + obligation.upkeep().noun() + " policy (job " + policy.job() + ") is as configured",
                        ""));
            case UNCLEAR ->
                Optional.of(of(
                        Severity.UNKNOWN,
                        "the policy counts in steps of column "
                                + hypertable.time().name() + ", and nobody said what a step lasts",
                        stepRemedy(expectation)));
            default -> Optional.empty();
        };
    }

    Finding of(Severity severity, String message, String remedy) {
        String verb = obligation.upkeep().verb();
        String measured = obligation
                .policy()
                .map(policy -> verb + " after " + policy.lag().text() + (policy.scheduled() ? "" : ", paused"))
                .orElse("no policy");
        String target = obligation
                .promised()
                .map(promised -> verb + " after " + Durations.text(promised))
                .orElse("");
        return new Finding(id, severity, subject, measured, target, message, remedy);
    }

    String stepRemedy(Expectation expectation) {
        return Remedies.configure(expectation.name(), "integer-step", "1s (or what a step lasts)");
    }
}
