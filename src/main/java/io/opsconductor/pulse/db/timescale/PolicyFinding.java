package io.opsconductor.pulse.db.timescale;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;

/** Words the findings about one policy, and makes those that read the same for compression and for retention. */
record PolicyFinding(String id, String subject, Obligation obligation) {

    /** Twice, paused, not comparable, as promised, or asked for by nobody but the database; empty when it differs. */
    Optional<Finding> general(Hypertable hypertable, Expectation expectation, Strays strays) {
        Policy policy = obligation.policy().orElseThrow();
        List<Policy> all = hypertable.policies(obligation.upkeep());
        if (all.size() > 1) {
            return Optional.of(twice(all));
        }
        if (!policy.scheduled()) {
            return Optional.of(of(
                    obligation.promised().isPresent() ? Severity.CRITICAL : Severity.WARNING,
                    "the " + obligation.upkeep().noun() + " policy (job " + policy.job() + ") is paused",
                    Remedies.resume(hypertable, policy)));
        }
        if (obligation.promised().isEmpty() && strays.exist() && !hypertable.aggregate()) {
            return Optional.of(of(
                    Severity.WARNING,
                    "nobody asked for this " + obligation.upkeep().noun() + " policy (job " + policy.job()
                            + "), and there is none on " + strays.wanting() + ": is it on the wrong table?",
                    Remedies.removePolicy(obligation.upkeep(), hypertable)));
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

    /** A job added by hand can do what a policy does; where their lags differ, the sooner one decides. */
    private Finding twice(List<Policy> all) {
        boolean alike = all.stream().map(Policy::lag).distinct().count() == 1;
        String jobs = all.stream()
                .map(policy -> "job " + policy.job() + " after " + policy.lag().text())
                .collect(Collectors.joining(", "));
        return of(
                alike ? Severity.WARNING : Severity.CRITICAL,
                "there is more than one " + obligation.upkeep().noun() + " policy: " + jobs,
                "SELECT delete_job(" + all.get(all.size() - 1).job() + ");");
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
