package io.opsconductor.pulse.db.timescale;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.timescale.background.JobOwner;
import io.opsconductor.pulse.db.timescale.background.Retries;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.job.Job;
import io.opsconductor.pulse.db.timescale.job.JobLimits;
import io.opsconductor.pulse.db.timescale.job.Jobs;

/** Jobs as a database would tell of them, for judges; each is made from a healthy one that runs every hour. */
public final class JobFacts {
    public static final Instant NOW = Facts.NOW;
    public static final Duration HOUR = Facts.HOUR;
    public static final JobLimits LIMITS = new JobLimits(Duration.ofMinutes(15), 3, true);
    public static final JobLimits BY_HAND = new JobLimits(Duration.ofMinutes(15), 3, false);

    private static final Retries EVERY_HOUR = new Retries(HOUR, Duration.ofMinutes(5), false, 0, 0);

    private JobFacts() {}

    /** Started half an hour ago, ran a minute, is to start again half an hour from now. */
    public static Job healthy() {
        Instant start = NOW.minus(HOUR.dividedBy(2));
        return job(EVERY_HOUR, start.plus(HOUR), start, start.plusSeconds(60), false);
    }

    public static Job next(Instant start) {
        return job(EVERY_HOUR, start, NOW.minus(Duration.ofDays(2)), NOW.minus(Duration.ofDays(2)), false);
    }

    public static Job next(Duration every, Instant start) {
        return job(new Retries(every, Duration.ofMinutes(5), false, 0, 0), start, NOW, NOW, false);
    }

    /** Ended then, and has no next start. */
    public static Job notPlannedSince(Instant finish) {
        return job(EVERY_HOUR, null, finish.minusSeconds(60), finish, false);
    }

    public static Job neverRan(Instant next) {
        return job(EVERY_HOUR, next, null, null, false);
    }

    public static Job runningSince(Instant start) {
        return job(tried(0, 1), null, start, null, true);
    }

    /** Began, never ended, and no session runs it. */
    public static Job crashedAt(Instant start, Retries retries) {
        return job(retries, null, start, null, false);
    }

    public static Job failed(int times, String error) {
        Job job = job(tried(times, 0), NOW.plusSeconds(60), NOW.minusSeconds(60), NOW.minusSeconds(50), false);
        return error == null ? job : with(job, job.owner(), job.subject(), Optional.empty(), true, true, error);
    }

    public static Job paused(Job job) {
        return with(job, job.owner(), job.subject(), Optional.empty(), true, false, null);
    }

    public static Job ownerless() {
        Job job = healthy();
        return with(job, JobOwner.UNKNOWN, job.subject(), Optional.empty(), true, true, null);
    }

    public static Job leftOver() {
        Job job = healthy();
        return with(job, job.owner(), Optional.empty(), Optional.empty(), true, true, null);
    }

    public static Job listedOn(String other) {
        Job job = healthy();
        return with(
                job, job.owner(), job.subject(), Optional.of(new HypertableName("public", other)), true, true, null);
    }

    public static Job withoutProcedure() {
        Job job = healthy();
        return with(job, job.owner(), job.subject(), Optional.empty(), false, true, null);
    }

    /** Every hour, after so many bad ends in a row; the retry period is five minutes. */
    public static Retries tried(int failures, int crashes) {
        return new Retries(HOUR, Duration.ofMinutes(5), false, failures, crashes);
    }

    public static Jobs jobs(Job... jobs) {
        return new Jobs("pulse", "watcher", "public", NOW, List.of(jobs));
    }

    private static Job job(Retries retries, Instant next, Instant start, Instant finish, boolean inSession) {
        return new Job(
                1001,
                Job.Task.COMPRESS,
                "_timescaledb_functions.policy_compression",
                "Columnstore Policy [1001]",
                true,
                Optional.of(new HypertableName("public", "telemetry")),
                false,
                Optional.empty(),
                Facts.OWNER,
                true,
                retries,
                Optional.empty(),
                Optional.ofNullable(next),
                Optional.ofNullable(start),
                Optional.ofNullable(finish),
                Optional.empty(),
                Optional.of(NOW.minus(Duration.ofDays(3))),
                inSession,
                Optional.empty(),
                Optional.empty());
    }

    private static Job with(
            Job job,
            JobOwner owner,
            Optional<HypertableName> subject,
            Optional<HypertableName> listedOn,
            boolean procedureExists,
            boolean scheduled,
            String error) {
        return new Job(
                job.id(),
                job.task(),
                job.procedure(),
                job.name(),
                procedureExists,
                subject,
                subject.isEmpty(),
                listedOn,
                owner,
                scheduled,
                job.retries(),
                job.fixed(),
                job.nextStart(),
                job.lastStart(),
                job.lastFinish(),
                job.lastSuccess(),
                job.seenSince(),
                job.inSession(),
                Optional.ofNullable(error),
                error == null ? Optional.empty() : Optional.of("XX000"));
    }
}
