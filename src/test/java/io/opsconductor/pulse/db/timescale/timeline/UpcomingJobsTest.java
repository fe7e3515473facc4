package io.opsconductor.pulse.db.timescale.timeline;

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

import io.opsconductor.pulse.db.check.Event;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import org.junit.jupiter.api.Test;

/** The jobs run next at {@code NOW}; it is asked an hour before. */
class UpcomingJobsTest {
    private static final Instant BEFORE = NOW.minus(HOUR);

    @Test
    void a_job_takes_what_is_due_when_it_comes_and_not_what_is_due_a_moment_later() {
        assertThat(next(
                        BEFORE,
                        List.of(compresses(DAY), drops(DAY.multipliedBy(30))),
                        chunk(1, DAY, 0),
                        chunk(2, DAY.minus(MICRO), 0),
                        chunk(3, DAY.multipliedBy(2), 1)))
                .extracting(Event::at, Event::kind, Event::subject, Event::message)
                .containsExactly(
                        tuple(NOW, "compression", "telemetry", "the job compresses 1 chunk (10 bytes)"),
                        tuple(NOW, "retention", "telemetry", "the job runs; no chunk is due then"));
    }

    @Test
    void what_is_late_already_is_taken_too() {
        assertThat(next(BEFORE, List.of(drops(DAY)), chunk(1, DAY.multipliedBy(9), 0)))
                .extracting(Event::message)
                .containsExactly("the job drops 1 chunk (10 bytes)");
    }

    @Test
    void a_paused_job_and_one_whose_time_has_come_announce_nothing() {
        assertThat(next(BEFORE, List.of(paused(compresses(DAY))), chunk(1, DAY, 0)))
                .isEmpty();
        assertThat(next(NOW, List.of(compresses(DAY)), chunk(1, DAY, 0))).isEmpty();
    }

    private static List<Event> next(Instant present, List<Policy> policies, Chunk... chunks) {
        var found = hypertable(policies.toArray(Policy[]::new));
        var declared = new DeclaredHypertable(
                "telemetry", Optional.of(found), Optional.empty(), true, expectation(null, null), List.of());
        return UpcomingJobs.of(List.of(declared), List.of(chunks), Map.of(1, 10L), present);
    }
}
