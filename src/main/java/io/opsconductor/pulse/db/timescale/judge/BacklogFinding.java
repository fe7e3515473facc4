package io.opsconductor.pulse.db.timescale.judge;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Bytes;
import io.opsconductor.pulse.db.check.Counted;
import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Figure;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.RootTable;
import io.opsconductor.pulse.db.timescale.promise.Agreement;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.BacklogSizes;
import io.opsconductor.pulse.db.timescale.promise.HeldJob;
import io.opsconductor.pulse.db.timescale.promise.Obligation;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/**
 * Words the findings about one backlog, and makes those that read the same for compression and for retention.
 *
 * @param role the role that looked
 */
public record BacklogFinding(String id, String role, Backlog backlog, BacklogSizes sizes, Remedies remedies) {

    /** Nothing is overdue, or it is unknown; empty when there are overdue chunks. */
    Optional<Finding> general() {
        Optional<RootTable> root = sizes.roots()
                .flatMap(known ->
                        Optional.ofNullable(known.get(backlog.hypertable().id())));
        Optional<Finding> stray = root.flatMap(table -> StrayRows.finding(this, table));
        if (stray.isPresent()) {
            return stray;
        }
        if (!backlog.overdue().isEmpty()) {
            return Optional.empty();
        }
        if (!backlog.stretched().isEmpty()) {
            return Optional.of(stretched());
        }
        if (backlog.blind()) {
            return Optional.of(blind());
        }
        Obligation obligation = backlog.obligation();
        if (obligation.stepless() && !backlog.due().isEmpty()) {
            return Optional.of(unknown(
                    Counted.of(backlog.due().size(), "chunk") + " past the lag, but integer-step is not set for column "
                            + obligation.time().name() + "; whether they are late is unknown",
                    Remedies.step(backlog.expectation(), backlog.obligation().time())));
        }
        if (sizes.roots().isPresent() && root.isEmpty()) {
            return Optional.of(unknown(
                    "another session locks the hypertable: whether rows lie outside its chunks is unknown",
                    Remedy.NONE));
        }
        if (obligation.kind() == PolicyKind.RETENTION
                && root.filter(RootTable::tiered).isPresent()) {
            return Optional.of(unknown(
                    "none of " + Counted.of(backlog.chunks(), "chunk")
                            + " is late, but rows of this hypertable are tiered: pulse-db does not see how old those are",
                    Remedy.text("SELECT * FROM timescaledb_osm.tiered_chunks;")
                            .note("where they are kept by Tiger Cloud")));
        }
        String next = backlog.due().isEmpty()
                ? ""
                : "; " + Counted.of(backlog.due().size(), "chunk") + " due at the next run";
        return Optional.of(of(
                Severity.OK,
                "0 chunks",
                "none of " + Counted.of(backlog.chunks(), "chunk") + " is late" + next,
                Remedy.NONE));
    }

    /** Their rows are older than promised, and stay for as long as the chunks go on. */
    private Finding stretched() {
        Obligation obligation = backlog.obligation();
        Chunk longest = backlog.stretched().stream()
                .max(Comparator.comparingLong(Chunk::length))
                .orElseThrow();
        String begin = obligation.time().endText(longest.end() - longest.length());
        return of(
                Severity.CRITICAL,
                Counted.of(backlog.stretched().size(), "chunk") + " too long, " + lateness(),
                "a chunk that began at " + begin + " ends at "
                        + obligation.time().endText(longest.end()) + ": until then nothing in it is "
                        + obligation.kind().done() + ", however old",
                remedies.chunkInterval(backlog.hypertable(), obligation)
                        .note(
                                "for new chunks; the rows of this one get shorter chunks when they are copied into another"
                                        + " table and come back after this chunk is dropped"));
    }

    private String lateness() {
        return backlog.late().compareTo(TimeColumn.ENDLESS) >= 0 ? "late" : Durations.text(backlog.late()) + " late";
    }

