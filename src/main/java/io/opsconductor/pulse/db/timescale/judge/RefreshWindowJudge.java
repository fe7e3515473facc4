package io.opsconductor.pulse.db.timescale.judge;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.RefreshPolicy;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/** Judges the window that a policy refreshes, against what its source drops and how often it runs. */
record RefreshWindowJudge(Remedies remedies) {
    /** A window so many times shorter than the retention of its source is told. */
    private static final int MUCH_SHORTER = 10;

    /** What the window of a policy does to data that the source drops. */
    Optional<Finding> of(Aggregate aggregate, RefreshPolicy policy, Optional<Lag> kept) {
        // An age from creation cannot be compared with one of the data, but an open window reaches whatever was
        // dropped.
        boolean blind = kept.map(Lag::byCreation).orElse(true)
                && (kept.isEmpty() || policy.start().isPresent());
        if (blind || !policy.scheduled()) {
            return Optional.empty();
        }
        Duration drop = kept.get().today();
        String target = "source drops after " + kept.get().text();
        if (policy.end().filter(end -> end.today().compareTo(drop) >= 0).isPresent()) {
            return Optional.of(AggregateJudge.finding(
                    aggregate,
                    Severity.CRITICAL,
                    "refresh up to " + policy.end().get().text() + " ago",
                    target,
                    "data is dropped before job " + policy.job() + " materializes it",
                    remedies.moveWindow(policy, "end_offset", oneBucket(aggregate))));
        }
        if (policy.start().filter(start -> start.today().compareTo(drop) <= 0).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(AggregateJudge.finding(
                aggregate,
                Severity.CRITICAL,
                "refresh from "
                        + policy.start()
                                .map(Lag::text)
                                .map(text -> text + " ago")
                                .orElse("the beginning"),
                target,
                "job " + policy.job() + " refreshes what its source has dropped, and so deletes it from the aggregate",
                remedies.moveWindow(policy, "start_offset", kept.get())));
    }

    /** What comes between the windows of two runs is in neither, and the watermark goes past it. */
    Optional<Finding> gap(Aggregate aggregate) {
        List<RefreshPolicy> running = aggregate.running();
        // Several policies may cover each other's gaps, and integers cannot be compared with a schedule.
        if (running.size() != 1 || aggregate.table().time().integer()) {
            return Optional.empty();
        }
        RefreshPolicy policy = running.get(0);
        Duration every = policy.retries().every();
        return policy.start()
                .map(start ->
                        start.today().minus(policy.end().map(end -> end.today()).orElse(Duration.ZERO)))
                .filter(width -> width.compareTo(every) < 0)
                .map(width -> AggregateJudge.finding(
                        aggregate,
                        Severity.CRITICAL,
                        "refresh " + Durations.text(width) + " every " + Durations.text(every),
                        "a window as long as its schedule",
                        "what comes between two runs of job " + policy.job()
                                + " is never materialized; after the remedy,"
                                + " refresh_continuous_aggregate brings back what is missing by now",
                        remedies.runEvery(policy, halved(width))));
    }

    /** Whole seconds: two runs in the time of one window leave no gap, wherever its buckets begin. */
    private static Duration halved(Duration width) {
        return Duration.ofSeconds(Math.max(1, width.toSeconds() / 2));
    }

    /** Said of a good aggregate, for it is a risk and no fault: whether rows come so late is not known. */
    static String shortness(Aggregate aggregate, Optional<Lag> kept) {
        return aggregate.running().stream()
                .flatMap(policy -> policy.start().stream())
                .max(Comparator.comparing(start -> start.today()))
                .filter(start -> kept.filter(lag -> !lag.byCreation()
                                && lag.today().compareTo(start.today().multipliedBy(MUCH_SHORTER)) >= 0)
                        .isPresent())
                .map(start -> "; rows that come more than " + start.text()
                        + " late are not in it, though the source keeps them for "
                        + kept.get().text())
                .orElse("");
    }

    private static Lag oneBucket(Aggregate aggregate) {
        Duration bucket = aggregate.bucket(Lag.ANY_STEP);
        return aggregate.table().time().integer()
                ? new Lag.Steps(aggregate.bucketWidth().orElse(1L))
                : new Lag.Span(bucket, bucket, false);
    }
}
