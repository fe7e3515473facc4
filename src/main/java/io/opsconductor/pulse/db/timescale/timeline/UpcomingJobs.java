package io.opsconductor.pulse.db.timescale.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Event;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkTotal;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;

/** What the jobs of policies are going to do at their next run, by the chunks that will be due then. */
final class UpcomingJobs {
    private UpcomingJobs() {}

    /**
     * One for each policy whose next run is known and to come; none of a paused one.
     *
     * @param bytes by chunk id; those not measured are absent
     */
    static List<Event> of(
            List<DeclaredHypertable> hypertables, List<Chunk> chunks, Map<Integer, Long> bytes, Instant present) {
        List<Event> events = new ArrayList<>();
        for (DeclaredHypertable one : hypertables) {
            for (PolicyKind kind : PolicyKind.values()) {
                one.obligation(kind)
                        .flatMap(obligation -> obligation.policy().filter(Policy::scheduled))
                        .flatMap(Policy::nextStart)
                        .filter(next -> next.isAfter(present))
                        .ifPresent(next -> events.add(event(
                                kind,
                                one.subject(),
                                next,
                                Backlog.all(kind, List.of(one), chunks, next).get(0),
                                bytes)));
            }
        }
        return List.copyOf(events);
    }

    private static Event event(
            PolicyKind kind, String subject, Instant next, Backlog backlog, Map<Integer, Long> bytes) {
        List<Chunk> due = Stream.concat(backlog.due().stream(), backlog.overdue().stream())
                .toList();
        return new Event(
                next,
                kind.noun(),
                subject,
                backlog.blind()
                        ? "the job runs; how many chunks are due then is unknown"
                        : due.isEmpty()
                                ? "the job runs; no chunk is due then"
                                : "the job " + (kind == PolicyKind.COMPRESSION ? "compresses " : "drops ")
                                        + ChunkTotal.of(due, bytes).text(),
                Severity.OK);
    }
}