    private Finding blind() {
        TimeColumn time = backlog.obligation().time();
        if (backlog.obligation().byCreation()) {
            return unknown("the catalogue does not say when the chunks were made", Remedy.NONE);
        }
        return time.now().isPresent()
                ? unknown(
                        "column " + time.name() + " counts steps, the promise is a time, and integer-step is not set",
                        Remedies.step(
                                backlog.expectation(), backlog.obligation().time()))
                : time.clock()
                        .map(clock -> unknown(clock.problem(role), clock.remedy(role)))
                        .orElseGet(() -> unknown(
                                "column " + time.name()
                                        + " counts integers, and no integer_now function tells the time in it",
                                Remedy.text("SELECT set_integer_now_func("
                                        + backlog.hypertable().name().literal() + ", 'its_function');")));
    }

    Finding of(Severity severity, String measured, String message, Remedy remedy) {
        Obligation obligation = backlog.obligation();
        String lag = obligation.stepless()
                ? obligation
                        .policy()
                        .map(policy -> policy.lag().text(obligation.knownStep()))
                        .orElse("")
                : obligation.lag().map(Durations::text).orElse("");
        String target = obligation.kind().done() + " after " + lag
                + (obligation.stepless() ? "" : " (+ " + Durations.text(obligation.allowance()) + ")");
        return Finding.of(severity, id, backlog.hypertable().name().text(), message)
                .measured(measured)
                .target(target)
                .figure(Figure.count(backlog.allLate().size()).limit(0))
                .cure(remedy);
    }

    /** Such as {@code 12 chunks, 3.4 MB, 2d 3h late}. */
    String measured() {
        return Counted.of(backlog.overdue().size(), "chunk") + ", " + size() + ", " + lateness();
    }

    /** Such as {@code 12 of 40 chunks (3.4 MB)}. */
    String share() {
        return backlog.overdue().size() + " of " + Counted.of(backlog.chunks(), "chunk") + " (" + size() + ")";
    }

    /** Such as {@code the oldest ended at 2026-11-20T10:00:00Z}. */
    String oldest() {
        return backlog.oldest()
                .map(chunk -> "the oldest ended at " + backlog.ended(chunk))
                .orElse("");
    }

    /** The job, when it would do what is wanted; otherwise the same by hand. */
    Remedy remedy() {
        Obligation obligation = backlog.obligation();
        Agreement agreement = obligation.agreement().orElse(Agreement.SAME);
        // Compressing sooner than promised loses nothing; dropping sooner does.
        boolean fits = agreement == Agreement.SAME
                || (agreement == Agreement.SOONER && obligation.kind() == PolicyKind.COMPRESSION);
        Duration lag = obligation.lag().orElseThrow();
        if (backlog.isDisputed()) {
            return Remedy.text("see retention.policy first: policies that differ drop after different times");
        }
        Remedy remedy = obligation
                .policy()
                .filter(policy -> fits && isAble(policy))
                .map(this::run)
                .orElseGet(() -> remedies.catchUp(backlog.hypertable(), obligation, lag));
        boolean held = obligation
                .policy()
                .filter(policy -> !policy.scheduled() || policy.isPutOff(backlog.present()))
                .isPresent();
        return held ? HeldJob.unless(obligation.kind(), remedy) : remedy;
    }

    private boolean isAble(Policy policy) {
        return policy.kind() == PolicyKind.RETENTION || backlog.hypertable().compressionEnabled();
    }

    private Remedy run(Policy policy) {
        return policy.scheduled()
                ? remedies.start(policy.job(), policy.owner(), policy.fixed())
                : remedies.resume(backlog.hypertable(), policy);
    }

    private String size() {
        int known = 0;
        long sum = 0;
        for (Chunk chunk : backlog.overdue()) {
            Long one = sizes.chunks().get(chunk.id());
            if (one != null) {
                known++;
                sum += one;
            }
        }
        return known == 0
                ? "size not known"
                : known < backlog.overdue().size() ? "at least " + Bytes.text(sum) : Bytes.text(sum);
    }

    private Finding unknown(String message, Remedy remedy) {
        Finding counted = of(Severity.UNKNOWN, "", message, remedy);
        return Finding.unknown(id, counted.subject(), message)
                .target(counted.target())
                .cure(remedy);
    }
}
