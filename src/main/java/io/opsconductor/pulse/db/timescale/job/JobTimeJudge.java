package io.opsconductor.pulse.db.timescale.job;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;

/**
 * Judges when a job runs against its schedule. Pure.
 *
 * @param cannotRun what keeps it from running is told already
 * @param start has it run now
 */
record JobTimeJudge(
        Instant now, JobLimits limits, Job job, boolean cannotRun, JobFinding finding, Supplier<Remedy> start) {
    private static final Duration WEEK = Duration.ofDays(7);

    /** It runs for too long, or began and never ended. */
    Optional<Finding> unfinished() {
        if (job.lastStart().isEmpty() || job.lastFinish().isPresent()) {
            return Optional.empty();
        }
        Duration since = Duration.between(job.lastStart().get(), now);
        if (job.inSession()) {
            Duration usual = longer(schedule(), limits.grace());
            return since.compareTo(usual) <= 0
                    ? Optional.empty()
                    : Optional.of(finding.of(
                            Severity.WARNING,
                            "runs for " + Durations.text(since),
                            "job " + job.id() + " has been running since "
                                    + at(job.lastStart().get()) + ", longer than its schedule interval",
                            Remedy.text(
                                    "see what it waits for: SELECT pid, state, wait_event_type, query FROM pg_stat_activity"
                                            + " WHERE application_name LIKE '%[" + job.id() + "]';")));
        }
        if (!limits.bySchedule() || !job.scheduled()) {
            return Optional.empty();
        }
        Duration allowed = job.retries().longest().plus(limits.grace());
        boolean stuck = since.compareTo(allowed) > 0;
        return Optional.of(finding.of(
                stuck ? Severity.CRITICAL : Severity.WARNING,
                stuck ? "stuck" : "crashed",
                "job " + job.id() + " began at " + at(job.lastStart().get()) + " and never ended: it crashed"
                        + (stuck ? ", and is not tried again" : ", and is to be tried again"),
                stuck ? start.get() : Remedy.text("read the server's log of that time")));
    }

    Optional<Finding> overdue() {
        if (!limits.bySchedule() || !job.scheduled() || isRunning()) {
            return Optional.empty();
        }
        boolean never = job.lastStart().isEmpty();
        if (job.nextStart().isEmpty()) {
            return never ? delayed() : notPlanned();
        }
        Duration late = Duration.between(job.nextStart().get(), now);
        if (late.compareTo(limits.grace()) <= 0) {
            return postponed(late.negated());
        }
        return Optional.of(finding.of(
                Severity.CRITICAL,
                Durations.text(late) + " overdue",
                "job " + job.id() + (never ? " never ran, and" : "") + " was to start at "
                        + at(job.nextStart().get()) + ": see timescale.scheduler and timescale.workers",
                start.get()));
    }

    /**
     * It is to run later than its schedule says, or at no time at all: as bad as a paused one that its policy's finding would tell.
     * A first run may be as far away as its interval is long.
     *
     * @param until the next start
     */
    private Optional<Finding> postponed(Duration until) {
        Duration every = job.retries().every();
        return until.compareTo(job.retries().furthest().plus(limits.grace())) <= 0 || cannotRun
                ? Optional.empty()
                : Optional.of(finding.of(
                        job.task() == Job.Task.OTHER ? Severity.WARNING : Severity.CRITICAL,
                        "next run in " + Durations.text(until),
                        "job " + job.id() + " is not to run before "
                                + at(job.nextStart().get())
                                + ", though its schedule is every " + Durations.text(every)
                                + ": as if it were paused",
                        JobJudge.unlessHeld(job, start.get())));
    }

    /** It is to run as soon as it can, and has been there for longer than the grace; one made just now is given time. */
    private Optional<Finding> delayed() {
        return job.seenSince()
                .map(since -> Duration.between(since, now))
                .filter(age -> age.compareTo(limits.grace()) > 0)
                .map(age -> finding.of(
                        Severity.WARNING,
                        "never ran",
                        "job " + job.id() + " was to run at once, " + Durations.text(age)
                                + " ago, and has never run: see timescale.scheduler and timescale.workers",
                        start.get()));
    }

    /** It has run, and nothing says when it runs next, though by its schedule it should have: as after a failover. */
    private Optional<Finding> notPlanned() {
        Duration pause = longer(schedule(), job.retries().longest()).plus(limits.grace());
        return job.lastFinish()
                .filter(end -> Duration.between(end, now).compareTo(pause) > 0)
                .map(end -> finding.of(
                        Severity.CRITICAL,
                        "stuck",
                        "job " + job.id() + " ended at " + at(end) + " and has no next start (-infinity)",
                        start.get()));
    }

    /** No more of it than a week: its owner may set it to a century. */
    private Duration schedule() {
        Duration every = job.retries().every();
        return every.compareTo(WEEK) < 0 ? every : WEEK;
    }

    boolean isRunning() {
        return job.inSession()
                && job.lastStart().isPresent()
                && job.lastFinish().isEmpty();
    }

    private static Duration longer(Duration one, Duration other) {
        return Stream.of(one, other).max(Comparator.naturalOrder()).orElseThrow();
    }

    static String at(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
