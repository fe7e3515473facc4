package io.opsconductor.pulse.db.timescale.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.timescale.Facts;
import io.opsconductor.pulse.db.timescale.JobFacts;
import io.opsconductor.pulse.db.timescale.background.Retries;
import io.opsconductor.pulse.db.timescale.chunk.Chunk;
import io.opsconductor.pulse.db.timescale.chunk.ChunkState;
import io.opsconductor.pulse.db.timescale.job.Job;
import io.opsconductor.pulse.db.timescale.job.JobJudge;
import io.opsconductor.pulse.db.timescale.promise.Backlog;
import io.opsconductor.pulse.db.timescale.promise.DeclaredHypertable;
import io.opsconductor.pulse.db.timescale.promise.Expectation;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The arithmetic of being late, over whatever a catalogue can hold. */
class LagPropertyTest {
    private static final long CENTURY = 100L * 365 * 86_400_000_000L;
    private static final Duration MICRO = Duration.ofNanos(1000);

    private static Backlog backlog(Duration lag, Duration every, Duration backOff, long end, Instant now) {
        Policy policy = new Policy(
                1,
                1002,
                PolicyKind.RETENTION,
                new Lag.Span(lag, lag, false),
                every,
                true,
                Optional.empty(),
                backOff,
                Optional.empty(),
                Facts.OWNER);
        Hypertable hypertable = Facts.hypertable("telemetry", policy);
        Chunk chunk = new Chunk(7, 1, end, 1, ChunkState.NEVER_COMPRESSED, Optional.empty());
        Expectation none = Expectation.none("telemetry");
        return Backlog.all(
                        PolicyKind.RETENTION,
                        DeclaredHypertable.pair(Facts.found(hypertable), List.of(none)),
                        List.of(chunk),
                        now)
                .get(0);
    }

    private static Instant at(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    /** A quarter of the lag, or a day, is all that a schedule excuses, and six times that all that failures do. */
    private static Duration pause(long lag, long every, long backOff) {
        Duration bearable = Stream.of(Duration.ofDays(1), micros(lag).dividedBy(4))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return Stream.of(Stream.of(micros(every), bearable), Stream.of(micros(backOff), bearable.multipliedBy(6)))
                .map(two -> two.min(Comparator.naturalOrder()).orElseThrow())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Property
    void a_chunk_is_late_exactly_one_microsecond_past_lag_pause_and_grace(
            @ForAll @LongRange(min = 0, max = CENTURY) long lag,
            @ForAll @LongRange(min = 0, max = CENTURY) long every,
            @ForAll @LongRange(min = 0, max = CENTURY) long backOff,
            @ForAll @LongRange(min = -CENTURY, max = CENTURY) long end) {
        Instant limit =
                at(end).plus(micros(lag)).plus(pause(lag, every, backOff)).plus(Expectation.DROP_GRACE);
        assertThat(backlog(micros(lag), micros(every), micros(backOff), end, limit)
                        .overdue())
                .isEmpty();
        assertThat(backlog(micros(lag), micros(every), micros(backOff), end, limit.plus(MICRO))
                        .overdue())
                .hasSize(1);
    }

    @Property
    void lateness_never_shrinks_as_time_passes_and_is_never_negative(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long lag,
            @ForAll long end,
            @ForAll @LongRange(min = -CENTURY, max = CENTURY) long now,
            @ForAll @LongRange(min = 0, max = CENTURY) long later) {
        Backlog first = backlog(micros(lag), Facts.HOUR, Duration.ZERO, end, at(now));
        Backlog second = backlog(micros(lag), Facts.HOUR, Duration.ZERO, end, at(now).plus(micros(later)));
        assertThat(first.late()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(second.late()).isGreaterThanOrEqualTo(first.late());
        assertThat(second.overdue().size())
                .isGreaterThanOrEqualTo(first.overdue().size());
    }

    @Property
    void whatever_integers_a_column_counts_its_age_is_told_within_bounds(
            @ForAll long present, @ForAll long end, @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long step) {
        TimeColumn column = new TimeColumn("seq", true, OptionalLong.of(present), Optional.empty());
        Duration age = column.age(end, Duration.ofNanos(step), Instant.EPOCH).orElseThrow();
        assertThat(age.abs()).isLessThanOrEqualTo(TimeColumn.ENDLESS);
        assertThat(Long.signum(age.compareTo(Duration.ZERO))).isIn(0, Long.compare(present, end));
    }

    @Property
    void a_length_in_steps_grows_with_the_steps(@ForAll long one, @ForAll long other) {
        Duration step = Duration.ofMillis(1);
        assertThat(TimeColumn.length(BigInteger.valueOf(Math.max(one, other)), step))
                .isGreaterThanOrEqualTo(TimeColumn.length(BigInteger.valueOf(Math.min(one, other)), step));
    }

    @Property
    void a_back_off_is_never_longer_than_five_intervals_and_an_eighth_or_five_minutes(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long every,
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long period,
            @ForAll boolean fixed,
            @ForAll @IntRange(min = 0) int failures,
            @ForAll @IntRange(min = 0) int crashes) {
        Duration pause = new Retries(micros(every), micros(period), fixed, failures, crashes).longest();
        Duration most = micros(every).multipliedBy(45).dividedBy(8);
        assertThat(pause).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(pause.compareTo(most) <= 0 || pause.equals(Duration.ofMinutes(5)))
                .isTrue();
    }

    @Property
    void no_job_is_judged_by_throwing(
            @ForAll @LongRange(min = -CENTURY, max = CENTURY) long next,
            @ForAll @LongRange(min = -CENTURY, max = CENTURY) long start,
            @ForAll @IntRange(max = 30) int failures) {
        for (Job job : List.of(
                JobFacts.next(at(next)),
                JobFacts.runningSince(at(start)),
                JobFacts.crashedAt(at(start), JobFacts.tried(failures, 1)))) {
            assertThat(new JobJudge("compression.job", JobFacts.jobs(job), JobFacts.LIMITS, Set.of())
                            .judge(job)
                            .message())
                    .isNotBlank();
        }
    }
}
