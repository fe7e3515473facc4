package io.opsconductor.pulse.db.timescale.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.promise.Agreement;
import io.opsconductor.pulse.db.timescale.promise.Expectation;

/**
 * What the configuration wants of one hypertable or continuous aggregate, beside what the database has.
 *
 * @param target empty when a declared one does not exist
 * @param jobs those of this kind, in the order of their ids
 */
public record PolicyComparison(
        String subject,
        PolicyKind kind,
        Optional<PolicyTarget> target,
        Expectation expectation,
        List<PolicyJob> jobs,
        PolicyState state) {

    /** Everything declared and everything found, by name; a kind that is not asked for is left out. */
    static List<PolicyComparison> all(List<PolicyTarget> targets, List<Expectation> expectations) {
        List<PolicyComparison> rows = new ArrayList<>();
        List<PolicyTarget> undeclared = new ArrayList<>(targets);
        for (Expectation expectation : expectations) {
            Optional<PolicyTarget> meant = expectation.meant(targets, PolicyTarget::name);
            meant.ifPresent(undeclared::remove);
            rows.addAll(both(
                    meant, meant.map(found -> expectation.named(found.name())).orElse(expectation)));
        }
        undeclared.forEach(target -> rows.addAll(
                both(Optional.of(target), Expectation.none(target.name().key()))));
        rows.sort(Comparator.comparing(PolicyComparison::subject).thenComparing(PolicyComparison::kind));
        return List.copyOf(rows);
    }

    private static List<PolicyComparison> both(Optional<PolicyTarget> target, Expectation expectation) {
        return Arrays.stream(PolicyKind.values())
                .flatMap(kind -> of(kind, target, expectation).stream())
                .toList();
    }

    private static Optional<PolicyComparison> of(
            PolicyKind kind, Optional<PolicyTarget> target, Expectation expectation) {
        List<PolicyJob> jobs = target.map(found -> found.jobs(kind)).orElse(List.of());
        String subject = target.map(found -> found.name().text()).orElse(expectation.name());
        return state(kind, target, expectation, jobs)
                .map(state -> new PolicyComparison(subject, kind, target, expectation, jobs, state));
    }

    /** Empty when it is not asked for and not there. */
    private static Optional<PolicyState> state(
            PolicyKind kind, Optional<PolicyTarget> target, Expectation expectation, List<PolicyJob> jobs) {
        boolean asked = expectation.promised(kind).isPresent() || kind == PolicyKind.RETENTION;
        if (target.isEmpty()) {
            return asked ? Optional.of(PolicyState.NO_HYPERTABLE) : Optional.empty();
        }
        if (jobs.size() > 1) {
            return Optional.of(PolicyState.TWICE);
        }
        Optional<PolicyJob> job = jobs.stream().findFirst();
        if (kind == PolicyKind.RETENTION && expectation.keepForever()) {
            return Optional.of(
                    job.filter(PolicyJob::scheduled).isPresent() ? PolicyState.DIFFERS : PolicyState.AS_WANTED);
        }
        if (expectation.promised(kind).isEmpty()) {
            return job.isPresent()
                    ? Optional.of(PolicyState.NOBODY_DECLARED)
                    : asked && !target.get().aggregate() ? Optional.of(PolicyState.UNDECIDED) : Optional.empty();
        }
        return Optional.of(
                job.map(found -> agreement(found, expectation.promised(kind).orElseThrow(), expectation.integerStep()))
                        .orElse(PolicyState.MISSING));
    }

    private static PolicyState agreement(PolicyJob job, Duration promised, Optional<Duration> step) {
        Agreement agreement = Agreement.of(job.lag(), promised, step);
        if (agreement == Agreement.UNCLEAR) {
            return PolicyState.UNCLEAR;
        }
        if (!job.scheduled()) {
            return PolicyState.PAUSED;
        }
        return agreement == Agreement.SAME ? PolicyState.AS_WANTED : PolicyState.DIFFERS;
    }

    /** The lag that is wanted; empty when none is, or the data is to be kept forever. */
    public Optional<Duration> wanted() {
        return keptForever() ? Optional.empty() : expectation.promised(kind);
    }

    /** What the policy is called: compression or retention. */
    public String policy() {
        return kind.noun();
    }

    public boolean keptForever() {
        return kind == PolicyKind.RETENTION && expectation.keepForever();
    }

    public boolean aggregate() {
        return target.filter(PolicyTarget::aggregate).isPresent();
    }

    /** The only job of this kind. */
    Optional<PolicyJob> job() {
        return jobs.size() == 1 ? Optional.of(jobs.get(0)) : Optional.empty();
    }

    /** The lag of the job is another one than wanted. */
    boolean lagDiffers() {
        return agreement().filter(agreement -> agreement != Agreement.SAME).isPresent();
    }

    /** Carrying the wish out would drop what the database keeps today: a paused policy drops nothing. */
    boolean wouldDropSooner() {
        return kind == PolicyKind.RETENTION
                && wanted().isPresent()
                && (job().filter(PolicyJob::scheduled).isEmpty()
                        || agreement().filter(Agreement.LATER::equals).isPresent());
    }

    boolean byCreation() {
        return job().filter(job -> job.lag().byCreation()).isPresent();
    }

    /** That of {@link #wanted()}, as a policy of the one that is there would have it. */
    Lag wantedLag() {
        return Lag.of(target.orElseThrow().time(), wanted().orElseThrow(), expectation.step(), byCreation());
    }

    /** How the one job stands to what is wanted. */
    private Optional<Agreement> agreement() {
        return job().flatMap(
                        job -> wanted().map(promised -> Agreement.of(job.lag(), promised, expectation.integerStep())));
    }

    /** After what time one of its jobs acts, for people. */
    public String after(PolicyJob job) {
        return job.after(expectation.integerStep());
    }
}
