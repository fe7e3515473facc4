package io.opsconductor.pulse.db.timescale.judge;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.catalog.Aggregates;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.catalog.RefreshPolicy;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;
import io.opsconductor.pulse.db.timescale.promise.RefreshWindow;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/**
 * Judges whether continuous aggregates hold what they are to outlive: refreshed by a policy, far enough, and from data
 * that is still there. TimescaleDB takes dropping for a change of the data, so a refresh that reaches back beyond the
 * retention of its source deletes what had been materialized.
 *
 * @param present by the database's clock
 * @param grace how late a refresh may be
 */
public record AggregateJudge(Aggregates facts, Instant present, Duration grace, Remedies remedies) {
    public static final String ID = "aggregate.refresh";

    private static final Remedy REFRESH_BY_HAND = Remedy.text(
            "compare the aggregate with its source, bucket by bucket (count(*) of both by the same time_bucket); then"
                    + " refresh_continuous_aggregate, by hand, over buckets of which every row is still in the source and over no"
                    + " others; or leave them out of the aggregate");

    private static final String UNSAFE =
            "; data around them was dropped or deleted from the source, or may have been, and a refresh there"
                    + " deletes from the aggregate what it alone holds";

    /** @param byScheduler whether jobs run by themselves */
    public static AggregateJudge of(Aggregates facts, Instant present, Duration grace, boolean byScheduler) {
        return new AggregateJudge(
                facts, present, grace, Remedies.of(facts.plain().extension(), byScheduler));
    }

    public List<Finding> judge() {
        String database = facts.plain().extension().database();
        return facts.aggregates().isEmpty()
                ? List.of(Finding.ok(ID, database, "there is no continuous aggregate")
                        .measured("no aggregate"))
                : facts.aggregates().stream().map(this::judge).toList();
    }

    /** That it is behind and how it catches up; empty when it is not, or when a window would miss or delete something. */
    public Optional<OverdueAggregate> mendable(Aggregate aggregate) {
        RefreshWindowJudge windows = windows(aggregate);
        boolean sound = aggregate.bucketWidth().isPresent()
                && aggregate.refreshes().stream()
                        .allMatch(policy -> windows.of(policy).isEmpty());
        return sound
                ? overdue(aggregate)
                        .filter(late -> late.job().filter(windows::deletes).isEmpty())
                : Optional.empty();
    }

    /** The refresh jobs that would delete what only an aggregate still holds: no remedy has them run. */
    public Set<Integer> deleting() {
        return facts.aggregates().stream()
                .flatMap(one -> one.refreshes().stream().filter(windows(one)::deletes))
                .map(RefreshPolicy::job)
                .collect(Collectors.toSet());
    }

    /**
     * What would be wrong with an aggregate that reads this hypertable, or could not be judged, if it dropped after that lag: it
     * would be late, or lose what it alone holds. The remedy is for before; empty when none would suffer.
     */
    Optional<Finding> suffering(int hypertable, Lag lag) {
        Aggregates then = facts.dropping(hypertable, lag);
        AggregateJudge judge = new AggregateJudge(then, present, grace, remedies);
        return then.aggregates().stream()
                .filter(one -> one.source() == hypertable)
                .map(judge::judge)
                .filter(finding -> finding.severity().atLeast(Severity.UNKNOWN))
                .findFirst();
    }

    /**
     * Of each hypertable alone, by its id; those are absent of which no aggregate would suffer.
     *
     * @param lags after which they would drop, by the id of the hypertable
     */
    public Map<Integer, Finding> suffering(Map<Integer, Lag> lags) {
        Map<Integer, Finding> suffering = new HashMap<>();
        lags.forEach(
                (hypertable, lag) -> suffering(hypertable, lag).ifPresent(worse -> suffering.put(hypertable, worse)));
        return suffering;
    }

    public Finding judge(Aggregate aggregate) {
        Optional<Lag> kept = kept(aggregate);
        RefreshWindowJudge windows = windows(aggregate);
        if (aggregate.running().isEmpty()) {
            return unattended(aggregate, kept);
        }
        return Stream.of(
                        aggregate.refreshes().stream().flatMap(policy -> windows.of(policy).stream()),
                        windows.gap().stream(),
                        overdue(aggregate).map(this::late).stream(),
                        windows.paced(facts.waiting(aggregate)).stream(),
                        windows.seldom().stream(),
                        stranded(aggregate).map(rows -> lost(rows, kept)).stream())
                .flatMap(found -> found)
                .findFirst()
                .orElseGet(() -> windows.doubted(finding(
                        aggregate,
                        Severity.OK,
                        aggregate.reached(),
                        "",
                        "the aggregate is refreshed by policy" + windows.shortness(),
                        Remedy.NONE)));
    }

    private RefreshWindowJudge windows(Aggregate aggregate) {
        return new RefreshWindowJudge(remedies, bound(aggregate));
    }

    private RefreshBound bound(Aggregate aggregate) {
        return new RefreshBound(aggregate, facts.unbroken(aggregate), kept(aggregate), now(aggregate));
    }

    private Optional<Lag> kept(Aggregate aggregate) {
        return facts.source(aggregate).flatMap(AggregateJudge::retention);
    }

    private OptionalLong now(Aggregate aggregate) {
        TimeColumn time = aggregate.table().time();
        return time.integer() ? time.now() : OptionalLong.of(ChronoUnit.MICROS.between(Instant.EPOCH, present));
    }

