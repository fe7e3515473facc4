package io.opsconductor.pulse.db.timescale.job;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Durations;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/**
 * Judges jobs: whether each runs in time, ends well, and can run at all. Pauses that the scheduler allows itself count.
 *
 * @param unsafe jobs that would drop by another lag than promised, or delete from an aggregate: no remedy has them run
 */
public record JobJudge(String id, Jobs facts, JobLimits limits, Set<Integer> unsafe) {
    private static final Duration WEEK = Duration.ofDays(7);

    private static final Duration DAY = Duration.ofDays(1);

    /** One finding for each job with this task, the worst that can be said of it; one for all where all jobs fail alike. */
    public List<Finding> judge(Job.Task task, String whenThereIsNone) {
        return facts.of(task).isEmpty()
                ? List.of(Finding.ok(id, facts.database(), whenThereIsNone).measured("no job"))
                : judge(task, job -> false);
    }

    /** @param ignored of which nothing is said */
    public List<Finding> judge(Job.Task task, Predicate<Job> ignored) {
        List<Job> jobs = facts.of(task).stream().filter(Predicate.not(ignored)).toList();
        Optional<Finding> shared = SharedFailure.of(facts);
        return Stream.concat(
                        shared.stream(),
                        jobs.stream()
                                .filter(job -> shared.isEmpty() || job.retries().failures() == 0)
                                .map(this::judge))
                .toList();
    }

    public Finding judge(Job job) {
        JobFinding finding = new JobFinding(id, facts, job);
        return Stream.of(
                        unable(finding, job),
                        paused(finding, job),
                        unfinished(finding, job),
                        overdue(finding, job),
                        failing(finding, job))
                .flatMap(Optional::stream)
                // Of several as bad the first counts: it is the cause of those that follow.
                .reduce((first, next) -> next.severity().compareTo(first.severity()) > 0 ? next : first)
                .orElseGet(() -> fine(finding, job));
    }

    /** It cannot run, or not on what it is said to run on. */
    private Optional<Finding> unable(JobFinding finding, Job job) {
        if (job.leftOver()) {
            return Optional.of(finding.of(
                    Severity.WARNING,
                    "left over",
                    "the hypertable or aggregate of job " + job.id() + " is gone, and the job is left over",
                    remedies().deleteJob(job.id())));
        }
        if (job.listedOn().isPresent()) {
            String other = job.listedOn().get().text();
            return Optional.of(finding.of(
                    Severity.CRITICAL,
                    "on the wrong table",
                    "job " + job.id() + " is listed under " + other + ", but its configuration makes it work on "
                            + job.subject().get().text(),
                    remedies().deleteJob(job.id()).note("then add the policy to " + other + " again")));
        }
        if (!job.procedureExists()) {
            return Optional.of(finding.of(
                    Severity.CRITICAL,
                    "no procedure",
                    "job " + job.id() + " calls " + job.procedure() + ", which does not exist",
                    job.task() == Job.Task.OTHER
                            ? Remedy.text("create it again").or(remedies().deleteJob(job.id()))
                            : Remedy.sql("ALTER EXTENSION timescaledb UPDATE;")
                                    .or(remedies().deleteJob(job.id()).note("then add the policy again"))));
        }
        if (job.owner().name().isEmpty()) {
            return Optional.of(finding.of(
                    Severity.CRITICAL,
                    "no owner",
                    "the role that owned job " + job.id() + " is gone, and without it the job cannot run",
                    remedies().deleteJob(job.id()).note("then add it again")));
        }
        if (!job.owner().logsIn()) {
            return Optional.of(finding.of(
                    Severity.CRITICAL,
                    "no login",
                    "role " + SqlIdentifier.of(job.owner().name()) + ", as which job " + job.id()
                            + " runs, may not log in: no worker can run it",
                    Remedy.sql("ALTER ROLE " + SqlIdentifier.of(job.owner().name()) + " LOGIN;")));
        }
        return job.owner().acts()
                ? Optional.empty()
                : Optional.of(finding.of(
                        Severity.WARNING,
                        "not allowed",
                        "job " + job.id() + " is to work on " + job.about() + ", but its owner "
                                + SqlIdentifier.of(job.owner().name())
                                + " may not act for the table's owner: it can only fail, and counts as no policy",
                        remedies().deleteJob(job.id())));
    }

    private Remedies remedies() {
        return new Remedies(facts.schema(), limits.bySchedule());
    }

    /** Never has a job drop what the promise keeps, or delete what only an aggregate still holds. */
    private Remedy start(Job job) {
        return unsafe.contains(job.id())
                ? Remedy.text(
                        job.task() == Job.Task.REFRESH
                                ? "see the aggregate's own aggregate.refresh first: the job refreshes what its source has dropped, or"
                                        + " may have"
                                : "see retention.policy first: the job drops by another lag than promised")
                : remedies().start(job.id(), job.owner(), job.fixed());
    }

    private Remedy resume(Job job) {
        return unsafe.contains(job.id()) ? start(job) : remedies().resume(job.id(), job.owner(), job.fixed());
    }

