package io.opsconductor.pulse.db.backup.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a job that locks chunks ran last and runs next.
 *
 * @param id as {@code alter_job} takes it
 * @param functions the schema of {@code alter_job}
 * @param untrustedRole the role to log in as to alter it, where that would run another role's code in our session; empty
 *     text where that role's session would run another's code as well
 * @param work {@code compression} or {@code retention}
 * @param hypertable schema-qualified, unquoted
 * @param every its schedule interval
 * @param last empty when it never ran, or its duration was not recorded
 * @param next empty when it is paused or runs right now
 */
public record JobRun(
        long id,
        String functions,
        Optional<String> untrustedRole,
        String work,
        String hypertable,
        Duration every,
        Optional<Span> last,
        Optional<Instant> next) {

    public String name() {
        return work + " of " + hypertable;
    }

    /** Its first run that meets a stretch of time, as far as its schedule tells; empty when none does. */
    public Optional<Span> meeting(Span time) {
        Duration length = last.map(Span::length).orElse(Duration.ZERO);
        return next.map(first -> Span.of(firstFrom(first, time.from().minus(length)), length))
                .filter(time::meets);
    }

    /** The first of its runs that does not begin before an instant. */
    private Instant firstFrom(Instant first, Instant earliest) {
        if (!first.isBefore(earliest) || every.isZero() || every.isNegative()) {
            return first;
        }
        long micros = every.toSeconds() * 1_000_000 + every.toNanosPart() / 1000;
        Duration behind = Duration.between(first, earliest);
        long behindMicros = behind.toSeconds() * 1_000_000 + behind.toNanosPart() / 1000;
        long runs = (behindMicros + micros - 1) / Math.max(1, micros);
        return first.plus(every.multipliedBy(runs));
    }
}
