package io.opsconductor.pulse.db.timescale.outlook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.forecast.Course;
import io.opsconductor.pulse.db.forecast.Prospect;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Obligation;

/** Whether the chunks of one hypertable are compressed or dropped in time, as its judge will say. Pure. */
final class BacklogProspect implements Prospect {
    /** From when on a chunk is late, and until when. */
    private record Late(Instant from, Instant to) {}

    private final PolicyKind kind;
    private final ChunkCourse course;
    private final Obligation obligation;
    private final Instant now;
    private final Function<Backlog, Finding> judge;

    /**
     * @param now by the clock of this program, when it was {@link ChunkCourse#present()} by the database's
     * @param judge of one backlog
     */
    BacklogProspect(
            PolicyKind kind, ChunkCourse course, Obligation obligation, Instant now, Function<Backlog, Finding> judge) {
        this.kind = kind;
        this.course = course;
        this.obligation = obligation;
        this.now = now;
        this.judge = judge;
    }

    @Override
    public Finding at(Instant instant, Course taken) {
        Duration passed = Duration.between(now, instant);
        Instant there = course.present().plus(passed);
        DeclaredHypertable later = course.declared().later(passed);
        return judge.apply(Backlog.all(kind, List.of(later), course.at(there, taken), there)
                .get(0));
    }

    @Override
    public Stream<Instant> turns(Instant from, Instant until, Course taken) {
        Duration ahead = Duration.between(now, course.present());
        List<Late> lates = course.chunks().stream()
                .flatMap(chunk -> late(chunk, taken).stream())
                .sorted(Comparator.comparing(Late::from))
                .toList();
        return together(lates).stream()
                .flatMap(late -> Stream.of(late.from(), late.to()))
                .filter(at -> at.isBefore(Instant.MAX))
                .map(at -> at.minus(ahead))
                .filter(at -> at.isAfter(from.minusSeconds(1)) && !at.isAfter(until));
    }

    private List<Late> late(Chunk chunk, Course taken) {
        if (Backlog.settled(chunk, obligation)) {
            return List.of();
        }
        Instant to =
                taken == Course.IDLE ? Instant.MAX : course.settled(kind, chunk).orElse(Instant.MAX);
        return obligation
                .lag()
                .flatMap(lag -> course.older(obligation, chunk, lag.plus(obligation.allowance())))
                .filter(late -> late.isBefore(to))
                .map(late -> List.of(new Late(late, to)))
                .orElse(List.of());
    }

    /** Stretches in which some chunk is late: so few that each can be judged. */
    private static List<Late> together(List<Late> lates) {
        List<Late> merged = new ArrayList<>();
        for (Late late : lates) {
            Late last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && late.from().isBefore(last.to())) {
                merged.set(
                        merged.size() - 1, new Late(last.from(), late.to().isAfter(last.to()) ? late.to() : last.to()));
            } else {
                merged.add(late);
            }
        }
        return merged;
    }
}