    private Optional<Finding> paused(JobFinding finding, Job job) {
        return job.scheduled()
                ? Optional.empty()
                : Optional.of(finding.of(
                        Severity.WARNING,
                        "paused",
                        "job " + job.id() + " is paused" + (job.troubles() > 0 ? " after " + finding.troubles() : "")
                                + ", so it does not run",
                        resume(job)));
    }

    /** It runs for too long, or began and never ended. */
    private Optional<Finding> unfinished(JobFinding finding, Job job) {
        if (job.lastStart().isEmpty() || job.lastFinish().isPresent()) {
            return Optional.empty();
        }
        Duration since = Duration.between(job.lastStart().get(), facts.present());
        if (job.inSession()) {
            Duration usual = longer(schedule(job), limits.grace());
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
                stuck ? start(job) : Remedy.text("read the server's log of that time")));
    }

    private Optional<Finding> overdue(JobFinding finding, Job job) {
        if (!limits.bySchedule() || !job.scheduled() || running(job)) {
            return Optional.empty();
        }
        boolean never = job.lastStart().isEmpty();
        if (job.nextStart().isEmpty()) {
            return never ? delayed(finding, job) : notPlanned(finding, job);
        }
        Duration late = Duration.between(job.nextStart().get(), facts.present());
        if (late.compareTo(limits.grace()) <= 0) {
            return postponed(finding, job, late.negated());
        }
        return Optional.of(finding.of(
                Severity.CRITICAL,
                Durations.text(late) + " overdue",
                "job " + job.id() + (never ? " never ran, and" : "") + " was to start at "
                        + at(job.nextStart().get()) + ": see timescale.scheduler and timescale.workers",
                start(job)));
    }

    /**
     * It is to run later than its schedule says, or at no time at all: as bad as a paused one that its policy's finding would tell.
     * A first run may be as far away as its interval is long.
     *
     * @param until the next start
     */
    private Optional<Finding> postponed(JobFinding finding, Job job, Duration until) {
        Duration every = job.retries().every();
        // A month has a day more than its 30, a day an hour more where clocks are set back.
        Duration pause = longer(
                longer(every.plus(every.dividedBy(16)), DAY), job.retries().longest());
        return until.compareTo(pause.plus(limits.grace())) <= 0
                        || unable(finding, job).isPresent()
                ? Optional.empty()
                : Optional.of(finding.of(
                        job.task() == Job.Task.OTHER ? Severity.WARNING : Severity.CRITICAL,
                        "next run in " + Durations.text(until),
                        "job " + job.id() + " is not to run before "
                                + at(job.nextStart().get())
                                + ", though its schedule is every " + Durations.text(every)
                                + ": as if it were paused",
                        start(job)));
    }

    /** It is to run as soon as it can, and has been there for longer than the grace; one made just now is given time. */
    private Optional<Finding> delayed(JobFinding finding, Job job) {
        return job.seenSince()
                .map(since -> Duration.between(since, facts.present()))
                .filter(age -> age.compareTo(limits.grace()) > 0)
                .map(age -> finding.of(
                        Severity.WARNING,
                        "never ran",
                        "job " + job.id() + " was to run at once, " + Durations.text(age)
                                + " ago, and has never run: see timescale.scheduler and timescale.workers",
                        start(job)));
    }

    /** It has run, and nothing says when it runs next, though by its schedule it should have: as after a failover. */
    private Optional<Finding> notPlanned(JobFinding finding, Job job) {
        Duration pause = longer(schedule(job), job.retries().longest()).plus(limits.grace());
        return job.lastFinish()
                .filter(end -> Duration.between(end, facts.present()).compareTo(pause) > 0)
                .map(end -> finding.of(
                        Severity.CRITICAL,
                        "stuck",
                        "job " + job.id() + " ended at " + at(end) + " and has no next start (-infinity)",
                        start(job)));
    }

    private Optional<Finding> failing(JobFinding finding, Job job) {
        if (job.troubles() == 0) {
            return Optional.empty();
        }
        return Optional.of(finding.of(
                job.troubles() >= Math.max(1, limits.failures()) ? Severity.CRITICAL : Severity.WARNING,
                finding.troubles(),
                "job " + job.id() + " ended with " + finding.troubles() + " in a row" + finding.reason(),
                start(job)));
    }

    private Finding fine(JobFinding finding, Job job) {
        String last = job.lastStart()
                .map(start -> running(job) ? "runs since " + at(start) : "ran at " + at(start))
                .orElse(limits.bySchedule() ? "is to run for the first time" : "is called by hand");
        String next = job.nextStart()
                .filter(start -> limits.bySchedule())
                .map(start -> "; next at " + at(start))
                .orElse("");
        return finding.of(
                Severity.OK, running(job) ? "running" : "", "job " + job.id() + " " + last + next, Remedy.NONE);
    }

    /** No more of it than a week: its owner may set it to a century. */
    private static Duration schedule(Job job) {
        Duration every = job.retries().every();
        return every.compareTo(WEEK) < 0 ? every : WEEK;
    }

    private static boolean running(Job job) {
        return job.inSession()
                && job.lastStart().isPresent()
                && job.lastFinish().isEmpty();
    }

    private static Duration longer(Duration one, Duration other) {
        return Stream.of(one, other).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static String at(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
