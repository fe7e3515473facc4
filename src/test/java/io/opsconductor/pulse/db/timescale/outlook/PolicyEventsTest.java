package io.opsconductor.pulse.db.timescale.outlook;

import static io.opsconductor.pulse.db.timescale.Facts.DAY;
import static io.opsconductor.pulse.db.timescale.Facts.HOUR;
import static io.opsconductor.pulse.db.timescale.Facts.MICRO;
import static io.opsconductor.pulse.db.timescale.Facts.NOW;
import static io.opsconductor.pulse.db.timescale.Facts.chunk;
import static io.opsconductor.pulse.db.timescale.Facts.compresses;
import static io.opsconductor.pulse.db.timescale.Facts.drops;
import static io.opsconductor.pulse.db.timescale.Facts.expectation;
import static io.opsconductor.pulse.db.timescale.Facts.hypertable;
import static io.opsconductor.pulse.db.timescale.Facts.paused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.opsconductor.pulse.db.forecast.Event;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import org.junit.jupiter.api.Test;

/** The jobs run next at {@code NOW}, and then every hour; it is asked an hour before. */
class PolicyEventsTest {
    private static final Instant BEFORE = NOW.minus(HOUR);

    @Test
    void each_run_takes_what_is_due_when_it_comes_and_not_what_is_due_a_moment_later() {
        assertThat(events(
                        BEFORE,
                        List.of(compresses(DAY), drops(DAY.multipliedBy(30))),
                        chunk(1, DAY, 0),
                        chunk(2, DAY.minus(MICRO), 0),
                        chunk(3, DAY.multipliedBy(2), 1)))
                .extracting(Event::at, Event::kind, Event::message)
                .contains(
                        tuple(NOW, Event.Kind.COMPRESSION, "the job compresses 1 chunk (10 bytes)"),
                        tuple(NOW.plus(HOUR), Event.Kind.COMPRESSION, "the job compresses 1 chunk (size not known)"),
                        tuple(NOW, Event.Kind.RETENTION, "the job runs; no chunk is due then"))
                .hasSize(6);
    }

    @Test
    void what_is_late_already_is_taken_too_and_what_is_dropped_is_compressed_no_more() {
        assertThat(events(
                        BEFORE,
                        List.of(compresses(DAY.multipliedBy(10)), drops(DAY)),
                        chunk(1, DAY.multipliedBy(9), 0)))
                .extracting(Event::at, Event::message)
                .containsExactly(
                        tuple(NOW, "the job runs; no chunk is due then"),
                        tuple(NOW, "the job drops 1 chunk (10 bytes)"));
    }

    @Test
    void a_frozen_chunk_is_dropped_and_not_compressed() {
        assertThat(events(BEFORE, List.of(compresses(DAY), drops(DAY.multipliedBy(2))), chunk(1, DAY, 4)))
                .extracting(Event::message)
                .containsExactly(
                        "the job runs; no chunk is due then",
                        "the job drops 1 chunk (10 bytes)",
                        "the job runs; no chunk is due then");
    }

    @Test
    void a_paused_job_announces_nothing_and_one_whose_time_has_come_its_next_run() {
        assertThat(events(BEFORE, List.of(paused(compresses(DAY))), chunk(1, DAY, 0)))
                .isEmpty();
        assertThat(events(NOW.plusSeconds(1), List.of(compresses(DAY)), chunk(1, DAY, 0)))
                .extracting(Event::at)
                .containsExactly(NOW.plus(HOUR));
    }

    @Test
    void the_clock_of_the_database_is_told_by_that_of_this_program() {
        var course = course(BEFORE, List.of(compresses(DAY)), chunk(1, DAY, 0));
        assertThat(PolicyEvents.of(course, Map.of(), BEFORE.plusSeconds(90)))
                .extracting(Event::at)
                .containsExactly(NOW.plusSeconds(90));
    }

    private static List<Event> events(Instant present, List<Policy> policies, Chunk... chunks) {
        return PolicyEvents.of(course(present, policies, chunks), Map.of(1, 10L), present);
    }

    private static ChunkCourse course(Instant present, List<Policy> policies, Chunk... chunks) {
        var found = hypertable(policies.toArray(Policy[]::new));
        var declared = new DeclaredHypertable(
                "telemetry", Optional.of(found), Optional.empty(), true, expectation(null, null), List.of());
        return new ChunkCourse(declared, List.of(chunks), present);
    }
}
