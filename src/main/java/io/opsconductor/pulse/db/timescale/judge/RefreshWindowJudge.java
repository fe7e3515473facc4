package io.opsconductor.pulse.db.timescale.judge;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.catalog.Invalidation;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.RefreshPolicy;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/**
 * Judges the window that a policy refreshes, against what its source drops and how often it runs.
 *
 * @param bound of this aggregate
 */
record RefreshWindowJudge(Remedies remedies, RefreshBound bound) {
    /** A window so many times shorter than the retention of its source is told. */
    private static final int MUCH_SHORTER = 10;

    /** What came since the last run, and what came late. */
    private static final int USUAL_RUNS = 2;

    /** Enough for any verdict, and short enough to be multiplied. */
    private static final int MOST_RUNS = 100_000;

    private static final Duration SELDOM = Duration.ofDays(7);

    private static final String BY_HAND =
            "let it refresh only what its source still holds whole: a start_offset shorter than what is dropped, and longer"
                    + " than three buckets";

    private static final String COMPARE =
            "rows of the source were deleted, or may have been: compare with it, bucket by bucket, what the aggregate holds of them,"
                    + " and have a policy refresh only what is never deleted: a start_offset shorter than the age at which rows are,"
                    + " and longer than three buckets";

    /** What the window of a policy does to data that the source drops. */
    Optional<Finding> of(RefreshPolicy policy) {
        if (!policy.scheduled() || blind(policy)) {
            return Optional.empty();
        }
        String target = "source drops after " + kept().get().text();
        if (endsTooLate(policy)) {
            return Optional.of(AggregateJudge.finding(
                    aggregate(),
                    Severity.CRITICAL,
                    "refresh up to " + policy.end().get().text() + " ago",
                    target,
                    "data is dropped before job " + policy.job() + " materializes it",
                    within(policy)));
        }
        if (!beginsTooEarly(policy)) {
            return Optional.empty();
        }
        return Optional.of(AggregateJudge.finding(
                aggregate(),
                Severity.CRITICAL,
                "refresh from "
                        + policy.start()
                                .map(Lag::text)
                                .map(text -> text + " ago")
                                .orElse("the beginning"),
                target,
                "job " + policy.job() + " refreshes what its source has dropped, and so deletes it from the aggregate",
                within(policy)));
    }

    /** Whether a run would delete what only the aggregate still holds, whether or not it is paused. */
    boolean deletes(RefreshPolicy policy) {
        return bound.deletes(policy) || !blind(policy) && beginsTooEarly(policy);
    }

    /** Has the policy refresh what its source still holds, and wakes it where it is paused. */
    Remedy within(RefreshPolicy policy) {
        Optional<Lag> start = bound.start().map(longest -> policy.start()
                .filter(found -> found.units() <= longest.units() && !bound.deletes(policy))
                .orElse(longest));
        if (start.isEmpty()) {
            return Remedy.text(byHand());
        }
        boolean keepsEnd = !endsTooLate(policy)
                && policy.end().map(end -> bound.spans(start.get(), end)).orElse(true);
        return remedies.moveWindow(policy, start.get(), keepsEnd ? Optional.empty() : Optional.of(bound.oneBucket()));
    }

    /** For an aggregate without a policy. */
    Remedy add() {
        return bound.open() || bound.start().isPresent()
                ? remedies.addRefreshPolicy(aggregate(), bound.start())
                : Remedy.text("add_continuous_aggregate_policy: " + byHand());
    }

    private String byHand() {
        return bound.removed() ? COMPARE : BY_HAND;
    }

    /** Integers cannot be compared with an age from creation, but an open window reaches whatever was dropped. */
    private boolean blind(RefreshPolicy policy) {
        return kept().isEmpty() || counted() && policy.start().isPresent();
    }

    /** The same, and what could not be told. */
    Finding doubted(Finding good) {
        return counted()
                ? good.doubted(
                        "the source drops chunks by the age from their creation, with which no window of integers can be"
                                + " compared: a refresh may reach behind it",
                        Remedy.text("have the source drop by drop_after, which counts the integers"))
                : good;
    }

    /** Rows that come when they are new are as old as their chunk, but for its length. */
    private boolean counted() {
        return kept().filter(Lag::byCreation).isPresent()
                && aggregate().table().time().integer();
    }

    private boolean endsTooLate(RefreshPolicy policy) {
        return kept().filter(lag -> !counted())
                .flatMap(lag -> policy.end().filter(end -> end.today().compareTo(lag.today()) >= 0))
                .isPresent();
    }

    private boolean beginsTooEarly(RefreshPolicy policy) {
        return policy.start()
                .filter(start -> start.today().compareTo(kept().get().today()) <= 0)
                .isEmpty();
    }

    private Aggregate aggregate() {
        return bound.aggregate();
    }

    private Optional<Lag> kept() {
        return bound.kept();
    }

