package io.opsconductor.pulse.db.timescale.outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.ClockSkew;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.forecast.Event;
import io.opsconductor.pulse.db.forecast.Forecaster;
import io.opsconductor.pulse.db.forecast.Outlook;
import io.opsconductor.pulse.db.forecast.Prospect;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.judge.CompressionBacklogJudge;
import io.opsconductor.pulse.db.timescale.judge.RetentionBacklogJudge;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.BacklogSizes;
import io.opsconductor.pulse.db.timescale.promise.Promises;
import io.opsconductor.pulse.db.timescale.promise.Remedies;
import io.opsconductor.pulse.db.timescale.promise.TimescaleSnapshot;
import jakarta.inject.Singleton;

/** Looks ahead at the chunks of a database and at the jobs that compress and drop them. */
@Singleton
public class ChunkForecaster implements Forecaster {
    /** Of so many chunks at most, those taken first, the sizes are measured, which opens their files. */
    private static final int MEASURED = 1000;

    private final Promises promises;
    private final TimescaleSettings settings;

    ChunkForecaster(Promises promises, TimescaleSettings settings) {
        this.promises = promises;
        this.settings = settings;
    }

    @Override
    public boolean once() {
        return false;
    }

    @Override
    public Outlook outlook(Database database, Collection<String> areas, Instant now, Instant until) {
        List<PolicyKind> kinds = Stream.of(PolicyKind.values())
                .filter(kind -> areas.contains(kind.noun()))
                .toList();
        try {
            return kinds.isEmpty() || database.isMissing()
                    ? new Outlook(database.label(), List.of(), List.of())
                    : outlook(TimescaleSnapshot.of(database, promises.of(database)), kinds, now, until);
        } catch (PulseFailure e) {
            // The checkup could not look either, and has said why.
            return new Outlook(database.label(), List.of(), List.of());
        }
    }

    private Outlook outlook(TimescaleSnapshot seen, List<PolicyKind> kinds, Instant now, Instant until) {
        Map<Integer, List<Chunk>> chunks = seen.chunks().stream().collect(Collectors.groupingBy(Chunk::hypertable));
        Instant present = present(seen, now);
        List<ChunkCourse> courses = seen.hypertables().stream()
                .filter(one -> Stream.of(PolicyKind.values())
                        .anyMatch(kind -> one.obligation(kind).isPresent()))
                .map(one -> new ChunkCourse(
                        one, chunks.getOrDefault(one.hypertable().orElseThrow().id(), List.of()), present))
                .toList();
        Map<Integer, Long> bytes = seen.sizes(taken(courses, until));
        Remedies remedies = Remedies.of(seen.facts().extension(), settings.schedulerExpected());
        List<Prospect> prospects = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (ChunkCourse course : courses) {
            events.addAll(PolicyEvents.of(course, bytes, now));
            for (PolicyKind kind : kinds) {
                course.declared()
                        .obligation(kind)
                        .ifPresent(obligation -> prospects.add(new BacklogProspect(
                                kind, course, obligation, now, judge(kind, seen, bytes, remedies))));
            }
        }
        return new Outlook(seen.database().label(), prospects, events);
    }

    /** Between two clocks that are right lies what the checkup has taken so far. */
    private static Instant present(TimescaleSnapshot seen, Instant now) {
        boolean same = Duration.between(now, seen.present()).abs().compareTo(ClockSkew.ALLOWED) <= 0;
        return same ? now : seen.present();
    }

    private static Function<Backlog, Finding> judge(
            PolicyKind kind, TimescaleSnapshot seen, Map<Integer, Long> bytes, Remedies remedies) {
        return kind == PolicyKind.COMPRESSION
                ? backlog -> CompressionBacklogJudge.judge(
                                seen.facts(),
                                seen.hypertables(),
                                List.of(backlog),
                                BacklogSizes.ofChunks(bytes),
                                remedies)
                        .get(0)
                : backlog -> RetentionBacklogJudge.judge(
                                seen.facts(),
                                seen.hypertables(),
                                List.of(backlog),
                                BacklogSizes.ofChunks(bytes),
                                // No prospect shows a remedy.
                                Map.of(),
                                remedies)
                        .get(0);
    }

    private static List<Integer> taken(List<ChunkCourse> courses, Instant until) {
        record Taken(Instant at, int chunk) {}
        return courses.stream()
                .flatMap(course -> Stream.of(PolicyKind.values()).flatMap(kind -> course.chunks().stream()
                        .flatMap(chunk -> course.done(kind, chunk.id()).map(at -> new Taken(at, chunk.id())).stream())))
                .filter(taken -> !taken.at().isAfter(until))
                .sorted(Comparator.comparing(Taken::at))
                .map(Taken::chunk)
                .distinct()
                .limit(MEASURED)
                .toList();
    }
}
