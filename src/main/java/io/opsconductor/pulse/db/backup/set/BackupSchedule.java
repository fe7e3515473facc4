package io.opsconductor.pulse.db.backup.set;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.opsconductor.pulse.db.failure.PulseFailure;

/** When a set's backups are taken, read again or restored for a drill: a cron expression of five fields, in UTC. */
public final class BackupSchedule {
    /** A month that is longer than any, twice: what a schedule does, it has done by then, but for yearly ones. */
    private static final Duration HORIZON = Duration.ofDays(62);

    /** What a schedule by minutes does in a fortnight: more is not followed. */
    private static final int MOST_FOLLOWED = 20_000;

    private final ExecutionTime times;

    private BackupSchedule(ExecutionTime times) {
        this.times = times;
    }

    public static BackupSchedule parse(String set, String cron) {
        return parse(set, "schedule", cron);
    }

    /**
     * @param key of the set that holds it
     * @throws PulseFailure (usage) when it is no cron expression
     */
    public static BackupSchedule parse(String set, String key, String cron) {
        try {
            CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            return new BackupSchedule(
                    ExecutionTime.forCron(parser.parse(cron.strip()).validate()));
        } catch (IllegalArgumentException e) {
            throw PulseFailure.usage(
                    "pulse.backups." + set + "." + key + "='" + cron + "' is no cron expression: " + e.getMessage(),
                    "give minute, hour, day, month and weekday, such as 17 2 * * *");
        }
    }

    /** The first run after an instant; empty when there is none any more. */
    public Optional<Instant> next(Instant after) {
        return times.nextExecution(utc(after)).map(ZonedDateTime::toInstant);
    }

    /**
     * Every run after an instant and not after another.
     *
     * @throws PulseFailure (usage) when they are too many
     */
    public List<Instant> between(Instant from, Instant until) {
        List<Instant> runs = new ArrayList<>();
        for (Optional<Instant> run = next(from);
                run.filter(at -> !at.isAfter(until)).isPresent();
                run = next(run.get())) {
            if (runs.size() == MOST_FOLLOWED) {
                throw PulseFailure.usage(
                        "a schedule runs more than " + MOST_FOLLOWED + " times until " + until, "look less far ahead");
            }
            runs.add(run.get());
        }
        return List.copyOf(runs);
    }

    /** The newest run at or before an instant; empty when there was none. */
    public Optional<Instant> last(Instant now) {
        return times.lastExecution(utc(now.plusSeconds(1))).map(ZonedDateTime::toInstant);
    }

    /**
     * The longest time between two runs that follow each other; empty when there are no two. All days that have runs have the same
     * ones, and so have all such hours of a day: of one hour all runs are followed, of one day the hours, and then the days, which are
     * some 250 steps for any schedule.
     */
    public Optional<Duration> longestGap(Instant from) {
        Optional<Instant> first = next(from);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Duration longest = Duration.ZERO;
        for (ChronoUnit within : List.of(ChronoUnit.HOURS, ChronoUnit.DAYS)) {
            Instant begin = first.get().truncatedTo(within);
            ChronoUnit block = within == ChronoUnit.HOURS ? ChronoUnit.MINUTES : ChronoUnit.HOURS;
            longest = longer(
                    longest, longestGap(block, next(begin.minusSeconds(1)).orElseThrow(), begin.plus(1, within)));
        }
        longest = longer(longest, longestGap(ChronoUnit.DAYS, first.get(), from.plus(HORIZON)));
        return longest.isZero() ? Optional.empty() : Optional.of(longest);
    }

    /** Between the last run of a block and the first of the next one that has any. */
    private Duration longestGap(ChronoUnit block, Instant first, Instant until) {
        Duration longest = Duration.ZERO;
        for (Optional<Instant> run = Optional.of(first); run.isPresent(); ) {
            Instant end = run.get().truncatedTo(block).plus(1, block);
            Instant last = last(end.minusSeconds(1)).orElseThrow();
            Optional<Instant> following = next(last);
            if (following.isPresent()) {
                longest = longer(longest, Duration.between(last, following.get()));
            }
            run = following.filter(time -> time.isBefore(until));
        }
        return longest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static ZonedDateTime utc(Instant instant) {
        return instant.atZone(ZoneOffset.UTC);
    }
}