    private Finding unattended(Aggregate aggregate, Optional<Lag> kept) {
        Optional<RefreshPolicy> paused = aggregate.refreshes().stream().findFirst();
        RefreshWindowJudge windows = windows(aggregate);
        return finding(
                aggregate,
                kept.isPresent() ? Severity.CRITICAL : Severity.WARNING,
                paused.isPresent() ? "paused" : "no policy",
                "a refresh policy",
                paused.map(policy -> "job " + policy.job() + " is paused: ").orElse("")
                        + "nothing refreshes this aggregate by itself"
                        + kept.map(lag -> ", and its source drops data after " + lag.text() + ", materialized or not")
                                .orElse(""),
                paused.map(policy -> windows.deletes(policy)
                                ? windows.within(policy)
                                : remedies.resume(policy.job(), policy.owner(), policy.fixed()))
                        .orElseGet(windows::add));
    }

    /** By chunks, which every role can see: a whole one lies beyond the watermark, and its end should be refreshed. */
    Optional<OverdueAggregate> overdue(Aggregate aggregate) {
        boolean integer = aggregate.table().time().integer();
        List<RefreshPolicy> running = aggregate.running();
        if (integer || running.isEmpty() || aggregate.missedEnd().isEmpty()) {
            return Optional.empty();
        }
        Duration allowed = running.stream()
                .map(policy -> allowance(aggregate, policy))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Duration age = aggregate
                .table()
                .time()
                .age(aggregate.missedEnd().get(), Lag.ANY_STEP, present)
                .orElseThrow();
        if (age.compareTo(allowed) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new OverdueAggregate(
                aggregate,
                age,
                allowed,
                running.stream().filter(policy -> reaches(policy, age)).findFirst(),
                fromWatermark(aggregate, running.get(0))));
    }

    private static boolean reaches(RefreshPolicy policy, Duration age) {
        return policy.start().map(start -> start.today().compareTo(age) > 0).orElse(true);
    }

    /** Beyond the watermark nothing is materialized; without one, from the beginning where nothing can be lost. */
    private Optional<RefreshWindow> fromWatermark(Aggregate aggregate, RefreshPolicy policy) {
        Duration end = policy.end().map(lag -> lag.today()).orElse(Duration.ZERO);
        return aggregate
                .watermark()
                .or(() -> bound(aggregate).from())
                .map(from -> new RefreshWindow(
                        aggregate.table().name(),
                        Optional.of(from)
                                .filter(place -> place > Long.MIN_VALUE)
                                .map(aggregate.table().time()::endText),
                        present.minus(end).truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    private Finding late(OverdueAggregate overdue) {
        String behind = "chunks that ended " + Durations.text(overdue.age()) + " ago are not materialized yet";
        if (overdue.aggregate().bucketWidth().isEmpty()) {
            return Finding.unknown(
                    ID,
                    overdue.subject(),
                    behind + "; whether that is late is unknown: the width of a bucket could not be read");
        }
        return finding(
                        overdue.aggregate(),
                        Severity.CRITICAL,
                        overdue.aggregate().reached(),
                        "at most " + Durations.text(overdue.allowed()) + " behind",
                        behind,
                        overdue.job()
                                .map(policy -> catchUp(overdue.aggregate(), policy))
                                .orElseGet(() -> refresh(overdue.aggregate(), overdue.window())))
                .figure(Figure.seconds(overdue.age()).limit(overdue.allowed()));
    }

    private Remedy catchUp(Aggregate aggregate, RefreshPolicy policy) {
        RefreshWindowJudge windows = windows(aggregate);
        return windows.deletes(policy)
                ? windows.within(policy)
                : remedies.start(policy.job(), policy.owner(), policy.fixed());
    }

    /** No window is named that could delete what only the aggregate still holds. */
    public Remedy refresh(Aggregate aggregate, Optional<RefreshWindow> window) {
        return window.map(known -> remedies.refresh(aggregate, known)).orElse(REFRESH_BY_HAND);
    }

    /** Rows that no policy will ever refresh. */
    public Optional<StrandedRows> stranded(Aggregate aggregate) {
        return StrandedRows.of(
                aggregate,
                facts.waiting(aggregate),
                now(aggregate),
                bound(aggregate).from());
    }

    private Finding lost(StrandedRows rows, Optional<Lag> kept) {
        TimeColumn time = rows.aggregate().table().time();
        return finding(
                rows.aggregate(),
                Severity.WARNING,
                "late rows of " + time.endText(rows.first()) + " to " + time.endText(rows.last()),
                "refreshed from " + rows.reach().text() + " ago",
                "rows came, changed or were deleted before the window: the aggregate does not show it, and no policy will refresh them"
                        + (rows.window().isEmpty() ? UNSAFE : "")
                        + kept.map(lag -> "; the source drops them after " + lag.text() + ", and then they are lost")
                                .orElse(""),
                refresh(rows.aggregate(), rows.window()));
    }

    private Duration allowance(Aggregate aggregate, RefreshPolicy policy) {
        Duration end = policy.end().map(lag -> lag.today()).orElse(Duration.ZERO);
        Duration pause = Stream.of(policy.retries().every(), policy.retries().longest())
                .max(Comparator.naturalOrder())
                .filter(longest -> longest.compareTo(RefreshWindowJudge.bearable(aggregate)) < 0)
                .orElse(RefreshWindowJudge.bearable(aggregate));
        return end.plus(aggregate.bucket(Lag.ANY_STEP)).plus(pause).plus(grace);
    }

    private static Optional<Lag> retention(Hypertable source) {
        return source.policies().stream()
                .filter(policy -> policy.kind() == PolicyKind.RETENTION && policy.scheduled())
                .map(Policy::lag)
                .min(Comparator.comparing(lag -> lag.today()));
    }

    static Finding finding(
            Aggregate aggregate, Severity severity, String measured, String target, String message, Remedy remedy) {
        return Finding.of(severity, ID, aggregate.table().name().text(), message)
                .measured(measured)
                .target(target)
                .cure(remedy);
    }
}
