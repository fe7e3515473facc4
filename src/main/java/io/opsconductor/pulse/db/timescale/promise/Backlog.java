package io.opsconductor.pulse.db.timescale.promise;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkState;

/**
 * The chunks of one hypertable that still have to be compressed or dropped.
 *
 * @param chunks how many chunks there are in all
 * @param due past the lag, and the job has not come round yet
 * @param overdue past lag, schedule interval and grace
 * @param stretched so long that they would be overdue if they ended as chunks of a tolerable length do; they may have ended
 *     and be due, but mostly go on: nothing takes them, and no fix may
 * @param late how far the oldest overdue or stretched chunk is past its lag; zero when no chunk is late
 * @param blind the age of some cannot be told, or not compared with the lag: the lists are not complete
 * @param present from which ages are counted
 */
public record Backlog(
        Hypertable hypertable,
        Expectation expectation,
        Obligation obligation,
        int chunks,
        List<Chunk> due,
        List<Chunk> overdue,
        List<Chunk> stretched,
        Duration late,
        boolean blind,
        Instant present) {

    /** The table has retention policies that differ, and no promise says which of them is meant. */
    public boolean isDisputed() {
        return obligation.kind() == PolicyKind.RETENTION
                && obligation.promised().isEmpty()
                && hypertable.policies(PolicyKind.RETENTION).stream()
                                .map(Policy::lag)
                                .distinct()
                                .count()
                        > 1;
    }

    /** Where a chunk ended, for people: integers as times where it is known what a step lasts. */
    public String ended(Chunk chunk) {
        return obligation
                .age(chunk, present)
                .filter(age -> obligation.time().integer() && !obligation.stepless() && !obligation.byCreation())
                .map(age -> obligation.time().around(chunk.end(), obligation.step(), present.minus(age)) + " ("
                        + chunk.end() + ")")
                .orElseGet(() -> obligation.time().endText(chunk.end()));
    }

    /** One backlog for each hypertable that has this obligation. */
    public static List<Backlog> all(
            PolicyKind kind, List<DeclaredHypertable> hypertables, List<Chunk> chunks, Instant now) {
        Map<Integer, List<Chunk>> byHypertable = chunks.stream().collect(Collectors.groupingBy(Chunk::hypertable));
        return hypertables.stream()
                .filter(one -> one.obligation(kind).isPresent())
                .map(one -> of(
                        one,
                        one.obligation(kind).orElseThrow(),
                        byHypertable.getOrDefault(one.hypertable().orElseThrow().id(), List.of()),
                        now))
                .toList();
    }

    private static Backlog of(DeclaredHypertable declared, Obligation obligation, List<Chunk> chunks, Instant now) {
        List<Chunk> due = new ArrayList<>();
        List<Chunk> overdue = new ArrayList<>();
        List<Chunk> stretched = new ArrayList<>();
        Duration late = Duration.ZERO;
        boolean blind = false;
        Optional<Duration> lag = obligation.lag();
        for (Chunk chunk : chunks) {
            if (settled(chunk, obligation)) {
                continue;
            }
            Optional<Duration> past =
                    lag.flatMap(allowed -> obligation.age(chunk, now).map(age -> age.minus(allowed)));
            if (past.isEmpty()) {
                blind = true;
                continue;
            }
            Duration counted = obligation.countedAge(chunk, now).orElseThrow().minus(lag.orElseThrow());
            boolean isLate = !obligation.stepless() && counted.compareTo(obligation.allowance()) > 0;
            late = isLate && counted.compareTo(late) > 0 ? counted : late;
            if (isLate && past.get().compareTo(obligation.allowance()) > 0) {
                overdue.add(chunk);
                continue;
            }
            if (isLate) {
                stretched.add(chunk);
            }
            if (!past.get().isNegative()) {
                due.add(chunk);
            }
        }
        return new Backlog(
                declared.hypertable().orElseThrow(),
                declared.expectation(),
                obligation,
                chunks.size(),
                List.copyOf(due),
                List.copyOf(overdue),
                List.copyOf(stretched),
                late,
                blind,
                now);
    }

    /** All that are late: overdue and stretched. */
    public List<Chunk> allLate() {
        return Stream.concat(overdue.stream(), stretched.stream()).toList();
    }

    /** The one whose range ended first; of those overdue, or else of those due. */
    public Optional<Chunk> oldest() {
        return (overdue.isEmpty() ? due : overdue).stream().min(Comparator.comparingLong(Chunk::end));
    }

    /** Nothing has to be done to it any more. */
    public static boolean settled(Chunk chunk, Obligation obligation) {
        return obligation.kind() == PolicyKind.COMPRESSION && chunk.state() == ChunkState.COMPRESSED;
    }
}
