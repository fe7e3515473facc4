package io.opsconductor.pulse.db.timescale.outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.opsconductor.pulse.db.forecast.Event;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkTotal;
import io.opsconductor.pulse.db.timescale.promise.Obligation;

/** What the jobs of policies are going to do: every run that takes chunks, and the next one in any case. Pure. */
final class PolicyEvents {
    private PolicyEvents() {}

    /**
     * @param bytes by chunk id; those not measured are absent
     * @param now by the clock of this program, when it was {@link ChunkCourse#present()} by the database's
     */
    static List<Event> of(ChunkCourse course, Map<Integer, Long> bytes, Instant now) {
        List<Event> events = new ArrayList<>();
        for (PolicyKind kind : PolicyKind.values()) {
            course.declared().obligation(kind).ifPresent(obligation -> obligation
                    .policy()
                    .ifPresent(policy -> events.addAll(runs(kind, course, obligation, policy, bytes))));
        }
        Duration ahead = Duration.between(course.present(), now);
        return events.stream()
                .map(event -> new Event(
                        event.at().plus(ahead),
                        event.kind(),
                        event.subject(),
                        event.message(),
                        event.severity(),
                        event.check(),
                        event.bytes()))
                .toList();
    }

    private static List<Event> runs(
            PolicyKind kind, ChunkCourse course, Obligation obligation, Policy policy, Map<Integer, Long> bytes) {
        Event.Kind word = kind == PolicyKind.COMPRESSION ? Event.Kind.COMPRESSION : Event.Kind.RETENTION;
        String subject = course.declared().subject();
        TreeMap<Instant, List<Chunk>> taken = course.chunks().stream()
                .filter(chunk -> course.done(kind, chunk.id()).isPresent())
                .collect(Collectors.groupingBy(
                        chunk -> course.done(kind, chunk.id()).orElseThrow(), TreeMap::new, Collectors.toList()));
        List<Event> events = new ArrayList<>();
        taken.forEach((at, chunks) -> events.add(run(at, word, subject, kind, ChunkTotal.of(chunks, bytes))));
        boolean blind = course.chunks().stream()
                .anyMatch(chunk -> course.aged(obligation, chunk, Duration.ZERO).isEmpty());
        policy.nextStart()
                .filter(next -> policy.scheduled() && next.isAfter(course.present()) && !taken.containsKey(next))
                .ifPresent(next -> events.add(Event.scheduled(
                        next,
                        word,
                        subject,
                        blind
                                ? "the job runs; how many chunks are due then is unknown"
                                : "the job runs; no chunk is due then")));
        return events;
    }

    private static Event run(Instant at, Event.Kind word, String subject, PolicyKind kind, ChunkTotal total) {
        Event event = Event.scheduled(
                at,
                word,
                subject,
                "the job " + (kind == PolicyKind.COMPRESSION ? "compresses " : "drops ") + total.text());
        return total.measured() == total.chunks() ? event.bytes(total.bytes()) : event;
    }
}