    /** What comes between the windows of two runs is in neither, and the watermark goes past it. */
    Optional<Finding> gap() {
        List<RefreshPolicy> running = aggregate().running();
        // Several policies may cover each other's gaps, and integers cannot be compared with a schedule.
        if (running.size() != 1 || aggregate().table().time().integer()) {
            return Optional.empty();
        }
        RefreshPolicy policy = running.get(0);
        Duration every = policy.retries().every();
        return policy.start()
                .map(start ->
                        start.today().minus(policy.end().map(end -> end.today()).orElse(Duration.ZERO)))
                .filter(width -> width.compareTo(every) < 0)
                .map(width -> AggregateJudge.finding(
                        aggregate(),
                        Severity.CRITICAL,
                        "refresh " + Durations.text(width) + " every " + Durations.text(every),
                        "a window as long as its schedule",
                        "what comes between two runs of job " + policy.job()
                                + " is never materialized; after the remedy, refresh_continuous_aggregate brings back what is"
                                + " missing by now and still in the source",
                        deletes(policy)
                                ? within(policy)
                                : remedies.runEvery(policy.job(), policy.owner(), policy.fixed(), halved(width))));
    }

    /** How much of the pause between two runs counts as none of the aggregate's being late: its owner sets the schedule. */
    static Duration bearable(Aggregate aggregate) {
        Duration bucket = aggregate.table().time().integer() ? Duration.ZERO : aggregate.bucket(Lag.ANY_STEP);
        return bucket.compareTo(SELDOM) > 0 ? bucket : SELDOM;
    }

    /** What waits takes several runs of a job that takes a part each, though its last run went well. */
    Optional<Finding> paced(List<Invalidation> waiting) {
        return aggregate().running().stream()
                .filter(policy -> policy.most().isPresent())
                .flatMap(policy -> paced(policy, bound.waiting(policy, waiting)).stream())
                .findFirst();
    }

    private Optional<Finding> paced(RefreshPolicy policy, long buckets) {
        long most = policy.most().getAsLong();
        long runs = (buckets + most - 1) / most;
        if (runs <= USUAL_RUNS) {
            return Optional.empty();
        }
        Duration every = policy.retries().every();
        boolean falling = !aggregate().table().time().integer()
                && aggregate().bucket(Lag.ANY_STEP).compareTo(every.dividedBy(most)) < 0;
        Duration takes = every.multipliedBy(Math.min(runs, MOST_RUNS));
        return Optional.of(AggregateJudge.finding(
                aggregate(),
                falling || takes.compareTo(bearable(aggregate())) > 0 ? Severity.CRITICAL : Severity.WARNING,
                Counted.of(buckets, "bucket") + " waiting",
                "at most " + Counted.of(most, "bucket") + " a run",
                "job " + policy.job() + " runs every " + Durations.text(every)
                        + " and takes a part each time: what waits in its window is not in the aggregate "
                        + (falling
                                ? "and never will be, for more comes between two runs"
                                : "for " + Durations.text(takes)),
                deletes(policy)
                        ? within(policy)
                        : Remedy.text("let a run take more: max_batches_per_execution in the job's configuration"
                                + " (alter_job), 0 for all that waits")));
    }

    /** No policy runs as often as a week or a bucket lasts. */
    Optional<Finding> seldom() {
        Duration bearable = bearable(aggregate());
        return aggregate().running().stream()
                .min(Comparator.comparing(policy -> policy.retries().every()))
                .filter(policy -> policy.retries().every().compareTo(bearable) > 0)
                .map(policy -> AggregateJudge.finding(
                        aggregate(),
                        kept().isPresent() ? Severity.CRITICAL : Severity.WARNING,
                        "refresh every " + Durations.text(policy.retries().every()),
                        "at least every " + Durations.text(bearable),
                        "job " + policy.job() + " runs too seldom: the aggregate is as old as its schedule is long",
                        deletes(policy)
                                ? within(policy)
                                : remedies.runEvery(policy.job(), policy.owner(), policy.fixed(), Duration.ofDays(1))));
    }

    /** Whole seconds: two runs in the time of one window leave no gap, wherever its buckets begin. */
    private static Duration halved(Duration width) {
        return Duration.ofSeconds(Math.max(1, width.toSeconds() / 2));
    }

    /** Said of a good aggregate, for it is a risk and no fault: whether rows come so late is not known. */
    String shortness() {
        return aggregate().running().stream()
                .flatMap(policy -> policy.start().stream())
                .max(Comparator.comparing(start -> start.today()))
                .filter(start -> kept().filter(lag -> !lag.byCreation()
                                && lag.today().compareTo(start.today().multipliedBy(MUCH_SHORTER)) >= 0)
                        .isPresent())
                .map(start -> "; rows that come more than " + start.text()
                        + " late are not in it, though the source keeps them for "
                        + kept().get().text())
                .orElse("");
    }
}
