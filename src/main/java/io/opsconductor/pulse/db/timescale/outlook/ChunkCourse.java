package io.opsconductor.pulse.db.timescale.outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.forecast.Course;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkState;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Obligation;

/** What becomes of the chunks of one hypertable. Pure. */
final class ChunkCourse {
    private final DeclaredHypertable declared;
    private final List<Chunk> chunks;
    private final Instant present;
    private final Map<PolicyKind, Map<Integer, Instant>> done = new HashMap<>();

    /**
     * @param declared one that exists
     * @param chunks its own
     * @param present by the database's clock
     */
    ChunkCourse(DeclaredHypertable declared, List<Chunk> chunks, Instant present) {
        this.declared = declared;
        this.chunks = chunks;
        this.present = present;
        for (PolicyKind kind : PolicyKind.values()) {
            Map<Integer, Instant> runs = new HashMap<>();
            chunks.forEach(chunk -> run(kind, chunk).ifPresent(at -> runs.put(chunk.id(), at)));
            done.put(kind, runs);
        }
        // What has been dropped is not compressed any more.
        done.get(PolicyKind.COMPRESSION).entrySet().removeIf(run -> dropped(run.getKey())
                .filter(drop -> !drop.isAfter(run.getValue()))
                .isPresent());
    }

    DeclaredHypertable declared() {
        return declared;
    }

    Instant present() {
        return present;
    }

    List<Chunk> chunks() {
        return chunks;
    }

    /** As they are at a later instant. */
    List<Chunk> at(Instant moment, Course course) {
        return course == Course.IDLE
                ? chunks
                : chunks.stream()
                        .filter(chunk -> dropped(chunk.id())
                                .filter(at -> !at.isAfter(moment))
                                .isEmpty())
                        .map(chunk -> done(PolicyKind.COMPRESSION, chunk.id())
                                .filter(at -> !at.isAfter(moment))
                                .map(at -> new Chunk(
                                        chunk.id(),
                                        chunk.hypertable(),
                                        chunk.end(),
                                        chunk.length(),
                                        ChunkState.COMPRESSED,
                                        chunk.created()))
                                .orElse(chunk))
                        .toList();
    }

    /** When the job takes a chunk, if all runs as scheduled; empty when it never does, or that is not known. */
    Optional<Instant> done(PolicyKind kind, int chunk) {
        return Optional.ofNullable(done.get(kind).get(chunk));
    }

    private Optional<Instant> dropped(int chunk) {
        return done(PolicyKind.RETENTION, chunk);
    }

    /** When nothing is left to be done to a chunk; empty for never. */
    Optional<Instant> settled(PolicyKind kind, Chunk chunk) {
        return kind == PolicyKind.RETENTION
                ? dropped(chunk.id())
                : done(PolicyKind.COMPRESSION, chunk.id()).or(() -> dropped(chunk.id()));
    }

    /** When a chunk is so old; empty when that cannot be told. */
    Optional<Instant> aged(Obligation obligation, Chunk chunk, Duration age) {
        return left(obligation, obligation.age(chunk, present), age)
                .map(left -> present.plus(counted(obligation) ? steps(left, obligation, Duration.ZERO) : left));
    }

    /** From when on it counts as older, or a moment later; empty when that cannot be told. */
    Optional<Instant> older(Obligation obligation, Chunk chunk, Duration age) {
        return left(obligation, obligation.countedAge(chunk, present), age)
                .map(left -> present.plus(counted(obligation) ? steps(left, obligation, Duration.ofNanos(1)) : left));
    }

    private static Optional<Duration> left(Obligation obligation, Optional<Duration> now, Duration age) {
        return obligation.stepless() ? Optional.empty() : now.map(age::minus);
    }

    /** Integers grow by leaps. */
    private static boolean counted(Obligation obligation) {
        return obligation.time().integer() && !obligation.byCreation();
    }

    /** The least number of whole steps that takes at least as long. */
    private static Duration steps(Duration left, Obligation obligation, Duration more) {
        Duration step = obligation.step();
        Duration least = left.plus(more);
        long whole = least.dividedBy(step);
        return step.multipliedBy(step.multipliedBy(whole).compareTo(least) < 0 ? whole + 1 : whole);
    }

    private Optional<Instant> run(PolicyKind kind, Chunk chunk) {
        if (kind == PolicyKind.COMPRESSION
                && (chunk.state() == ChunkState.COMPRESSED || chunk.state().isByHand())) {
            return Optional.empty();
        }
        return declared.obligation(kind)
                .flatMap(obligation -> obligation.policy().flatMap(policy -> run(obligation, policy, chunk)));
    }

    /** By the lag that the policy has, whatever was promised. */
    private Optional<Instant> run(Obligation obligation, Policy policy, Chunk chunk) {
        return JobRuns.of(policy, present)
                .flatMap(runs -> aged(obligation, chunk, policy.lag().today(obligation.step()))
                        .flatMap(due -> runs.from(due.isBefore(present) ? present : due)));
    }
}
