package io.opsconductor.pulse.db.timescale.judge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.promise.Agreement;
import io.opsconductor.pulse.db.timescale.promise.Expectation;
import io.opsconductor.pulse.db.timescale.promise.HeldJob;
import io.opsconductor.pulse.db.timescale.promise.Obligation;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/** Words the findings about one policy, and makes those that read the same for compression and for retention. */
record PolicyFinding(String id, String subject, Obligation obligation, Remedies remedies) {

    /** Twice, paused, not comparable, as promised, or asked for by the database alone; empty when it differs. */
    Optional<Finding> general(Hypertable hypertable, Expectation expectation, MisplacedPolicies misplaced) {
        Policy policy = obligation.policy().orElseThrow();
        List<Policy> all = hypertable.policies(obligation.kind());
        if (all.size() > 1) {
            return Optional.of(twice(all));
        }
        if (!policy.scheduled()) {
            return Optional.of(of(
                    obligation.promised().isPresent() ? Severity.CRITICAL : Severity.WARNING,
                    "the " + obligation.kind().noun() + " policy (job " + policy.job() + ") is paused",
                    resume(hypertable, policy, expectation)));
        }
        if (obligation.promised().isEmpty() && misplaced.exist() && !hypertable.aggregate()) {
            return Optional.of(of(
                    Severity.WARNING,
                    "the configuration does not ask for this "
                            + obligation.kind().noun() + " policy (job " + policy.job() + "), and one is missing on "
                            + misplaced.wanting() + ": is it on the wrong table?",
                    remedies.removePolicy(obligation.kind(), hypertable)));
        }
        boolean another =
                obligation.agreement().filter(found -> found != Agreement.SAME).isPresent();
        // One that drops sooner than promised is made to run no sooner.
        if (obligation.seldom() && !another) {
            return Optional.of(of(
                    obligation.promised().isPresent() ? Severity.CRITICAL : Severity.WARNING,
                    "the " + obligation.kind().noun() + " policy (job " + policy.job() + ") runs every "
                            + Durations.text(policy.every()) + ", too seldom for what is to be "
                            + obligation.kind().done() + " after "
                            + obligation.lag().map(Durations::text).orElse("so many steps"),
                    // It runs at once, then.
                    HeldJob.unless(
                            policy.kind(),
                            remedies.runEvery(policy.job(), policy.owner(), policy.fixed(), Duration.ofDays(1)))));
        }
        if (obligation.promised().isEmpty()) {
            return Optional.of(of(
                    Severity.OK,
                    "chunks are " + obligation.kind().done() + " by policy (job " + policy.job()
                            + "); the configuration asks for nothing",
                    Remedy.NONE));
        }
        return switch (obligation.agreement().orElseThrow()) {
            case SAME ->
                Optional.of(of(
                        Severity.OK,
                        "the " + obligation.kind().noun() + " policy (job " + policy.job() + ") is as configured",
                        Remedy.NONE));
            case UNCLEAR ->
                Optional.of(of(
                        Severity.UNKNOWN,
                        "the policy counts in steps of column "
                                + hypertable.time().name() + ", and integer-step is not set",
                        Remedies.step(expectation, hypertable.time())));
            default -> Optional.empty();
        };
    }

    /** With the promised lag, where it is another one: awake it must not drop what the promise keeps. */
    private Remedy resume(Hypertable hypertable, Policy policy, Expectation expectation) {
        return switch (obligation.agreement().orElse(Agreement.SAME)) {
            case SAME -> HeldJob.unless(policy.kind(), remedies.resume(hypertable, policy));
            case UNCLEAR -> Remedies.step(expectation, hypertable.time());
            default ->
                HeldJob.unless(
                        policy.kind(),
                        remedies.changeLag(
                                hypertable, policy, obligation.promised().orElseThrow(), obligation.step()));
        };
    }

    /** A job added by hand can do what a policy does; where their lags differ, the sooner one decides. */
    private Finding twice(List<Policy> all) {
        boolean alike = all.stream().map(Policy::lag).distinct().count() == 1;
        List<Policy> others =
                all.stream().filter(policy -> !isAsPromised(policy)).toList();
        boolean harmless = obligation.promised().isPresent() ? others.isEmpty() : alike;
        String jobs = all.stream()
                .map(policy -> "job " + policy.job() + " after " + policy.lag().text(obligation.knownStep()))
                .collect(Collectors.joining(", "));
        return of(
                harmless ? Severity.WARNING : Severity.CRITICAL,
                "there is more than one " + obligation.kind().noun() + " policy: " + jobs,
                alike || others.isEmpty()
                        ? remedies.deleteJob(all.get(all.size() - 1).job())
                        : without(others, others.size() == all.size()));
    }

    private boolean isAsPromised(Policy policy) {
        return obligation
                .promised()
                .filter(promised -> Agreement.of(policy.lag(), promised, obligation.knownStep()) == Agreement.SAME)
                .isPresent();
    }

    /** @param all none is as promised, so that a person decides which of them stays */
    private Remedy without(List<Policy> others, boolean all) {
        Remedy first = remedies.deleteJob(others.get(0).job());
        return all
                ? others.stream()
                        .skip(1)
                        .map(policy -> remedies.deleteJob(policy.job()))
                        .reduce(first, Remedy::or)
                        .note("keep the one that is meant: the sooner one decides")
                : first;
    }

    Finding of(Severity severity, String message, Remedy remedy) {
        String verb = obligation.kind().verb();
        String measured = obligation
                .policy()
                .map(policy -> verb + " after " + policy.lag().text(obligation.knownStep())
                        + (policy.scheduled() ? "" : ", paused"))
                .orElse("no policy");
        String target = obligation
                .promised()
                .map(promised -> verb + " after " + Durations.text(promised))
                .orElse("");
        Finding finding = Finding.of(severity, id, subject, message)
                .measured(measured)
                .target(target)
                .cure(remedy);
        return figure().map(finding::figure).orElse(finding);
    }

    /** The lags of policy and promise, as people compare them; empty where they cannot be compared. */
    private Optional<Figure> figure() {
        Optional<Duration> found = obligation
                .policy()
                .filter(policy -> !(policy.lag() instanceof Lag.Steps && obligation.stepless()))
                .map(policy -> policy.lag().nominal(obligation.step()));
        return found.map(Figure::seconds)
                .map(figure -> obligation.promised().map(figure::limit).orElse(figure))
                .or(() -> obligation.promised().map(Figure::unmeasured));
    }
}
