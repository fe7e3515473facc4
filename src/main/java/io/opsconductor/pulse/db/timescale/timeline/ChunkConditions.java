package io.opsconductor.pulse.db.timescale.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;

/**
 * How the chunks of a database stand to their promises, by the same backlogs as the findings.
 *
 * @param late ids of chunks that should have been compressed or dropped
 * @param soon ids of chunks that are past their retention, or will be within {@link #SOON}
 */
record ChunkConditions(Set<Integer> late, Set<Integer> soon) {
    static final Duration SOON = Duration.ofDays(1);

    static ChunkConditions of(List<DeclaredHypertable> hypertables, List<Chunk> chunks, Instant present) {
        Set<Integer> late = new HashSet<>();
        for (PolicyKind kind : PolicyKind.values()) {
            late.addAll(ids(Backlog.all(kind, hypertables, chunks, present), Backlog::allLate));
        }
        List<Backlog> tomorrow = Backlog.all(PolicyKind.RETENTION, hypertables, chunks, present.plus(SOON));
        Set<Integer> soon = new HashSet<>(ids(tomorrow, Backlog::due));
        soon.addAll(ids(tomorrow, Backlog::overdue));
        return new ChunkConditions(late, soon);
    }

    ChunkCondition of(Chunk chunk) {
        return late.contains(chunk.id())
                ? ChunkCondition.LATE
                : soon.contains(chunk.id()) ? ChunkCondition.DROPPED_SOON : ChunkCondition.of(chunk.state());
    }

    private static Set<Integer> ids(List<Backlog> backlogs, Function<Backlog, List<Chunk>> which) {
        return backlogs.stream()
                .flatMap(backlog -> which.apply(backlog).stream())
                .map(Chunk::id)
                .collect(Collectors.toSet());
    }
}
