package io.opsconductor.pulse.db.timescale.job;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.check.Severity;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.timescale.promise.HeldJob;
import io.opsconductor.pulse.db.timescale.promise.Remedies;

/**
 * Judges jobs: whether each runs in time, ends well, and can run at all. Pauses that the scheduler allows itself count.
 *
 * @param unsafe jobs that would drop by another lag than promised, or delete from an aggregate: no remedy has them run
 */
public record JobJudge(String id, Jobs facts, JobLimits limits, Set<Integer> unsafe) {
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
        Optional<Finding> unable = unable(finding, job);
        JobTimeJudge times =
                new JobTimeJudge(facts.present(), limits, job, unable.isPresent(), finding, () -> start(job));
        return Stream.of(unable, paused(finding, job), times.unfinished(), times.overdue(), failing(finding, job))
                .flatMap(Optional::stream)
                // Of several as bad the first counts: it is the cause of those that follow.
                .reduce((first, next) -> next.severity().compareTo(first.severity()) > 0 ? next : first)
                .orElseGet(() -> fine(finding, job, times.isRunning()));
    }

    /** It cannot run, or not on what it is said to run on, or keeps all others from running. */
    private Optional<Finding> unable(JobFinding finding, Job job) {
        if (job.retries().isBeyondTime(facts.present())) {
            return Optional.of(finding.of(
                    Severity.CRITICAL,
                    "beyond all time",
                    "job " + job.id() + " of role "
                            + SqlIdentifier.of(job.owner().name())
                            + " has a schedule or a retry period that ends after all time: once it has run, TimescaleDB's scheduler"
                            + " of this database ends with \"timestamp out of range\", and no job runs; any role may add such a job",
                    remedies().deleteJob(job.id())));
        }
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
        return unlessHeld(
                job, unsafe.contains(job.id()) ? start(job) : remedies().resume(job.id(), job.owner(), job.fixed()));
    }

    /** What is dropped does not come back, and whoever put its job off may have wanted to keep it. */
    static Remedy unlessHeld(Job job, Remedy remedy) {
        return job.task() == Job.Task.DROP ? remedy.note(HeldJob.UNLESS) : remedy;
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

    private Finding fine(JobFinding finding, Job job, boolean running) {
        String last = job.lastStart()
                .map(start -> running ? "runs since " + JobTimeJudge.at(start) : "ran at " + JobTimeJudge.at(start))
                .orElse(limits.bySchedule() ? "is to run for the first time" : "is called by hand");
        String next = job.nextStart()
                .filter(start -> limits.bySchedule())
                .map(start -> "; next at " + JobTimeJudge.at(start))
                .orElse("");
        return finding.of(Severity.OK, running ? "running" : "", "job " + job.id() + " " + last + next, Remedy.NONE);
    }
}
